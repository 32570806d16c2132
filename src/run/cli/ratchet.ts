import * as fs from 'fs';
import { CallError } from './call-error';
import { objectName } from '../../report/text';
import { Finding, ObjectId } from '../../validation/finding';
import { baselineOf, BaselineEntry, compareWithBaseline, Comparison, readBaseline, writeBaseline } from '../baseline';

/** What is asked of a baseline. */
export interface RatchetOptions {
  readonly file?: string;
  readonly update?: boolean;
  /** Whether a rule ran. What a baseline says of others stays as it is. */
  readonly ran: (rule: string) => boolean;
  /** Whether all of the input was judged: what was not may hold what the baseline knows. */
  readonly complete: boolean;
  /** The objects of the input. What the baseline holds of others is not mended: they may only not be looked at this time. */
  readonly resources: readonly ObjectId[];
}

/** What the baseline says, `stale` being about objects of the input. */
export interface Ratchet extends Comparison {
  /** How many entries are about other objects. */
  readonly elsewhere: number;
}

/** Tells old findings from new ones, and writes the baseline anew where that is asked. */
export function ratchet(findings: readonly Finding[], options: RatchetOptions): Ratchet {
  const { file, update = false, ran, complete } = options;
  if (file === undefined) {
    if (update) throw new CallError('--update-baseline has no file to write; add --baseline FILE');
    return { fresh: findings, known: [], stale: [], elsewhere: 0 };
  }
  if (!update) return toldApart(compareWithBaseline(findings, read(file)), options);
  if (!complete) throw new CallError(`--update-baseline: ${file} is left as it is, since not all of the input could be read`);
  const others = fs.existsSync(file) ? read(file).findings.filter(({ rule }) => !ran(rule)) : [];
  const baseline = baselineOf(findings);
  try {
    writeBaseline(file, { ...baseline, findings: [...baseline.findings, ...others].sort(byEntry) });
  } catch (error) {
    throw new CallError(`--baseline ${file} cannot be written: ${(error as Error).message}`, { cause: error });
  }
  return { fresh: [], known: findings, stale: [], elsewhere: 0 };
}

function read(file: string): ReturnType<typeof readBaseline> {
  try {
    return readBaseline(file, '--update-baseline');
  } catch (error) {
    throw new CallError((error as Error).message, { cause: error });
  }
}

function toldApart(comparison: Comparison, { ran, resources }: RatchetOptions): Ratchet {
  const unseen = comparison.stale.filter(({ rule }) => ran(rule));
  const names = new Set(unseen.length === 0 ? [] : resources.map(objectName));
  const stale = unseen.filter(({ object }) => names.has(object));
  return { ...comparison, stale, elsewhere: unseen.length - stale.length };
}

function byEntry(a: BaselineEntry, b: BaselineEntry): number {
  const [one, other] = [a, b].map(({ object, rule, path }) => JSON.stringify([object, rule, path]));
  return one < other ? -1 : 1;
}
