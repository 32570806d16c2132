import { Disagreement } from './disagreement';

type Path = readonly (string | number)[];

/**
 * The smallest pod that is left when fields are deleted one after the other, as long as a part of the disagreement remains.
 *
 * @param judgeAll says of each pod how the judges differ; it is asked for all deletions of a round at once.
 */
export function shrink(start: Disagreement, judgeAll: (pods: readonly string[]) => readonly (Disagreement | undefined)[]): Disagreement {
  const original = new Set([...start.upstreamOnly, ...start.oursOnly]);
  const remains = (candidate: Disagreement | undefined) =>
    candidate !== undefined && [...candidate.upstreamOnly, ...candidate.oursOnly].some((line) => original.has(line));
  let best = start;
  for (;;) {
    const pod: unknown = JSON.parse(best.pod);
    const candidates = paths(pod).map((path) => JSON.stringify(without(pod, path)));
    const smaller = judgeAll(candidates).filter(remains).sort((a, b) => a!.pod.length - b!.pod.length)[0];
    if (smaller === undefined) return best;
    best = smaller;
  }
}

/** Everything in a pod that can be deleted: all but its spec as a whole. */
function paths(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const path = [...at, Array.isArray(value) ? Number(key) : key];
    return [...(path.length === 1 && key === 'spec' ? [] : [path]), ...paths(child, path)];
  });
}

function without(value: unknown, [key, ...rest]: Path): unknown {
  if (Array.isArray(value)) return value.flatMap((entry, i) => (i !== key ? [entry] : rest.length === 0 ? [] : [without(entry, rest)]));
  return Object.fromEntries(Object.entries(value as object).flatMap(([name, entry]: [string, unknown]) => {
    if (name !== key) return [[name, entry]];
    return rest.length === 0 ? [] : [[name, without(entry, rest)]];
  }));
}
