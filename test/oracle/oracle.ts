import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Answer, canonical } from './answer';

const CACHE = join(__dirname, '..', '..', '.cache', 'oracle');
const PROGRAM = join(CACHE, 'oracle');

/** A reader of the oracle: what kubectl reads with, and what kustomize reads with. */
export type Reader = 'kubectl' | 'kyaml';

/** The documents of a file, why it is refused, or null where the reader was not asked. */
export type Reading = readonly unknown[] | string | null;

export function goIsPresent(): boolean {
  return spawnSync('go', ['version']).status === 0;
}

export function buildOracle(): void {
  mkdirSync(CACHE, { recursive: true });
  execFileSync('go', ['build', '-o', PROGRAM, '.'], { cwd: __dirname, stdio: 'inherit' });
}

/** The modules whose reading it is, with their versions. */
export function modules(): string[] {
  return execFileSync(PROGRAM, ['versions'], { encoding: 'utf8' }).trim().split('\n');
}

/** What each reader makes of each file. */
export function ask(files: readonly string[], readers: readonly Reader[]): (readonly Reading[])[] {
  const input = files.map((file) => JSON.stringify(file)).join('\n');
  const output = execFileSync(PROGRAM, [...readers], { input, encoding: 'utf8', maxBuffer: 2 ** 31 });
  return output.trimEnd().split('\n').map((line) => JSON.parse(line) as Reading[]);
}

/** What kubectl makes of each file, and whether kustomize differs. */
export function answers(files: readonly string[], readers: readonly Reader[]): Answer[] {
  return ask(files, readers).map(([kubectl, kyaml], i) => {
    if (kubectl === null || typeof kubectl === 'string') return { documents: undefined, differs: undefined };
    const documents = canonical(kubectl);
    const comparable = kyaml !== undefined && kubectl.length > 0 && kubectl.every(isObject) && !UNFIT_FOR_KUSTOMIZE.test(files[i]);
    return { documents, differs: comparable ? typeof kyaml === 'string' || canonical(kyaml) !== documents : undefined };
  });
}

/** kustomize takes only objects. */
function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text behind the document, of which each reader sees a different part; an odd blank before a file, which makes kubectl look for JSON. */
const UNFIT_FOR_KUSTOMIZE = /[\r\n\x85\u2028\u2029](?:---|\.\.\.)|^[^ -~\t\r\n]/;
