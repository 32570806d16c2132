import { CHAR, isBlankOrEnd, isBreak, isBreakOrEnd, TAB_INDENTS, YamlText } from './yaml-text';

/**
 * The scalars of a YAML text: plain, in quotes, and behind `|` or `>`.
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/scannerc.go
 */
export class YamlScalars extends YamlText {
  /** A text behind `|` or `>` ended with the file, and got the line break that kubectl adds. */
  unfinished = false;

  /** The column of the innermost block collection, -1 outside of all. */
  protected indent = -1;
  /** How many brackets are open. */
  protected flow = 0;
  /** Something may start here that a colon behind it turns into a key. */
  protected keyAllowed = true;
  /** Where the given text ended. */
  private readonly givenEnd: number;

  /** A text that is JSON may hold escapes that YAML does not know. */
  constructor(text: string, private readonly isJson: boolean) {
    super(text);
    this.givenEnd = text.length;
  }

  /** A text without quotes, with the blanks behind it. */
  protected plainText(): string {
    const { text } = this;
    const start = this.at;
    const least = this.indent + 1;
    let value = '';
    let lineFrom = start;
    let stop = start;
    for (;;) {
      // One line of it, up to what ends it or the blanks behind it.
      stop = this.plainLine();
      const breaks = this.foldedBreaks(least);
      const char = text.charCodeAt(this.at);
      const ends = breaks === '' || (this.flow === 0 && this.at - this.lineStart < least)
        || (this.at === this.lineStart && this.isMarker(this.at)) || char === CHAR.hash || this.endsPlain(char);
      if (ends) {
        value = value === '' ? text.slice(lineFrom, stop) : value + text.slice(lineFrom, stop);
        if (breaks !== '') this.keyAllowed = true;
        break;
      }
      value += text.slice(lineFrom, stop) + breaks;
      lineFrom = this.at;
    }
    return value;
  }

  /** Goes to the end of what a line holds of a plain scalar, and says where its last character ends. */
  private plainLine(): number {
    const { text, flow } = this;
    let at = this.at;
    let stop = at;
    for (;;) {
      const char = text.charCodeAt(at);
      const kind = char < 128 ? CLASS[char] : isBreak(char) ? BREAK : 0;
      if (kind === 0) {
        stop = at += 1;
        continue;
      }
      if (kind === BREAK) break;
      if (kind === BLANK) {
        let next = text.charCodeAt(at);
        while (next === CHAR.space || next === CHAR.tab) next = text.charCodeAt(++at);
        if (next === CHAR.hash) break;
        continue;
      }
      if (kind === FLOW && flow > 0) break;
      if (char === CHAR.colon && isBlankOrEnd(text.charCodeAt(at + 1))) break;
      stop = at += 1;
    }
    this.at = at;
    return stop;
  }

  private endsPlain(char: number): boolean {
    if (char === CHAR.colon) return isBlankOrEnd(this.text.charCodeAt(this.at + 1));
    return this.at >= this.end || (this.flow > 0 && char < 128 && CLASS[char] === FLOW);
  }

  /** Skips the breaks and the indentation between two lines of a text, and says what they fold into: nothing where none is. */
  private foldedBreaks(least: number): string {
    const { text } = this;
    if (!isBreak(text.charCodeAt(this.at))) return '';
    const first = this.readBreak();
    const rest = this.readBreaks(least);
    if (first !== '\n') return first + rest;
    return rest === '' ? ' ' : rest;
  }

  /** A text in quotes. */
  protected quotedText(single: boolean): string {
    const { text } = this;
    const start = this.at;
    const quote = single ? CHAR.singleQuote : CHAR.doubleQuote;
    let value = '';
    let from = ++this.at;
    for (;;) {
      const char = text.charCodeAt(this.at);
      if (char === quote) {
        if (!single || text.charCodeAt(this.at + 1) !== CHAR.singleQuote) break;
        value += text.slice(from, this.at + 1);
        from = this.at += 2;
      } else if (char === CHAR.backslash && !single) {
        value += text.slice(from, this.at) + this.escape(start);
        from = this.at;
      } else if (char === CHAR.space || char === CHAR.tab || isBreak(char)) {
        // Blanks before a line break do not count.
        const blanks = this.at;
        let next = char;
        while (next === CHAR.space || next === CHAR.tab) next = text.charCodeAt(++this.at);
        if (!isBreak(next)) continue;
        value += text.slice(from, blanks) + this.foldedBreaks(0);
        from = this.at;
        if (this.at === this.lineStart && this.isMarker(this.at)) this.fail(start, 'a quote opens here and is not closed before the document ends');
      } else if (this.at >= this.end) {
        this.fail(start, 'a quote opens here and is not closed');
      } else {
        this.at += 1;
      }
    }
    value = value === '' ? text.slice(from, this.at) : value + text.slice(from, this.at);
    this.at += 1;
    return value;
  }

  /** One escape of a text in double quotes. */
  private escape(start: number): string {
    const { text } = this;
    const char = text.charCodeAt(this.at + 1);
    if (isBreak(char)) {
      // The line goes on in the next one; breaks behind the first one stay.
      this.at += 1;
      this.newLine();
      const breaks = this.readBreaks(0);
      if (this.at === this.lineStart && this.isMarker(this.at)) this.fail(start, 'a quote opens here and is not closed before the document ends');
      return breaks;
    }
    const simple = this.isJson && char === 0x2f ? '/' : ESCAPES.get(char);
    if (simple !== undefined) {
      this.at += 2;
      return simple;
    }
    const digits = char === 0x78 ? 2 : char === 0x75 ? 4 : char === 0x55 ? 8 : 0;
    if (digits === 0) this.fail(this.at, `${JSON.stringify(text.slice(this.at, this.at + 2))} is no escape that YAML knows; write \\\\ for a backslash`);
    const hex = text.slice(this.at + 2, this.at + 2 + digits);
    if (hex.length < digits || !HEX.test(hex)) this.fail(this.at, `\\${text[this.at + 1]} takes ${digits} hexadecimal digits`);
    const code = parseInt(hex, 16);
    const half = code >= 0xd800 && code <= 0xdfff && !this.isJson;
    if (half || code > 0x10ffff) this.fail(this.at, `\\${text[this.at + 1]}${hex} is no character`);
    this.at += 2 + digits;
    return String.fromCodePoint(code);
  }

  /** A text behind `|` or `>`. */
  protected block(literal: boolean): string {
    const { text } = this;
    const start = this.at;
    let at = start + 1;
    let chomp = '';
    let extra = 0;
    for (let part = 0; part < 2; part += 1) {
      const char = text[at];
      if (chomp === '' && (char === '+' || char === '-')) {
        chomp = char;
        at += 1;
      } else if (extra === 0 && char >= '0' && char <= '9') {
        if (char === '0') this.fail(start, 'the indentation behind | or > is 1 to 9');
        extra = Number(char);
        at += 1;
      }
    }
    while (text.charCodeAt(at) === CHAR.space || text.charCodeAt(at) === CHAR.tab) at += 1;
    if (text.charCodeAt(at) === CHAR.hash) {
      while (!isBreakOrEnd(text.charCodeAt(at))) at += 1;
    }
    if (!isBreakOrEnd(text.charCodeAt(at))) this.fail(start, `${text[start]} starts a text on the lines below; put this text there, or in quotes`);
    this.at = at;
    if (at < this.end) this.newLine();
    return this.blockText(literal, chomp, extra === 0 ? 0 : Math.max(this.indent, 0) + extra);
  }

  private blockText(literal: boolean, chomp: string, given: number): string {
    const { text } = this;
    const indent = given === 0 ? this.blockIndent() : given;
    let value = '';
    let lastBreak = '';
    let wasBlank = false;
    let breaks = this.emptyLines(indent);
    while (this.at - this.lineStart === indent && this.at < this.end) {
      const blank = text.charCodeAt(this.at) === CHAR.space || text.charCodeAt(this.at) === CHAR.tab;
      const folds = !literal && !wasBlank && !blank && lastBreak === '\n';
      if (!folds) value += lastBreak + breaks;
      else value += breaks === '' ? ' ' : breaks;
      wasBlank = blank;
      const from = this.at;
      let at = from;
      while (!isBreakOrEnd(text.charCodeAt(at))) at += 1;
      this.at = at;
      value += text.slice(from, at);
      lastBreak = at < this.end ? this.readBreak() : '';
      breaks = this.emptyLines(indent);
    }
    if (chomp === '-') return value;
    this.unfinished = lastBreak !== '' && this.givenEnd < this.end && this.at === this.end && breaks === '';
    return value + lastBreak + (chomp === '+' ? breaks : '');
  }

  /** Skips the indentation and the empty lines before the next line of a block, and says what they are worth. */
  private emptyLines(indent: number): string {
    const { text } = this;
    let breaks = '';
    for (;;) {
      let char = text.charCodeAt(this.at);
      while (char === CHAR.space && this.at - this.lineStart < indent) char = text.charCodeAt(++this.at);
      if (char === CHAR.tab && this.at - this.lineStart < indent) this.fail(this.at, TAB_INDENTS);
      if (!isBreak(char)) return breaks;
      breaks += this.readBreak();
    }
  }

  /** The indentation of a block that does not say it: that of its first line, or of an empty line before that stands further right. */
  private blockIndent(): number {
    const { text } = this;
    let most = 0;
    for (let at = this.at, line = this.at; ;) {
      let char = text.charCodeAt(at);
      while (char === CHAR.space) char = text.charCodeAt(++at);
      most = Math.max(most, at - line);
      if (char === CHAR.tab) this.fail(at, TAB_INDENTS);
      if (!isBreak(char)) return Math.max(most, this.indent + 1, 1);
      at += char === CHAR.carriageReturn && text.charCodeAt(at + 1) === CHAR.lineFeed ? 2 : 1;
      line = at;
    }
  }
}

/** What a character means inside a plain scalar: nothing (0), or one of these. */
const BREAK = 1;
const BLANK = 2;
const FLOW = 3;
const COLON_CLASS = 4;
export const NO_START = 5;
export const CLASS = new Uint8Array(128);
for (const [letters, kind] of [['\n\r\0', BREAK], [' \t', BLANK], [',?[]{}', FLOW], [':', COLON_CLASS], ['|>%@`', NO_START]] as const) {
  for (const letter of letters) CLASS[letter.charCodeAt(0)] = kind;
}


const ESCAPES = new Map<number, string>();
for (const [letter, value] of Object.entries({
  '0': '\0',
  'a': '\x07',
  'b': '\b',
  't': '\t',
  '\t': '\t',
  'n': '\n',
  'v': '\v',
  'f': '\f',
  'r': '\r',
  'e': '\x1b',
  ' ': ' ',
  '"': '"',
  '\'': '\'',
  '\\': '\\',
  'N': '\x85',
  '_': '\xa0',
  'L': '\u2028',
  'P': '\u2029',
})) ESCAPES.set(letter.charCodeAt(0), value);

const HEX = /^[0-9A-Fa-f]*$/;

