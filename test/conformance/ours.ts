import { LEVELS, MINORS, toVerdict, Verdict } from './verdicts';
import { defaultedPodSpec } from '../../src/manifest/defaults';
import { Control, Level } from '../../src/standard/control';
import { Pod, violations } from '../../src/standard/judge';
import { podSecurityControls } from '../../src/standard/pod-security';

/** A pod of the generator: its spec is always an object. */
export interface GeneratedPod {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Chooses the rows of a level and policy minor. */
export type RowsOf = (level: Level, minor: number) => readonly Control[];

/** What our rows say about a pod, asked for every level and minor as the product asks. */
export function ourVerdict(pod: GeneratedPod): Verdict {
  const judged = defaulted(pod);
  return verdict(podSecurityControls, (rows, minor) => violations(rows, judged, minor).map(({ control }) => control));
}

/**
 * The same, much faster: a row is asked again only from a minor on that it names. That a row is judged by itself, and by these minors alone, is how
 * rows are meant; the test asks a part of the pods both ways to see that it holds.
 */
export function ourVerdictFast(pod: GeneratedPod, rowsOf: RowsOf = podSecurityControls): Verdict {
  const judged = defaulted(pod);
  const known = new Map<Control, boolean[]>();
  return verdict(rowsOf, (rows, minor) => rows.filter((row) => {
    let answers = known.get(row);
    if (answers === undefined) known.set(row, answers = []);
    return answers[turns(row, minor)] ??= violations([row], judged, minor).length > 0;
  }));
}

function defaulted({ metadata, spec }: GeneratedPod): Pod {
  return { metadata, spec: defaultedPodSpec(spec) };
}

/** Names what fails by upstream's check ids: several rows may be parts of one check. */
function verdict(rowsOf: RowsOf, failing: (rows: readonly Control[], minor: number) => readonly Control[]): Verdict {
  const failures: Record<string, Record<string, number[]>> = {};
  for (const level of LEVELS) {
    const checks: Record<string, number[]> = failures[level] = {};
    for (const minor of MINORS) {
      for (const row of failing(rowsOf(level, minor), minor)) {
        const minors = checks[row.check ?? row.id] ??= [];
        if (minors.at(-1) !== minor) minors.push(minor);
      }
    }
  }
  return toVerdict(failures);
}

/** How many of the minors that change a row lie behind. */
function turns(row: Control, minor: number): number {
  let byMinor = turnsOf.get(row);
  if (byMinor === undefined) {
    const values = row.allow.kind === 'anyOf' ? row.allow.values : [];
    const points = [
      row.since, row.exempt?.windows, row.exempt?.userNamespace,
      ...values.map((value) => (typeof value === 'object' && 'since' in value ? value.since : undefined)),
    ];
    turnsOf.set(row, byMinor = new Map(MINORS.map((at) => [at, points.filter((point) => point !== undefined && point <= at).length])));
  }
  return byMinor.get(minor)!;
}

const turnsOf = new WeakMap<Control, ReadonlyMap<number, number>>();
