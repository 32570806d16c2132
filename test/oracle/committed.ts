import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Answer } from './answer';
import { files } from './fuzz';
import { MATRIX } from './matrix';

const FILE = join(__dirname, 'answers.json');
const SEED = 20261123;

/** The oracle's answers as they are committed: its modules, what tells whether the files are still those it was asked about, and the answers. */
interface Committed {
  readonly modules: readonly string[];
  readonly files: string;
  readonly answers: string;
}

/** The files whose answers are committed, and which of them kustomize was asked about. */
export function committedFiles(): { readonly both: readonly string[]; readonly kubectlOnly: readonly string[] } {
  const scalars = 6000;
  const all = files(SEED, scalars, 1500, 1500);
  return { both: [...MATRIX, ...all.slice(0, scalars)], kubectlOnly: all.slice(scalars) };
}

/** The committed answers, in the order of the files. */
export function readCommitted(): { readonly modules: readonly string[]; readonly upToDate: boolean; readonly answers: readonly Answer[] } {
  const { modules, files: digest, answers } = JSON.parse(readFileSync(FILE, 'utf8')) as Committed;
  const lines = gunzipSync(Buffer.from(answers, 'base64')).toString('utf8').split('\n');
  return { modules, upToDate: digest === digestOfFiles(), answers: lines.map(decode) };
}

export function writeCommitted(modules: readonly string[], answers: readonly Answer[]): void {
  const packed = gzipSync(answers.map(encode).join('\n'), { level: 9 }).toString('base64');
  const committed: Committed = { modules, files: digestOfFiles(), answers: packed };
  writeFileSync(FILE, `${JSON.stringify(committed, null, 2)}\n`);
}

function digestOfFiles(): string {
  const { both, kubectlOnly } = committedFiles();
  const hash = createHash('sha256');
  for (const file of [...both, ...kubectlOnly]) hash.update(`${JSON.stringify(file)}\n`);
  return hash.digest('hex');
}

/** The documents, behind what kustomize does: `=` the same, `!` something else, `?` not known. A file that is refused is an empty line. */
function encode({ documents, differs }: Answer): string {
  return documents === undefined ? '' : (differs === undefined ? '?' : differs ? '!' : '=') + documents;
}

function decode(line: string): Answer {
  if (line === '') return { documents: undefined, differs: undefined };
  return { documents: line.slice(1), differs: line[0] === '?' ? undefined : line[0] === '!' };
}
