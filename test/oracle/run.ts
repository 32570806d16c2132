/**
 * Compares our reader and writer with what kubectl and kustomize read, and exits 1 on a disagreement. Needs Go.
 *
 *     npx ts-node --swc -T test/oracle/run.ts              compares; also what is committed with what the oracle says today
 *     npx ts-node --swc -T test/oracle/run.ts --update     writes answers.json
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { canonical, disagreement } from './answer';
import { committedFiles, readCommitted, writeCommitted } from './committed';
import { linesFile, Random, scalarFile, structureFile, trickyString } from './fuzz';
import { answers, ask, buildOracle, goIsPresent, modules, Reader } from './oracle';
import { write } from '../../src/manifest/write';

const MANIFESTS = join(__dirname, '../../manifests');
const BATCH = 50_000;
const SHOWN = 5;

function main(update: boolean): boolean {
  if (!goIsPresent()) {
    console.log('oracle yaml: go is not on the PATH, so nothing is compared');
    return true;
  }
  buildOracle();
  const checks = [
    committed(update),
    reading('scalars', 1_000_000, 1, scalarFile, ['kubectl', 'kyaml']),
    reading('texts over several lines', 200_000, 2, linesFile, ['kubectl']),
    reading('structures', 200_000, 3, structureFile, ['kubectl']),
    writing(100_000),
    manifests(),
  ];
  return checks.every((passed) => passed);
}

/** The matrix and the fuzzed files that `npm test` compares without Go. */
function committed(update: boolean): boolean {
  const { both, kubectlOnly } = committedFiles();
  const fresh = [...answers(both, ['kubectl', 'kyaml']), ...answers(kubectlOnly, ['kubectl'])];
  if (update) writeCommitted(modules(), fresh);
  const kept = readCommitted();
  const stale = !isDeepStrictEqual([kept.modules, kept.upToDate, kept.answers], [modules(), true, fresh]);
  if (stale) console.error('oracle yaml: answers.json is not what the oracle says; run with --update and review what changed');
  const files = [...both, ...kubectlOnly];
  return report('committed files', files.length, files.filter((file, i) => disagreement(file, fresh[i]) !== undefined), ['kubectl', 'kyaml']) && !stale;
}

function reading(name: string, count: number, seed: number, file: (random: Random) => string, readers: readonly Reader[]): boolean {
  const random = new Random(seed);
  const differing: string[] = [];
  for (let done = 0; done < count; done += BATCH) {
    const files = Array.from({ length: Math.min(BATCH, count - done) }, () => file(random));
    const asked = answers(files, readers);
    differing.push(...files.filter((text, i) => disagreement(text, asked[i]) !== undefined));
  }
  return report(name, count, differing, readers);
}

/** What we write is read back by both: as a value, in a list, as a key and behind a key. */
function writing(count: number): boolean {
  const random = new Random(4);
  const differing: string[] = [];
  for (let done = 0; done < count; done += BATCH) {
    const texts = Array.from({ length: Math.min(BATCH, count - done) }, () => trickyString(random));
    const values = texts.map(holder);
    ask(values.map(write), ['kubectl', 'kyaml']).forEach((readings, i) => {
      const wanted = canonical([values[i]]);
      const wrong = readings.some((documents, reader) => canonical(documents) !== wanted && !(reader === 1 && texts[i] === '<<'));
      if (wrong) differing.push(texts[i]);
    });
  }
  for (const text of differing.slice(0, SHOWN)) console.error(`${JSON.stringify(text)} is written as\n${write(holder(text))}\n`);
  console.log(`oracle yaml: ${count - differing.length} written strings agree, ${differing.length} disagree`);
  return differing.length === 0;
}

/** What the examples wrote; `test/examples` holds that our own reader finds in it exactly what was synthesized. */
function manifests(): boolean {
  const files = readdirSync(MANIFESTS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(join(MANIFESTS, name), 'utf8'));
  const asked = answers(files, ['kubectl', 'kyaml']);
  return report('files of manifests/', files.length, files.filter((text, i) => disagreement(text, asked[i]) !== undefined), ['kubectl', 'kyaml']) && files.length > 0;
}

function holder(text: string): Record<string, unknown> {
  return { value: text, list: [text, [text], { key: text }], map: { [text]: { [text]: text } } };
}

function report(name: string, count: number, differing: readonly string[], readers: readonly Reader[]): boolean {
  for (const file of differing.slice(0, SHOWN)) {
    const small = shrink(file, readers);
    console.error(`${JSON.stringify(small)}: ${disagreement(small, answers([small], readers)[0])}\n`);
  }
  console.log(`oracle yaml: ${count - differing.length} ${name} agree, ${differing.length} disagree`);
  return differing.length === 0;
}

/** The smallest file that still shows a disagreement, by leaving out pieces. */
function shrink(file: string, readers: readonly Reader[]): string {
  let small = file;
  for (let size = Math.ceil(file.length / 2); size >= 1 && small !== '';) {
    const shorter = Array.from({ length: small.length }, (_, at) => small.slice(0, at) + small.slice(at + size));
    const asked = answers(shorter, readers);
    const found = shorter.find((text, i) => disagreement(text, asked[i]) !== undefined);
    if (found === undefined) size = size === 1 ? 0 : Math.ceil(size / 2);
    else small = found;
  }
  return small;
}

if (!main(process.argv.includes('--update'))) process.exitCode = 1;
