/**
 * Asks upstream's evaluator about every generated pod, keeps its verdicts in upstream.json, and compares ours with them. Needs Go.
 *
 *     npx ts-node --swc -T test/conformance/regenerate.ts           writes upstream.json
 *     npx ts-node --swc -T test/conformance/regenerate.ts --check   exits 1 where upstream.json is not what upstream says today
 */
import { digest, readCommitted, writeCommitted } from './committed';
import { Disagreement, disagreement, shown, smallest } from './disagreement';
import { buildEvaluator, goIsPresent, judge, unreached } from './evaluator';
import { GeneratedPod, ourVerdict } from './ours';
import { COUNT, podLines, SEED } from './pods';
import { shrink } from './shrink';
import { Committed, decode, encode, LEVELS, MINORS } from './verdicts';

/**
 * Statements of upstream's checks that no pod can reach here: restrictedVolumes' name for a volume of a kind that the API does not have, and the
 * seccomp annotations, which count up to policy 1.18 only.
 */
const OUT_OF_REACH: Readonly<Record<string, number>> = { 'check_restrictedVolumes.go': 1, 'check_seccompProfile_baseline.go': 11 };

function main(check: boolean): boolean {
  if (!goIsPresent()) {
    console.error('conformance: go is not on the PATH, so upstream cannot be asked');
    return false;
  }
  buildEvaluator();
  const pods = podLines(SEED, COUNT);
  const upstream = judge(pods);
  const missed = missedStatements();
  missed.forEach((statement) => console.error(`conformance: no pod reaches ${statement}`));

  const fresh: Committed = { judge: upstream.judge, seed: SEED, count: COUNT, pods: digest(pods), ...encode(upstream.verdicts) };
  const stale = !sameContent(fresh, readCommitted());
  if (stale && check) console.error('conformance: upstream.json is not what upstream says; run regenerate.ts without --check and review what changed');
  if (stale && !check) writeCommitted(fresh);

  const differing = pods.flatMap((pod, i) => disagreement(pod, upstream.verdicts[i], ourVerdict(JSON.parse(pod) as GeneratedPod)) ?? []);
  for (const report of new Set(kinds(differing).map((kind) => shown(shrink(kind, disagreements))))) console.error(`${report}\n`);
  const { length } = differing;
  console.log(`conformance: ${COUNT} pods x ${LEVELS.length} levels x ${MINORS.length} minors, ${COUNT - length} passed, ${length} failed`);
  return length === 0 && missed.length === 0 && !(stale && check);
}

/** Both zip and Node's version may change the bytes, so what they say is compared. */
function sameContent(fresh: Committed, committed: Committed | undefined): boolean {
  const content = (kept: Committed) => JSON.stringify({ ...kept, verdicts: decode(kept) });
  return committed !== undefined && content(fresh) === content(committed);
}

function missedStatements(): string[] {
  const all = unreached();
  return all.filter((statement) => {
    const file = statement.split(':')[0];
    return all.filter((other) => other.startsWith(file)).length > (OUT_OF_REACH[file] ?? 0);
  });
}

/** Of each way to disagree the smallest pod, ten ways at most. */
function kinds(all: readonly Disagreement[]): Disagreement[] {
  const byKind = new Map<string, Disagreement[]>();
  for (const one of all) {
    const kind = JSON.stringify([one.upstreamOnly, one.oursOnly]);
    byKind.set(kind, [...byKind.get(kind) ?? [], one]);
  }
  return [...byKind.values()].slice(0, 10).map((kind) => smallest(kind)!);
}

function disagreements(pods: readonly string[]): (Disagreement | undefined)[] {
  const { verdicts } = judge(pods);
  return pods.map((pod, i) => disagreement(pod, verdicts[i], ourVerdict(JSON.parse(pod) as GeneratedPod)));
}

if (!main(process.argv.includes('--check'))) process.exitCode = 1;
