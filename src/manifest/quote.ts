/** Shows a value found in a message: in single quotes, on one line, and shortened when it is long. */
export function quote(text: string): string {
  const shown = text.length > 160 ? `${text.slice(0, 120)}…` : text;
  // eslint-disable-next-line no-control-regex
  return `'${shown.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, escapeCharacter)}'`;
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** An expression on one line, shortened when it is long; it has quotes enough of its own. */
export function onOneLine(expression: string): string {
  return quote(expression.trim().replace(/\s+/g, ' ')).slice(1, -1);
}
