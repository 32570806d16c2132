import { Verdict } from './verdicts';

/** A pod that the two judges see differently, and how. */
export interface Disagreement {
  /** The pod, as a line of JSON. */
  readonly pod: string;
  readonly upstreamOnly: Verdict;
  readonly oursOnly: Verdict;
}

/** The difference of two verdicts on a pod; undefined where there is none. */
export function disagreement(pod: string, upstream: Verdict, ours: Verdict): Disagreement | undefined {
  const upstreamOnly = upstream.filter((line) => !ours.includes(line));
  const oursOnly = ours.filter((line) => !upstream.includes(line));
  return upstreamOnly.length + oursOnly.length === 0 ? undefined : { pod, upstreamOnly, oursOnly };
}

/** The disagreement with the shortest pod. */
export function smallest(disagreements: readonly Disagreement[]): Disagreement | undefined {
  return [...disagreements].sort((a, b) => a.pod.length - b.pod.length)[0];
}

/** A disagreement for a person to read. */
export function shown({ pod, upstreamOnly, oursOnly }: Disagreement): string {
  return [`pod: ${pod}`, `only upstream fails: ${upstreamOnly.join(' ') || 'nothing'}`, `only we fail: ${oursOnly.join(' ') || 'nothing'}`].join('\n');
}
