import * as fs from 'fs';
import { replaceFile } from './replace-file';
import { formatPath, Path } from '../manifest/path';
import { objectName } from '../report/text';
import { Finding } from '../validation/finding';

/** Old findings that are counted and stop nothing: a ratchet that only tightens. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

/** One finding of the baseline: what it is about, not where it stands, so that it is known again when lines move. */
export interface BaselineEntry {
  readonly rule: string;
  /** `shop/Deployment/api`. */
  readonly object: string;
  /** As Kubernetes writes it, but with the names of containers, whose places move; empty where the finding is about the object as a whole. */
  readonly path: string;
  /** How many findings it stands for, where they are more than one: of the same object in several environments, say. */
  readonly count?: number;
}

/** What a baseline says of a run. */
export interface Comparison {
  /** Findings that the baseline does not hold. */
  readonly fresh: readonly Finding[];
  /** Findings that it holds. */
  readonly known: readonly Finding[];
  /** What it holds and nobody finds any more. */
  readonly stale: readonly BaselineEntry[];
}

/** The baseline that holds these findings, in a fixed order. What is waived needs no place in it. */
export function baselineOf(findings: readonly Finding[]): Baseline {
  const entries = new Map<string, BaselineEntry>();
  for (const finding of findings) {
    if (finding.waived !== undefined) continue;
    const entry = entryOf(finding);
    const before = entries.get(keyOf(entry));
    entries.set(keyOf(entry), before === undefined ? entry : { ...entry, count: countOf(before) + 1 });
  }
  const inOrder = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return { version: 1, findings: inOrder.map(([, entry]) => entry) };
}

/** Which findings the baseline holds. Where an entry stands for fewer than there are, the later ones are new. */
export function compareWithBaseline(findings: readonly Finding[], baseline: Baseline): Comparison {
  const left = new Map(baseline.findings.map((entry) => [keyOf(entry), countOf(entry)]));
  const [fresh, known]: [Finding[], Finding[]] = [[], []];
  for (const finding of findings) {
    const key = keyOf(entryOf(finding));
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    (count > 0 ? known : fresh).push(finding);
  }
  return { fresh, known, stale: baseline.findings.filter((entry) => left.get(keyOf(entry))! > 0) };
}

/** Reads a baseline. Throws where the file is none, with the way out: what writes one. */
export function readBaseline(file: string, update = 'updateBaseline'): Baseline {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Error(`baseline ${file} does not exist; write it once with ${update}`);
    throw new Error(`baseline ${file} cannot be read: ${(error as Error).message}`);
  }
  const baseline = parse(text);
  if (baseline === undefined) throw new Error(`${file} is not a baseline; write it anew with ${update}`);
  return baseline;
}

/** Writes a baseline, whole or not at all. */
export function writeBaseline(file: string, baseline: Baseline): void {
  replaceFile(file, `${JSON.stringify(baseline, undefined, 2)}\n`);
}

function parse(text: string): Baseline | undefined {
  try {
    const value = JSON.parse(text) as Partial<Baseline> | null;
    return value?.version === 1 && Array.isArray(value.findings) && value.findings.every(isEntry) ? value as Baseline : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is BaselineEntry {
  const { rule, object, path, count = 1 } = (value ?? {}) as Partial<Record<keyof BaselineEntry, unknown>>;
  return [rule, object, path].every((field) => typeof field === 'string') && Number.isInteger(count);
}

function entryOf(finding: Finding): BaselineEntry {
  return { rule: finding.rule, object: objectName(finding.object), path: formatPath(named(finding)) };
}

/** A container that is put before others moves them, which makes nothing new. */
function named({ path, container }: Finding): Path {
  const at = container === undefined ? -1 : path.findIndex((step, i) => typeof step === 'number' && CONTAINERS.has(path[i - 1]));
  return at < 0 ? path : [...path.slice(0, at), container!, ...path.slice(at + 1)];
}

const CONTAINERS: ReadonlySet<unknown> = new Set(['containers', 'initContainers', 'ephemeralContainers']);

function countOf({ count = 1 }: BaselineEntry): number {
  return count;
}

function keyOf({ rule, object, path }: BaselineEntry): string {
  return JSON.stringify([object, rule, path]);
}
