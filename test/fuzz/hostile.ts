import { spawnSync } from 'child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { CROWDED } from './crowded';
import { bundle } from '../../projenrc/bundle';

/** How a run of the command on hostile input went. */
export interface Case {
  readonly name: string;
  /** What was wrong; undefined where nothing was. */
  readonly problem?: string;
  /** What the command said, and what it took. */
  readonly told: string;
}

/** What a run may take. */
interface Bounds {
  readonly milliseconds: number;
  readonly megabytes: number;
}

const ROOT = join(__dirname, '../..');
const HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n';
const DEEP = 10_000;
const MEGABYTE = 1024 * 1024;

/** Input that is made to bring a reader down, by name. A number of megabytes stands for a line of that length. */
const INPUTS: Readonly<Record<string, string | number>> = {
  'alias bomb': `${HEAD}data:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n${levels((i) => `  a${i}: &a${i} [${Array(9).fill(`*a${i - 1}`).join(', ')}]\n`)}`,
  'alias bomb of maps': `${HEAD}data:\n  a0: &a0 {k: x}\n${levels((i) => `  a${i}: &a${i} {${Array.from({ length: 9 }, (_, k) => `k${k}: *a${i - 1}`).join(', ')}}\n`)}`,
  'alias bomb of merge keys': `${HEAD}data:\n  a0: &a0 {k: x}\n${levels((i) => `  a${i}: &a${i} {${Array.from({ length: 9 }, (_, k) => `k${k}: {<<: *a${i - 1}}`).join(', ')}}\n`)}`,
  'one long text, many aliases': `${HEAD}a: &a [${'x, '.repeat(20_000)}x]\nb:\n${'- *a\n'.repeat(20_000)}`,
  'alias to itself': `${HEAD}a: &a [*a]\n`,
  'brackets, 10,000 deep': `${HEAD}a: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}\n`,
  'brackets that stay open, 10,000 deep': `${HEAD}a: ${'['.repeat(DEEP)}\n`,
  'braces, 10,000 deep': `${HEAD}a: ${'{a: '.repeat(DEEP)}${'}'.repeat(DEEP)}\n`,
  'dashes, 10,000 deep': `${HEAD}a:\n${'- '.repeat(DEEP)}x\n`,
  'questions, 10,000 deep': `${HEAD}a:\n  ${'? '.repeat(DEEP)}x\n`,
  'indentation, 5,000 deep': Array.from({ length: DEEP / 2 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
  'JSON, 10,000 deep': `{"apiVersion": "v1", "kind": "ConfigMap", "a": ${'{"a": '.repeat(DEEP)}1${'}'.repeat(DEEP)}}\n`,
  'JSON that stays open, 10,000 deep': `{"apiVersion": "v1", "kind": "ConfigMap", "a": ${'['.repeat(DEEP)}`,
  'JSON lists, 100,000 deep': `{"kind": "List", "items": ${'['.repeat(10 * DEEP)}${']'.repeat(10 * DEEP)}}\n`,
  'a line of 100 MB': 100,
};

/** Inputs that are large and not wrong: they take a while, and end. */
const LARGE: Readonly<Record<string, string | number>> = {
  'a line of 60 MB': 60,
  'a hundred thousand empty documents': '---\n'.repeat(100_000) + HEAD,
  'a million comments': '# x\n'.repeat(1_000_000) + HEAD,
  'a hundred thousand keys': `${HEAD}data:\n${Array.from({ length: 100_000 }, (_, i) => `  k${i}: v\n`).join('')}`,
  'a hundred thousand broken documents': '---\na: [\n'.repeat(100_000),
};

function levels(line: (i: number) => string): string {
  return Array.from({ length: 12 }, (_, i) => line(i + 1)).join('');
}

/** Runs the command as it is published on each input, from a file and from standard input. */
export function hostile(bounds: Bounds): Case[] {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  try {
    const command = join(folder, 'lib/run/cli/main.js');
    bundle(dirname(command));
    writeFileSync(join(folder, 'package.json'), readFileSync(join(ROOT, 'package.json')));
    // Tells how much memory the process took at most.
    const peak = join(folder, 'peak.js');
    writeFileSync(peak, "process.on('exit', () => require('fs').writeFileSync(process.env.PEAK, String(process.resourceUsage().maxRSS / 1024)));\n");
    return [
      ...Object.entries(INPUTS).flatMap(([name, input]) => ['file', 'standard input'].map((way) => judged(name, input, way, true))),
      ...Object.entries(LARGE).map(([name, input]) => judged(name, input, 'file', false)),
      ...Object.entries(CROWDED).map(([name, input]) => judged(name, input(), 'file', false)),
    ];

    function judged(name: string, input: string | number, way: string, isRefused: boolean): Case {
      const file = join(folder, 'hostile.yaml');
      const size = fill(file, input);
      const started = Date.now();
      const stdin = way === 'file' ? undefined : openSync(file, 'r');
      const { status, stderr, stdout, signal } = spawnSync(process.execPath, ['--require', peak, command, 'validate', stdin === undefined ? 'hostile.yaml' : '-'], {
        cwd: folder,
        encoding: 'utf8',
        stdio: [stdin ?? 'ignore', 'pipe', 'pipe'],
        timeout: bounds.milliseconds,
        killSignal: 'SIGKILL',
        maxBuffer: 256 * MEGABYTE,
        env: { PATH: process.env.PATH, NODE_DISABLE_COMPILE_CACHE: '1', PEAK: join(folder, 'peak') },
      });
      if (stdin !== undefined) closeSync(stdin);
      const seconds = (Date.now() - started) / 1000;
      const told = stderr.split('\n').filter((line) => line !== '');
      const full = `${name} (${way})`;
      if (signal !== null) return { name: full, problem: `ended by ${signal} after ${seconds.toFixed(1)} s`, told: '' };
      const megabytes = Number(readFileSync(join(folder, 'peak'), 'utf8'));
      const took = `${(size / MEGABYTE).toFixed(1)} MB in ${seconds.toFixed(1)} s and ${megabytes.toFixed(0)} MB`;
      const problems = [
        ...status !== null && (isRefused ? status === 2 : status < 3) ? [] : [`exit code ${status}: ${told.join(' / ').slice(0, 400)}`],
        ...!isRefused || told.length === 1 ? [] : [`${told.length} lines on standard error`],
        ...told.every((line) => line.length < 400) ? [] : ['a line of more than 400 characters'],
        ...megabytes < bounds.megabytes ? [] : [`${megabytes.toFixed(0)} MB; less than ${bounds.megabytes} MB are allowed`],
        ...stdout.length < 64 * MEGABYTE ? [] : ['more than 64 MB of output'],
      ];
      return { name: full, problem: problems.length === 0 ? undefined : `${problems.join('; ')} (${took})`, told: `${isRefused ? `${told[0]} ` : ''}(${took})` };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the input, a line of megabytes piece by piece; gives its size. */
function fill(file: string, input: string | number): number {
  if (typeof input === 'string') {
    writeFileSync(file, input);
    return input.length;
  }
  const handle = openSync(file, 'w');
  writeSync(handle, `${HEAD}data:\n  a: `);
  const piece = 'x'.repeat(MEGABYTE);
  for (let i = 0; i < input; i += 1) writeSync(handle, piece);
  writeSync(handle, '\n');
  closeSync(handle);
  return input * MEGABYTE;
}
