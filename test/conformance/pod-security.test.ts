import { AlteredRow, alteredRows } from './altered-rows';
import { digest, readCommitted } from './committed';
import { disagreement, shown, smallest } from './disagreement';
import { GeneratedPod, ourVerdict, ourVerdictFast, RowsOf } from './ours';
import { COUNT, podLines, SEED } from './pods';
import { decode, LEVELS, MINORS, Verdict } from './verdicts';
import { Control } from '../../src/standard/control';
import { POD_SECURITY, podSecurityControls } from '../../src/standard/pod-security';

const REGENERATE = 'npx ts-node --swc -T test/conformance/regenerate.ts';

const committed = readCommitted();
const lines = podLines(SEED, COUNT);
const pods = lines.map((line) => JSON.parse(line) as GeneratedPod);
const upstream = committed === undefined ? [] : decode(committed);

describe('pod security', () => {
  it(`has upstream's verdicts on the pods that are generated today (if not: ${REGENERATE})`, () => {
    expect({ seed: committed?.seed, count: upstream.length, pods: committed?.pods }).toEqual({ seed: SEED, count: COUNT, pods: digest(lines) });
  });

  it(`agrees with ${committed?.judge} on ${COUNT} pods`, () => {
    const differing = lines.flatMap((line, i) => disagreement(line, upstream[i] ?? [], ourVerdictFast(pods[i])) ?? []);
    const least = smallest(differing);
    expect(least === undefined ? 'no disagreement' : `${differing.length} disagreements; the smallest:\n${shown(least)}`).toBe('no disagreement');
  });

  it('says the same when a pod is judged the long way', () => {
    for (let i = 0; i < pods.length; i += 25) expect(ourVerdictFast(pods[i])).toEqual(ourVerdict(pods[i]));
  });

  it.each(POD_SECURITY.map((row: Control) => [row.id, row] as const))('notices every change to %s', (_, row) => {
    expect(alteredRows(row).filter((altered) => !noticed(row, altered)).map(({ change }) => change)).toEqual([]);
  });
});

/** Whether a pod tells a row from the altered one: then its check says something else than upstream. */
function noticed(row: Control, altered: AlteredRow): boolean {
  const rows = new Map<string, readonly Control[]>(LEVELS.flatMap((level) => MINORS.map((minor) => {
    const ofCheck = podSecurityControls(level, minor).filter(({ check }) => check === row.check);
    return [`${level}/${minor}`, ofCheck.flatMap((other) => (other === row ? altered.row ?? [] : other))];
  })));
  const rowsOf: RowsOf = (level, minor) => rows.get(`${level}/${minor}`)!;
  const ofCheck = (verdict: Verdict) => verdict.filter((line) => line.includes(`/${row.check}@`));
  return pods.some((pod, i) => ofCheck(upstream[i] ?? []).join() !== ourVerdictFast(pod, rowsOf).join());
}
