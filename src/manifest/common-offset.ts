import type { Path } from './path';
import { CHAR } from './yaml-text';

/**
 * Where the field stands that a path names, or the nearest parent that exists, in a document that common-yaml.ts has read: an offset into the text.
 * It goes down the lines and looks at nothing else. Undefined where the way leads into brackets, through which only who reads the document finds.
 */
export function commonOffset(text: string, start: number, end: number, path: Path): number | undefined {
  return new Descent(text, start, end).find(path);
}

class Descent {
  /** The first thing of the object or list that the way has come to, and where it stands on its line. */
  private at = 0;
  private column = 0;
  /** Whether the way has come to something else. */
  private isOver = false;
  /** Of the line that the next thing is on. */
  private lineStart = 0;

  constructor(private readonly text: string, start: number, private readonly end: number) {
    this.nextLine(text.startsWith('---\n', start) ? start + 4 : start);
  }

  find(path: Path): number | undefined {
    let found = this.at;
    for (const step of path) {
      const char = this.text.charCodeAt(this.at);
      if (this.isOver || char === CHAR.pipe || char === CHAR.greater) break;
      // A quote in a key may be written as two.
      if (char === CHAR.openBracket || char === CHAR.openBrace || (typeof step === 'string' && step.includes("'"))) return undefined;
      const offset = typeof step === 'number' ? this.toItem(step) : this.toKey(step);
      if (offset < 0) break;
      found = offset;
    }
    return found;
  }

  /** Goes to the content of an item, and says where the item stands; -1 where there is none. */
  private toItem(index: number): number {
    const { column } = this;
    for (let i = 0; ; i += 1) {
      if (this.isOver || this.column !== column || !this.isItem()) return -1;
      if (i === index) break;
      this.skipBelow(column);
    }
    const dash = this.at;
    if (this.toContent(dash + 1)) return this.at;
    this.nextThing();
    this.isOver ||= this.column <= column;
    return this.isOver ? dash : this.at;
  }

  /** Goes to the value of a key, and says where the key stands; -1 where there is none. */
  private toKey(key: string): number {
    const { column, text } = this;
    if (this.isItem()) return -1;
    for (;;) {
      const at = this.at;
      const end = this.endOfKey(key);
      if (end >= 0) {
        if (this.toContent(end + 1)) {
          const char = text.charCodeAt(this.at);
          // On the line of its key stands nothing else that has parts.
          this.isOver = char !== CHAR.openBracket && char !== CHAR.openBrace;
        } else {
          this.nextThing();
          this.isOver ||= this.column < column || (this.column === column && !this.isItem());
        }
        return at;
      }
      // The items of a list may stand right below its key.
      do this.skipBelow(column); while (!this.isOver && this.column === column && this.isItem());
      if (this.isOver || this.column !== column) return -1;
    }
  }

  /** Where the colon stands, if the key here is this one; -1 otherwise. */
  private endOfKey(key: string): number {
    const { text, at } = this;
    const first = text.charCodeAt(at);
    const isQuoted = first === CHAR.doubleQuote || first === CHAR.singleQuote;
    const start = isQuoted ? at + 1 : at;
    const end = start + key.length;
    if (!text.startsWith(key, start) || (isQuoted && text.charCodeAt(end) !== first)) return -1;
    const colon = isQuoted ? end + 1 : end;
    const next = text.charCodeAt(colon + 1);
    return text.charCodeAt(colon) === CHAR.colon && (next === CHAR.space || next === CHAR.lineFeed) ? colon : -1;
  }

  /** Goes to what stands behind a key or a dash on its line, if anything does. */
  private toContent(from: number): boolean {
    let at = from;
    while (this.text.charCodeAt(at) === CHAR.space) at += 1;
    const char = this.text.charCodeAt(at);
    if (char === CHAR.lineFeed || char === CHAR.hash) return false;
    this.at = at;
    this.column = at - this.lineStart;
    return true;
  }

  /** Goes to the next thing that does not stand further right. */
  private skipBelow(column: number): void {
    do this.nextThing(); while (!this.isOver && this.column > column);
  }

  private nextThing(): void {
    const end = this.text.indexOf('\n', this.at);
    if (end < 0) this.isOver = true;
    else this.nextLine(end + 1);
  }

  /** Goes to the first thing from the start of a line on that is neither blank nor a comment. */
  private nextLine(from: number): void {
    for (let line = from; line < this.end;) {
      let at = line;
      while (this.text.charCodeAt(at) === CHAR.space) at += 1;
      const char = this.text.charCodeAt(at);
      if (char !== CHAR.lineFeed && char !== CHAR.hash) {
        this.at = at;
        this.lineStart = line;
        this.column = at - line;
        return;
      }
      line = this.text.indexOf('\n', at) + 1;
    }
    this.isOver = true;
  }

  private isItem(): boolean {
    const next = this.text.charCodeAt(this.at + 1);
    return this.text.charCodeAt(this.at) === CHAR.dash && (next === CHAR.space || next === CHAR.lineFeed);
  }
}
