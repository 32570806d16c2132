import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildEvaluator, goIsPresent, judge } from './evaluator';
import { Model } from '../../src/manifest/model';
import { read } from '../../src/manifest/read';
import { enforcement } from '../../src/validation/pod-security-level';
import { DEFAULT_POLICY } from '../../src/validation/policy';

/** `manifests/` judged by upstream's evaluator: the pods of every template pass what their namespace enforces. */
const FOLDER = join(__dirname, '../../manifests');

if (!goIsPresent()) {
  console.log('manifests: no go here, so upstream cannot judge them');
  process.exit(0);
}
buildEvaluator();
let passed = 0;
const failed: string[] = [];
for (const file of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml')).sort()) {
  const model = new Model(read(readFileSync(join(FOLDER, file), 'utf8'), file).documents.map(({ value }) => ({ value })));
  const pods = model.pods();
  if (pods.length === 0) continue;
  const { verdicts } = judge(pods.map(({ metadata, spec }) => JSON.stringify({ metadata, spec })));
  pods.forEach((pod, i) => {
    const { level, minor } = enforcement(model, DEFAULT_POLICY, pod.namespace);
    const broken = verdicts[i].filter((line) => line.startsWith(`${level}/`) && minorsOf(line).includes(minor));
    if (broken.length === 0) passed++;
    else failed.push(`${file} ${pod.owner.id}: ${broken.join(', ')}`);
  });
}
for (const line of failed) console.log(line);
console.log(`manifests by upstream's evaluator: ${passed} passed, ${failed.length} failed`);
process.exit(failed.length === 0 && passed > 0 ? 0 : 1);

function minorsOf(line: string): number[] {
  return line.slice(line.indexOf('@') + 1).split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}
