import { paint } from './paint';
import { visible } from './visible';
import { Location } from '../manifest/model';

/** Shows places of one text: each line between its neighbours, with a caret below the column. */
export class CodeFrames {
  private starts?: readonly number[];

  constructor(private readonly text: string, private readonly color = false) {}

  /** The three lines around a place. Empty where the text has no such line. */
  at({ line, column }: Pick<Location, 'line' | 'column'>): string {
    const content = this.line(line);
    if (content === undefined) return '';
    const from = windowStart(content, column);
    const width = String(line + 1).length;
    const row = (mark: string, number: string, part: string): string => `  ${mark} ${paint(this.color, 'dim', `${number.padStart(width)} │`)} ${part}`.trimEnd();
    const neighbour = (n: number): string[] => {
      const found = this.line(n);
      return found === undefined ? [] : [row(' ', String(n), shownPart(found, from))];
    };
    return [
      ...neighbour(line - 1),
      row('>', String(line), shownPart(content, from)),
      row(' ', '', `${' '.repeat(caretColumn(content, column, from))}${paint(this.color, 'caret', '^')}`),
      ...neighbour(line + 1),
    ].join('\n');
  }

  private line(n: number): string | undefined {
    this.starts ??= lineStarts(this.text);
    // The break at the end of a text ends a line and starts none.
    if (n < 1 || n > this.starts.length || (n > 1 && this.starts[n - 1] === this.text.length)) return undefined;
    return this.text.slice(this.starts[n - 1], (this.starts[n] ?? this.text.length + 1) - 1);
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Of a line that is too long, the part around the column is shown. */
function windowStart(line: string, column: number): number {
  return line.length <= WIDTH || column <= WIDTH - MARGIN ? 0 : column - 1 - MARGIN;
}

function shownPart(line: string, from: number): string {
  const part = visible(line.slice(from, from + WIDTH).replace(/\r$/, ''));
  return `${from > 0 ? '…' : ''}${part}${line.length > from + WIDTH ? '…' : ''}`;
}

/** Behind what is shown before it, where characters may stand as escapes. */
function caretColumn(line: string, column: number, from: number): number {
  return (from > 0 ? 1 : 0) + visible(line.slice(from, column - 1)).length;
}

const WIDTH = 100;
const MARGIN = 20;
