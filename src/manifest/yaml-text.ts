/**
 * A YAML text and a place in it: what all scanning of YAML stands on. Columns and lines are those of go-yaml.
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/scannerc.go
 */
export class YamlText {
  /** The text with a line break and a zero at its end: kubectl ends every line, and the zero spares a test at each character. */
  protected readonly text: string;
  /** Where the zero stands. */
  protected readonly end: number;
  protected at = 0;
  protected lineStart = 0;

  constructor(text: string) {
    this.text = text.endsWith('\n') ? text + '\0' : text + '\n\0';
    this.end = this.text.length - 1;
  }

  protected fail(offset: number, message: string): never {
    throw new YamlFault(Math.min(offset, this.end), message);
  }

  /** Steps over one line break. kubectl drops a carriage return before a line feed, before it parses. */
  protected newLine(): void {
    const { text } = this;
    if (text.charCodeAt(this.at) === CHAR.carriageReturn) {
      if (text.charCodeAt(this.at + 1) === CHAR.lineFeed) this.at += 1;
      else if (text.charCodeAt(this.at + 1) === CHAR.carriageReturn && text.charCodeAt(this.at + 2) === CHAR.lineFeed) this.at += 2;
    }
    this.at += 1;
    this.lineStart = this.at;
  }

  /** Steps over one line break, and says what it is worth in a text: these two separators stay what they are. */
  protected readBreak(): string {
    const char = this.text.charCodeAt(this.at);
    this.newLine();
    return char === 0x2028 ? '\u2028' : char === 0x2029 ? '\u2029' : '\n';
  }

  /** Skips blanks and breaks up to the next word; what the breaks are worth. Tabs before a column are refused. */
  protected readBreaks(least: number): string {
    const { text } = this;
    let breaks = '';
    for (;;) {
      const char = text.charCodeAt(this.at);
      if (char === CHAR.tab && this.at - this.lineStart < least) this.fail(this.at, TAB_INDENTS);
      if (char === CHAR.space || char === CHAR.tab) this.at += 1;
      else if (isBreak(char)) breaks += this.readBreak();
      else return breaks;
    }
  }

  /** `---` or `...`, alone at the start of a line. */
  protected isMarker(at: number): boolean {
    const { text } = this;
    const char = text.charCodeAt(at);
    return (char === CHAR.dash || char === CHAR.dot) && text.charCodeAt(at + 1) === char && text.charCodeAt(at + 2) === char
      && isBlankOrEnd(text.charCodeAt(at + 3));
  }
}

/** Text that kubectl refuses too, and where it goes wrong. */
export class YamlFault extends Error {
  constructor(readonly offset: number, message: string) {
    super(message);
  }
}

/** What a text says that indents with tabs. */
export const TAB_INDENTS = 'a tab stands here; indent with spaces';

/** The characters that mean something, by their code. */
export const CHAR = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  space: 32,
  exclamation: 33,
  doubleQuote: 34,
  hash: 35,
  percent: 37,
  ampersand: 38,
  singleQuote: 39,
  star: 42,
  comma: 44,
  dash: 45,
  dot: 46,
  colon: 58,
  greater: 62,
  question: 63,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  pipe: 124,
  closeBrace: 125,
} as const;

/** Whether a line ends here: YAML 1.1 knows three line breaks more than YAML 1.2. */
export function isBreak(char: number): boolean {
  return char === CHAR.lineFeed || char === CHAR.carriageReturn || char === 0x85 || char === 0x2028 || char === 0x2029;
}

/** A line or the text ends here. */
export function isBreakOrEnd(char: number): boolean {
  return isBreak(char) || char === 0;
}

/** A word ends here. */
export function isBlankOrEnd(char: number): boolean {
  return char === CHAR.space || char === CHAR.tab || isBreak(char) || char === 0;
}

/** What names of anchors consist of. */
export function isWord(char: number): boolean {
  return (char >= 0x30 && char <= 0x39) || (char >= 0x41 && char <= 0x5a) || (char >= 0x61 && char <= 0x7a) || char === 0x5f || char === CHAR.dash;
}

/** What tags consist of. */
export function isUri(char: number): boolean {
  return isWord(char) || (char > CHAR.space && char < 128 && ';/?:@&=+$,.!~*\'()[]%'.includes(String.fromCharCode(char)));
}
