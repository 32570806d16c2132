import { paint } from './paint';

/** A page as a terminal shows it: the Markdown that our pages use, without its marks. */
export function renderPage(markdown: string, color = false): string {
  let isCode = false;
  const lines: string[] = [];
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode;
    else if (isCode) lines.push(paint(color, 'dim', line === '' ? '' : `    ${line}`));
    else lines.push(...shown(line, color));
  }
  // What was left out leaves its blank lines behind.
  return `${lines.filter((line, i) => line !== '' || lines[i - 1] !== '').join('\n').trim()}\n`;
}

function shown(line: string, color: boolean): string[] {
  if (/^#+ /.test(line)) return [paint(color, 'bold', line.replace(/^#+ /, ''))];
  const cells = line.startsWith('|') ? line.split('|').slice(1, -1).map((cell) => cell.trim()) : undefined;
  if (cells !== undefined) return cells.every((cell) => /^-*$/.test(cell)) ? [] : [`  ${cells.map((cell, i) => (i === 0 ? cell.padEnd(15) : cell)).join('  ')}`];
  const link = /^- \[(.*)\]\((.*)\)$/.exec(line);
  if (link !== null) return [`  ${link[1]}`, paint(color, 'dim', `    ${link[2]}`)];
  return [line];
}
