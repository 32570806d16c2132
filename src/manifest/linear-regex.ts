import { Assertion, CharacterSet, includes, parsePattern, PatternTree, Unread, WORD } from './linear-regex-syntax';

/**
 * A regular expression as RE2 and Go read it, matched in time linear in the text: patterns of custom resources come from strangers, and JavaScript's
 * own engine can be made to run for years. Finds whether the pattern occurs in the text, as Go's `MatchString` does.
 */
export class LinearRegex {
  /** Reads a pattern; undefined where it is no pattern of RE2, or has what is not read here: Unicode classes, flag `m`, 5,000 steps. */
  static parse(pattern: string): LinearRegex | undefined {
    if (pattern.length > MAX_PATTERN) return undefined;
    try {
      const writer = new Writer();
      writer.write(parsePattern(pattern));
      return new LinearRegex([...writer.program, { op: 'match' }]);
    } catch (error) {
      if (error instanceof Unread) return undefined;
      throw error;
    }
  }

  private constructor(private readonly program: readonly Instruction[]) {}

  /**
   * What the pattern matches, one behind the other, as Go's `FindAllString` does; undefined where finding out would take noticeable time.
   */
  find(text: string, most = Infinity): readonly string[] | undefined {
    const characters = Array.from(text);
    const codes = characters.map((character) => character.codePointAt(0)!);
    const found: string[] = [];
    const work = { left: MAX_WORK };
    let last = -1;
    for (let from = 0; from <= codes.length && found.length < most;) {
      const match = this.first(codes, from, work);
      if (work.left < 0) return undefined;
      if (match === undefined) break;
      // A match of nothing right behind another is none.
      if (match.end > match.start || match.start !== last) found.push(characters.slice(match.start, match.end).join(''));
      last = match.end;
      from = match.end > match.start ? match.end : match.end + 1;
    }
    return found;
  }

  /** The match that begins first; of those that begin there the one that the pattern names first. */
  private first(codes: readonly number[], from: number, work: { left: number }): Match | undefined {
    let match: Match | undefined;
    let threads: readonly Thread[] = [];
    for (let i = from; ; i++) {
      const waiting: Thread[] = [];
      const seen = new Set<number>();
      for (const thread of match === undefined ? [...threads, { at: 0, start: i }] : threads) {
        const isMatched = this.follow(thread, waiting, seen, codes, i);
        // What comes behind it counts for less.
        if (isMatched) match = { start: thread.start, end: i };
        if (isMatched) break;
      }
      work.left -= seen.size + 1;
      threads = waiting.flatMap(({ at, start }) => {
        const { set } = this.program[at] as Extract<Instruction, { op: 'one' }>;
        return i < codes.length && includes(set, codes[i]) ? [{ at: at + 1, start }] : [];
      });
      if (i === codes.length || work.left < 0 || (match !== undefined && threads.length === 0)) return match;
    }
  }

  /** Follows a thread to where it waits for characters, the preferred way first; whether it came to a match. */
  private follow({ at: begin, start }: Thread, waiting: Thread[], seen: Set<number>, codes: readonly number[], position: number): boolean {
    const open = [begin];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const instruction = this.program[at];
      if (instruction.op === 'match') return true;
      if (instruction.op === 'one') waiting.push({ at, start });
      else if (instruction.op === 'split') open.push(...[...instruction.to].reverse());
      else if (holds(instruction.assertion, codes, position)) open.push(at + 1);
    }
    return false;
  }

  /** Whether the pattern occurs in a text; undefined where the text is so long that finding out would take noticeable time. */
  test(text: string): boolean | undefined {
    if (text.length * this.program.length > MAX_WORK) return undefined;
    const characters = Array.from(text, (character) => character.codePointAt(0)!);
    let threads = new Threads(this.program);
    for (let i = 0; i <= characters.length; i++) {
      // An occurrence may start anywhere.
      threads.add(0, characters, i);
      if (threads.isMatch) return true;
      if (i === characters.length) return false;
      const next = new Threads(this.program);
      for (const at of threads.waiting) {
        const step = this.program[at] as Extract<Instruction, { op: 'one' }>;
        if (includes(step.set, characters[i])) next.add(at + 1, characters, i + 1);
      }
      threads = next;
    }
    return false;
  }
}

const MAX_PATTERN = 2_000;
const MAX_PROGRAM = 5_000;
const MAX_WORK = 5_000_000;

interface Match {
  readonly start: number;
  readonly end: number;
}

/** A match that has begun, and the instruction that it is at. */
interface Thread {
  readonly at: number;
  readonly start: number;
}

type Instruction =
  | { readonly op: 'one'; readonly set: CharacterSet }
  | { readonly op: 'assert'; readonly assertion: Assertion }
  | { readonly op: 'split'; readonly to: number[] }
  | { readonly op: 'match' };

/** The instructions that a match can be at, after some characters. */
class Threads {
  readonly waiting: number[] = [];
  isMatch = false;
  private readonly seen: Uint8Array;

  constructor(private readonly program: readonly Instruction[]) {
    this.seen = new Uint8Array(program.length);
  }

  add(start: number, characters: readonly number[], position: number): void {
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (this.seen[at]) continue;
      this.seen[at] = 1;
      const instruction = this.program[at];
      if (instruction.op === 'one') this.waiting.push(at);
      else if (instruction.op === 'match') this.isMatch = true;
      else if (instruction.op === 'split') open.push(...instruction.to);
      else if (holds(instruction.assertion, characters, position)) open.push(at + 1);
    }
  }
}

function holds(assertion: Assertion, characters: readonly number[], position: number): boolean {
  if (assertion === 'start') return position === 0;
  if (assertion === 'end') return position === characters.length;
  const isBoundary = isWord(characters[position - 1]) !== isWord(characters[position]);
  return isBoundary === (assertion === 'boundary');
}

function isWord(character: number | undefined): boolean {
  return character !== undefined && includes(WORD, character);
}

type Fork = Extract<Instruction, { op: 'split' }>;

/** Writes the program of a pattern. Patterns that repeat repetitions of nothing are stopped too, though they never make it longer. */
class Writer {
  readonly program: Instruction[] = [];
  private steps = 0;

  write(tree: PatternTree): void {
    if (++this.steps > MAX_PROGRAM || this.program.length > MAX_PROGRAM) throw new Unread();
    switch (tree.kind) {
      case 'one': this.program.push({ op: 'one', set: tree.set }); return;
      case 'assert': this.program.push({ op: 'assert', assertion: tree.assertion }); return;
      case 'sequence': tree.of.forEach((part) => this.write(part)); return;
      case 'choice': return this.choice(tree.of);
      case 'repeat': return this.repeat(tree);
    }
  }

  private choice(branches: readonly PatternTree[]): void {
    const fork = this.fork();
    const ends = branches.map((branch) => {
      fork.to.push(this.program.length);
      this.write(branch);
      return this.fork();
    });
    ends.forEach((end) => end.to.push(this.program.length));
  }

  private repeat({ of, least, most, isLazy }: Extract<PatternTree, { kind: 'repeat' }>): void {
    // The preferred way is the first.
    const leave = (fork: Fork): void => { fork.to[isLazy ? 'unshift' : 'push'](this.program.length); };
    for (let i = 0; i < least; i++) this.write(of);
    if (most === Infinity) {
      const start = this.program.length;
      const fork = this.fork(start + 1);
      this.write(of);
      this.fork(start);
      leave(fork);
      return;
    }
    const forks: Fork[] = [];
    for (let i = least; i < most; i++) {
      forks.push(this.fork(this.program.length + 1));
      this.write(of);
    }
    forks.forEach(leave);
  }

  private fork(...to: number[]): Fork {
    const fork: Fork = { op: 'split', to };
    this.program.push(fork);
    return fork;
  }
}
