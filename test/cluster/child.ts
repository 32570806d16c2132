import { ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program that runs beside the tests. The end of its stdin tells it that we are gone; our own exit ends it too. */
export class Child {
  private readonly child: ChildProcess;
  private readonly ended: Promise<string>;
  /** Whether the program still runs. */
  alive = true;
  private errors = '';
  private readonly kill: () => void;

  constructor(private readonly program: string, args: readonly string[]) {
    this.child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.kill = () => { this.child.kill('SIGKILL'); };
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => { this.errors = (this.errors + text).slice(-4000); });
    this.ended = new Promise((resolve) => {
      const end = (how: string): void => {
        this.alive = false;
        process.off('exit', this.kill);
        resolve(how);
      };
      this.child.on('error', (error) => end(error.message));
      this.child.on('close', (code, signal) => end(`ended with ${signal ?? code}`));
    });
    this.child.stdin?.on('error', () => undefined);
  }

  /** Kills the program when we exit, for programs that do not watch their stdin. */
  endWithUs(): this {
    process.on('exit', this.kill);
    return this;
  }

  /** The first line of stdout. A program that ends before is thrown with what it said. */
  async firstLine(limit: number): Promise<string> {
    const stdout = this.child.stdout;
    if (stdout === null) throw new Error(this.failure('has no stdout'));
    const line = new Promise<string>((resolve) => createInterface({ input: stdout }).once('line', resolve));
    return this.before(line, limit);
  }

  /** Waits for something unless the program ends or the time is up before. */
  async before<T>(wanted: Promise<T>, limit: number): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    try {
      const outcome = await Promise.race([
        wanted.then((value) => ({ value })),
        this.ended.then((failed) => ({ failed })),
        new Promise<{ failed: string }>((resolve) => { timer = setTimeout(() => resolve({ failed: `is not ready after ${limit} ms` }), limit); }),
      ]);
      if ('failed' in outcome) throw new Error(this.failure(outcome.failed));
      return outcome.value;
    } catch (error) {
      await this.stop(0);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Asks the program to end, and kills it when it has not after the limit. */
  async stop(limit: number): Promise<void> {
    if (!this.alive) return;
    this.child.kill('SIGTERM');
    const timer = setTimeout(this.kill, limit);
    await this.ended;
    clearTimeout(timer);
  }

  private failure(how: string): string {
    return `${this.program} ${how}${this.errors && `:\n${this.errors.trimEnd()}`}`;
  }
}
