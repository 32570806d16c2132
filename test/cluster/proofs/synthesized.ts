import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Json } from '../../../src/manifest/model';
import { read } from '../../../src/manifest/read';

/** What the examples synthesize: the objects of each folder of manifests, and why not all of it is there. */
export interface Synthesized {
  readonly apps: ReadonlyMap<string, readonly Json[]>;
  readonly error?: string;
}

/** Synthesizes the examples, once for all proofs. */
export function synthesizedExamples(): Synthesized {
  return known ??= synthesize();
}

let known: Synthesized | undefined;

function synthesize(): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-hardened-examples-'));
  try {
    const run = spawnSync(process.execPath, [
      require.resolve('ts-node/dist/bin.js'), '--swc', '-r', 'tsconfig-paths/register', '--project', 'examples/tsconfig.json', 'examples/main.ts', folder,
    ], { cwd: join(__dirname, '../../..'), encoding: 'utf8', timeout: 300_000 });
    const errors = run.stderr.split('\n').filter((line) => /error/i.test(line)).slice(0, 4).join(' | ');
    return { apps: appsBelow(folder), error: run.status === 0 ? undefined : errors || `exit code ${run.status}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function appsBelow(folder: string): Map<string, Json[]> {
  const apps = new Map<string, Json[]>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).sort()) {
    const { documents, faults } = read(readFileSync(join(folder, file), 'utf8'), file);
    if (faults.length > 0) throw new Error(`${file} cannot be read: ${faults[0].message}`);
    apps.set(dirname(file), [...apps.get(dirname(file)) ?? [], ...documents.map(({ value }) => value as Json)]);
  }
  return apps;
}
