import { gunzipSync, gzipSync } from 'node:zlib';

/** The levels that are judged. */
export const LEVELS = ['baseline', 'restricted'] as const;
/** The policy minors (1.N) that are judged. */
export const MINORS: readonly number[] = Array.from({ length: 13 }, (_, i) => 25 + i);

/**
 * What fails in one pod: sorted lines such as `restricted/runAsNonRoot@25-34`, which read: at level restricted the check runAsNonRoot fails at the
 * policy minors 1.25 to 1.34.
 */
export type Verdict = readonly string[];

/** Level -> check -> the minors at which it fails. */
export type Failures = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

/** One verdict, in the form in which verdicts are compared and kept. */
export function toVerdict(failures: Failures): Verdict {
  return Object.entries(failures).flatMap(([level, checks]) => Object.entries(checks).map(([check, minors]) => `${level}/${check}@${ranges(minors)}`)).sort();
}

function ranges(minors: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const minor of minors) {
    const last = parts.at(-1);
    if (last !== undefined && minor === last[1] + 1) last[1] = minor;
    else parts.push([minor, minor]);
  }
  return parts.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/** Upstream's verdicts as they are committed. */
export interface Committed {
  /** The module that judged, with its version. */
  readonly judge: string;
  readonly seed: number;
  readonly count: number;
  /** SHA-256 of the lines of the pods: says whether these verdicts are about the pods that the generator makes today. */
  readonly pods: string;
  /** Every line that occurs in a verdict. */
  readonly lines: readonly string[];
  /** Per pod the number of its lines and their places in `lines`, a byte each; gzip, base64. */
  readonly verdicts: string;
}

/** The two fields that hold the verdicts. */
export function encode(verdicts: readonly Verdict[]): Pick<Committed, 'lines' | 'verdicts'> {
  const lines = [...new Set(verdicts.flat())].sort();
  if (lines.length > 255) throw new Error(`${lines.length} different lines; a byte tells 255 apart`);
  const places = new Map(lines.map((line, i) => [line, i]));
  const bytes = verdicts.flatMap((verdict) => [verdict.length, ...verdict.map((line) => places.get(line)!)]);
  return { lines, verdicts: gzipSync(Uint8Array.from(bytes), { level: 9 }).toString('base64') };
}

/** The verdicts, in the order of the pods. */
export function decode({ lines, verdicts }: Pick<Committed, 'lines' | 'verdicts'>): Verdict[] {
  const bytes = gunzipSync(Buffer.from(verdicts, 'base64'));
  const decoded: Verdict[] = [];
  for (let at = 0; at < bytes.length; at += 1 + bytes[at]) {
    decoded.push(Array.from(bytes.subarray(at + 1, at + 1 + bytes[at]), (place) => lines[place]));
  }
  return decoded;
}
