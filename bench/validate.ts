import { spawnSync } from 'child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { DOCUMENTS_PER_FILE, writeCorpus } from './corpus';
import { goal, Goal, steadyGoal } from './goal';
import { buildKubeconform, kubeconformArguments, writeJsonSchemas } from './kubeconform';
import { bundle } from '../projenrc/bundle';

/** `npm run bench -- validate`: the command as it is shipped, beside kubeconform, which checks schemas only, and itself on ten times as much. */
export function validate(big: boolean): Goal[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const command = bundled(folder);
    const corpus = join(folder, 'corpus');
    writeCorpus(corpus, FILES);
    return [...speed(folder, command, corpus), ...growth(folder, command, corpus, big ? 5 : 3), start(folder, command)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const FILES = 1000;
const DOCUMENTS = FILES * DOCUMENTS_PER_FILE;

/** Makes the bundle of these sources, so that nothing old is measured. */
function bundled(folder: string): string {
  console.log('bench: bundling the command from src/');
  const outdir = join(folder, 'lib/run/cli');
  bundle(outdir);
  copyFileSync(join(__dirname, '../package.json'), join(folder, 'package.json'));
  return join(outdir, 'main.js');
}

function speed(folder: string, command: string, corpus: string): Goal[] {
  const kubeconform = buildKubeconform(folder);
  if (kubeconform === undefined) {
    console.log('bench: go is not on the PATH, so kubeconform is not measured');
    return [];
  }
  const schemas = join(folder, 'schemas');
  writeJsonSchemas(schemas);
  const commands = [node(command, corpus), [kubeconform, ...kubeconformArguments(schemas, corpus)]];
  const [ours, theirs] = inTurn(5, commands);
  const outputs = commands.map((one, i) => {
    const output = join(folder, `output-${i}.json`);
    run(one, output);
    return JSON.parse(readFileSync(output, 'utf8')) as object;
  });
  const broken = (outputs[0] as { readonly findings: readonly { readonly rule: string }[] }).findings.filter(({ rule }) => rule === 'schema-valid').length;
  const { invalid } = (outputs[1] as { readonly summary: { readonly invalid: number } }).summary;
  return [
    goal(`${DOCUMENTS} documents: kubeconform -n 1 ${show(theirs.milliseconds)} / validate ${show(ours.milliseconds)}; `
      + `CPU time ${show(theirs.cpu)} / ${show(ours.cpu)}, which is ${(theirs.cpu / ours.cpu).toFixed(2)}`, theirs.milliseconds / ours.milliseconds, '>=', 3),
    steadyGoal(`documents that break their schema, apart: kubeconform ${invalid}, validate ${broken}`, Math.abs(invalid - broken), '<=', 0),
  ];
}

function growth(folder: string, command: string, corpus: string, times: number): Goal[] {
  const tenfold = join(folder, 'tenfold');
  writeCorpus(tenfold, 10 * FILES);
  const [one, ten] = inTurn(times, [node(command, corpus), node(command, tenfold)]);
  return [
    steadyGoal(`peak memory of ${DOCUMENTS} documents, MB`, peakOf(folder, node(command, corpus)), '<=', 200),
    goal(`${10 * DOCUMENTS} documents ${show(ten.milliseconds)} / ${DOCUMENTS} documents ${show(one.milliseconds)}`,
      ten.milliseconds / one.milliseconds, '<=', 11),
  ];
}

function start(folder: string, command: string): Goal {
  const file = join(folder, 'one.yaml');
  writeFileSync(file, 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n');
  const [ours, bare] = inTurn(15, [node(command, file), [process.execPath, '-e', '0']]);
  return goal(`ms to start on one small file: validate ${show(ours.milliseconds)} above node -e 0 ${show(bare.milliseconds)}`,
    ours.milliseconds - bare.milliseconds, '<=', 60);
}

function node(command: string, manifests: string): string[] {
  return [process.execPath, command, 'validate', '--format', 'json', '--date', '2026-11-01', manifests];
}

/** What a process took; what it wrote is in the file that `run` was given. */
interface Run {
  readonly milliseconds: number;
  readonly cpu: number;
}

/** Runs a command and asks bash what it took. That findings make it exit with 1 is no failure. */
function run(command: readonly string[], output = '/dev/null'): Run {
  const { stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT="%R %U %S"; time "$@" > "$0" 2> /dev/null', output, ...command], { encoding: 'utf8' });
  const [real, user, system] = stderr.trim().split(' ').map(Number);
  return { milliseconds: real * 1000, cpu: (user + system) * 1000 };
}

/** The medians of commands that run in turn, so that what else the machine does befalls all of them. */
function inTurn(times: number, commands: readonly (readonly string[])[]): Run[] {
  const runs = Array.from({ length: times }, () => commands.map((command) => run(command)));
  const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return commands.map((_, i) => ({ milliseconds: median(runs.map((one) => one[i].milliseconds)), cpu: median(runs.map((one) => one[i].cpu)) }));
}

/** The most memory that a Node process takes, in MB, as the system tells it at its end. */
function peakOf(folder: string, [executable, ...rest]: readonly string[]): number {
  const [hook, told] = [join(folder, 'told.cjs'), join(folder, 'told')];
  writeFileSync(hook, `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(told)}, String(process.resourceUsage().maxRSS)));`);
  run([executable, '--require', hook, ...rest]);
  return Number(readFileSync(told, 'utf8')) / 1024;
}

const show = (milliseconds: number): string => `${milliseconds.toFixed(0)} ms`;
