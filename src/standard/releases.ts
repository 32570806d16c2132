import { API_LIFECYCLES } from './deprecations-table';

/** The dates of a minor, as `YYYY-MM-DD`. */
export interface Release {
  /** The N of 1.N. */
  readonly minor: number;
  readonly released: string;
  /** From here on only serious fixes are released. */
  readonly maintenance: string;
  readonly endOfLife: string;
  /** The dates are the plan of the release team. */
  readonly planned?: true;
}

/**
 * The minors of Kubernetes, oldest first.
 * @see https://kubernetes.io/releases/
 * @see https://kubernetes.io/releases/patch-releases/
 * @see https://endoflife.date/kubernetes
 */
export const MINORS: readonly Release[] = [
  { minor: 25, released: '2022-08-23', maintenance: '2023-08-27', endOfLife: '2023-10-27' },
  { minor: 26, released: '2022-12-08', maintenance: '2023-12-28', endOfLife: '2024-02-28' },
  { minor: 27, released: '2023-04-11', maintenance: '2024-04-28', endOfLife: '2024-06-28' },
  { minor: 28, released: '2023-08-15', maintenance: '2024-08-28', endOfLife: '2024-10-28' },
  { minor: 29, released: '2023-12-13', maintenance: '2024-12-28', endOfLife: '2025-02-28' },
  { minor: 30, released: '2024-04-17', maintenance: '2025-04-28', endOfLife: '2025-07-15' },
  { minor: 31, released: '2024-08-13', maintenance: '2025-08-28', endOfLife: '2025-11-11' },
  { minor: 32, released: '2024-12-11', maintenance: '2025-12-28', endOfLife: '2026-02-28' },
  { minor: 33, released: '2025-04-23', maintenance: '2026-04-28', endOfLife: '2026-06-28' },
  { minor: 34, released: '2025-08-27', maintenance: '2026-08-27', endOfLife: '2026-10-27' },
  { minor: 35, released: '2025-12-17', maintenance: '2026-12-28', endOfLife: '2027-02-28' },
  { minor: 36, released: '2026-04-22', maintenance: '2027-04-28', endOfLife: '2027-06-28' },
  { minor: 37, released: '2026-08-26', maintenance: '2027-08-28', endOfLife: '2027-10-28' },
  { minor: 38, released: '2026-12-16', maintenance: '2027-12-28', endOfLife: '2028-02-28', planned: true },
];

/** The newest minor that is released and not only planned. */
export const NEWEST_MINOR = MINORS.filter((release) => !release.planned).at(-1)!.minor;

/** The N of a version such as `1.36`, `v1.36` or `v1.36.2`, or undefined where it is none. Compare minors as numbers: as text, 1.9 is after 1.10. */
export function parseMinor(version: string): number | undefined {
  const match = /^v?1\.(0|[1-9]\d{0,2})(?:\.\d{1,4})?(?:[-+][0-9A-Za-z.+-]{1,80})?$/.exec(version);
  return match ? Number(match[1]) : undefined;
}

/** `1.36`, for 36. */
export function formatMinor(minor: number): string {
  return `1.${minor}`;
}

/** The dates of a minor, or undefined where the table does not know it. */
export function releaseOf(minor: number): Release | undefined {
  return MINORS.find((release) => release.minor === minor);
}

/** The newest minor that is released on a date. */
export function newestMinor(date: string): number | undefined {
  return MINORS.filter((release) => release.released <= date).at(-1)?.minor;
}

/** The minors that are released and not past their end of life on a date (`YYYY-MM-DD`), oldest first. */
export function supportedMinors(date: string): number[] {
  return MINORS.filter((release) => release.released <= date && date <= release.endOfLife).map((release) => release.minor);
}

/** The last day on which a minor is supported; undefined for minors that the table does not know. */
export function endOfLife(minor: number): string | undefined {
  return releaseOf(minor)?.endOfLife;
}

/** What became of a kind in one of its API versions. Minors are the N of 1.N; undefined is never, or before anybody kept a record. */
export interface ApiLifecycle {
  readonly apiVersion: string;
  readonly kind: string;
  readonly introduced?: number;
  readonly deprecated?: number;
  /** The first minor that does not serve it. */
  readonly removed?: number;
  readonly replacement?: { readonly apiVersion: string; readonly kind: string };
}

/** The life of an API of Kubernetes itself, or undefined for custom resources and kinds that never were. */
export function apiLifecycle(apiVersion: string, kind: string): ApiLifecycle | undefined {
  return lives().get(`${apiVersion} ${kind}`);
}

/** The life of a kind in every version of the group that a version is of. */
export function apiVersionsOf({ apiVersion, kind }: Pick<ApiLifecycle, 'apiVersion' | 'kind'>): readonly ApiLifecycle[] {
  const group = groupOf(apiVersion);
  return [...lives().values()].filter((row) => row.kind === kind && groupOf(row.apiVersion) === group);
}

function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0));
}

/** The life of every API of Kubernetes, in the order of their names. */
export function apiLifecycles(): readonly ApiLifecycle[] {
  return API_LIFECYCLES.trim().split('\n').map((line) => {
    const [apiVersion, kind, introduced, deprecated, removed, instead, insteadKind] = line.split(' ');
    return {
      apiVersion,
      kind,
      introduced: minorIn(introduced),
      deprecated: minorIn(deprecated),
      removed: minorIn(removed),
      replacement: instead === undefined ? undefined : { apiVersion: instead, kind: insteadKind },
    };
  });
}

function lives(): ReadonlyMap<string, ApiLifecycle> {
  return lifecycles ??= new Map(apiLifecycles().map((row) => [`${row.apiVersion} ${row.kind}`, row]));
}

let lifecycles: ReadonlyMap<string, ApiLifecycle> | undefined;

function minorIn(text: string): number | undefined {
  return text === '-' ? undefined : Number(text);
}
