/** Counts what a proof saw, and shows the first of what it should not have seen. */
export class Tally {
  passed = 0;
  failed = 0;
  /** The first of what failed. */
  readonly failures: string[] = [];

  constructor(readonly title: string, private readonly say: (line: string) => void = console.log) {
    say(title);
  }

  /** Counts one thing that should hold; tells what was seen where it does not. */
  check(what: string, holds: boolean, seen?: unknown): boolean {
    if (holds) {
      this.passed++;
    } else {
      this.failed++;
      if (this.failed <= SHOWN) {
        this.failures.push(`${what}${seen === undefined ? '' : `: ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`}`);
        this.say(`  FAIL ${this.failures.at(-1)}`);
      }
      if (this.failed === SHOWN) this.say('  ... more is counted, not shown');
    }
    return holds;
  }

  /** Says something that is neither. */
  note(line: string): void {
    this.say(`  ${line}`);
  }

  /** What it came to, with the seconds it took. */
  end(started: bigint): void {
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    this.say(`  ${this.passed} passed, ${this.failed} failed (${seconds.toFixed(1)} s)`);
  }
}

const SHOWN = 20;

/** Runs a task for each entry, as many at a time as the client has connections. */
export async function forEach<T>(entries: readonly T[], task: (entry: T, i: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: 16 }, async () => {
    while (next < entries.length) {
      const i = next++;
      await task(entries[i], i);
    }
  }));
}
