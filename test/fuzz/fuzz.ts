/**
 * Judges mutated manifests and reports on them, as the command does: nothing crashes, nothing hangs, nothing takes too much memory. Then runs the
 * command on input that is made to bring readers down.
 *
 *     npx ts-node --swc -T test/fuzz/fuzz.ts              all of it
 *     npx ts-node --swc -T test/fuzz/fuzz.ts --run 1234   one run, with its text, to see what a failure is about
 */
import { ChildProcess, fork } from 'child_process';
import { availableParallelism } from 'os';
import { hostile } from './hostile';
import { judgeRun, textOf } from './judge-run';

/** Each run is one file of the compliant app, with some documents changed. */
const DOCUMENTS = 100_000;
const DOCUMENTS_A_RUN = 8;
const RUNS = DOCUMENTS / DOCUMENTS_A_RUN;
const MEGABYTES = 512;
const MILLISECONDS = 2_000;
const MOST_FAILURES = 20;

/** What a process says to the one that started it. */
type Message = { readonly run: number } | { readonly failure: string } | { readonly done: Done };

/** What a process has to say when it is done. */
interface Done {
  readonly objects: number;
  readonly faults: number;
  readonly findings: number;
  readonly slowest: number;
  readonly megabytes: number;
}

/** What all processes tell. */
interface Tally {
  readonly failures: string[];
  /** The runs that took place. */
  readonly runs: Set<number>;
}

async function main(): Promise<boolean> {
  const failures: string[] = [];
  const children = Math.min(2, availableParallelism());
  const runs = new Set<number>();
  const done = (await Promise.all(Array.from({ length: children }, (_, i) => watched(i, children, { failures, runs })))).flat();
  const sum = (count: (each: Done) => number): number => done.reduce((total, each) => total + count(each), 0);
  const most = (count: (each: Done) => number): number => Math.max(0, ...done.map(count));
  console.log(`fuzz: ${runs.size * DOCUMENTS_A_RUN} mutated documents in ${runs.size} files: ${sum(({ objects }) => objects)} objects judged, ${sum(({ findings }) => findings)} findings reported, ${sum(({ faults }) => faults)} documents refused`);
  console.log(`fuzz: slowest file ${most(({ slowest }) => slowest).toFixed(0)} ms, most memory ${most(({ megabytes }) => megabytes).toFixed(0)} MB`);
  for (const { megabytes } of done) if (megabytes >= MEGABYTES) failures.push(`a process took ${megabytes.toFixed(0)} MB; less than ${MEGABYTES} MB are allowed`);

  if (failures.length === 0 && runs.size < RUNS) failures.push(`${RUNS - runs.size} runs did not take place`);

  const cases = hostile({ milliseconds: 20_000, megabytes: MEGABYTES });
  for (const { name, problem, told } of cases) console.log(problem === undefined ? `ok    ${name}: ${told}` : `FAIL  ${name}: ${problem}`);
  for (const failure of failures.slice(0, MOST_FAILURES)) console.log(`FAIL  ${failure}`);
  const failed = failures.length + cases.filter(({ problem }) => problem !== undefined).length;
  console.log(`${runs.size * DOCUMENTS_A_RUN + cases.length - failed} passed, ${failed} failed`);
  return failed === 0;
}

/** Runs every `step`-th run in a process of its own, and a new one behind a run that ended or stopped it. */
async function watched(first: number, step: number, tally: Tally): Promise<Done[]> {
  const done: Done[] = [];
  for (let next = first; next < RUNS;) {
    const forked = fork(__filename, ['--from', String(next), '--step', String(step)], { env: { ...process.env, NODE_OPTIONS: `--max-old-space-size=${MEGABYTES}` } });
    const { run, ended } = await watch(forked, tally, done);
    if (ended || run === undefined || tally.failures.length >= MOST_FAILURES) break;
    next = run + step;
  }
  return done;
}

function watch(forked: ChildProcess, { failures, runs }: Tally, done: Done[]): Promise<{ readonly run?: number; readonly ended: boolean }> {
  return new Promise((resolve) => {
    let run: number | undefined;
    let since = Date.now();
    let ended = false;
    // It cannot tell by itself that it hangs. Starting takes a while, and a machine may be busy: what it measures is what counts.
    const clock = setInterval(() => {
      if (Date.now() - since < (run === undefined ? 60_000 : 5 * MILLISECONDS)) return;
      failures.push(`run ${run} hangs`);
      forked.kill('SIGKILL');
      since = Infinity;
    }, 500);
    forked.on('message', (message: Message) => {
      since = Date.now();
      if ('run' in message) {
        run = message.run;
        runs.add(run);
      } else if ('failure' in message) {
        failures.push(message.failure);
      } else {
        done.push(message.done);
        ended = true;
      }
    });
    forked.on('exit', (code, signal) => {
      clearInterval(clock);
      if (!ended && signal !== 'SIGKILL') failures.push(`run ${run} ended the process: ${signal ?? `exit code ${code}`}`);
      resolve({ run, ended });
    });
  });
}

async function judgeRuns(from: number, step: number): Promise<void> {
  const tell = (message: Message): Promise<void> => new Promise((resolve) => process.send!(message, () => resolve()));
  let [objects, faults, findings, slowest] = [0, 0, 0, 0];
  for (let run = from; run < RUNS; run += step) {
    await tell({ run });
    const text = textOf(run, DOCUMENTS_A_RUN);
    const started = process.cpuUsage();
    try {
      const judged = judgeRun(text);
      objects += judged.objects;
      faults += judged.faults;
      findings += judged.findings;
    } catch (error) {
      await tell({ failure: `run ${run}: ${String((error as Error).stack ?? error).split('\n').slice(0, 6).join('\n      ')}` });
    }
    const { user, system } = process.cpuUsage(started);
    const took = (user + system) / 1000;
    slowest = Math.max(slowest, took);
    if (took > MILLISECONDS) await tell({ failure: `run ${run} takes ${took.toFixed(0)} ms; less than ${MILLISECONDS} ms are allowed` });
  }
  await tell({ done: { objects, faults, findings, slowest, megabytes: process.resourceUsage().maxRSS / 1024 } });
  process.disconnect();
}

function option(name: string): number | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
}

const one = option('--run');
if (one !== undefined) {
  console.log(textOf(one, DOCUMENTS_A_RUN));
  console.log(judgeRun(textOf(one, DOCUMENTS_A_RUN)));
} else if (process.send === undefined) {
  void main().then((passed) => { process.exitCode = passed ? 0 : 1; });
} else {
  void judgeRuns(option('--from')!, option('--step')!);
}
