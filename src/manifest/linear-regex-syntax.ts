/** The pattern is none of RE2, or has what is not read here. */
export class Unread extends Error {}

/** Ranges of code points, from and to, one after the other. */
export interface CharacterSet {
  readonly ranges: readonly number[];
  readonly isNegated: boolean;
}

/** A condition on a place between characters. */
export type Assertion = 'start' | 'end' | 'boundary' | 'no-boundary';

/** What a pattern says. */
export type PatternTree =
  | { readonly kind: 'one'; readonly set: CharacterSet }
  | { readonly kind: 'assert'; readonly assertion: Assertion }
  | { readonly kind: 'sequence' | 'choice'; readonly of: readonly PatternTree[] }
  | { readonly kind: 'repeat'; readonly of: PatternTree; readonly least: number; readonly most: number; readonly isLazy: boolean };

/** Reads the syntax of RE2. Throws Unread. */
export function parsePattern(pattern: string): PatternTree {
  return new Parser(pattern).parse();
}

/** Whether a set has a character. */
export function includes({ ranges, isNegated }: CharacterSet, character: number): boolean {
  for (let i = 0; i < ranges.length; i += 2) {
    if (character >= ranges[i] && character <= ranges[i + 1]) return !isNegated;
  }
  return isNegated;
}

const MAX_NESTING = 100;
const LAST_CHARACTER = 0x10ffff;

const DIGIT: CharacterSet = { ranges: [48, 57], isNegated: false };
const SPACE: CharacterSet = { ranges: [9, 10, 12, 13, 32, 32], isNegated: false };
/** What `\w` stands for. */
export const WORD: CharacterSet = { ranges: [48, 57, 65, 90, 95, 95, 97, 122], isNegated: false };
const NO_LINE_BREAK: CharacterSet = { ranges: [10, 10], isNegated: true };

const CLASSES: ReadonlyMap<string, CharacterSet> = new Map([['d', DIGIT], ['s', SPACE], ['w', WORD]]);
const POSIX: ReadonlyMap<string, readonly number[]> = new Map([
  ['alnum', [48, 57, 65, 90, 97, 122]], ['alpha', [65, 90, 97, 122]], ['ascii', [0, 127]], ['blank', [9, 9, 32, 32]], ['cntrl', [0, 31, 127, 127]],
  ['digit', [48, 57]], ['graph', [33, 126]], ['lower', [97, 122]], ['print', [32, 126]], ['punct', [33, 47, 58, 64, 91, 96, 123, 126]],
  ['space', [9, 13, 32, 32]], ['upper', [65, 90]], ['word', [48, 57, 65, 90, 95, 95, 97, 122]], ['xdigit', [48, 57, 65, 70, 97, 102]],
]);
const ESCAPES: ReadonlyMap<string, number> = new Map([['a', 7], ['f', 12], ['n', 10], ['r', 13], ['t', 9], ['v', 11]]);

class Parser {
  private at = 0;
  private depth = 0;
  private flags = { ignoresCase: false, dotIsAny: false };
  private readonly characters: readonly string[];

  constructor(pattern: string) {
    this.characters = Array.from(pattern);
  }

  parse(): PatternTree {
    const tree = this.choice();
    if (this.at < this.characters.length) throw new Unread();
    return tree;
  }

  private choice(): PatternTree {
    if (++this.depth > MAX_NESTING) throw new Unread();
    const of = [this.sequence()];
    while (this.take('|')) of.push(this.sequence());
    this.depth--;
    return of.length === 1 ? of[0] : { kind: 'choice', of };
  }

  private sequence(): PatternTree {
    const of: PatternTree[] = [];
    while (this.at < this.characters.length && this.peek() !== '|' && this.peek() !== ')') of.push(this.repeat(this.atom()));
    return { kind: 'sequence', of };
  }

  private repeat(atom: PatternTree): PatternTree {
    const range = this.range();
    if (!range) return atom;
    const isLazy = this.take('?');
    if (this.range()) throw new Unread();
    return { kind: 'repeat', of: atom, least: range[0], most: range[1], isLazy };
  }

  private range(): [number, number] | undefined {
    if (this.take('*')) return [0, Infinity];
    if (this.take('+')) return [1, Infinity];
    if (this.take('?')) return [0, 1];
    const counted = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(this.characters.slice(this.at, this.at + 11).join(''));
    if (!counted) return undefined;
    this.at += counted[0].length;
    const least = Number(counted[1]);
    const most = counted[2] === undefined ? least : counted[3] === undefined ? Infinity : Number(counted[3]);
    if (least > 1000 || (most !== Infinity && (most > 1000 || most < least))) throw new Unread();
    return [least, most];
  }

  private atom(): PatternTree {
    if (this.range()) throw new Unread();
    const character = this.next();
    switch (character) {
      case '(': return this.group();
      case '[': return this.one(this.set());
      case '.': return { kind: 'one', set: this.flags.dotIsAny ? { ranges: [], isNegated: true } : NO_LINE_BREAK };
      case '^': return { kind: 'assert', assertion: 'start' };
      case '$': return { kind: 'assert', assertion: 'end' };
      case '\\': return this.escape();
      default: return this.literal(character.codePointAt(0)!);
    }
  }

  private group(): PatternTree {
    const outside = this.flags;
    if (this.take('?')) {
      if (this.take('P')) {
        this.name();
      } else if (this.peek() === '<') {
        this.name();
      } else {
        this.readFlags();
        // Without a colon they hold to the end of the group that they stand in.
        if (this.take(')')) return { kind: 'sequence', of: [] };
        if (!this.take(':')) throw new Unread();
      }
    }
    const inner = this.choice();
    if (!this.take(')')) throw new Unread();
    this.flags = outside;
    return inner;
  }

  private readFlags(): void {
    let isOn = true;
    for (; /[-isU]/.test(this.peek()); this.at++) {
      if (this.peek() === '-') isOn = false;
      if (this.peek() === 'i') this.flags = { ...this.flags, ignoresCase: isOn };
      if (this.peek() === 's') this.flags = { ...this.flags, dotIsAny: isOn };
    }
  }

  private literal(character: number): PatternTree {
    return this.one({ ranges: [character, character], isNegated: false });
  }

  private one(set: CharacterSet): PatternTree {
    return { kind: 'one', set: this.flags.ignoresCase ? { ...set, ranges: bothCases(set.ranges) } : set };
  }

  private name(): void {
    if (!this.take('<')) throw new Unread();
    while (/\w/.test(this.peek())) this.at++;
    if (!this.take('>')) throw new Unread();
  }

  private escape(): PatternTree {
    const character = this.next();
    const named = CLASSES.get(character.toLowerCase());
    if (named) return { kind: 'one', set: { ranges: named.ranges, isNegated: character !== character.toLowerCase() } };
    if (character === 'A') return { kind: 'assert', assertion: 'start' };
    if (character === 'z') return { kind: 'assert', assertion: 'end' };
    if (character === 'b') return { kind: 'assert', assertion: 'boundary' };
    if (character === 'B') return { kind: 'assert', assertion: 'no-boundary' };
    return this.literal(this.escaped(character));
  }

  /** The code point that an escape stands for. */
  private escaped(character: string): number {
    if (character === 'x') {
      const hex = /^(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/.exec(this.characters.slice(this.at, this.at + 8).join(''));
      if (!hex) throw new Unread();
      this.at += hex[0].length;
      return parseInt(hex[1] ?? hex[2], 16);
    }
    const known = ESCAPES.get(character);
    if (known !== undefined) return known;
    // Only punctuation stands for itself; letters and digits that are not listed have a meaning that is not read here, or none.
    if (!/[!-/:-@[-`{-~]/.test(character)) throw new Unread();
    return character.codePointAt(0)!;
  }

  private set(): CharacterSet {
    const isNegated = this.take('^');
    const ranges: number[] = [];
    for (let isFirst = true; isFirst || this.peek() !== ']'; isFirst = false) {
      const posix = /^\[:(\^?)(\w+):\]/.exec(this.characters.slice(this.at, this.at + 12).join(''));
      if (posix) {
        const named = POSIX.get(posix[2]);
        if (!named) throw new Unread();
        this.at += posix[0].length;
        ranges.push(...posix[1] === '' ? named : complement(named));
        continue;
      }
      const from = this.setCharacter();
      if (typeof from !== 'number') {
        ranges.push(...from);
        continue;
      }
      let to = from;
      if (this.peek() === '-' && this.characters[this.at + 1] !== ']') {
        this.at++;
        const end = this.setCharacter();
        if (typeof end !== 'number' || end < from) throw new Unread();
        to = end;
      }
      ranges.push(from, to);
    }
    this.at++;
    return { ranges, isNegated };
  }

  /** A code point, or the ranges of a class such as `\d`. */
  private setCharacter(): number | readonly number[] {
    const character = this.next();
    if (character !== '\\') return character.codePointAt(0)!;
    const escaped = this.next();
    const named = CLASSES.get(escaped.toLowerCase());
    if (!named) return this.escaped(escaped);
    return escaped === escaped.toLowerCase() ? named.ranges : complement(named.ranges);
  }

  private peek(): string {
    return this.characters[this.at] ?? '';
  }

  private next(): string {
    if (this.at >= this.characters.length) throw new Unread();
    return this.characters[this.at++];
  }

  private take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }
}

/** The ranges with the other case of their ASCII letters; that of other letters is not known here. */
function bothCases(ranges: readonly number[]): number[] {
  const result = [...ranges];
  for (let i = 0; i < ranges.length; i += 2) {
    if (ranges[i + 1] > 127 && ranges[i + 1] !== LAST_CHARACTER) throw new Unread();
    for (const [first, last, shift] of [[65, 90, 32], [97, 122, -32]]) {
      const from = Math.max(ranges[i], first);
      const to = Math.min(ranges[i + 1], last);
      if (from <= to) result.push(from + shift, to + shift);
    }
  }
  // Two letters have a third form: the sign of Kelvin and the long s.
  for (const [letter, third] of [[107, 0x212a], [115, 0x17f]]) if (includes({ ranges: result, isNegated: false }, letter)) result.push(third, third);
  return result;
}

/** All code points but those; the ranges are in order. */
function complement(ranges: readonly number[]): number[] {
  const result: number[] = [];
  let from = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    if (ranges[i] > from) result.push(from, ranges[i] - 1);
    from = ranges[i + 1] + 1;
  }
  return [...result, from, LAST_CHARACTER];
}
