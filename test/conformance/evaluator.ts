import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failures, toVerdict, Verdict } from './verdicts';

const SOURCE = join(__dirname, 'evaluator');
const CACHE = join(__dirname, '../../.cache/conformance');
const BINARY = join(CACHE, 'evaluator');
const COVERAGE = join(CACHE, 'coverage');
const CHECKS = 'k8s.io/pod-security-admission/policy';

/** Whether the evaluator can be built here. */
export function goIsPresent(): boolean {
  return spawnSync('go', ['version']).status === 0;
}

/** Builds the evaluator, counting which statements of upstream's checks are reached. */
export function buildEvaluator(): void {
  go('build', '-cover', `-coverpkg=.,${CHECKS}`, '-o', BINARY, '.');
}

/** What upstream says about pods (lines of JSON), and who upstream is. */
export function judge(pods: readonly string[]): { readonly judge: string; readonly verdicts: readonly Verdict[] } {
  rmSync(COVERAGE, { recursive: true, force: true });
  mkdirSync(COVERAGE, { recursive: true });
  const output = run(BINARY, [], { input: `${pods.join('\n')}\n`, env: { ...process.env, GOCOVERDIR: COVERAGE } });
  const [judgedBy, ...lines] = output.trimEnd().split('\n');
  if (lines.length !== pods.length) throw new Error(`the evaluator judged ${lines.length} of ${pods.length} pods`);
  return { judge: judgedBy, verdicts: lines.map((line) => toVerdict(JSON.parse(line) as Failures)) };
}

/** The statements of upstream's checks that the pods judged last did not reach, as file:line.column,line.column. */
export function unreached(): string[] {
  const profile = join(CACHE, 'coverage.txt');
  go('tool', 'covdata', 'textfmt', `-i=${COVERAGE}`, `-o=${profile}`);
  const blocks = readFileSync(profile, 'utf8').split('\n').filter((line) => line.startsWith(`${CHECKS}/check_`) && line.endsWith(' 0'));
  return blocks.map((line) => line.slice(CHECKS.length + 1).split(' ')[0]);
}

function go(...args: string[]): void {
  run('go', args, { cwd: SOURCE });
}

function run(command: string, args: readonly string[], options: object): string {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 30, ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout;
}
