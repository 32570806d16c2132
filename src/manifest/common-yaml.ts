import { readsOtherwise } from './kustomize';
import { isName, resolveScalar } from './scalar';
import { CHAR } from './yaml-text';

/** Where the child of an object or list stands, as an offset into the text. */
export type Child = (parent: object, step: string | number, offset: number) => void;

/**
 * Reads one document of a text that is written as nearly all manifests are: a key or list item on each line, scalars that end on their line, texts
 * behind `|` or `>`, brackets that close on their line. Whatever else stands there, or reads differently in kustomize, makes it say undefined, and
 * compose.ts has the word: what this reads, that reads as the same. The text has no tabs, control characters or breaks but LF between start and end.
 */
export function readCommon(text: string, start: number, end: number, child?: Child): CommonDocument | undefined {
  if (text.charCodeAt(end - 1) !== CHAR.lineFeed || end - start > LONGEST) return undefined;
  try {
    return new CommonYaml(text, start, end, child).document();
  } catch (error) {
    if (error !== UNCOMMON) throw error;
    return undefined;
  }
}

/** A document as plain data, and where it starts, from the start of its text on. */
export interface CommonDocument {
  readonly value: unknown;
  readonly offset: number;
}

class CommonYaml {
  private at: number;
  /** Of the line that `at` is on, once `nextLine` has found it. */
  private lineStart: number;
  /** Where the next thing stands on its line; -1 behind the last line. */
  private column = 0;
  private depth = 0;
  /** Where the colon stands behind the key that was read last. */
  private keyEnd = 0;

  constructor(
    private readonly text: string, private readonly start: number, private readonly end: number, private readonly child: Child | undefined,
  ) {
    this.at = text.startsWith('---\n', start) ? start + 4 : start;
    this.lineStart = this.at;
  }

  document(): CommonDocument {
    this.nextLine(this.at);
    if (this.column < 0) return { value: null, offset: 0 };
    const offset = this.at - this.start;
    const value = this.block();
    if (this.column >= 0) throw UNCOMMON;
    return { value, offset };
  }

  /** Goes to the first thing from the start of a line on that is neither blank nor a comment. */
  private nextLine(from: number): void {
    const { text, end } = this;
    for (let line = from; line < end;) {
      let at = line;
      let char = text.charCodeAt(at);
      while (char === CHAR.space) char = text.charCodeAt(++at);
      if (char === CHAR.lineFeed) {
        line = at + 1;
      } else if (char === CHAR.hash) {
        line = text.indexOf('\n', at) + 1;
      } else {
        this.at = at;
        this.lineStart = line;
        this.column = at - line;
        return;
      }
    }
    this.column = -1;
  }

  /** Goes to the next thing behind a value, which may have a comment behind it on its line. */
  private endLine(): void {
    const { text } = this;
    let { at } = this;
    let char = text.charCodeAt(at);
    if (char === CHAR.space) {
      while (char === CHAR.space) char = text.charCodeAt(++at);
      if (char === CHAR.hash) {
        at = text.indexOf('\n', at);
        char = CHAR.lineFeed;
      }
    }
    if (char !== CHAR.lineFeed) throw UNCOMMON;
    this.nextLine(at + 1);
  }

  /** The object or list that starts here. */
  private block(): unknown {
    return this.isItem() ? this.list() : this.map(this.key());
  }

  private isItem(): boolean {
    const { text, at } = this;
    if (text.charCodeAt(at) !== CHAR.dash) return false;
    const next = text.charCodeAt(at + 1);
    return next === CHAR.space || next === CHAR.lineFeed;
  }

  /** An object whose first key was read, which ends at `keyEnd`. */
  private map(first: string | undefined): object {
    const { text, child } = this;
    const map: Record<string, unknown> = {};
    const column = this.at - this.lineStart;
    this.enter();
    for (let key = first; ; key = this.key()) {
      if (key === undefined || key === '__proto__') throw UNCOMMON;
      if (map[key] !== undefined && Object.prototype.hasOwnProperty.call(map, key)) throw UNCOMMON;
      const keyAt = this.at;
      let at = this.keyEnd + 1;
      while (text.charCodeAt(at) === CHAR.space) at += 1;
      const char = text.charCodeAt(at);
      if (char === CHAR.lineFeed || char === CHAR.hash) {
        this.at = this.keyEnd + 1;
        this.endLine();
        map[key] = this.column > column || (this.column === column && this.isItem()) ? this.block() : null;
      } else {
        this.at = at;
        map[key] = this.inline(char, column);
      }
      child?.(map, key, keyAt - this.start);
      if (this.column < column) break;
      if (this.column > column) throw UNCOMMON;
    }
    this.depth -= 1;
    return map;
  }

  private list(): unknown[] {
    const { text, child } = this;
    const list: unknown[] = [];
    const column = this.at - this.lineStart;
    this.enter();
    do {
      const dash = this.at;
      let at = dash + 1;
      while (text.charCodeAt(at) === CHAR.space) at += 1;
      const char = text.charCodeAt(at);
      if (char === CHAR.lineFeed || char === CHAR.hash) {
        this.at = dash + 1;
        this.endLine();
        const isEmpty = this.column <= column;
        child?.(list, list.length, (isEmpty ? dash : this.at) - this.start);
        list.push(isEmpty ? null : this.block());
      } else {
        this.at = at;
        child?.(list, list.length, at - this.start);
        list.push(this.item(char, column));
      }
      if (this.column > column) throw UNCOMMON;
    } while (this.column === column && this.isItem());
    this.depth -= 1;
    return list;
  }

  /** What stands behind a dash, on its line. */
  private item(char: number, column: number): unknown {
    if (this.isItem()) return this.list();
    const key = this.key();
    return key === undefined ? this.inline(char, column) : this.map(key);
  }

  /** The key that starts here, or undefined where none does that is nothing but text. */
  private key(): string | undefined {
    const { text, at } = this;
    const first = text.charCodeAt(at);
    let end = at;
    let key: string;
    if (first === CHAR.doubleQuote || first === CHAR.singleQuote) {
      key = this.quoted(first);
      end = this.at;
      this.at = at;
      if (key === MERGE) return undefined;
    } else {
      while (NAMES[text.charCodeAt(end)] === 1) end += 1;
      if (end === at) return undefined;
      const slot = slotOf(text, at, end);
      const known = knownNames[slot];
      if (known !== undefined && known.length === end - at && text.startsWith(known, at)) {
        key = known;
      } else {
        key = text.slice(at, end);
        if (!isName(key)) return undefined;
        if (isKept(text, end - at)) knownNames[slot] = key;
      }
    }
    if (text.charCodeAt(end) !== CHAR.colon || end - at > LONGEST_KEY) return undefined;
    const next = text.charCodeAt(end + 1);
    if (next !== CHAR.space && next !== CHAR.lineFeed) return undefined;
    this.keyEnd = end;
    return key;
  }

  /** A value that starts on the line of its key or dash, and all up to the next thing. */
  private inline(char: number, column: number): unknown {
    if (char === CHAR.pipe || char === CHAR.greater) return this.lines(char === CHAR.pipe ? '\n' : ' ', column);
    const value = char === CHAR.openBracket || char === CHAR.openBrace ? this.brackets(char)
      : char === CHAR.doubleQuote || char === CHAR.singleQuote ? this.quoted(char)
        : this.plain();
    this.endLine();
    return value;
  }

  private plain(): unknown {
    const { text } = this;
    const start = this.at;
    if (STARTS[text.charCodeAt(start)] !== 1 || this.isItem()) throw UNCOMMON;
    let stop = start;
    for (let at = start; ;) {
      const char = text.charCodeAt(at);
      if (char === CHAR.lineFeed) break;
      at += 1;
      if (char === CHAR.space) {
        if (text.charCodeAt(at) === CHAR.hash) break;
        continue;
      }
      if (char === CHAR.colon) {
        const next = text.charCodeAt(at);
        if (next === CHAR.space || next === CHAR.lineFeed) throw UNCOMMON;
      }
      stop = at;
    }
    this.at = stop;
    return scalar(text, start, stop, true);
  }

  /** A text in quotes that has no escapes and ends on its line. */
  private quoted(quote: number): string {
    const { text } = this;
    const start = this.at + 1;
    let doubled = false;
    for (let at = start; ; at += 1) {
      const char = text.charCodeAt(at);
      if (char === quote) {
        if (quote === CHAR.singleQuote && text.charCodeAt(at + 1) === quote) {
          doubled = true;
          at += 1;
          continue;
        }
        this.at = at + 1;
        const value = text.slice(start, at);
        return doubled ? value.replaceAll("''", "'") : value;
      }
      if (char === CHAR.lineFeed || (char === CHAR.backslash && quote === CHAR.doubleQuote)) throw UNCOMMON;
    }
  }

  /** A text behind `|`, or one behind `>` without blank lines or lines that stand further right. */
  private lines(join: '\n' | ' ', column: number): string {
    const { text, end } = this;
    const strips = text.charCodeAt(this.at + 1) === CHAR.dash;
    let line = this.at + (strips ? 2 : 1);
    if (text.charCodeAt(line) !== CHAR.lineFeed) throw UNCOMMON;
    line += 1;
    let indent = 0;
    while (text.charCodeAt(line + indent) === CHAR.space) indent += 1;
    if (indent <= column || text.charCodeAt(line + indent) === CHAR.lineFeed) throw UNCOMMON;
    let value = '';
    let between = '';
    while (line < end) {
      let at = line;
      const from = line + indent;
      while (at < from && text.charCodeAt(at) === CHAR.space) at += 1;
      if (text.charCodeAt(at) === CHAR.lineFeed) {
        between += '\n';
        line = at + 1;
        continue;
      }
      if (at < from) break;
      if (join === ' ' && (between.length > 1 || text.charCodeAt(from) === CHAR.space)) throw UNCOMMON;
      at = text.indexOf('\n', at);
      value += between + text.slice(from, at);
      between = join;
      line = at + 1;
    }
    this.nextLine(line);
    return strips ? value : `${value}\n`;
  }

  /** What stands in brackets that close on the same line. */
  private brackets(open: number): unknown {
    this.enter();
    const value = open === CHAR.openBracket ? this.flowList() : this.flowMap();
    this.depth -= 1;
    return value;
  }

  private flowList(): unknown[] {
    const { child } = this;
    const list: unknown[] = [];
    this.at += 1;
    for (let char = this.skipSpaces(); char !== CHAR.closeBracket || list.length > 0; char = this.skipSpaces()) {
      child?.(list, list.length, this.at - this.start);
      list.push(this.flowValue(char));
      if (this.isEndOf(CHAR.closeBracket)) return list;
    }
    this.at += 1;
    return list;
  }

  private flowMap(): object {
    const { text, child } = this;
    const map: Record<string, unknown> = {};
    let isEmpty = true;
    this.at += 1;
    for (let char = this.skipSpaces(); char !== CHAR.closeBrace || !isEmpty; char = this.skipSpaces()) {
      const keyAt = this.at;
      const key = this.key();
      if (key === undefined || key === '__proto__' || Object.prototype.hasOwnProperty.call(map, key)) throw UNCOMMON;
      if (text.charCodeAt(this.keyEnd + 1) !== CHAR.space) throw UNCOMMON;
      this.at = this.keyEnd + 1;
      map[key] = this.flowValue(this.skipSpaces());
      isEmpty = false;
      child?.(map, key, keyAt - this.start);
      if (this.isEndOf(CHAR.closeBrace)) return map;
    }
    this.at += 1;
    return map;
  }

  private flowValue(char: number): unknown {
    if (char === CHAR.openBracket || char === CHAR.openBrace) return this.brackets(char);
    if (char === CHAR.doubleQuote || char === CHAR.singleQuote) return this.quoted(char);
    const { text, at } = this;
    let end = at;
    while (IN_BRACKETS[text.charCodeAt(end)] === 1) end += 1;
    if (end === at || (char === CHAR.dash && end === at + 1)) throw UNCOMMON;
    this.at = end;
    return scalar(text, at, end, false);
  }

  /** Steps over a comma, or over the bracket that ends it all. */
  private isEndOf(close: number): boolean {
    const char = this.skipSpaces();
    this.at += 1;
    if (char === close) return true;
    if (char !== CHAR.comma) throw UNCOMMON;
    return false;
  }

  private skipSpaces(): number {
    const { text } = this;
    let char = text.charCodeAt(this.at);
    while (char === CHAR.space) char = text.charCodeAt(++this.at);
    return char;
  }

  private enter(): void {
    this.depth += 1;
    if (this.depth > DEEPEST) throw UNCOMMON;
  }
}

/** What a text without quotes is; a text that kubectl and kustomize read differently is none of ours. */
function scalar(source: string, start: number, end: number, block: boolean): unknown {
  const slot = slotOf(source, start, end);
  const known = knownTexts[slot];
  if (known !== undefined && known.length === end - start && source.startsWith(known, start)) return knownValues[slot];
  const text = source.slice(start, end);
  if (readsOtherwise(text, block) !== undefined) throw UNCOMMON;
  const value = resolveScalar(text);
  if (typeof value === 'number' && !Number.isFinite(value)) throw UNCOMMON;
  // In brackets a time is text to both.
  if (block && isKept(source, end - start)) {
    knownTexts[slot] = text;
    knownValues[slot] = value;
  }
  return value;
}

// Manifests say the same words over and over: those that were read last are remembered, with what they are.
const KNOWN = 1024;
const LONGEST_KNOWN = 40;
/** V8 copies so few characters out of a text; what is longer keeps the whole text in memory, which is none that is large then. */
const LONGEST_COPIED = 12;
const LARGE_TEXT = 32_768;

function isKept(source: string, length: number): boolean {
  return length <= (source.length < LARGE_TEXT ? LONGEST_KNOWN : LONGEST_COPIED);
}

const knownNames = new Array<string | undefined>(KNOWN).fill(undefined);
const knownTexts = new Array<string | undefined>(KNOWN).fill(undefined);
const knownValues = new Array<unknown>(KNOWN).fill(undefined);

function slotOf(text: string, start: number, end: number): number {
  const middle = text.charCodeAt(start + Math.floor((end - start) / 2));
  return ((end - start) * 89 + text.charCodeAt(start) * 7 + middle * 31 + text.charCodeAt(end - 1) * 13) % KNOWN;
}

/** Thrown where a document is not written as most are. */
const UNCOMMON = Symbol('uncommon');
const MERGE = '<<';
/** Deeper than manifests nest. */
const DEEPEST = 100;
/** A key ends within 1,024 characters. */
const LONGEST_KEY = 1000;
/** No line of it is longer than a line may be. */
const LONGEST = 1_000_000;

/** 1 for characters, by their code, that a text without quotes may start with, that names consist of, and texts in brackets. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./';
const STARTS = codes(`${LETTERS}$()+=^<~;\\`);
const NAMES = codes(LETTERS);
const IN_BRACKETS = codes(`${LETTERS}$()+=`);

function codes(letters: string): Uint8Array {
  const found = new Uint8Array(128);
  for (const letter of letters) found[letter.charCodeAt(0)] = 1;
  return found;
}
