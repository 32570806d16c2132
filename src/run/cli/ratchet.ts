import * as fs from 'fs';
import { CallError } from './call-error';
import { Finding } from '../../validation/finding';
import { baselineOf, BaselineEntry, compareWithBaseline, Comparison, readBaseline, writeBaseline } from '../baseline';

/** What is asked of a baseline. */
export interface RatchetOptions {
  readonly file?: string;
  readonly update?: boolean;
  /** Whether a rule ran. What a baseline says of others stays as it is. */
  readonly ran: (rule: string) => boolean;
  /** Whether all of the input was judged: what was not may hold what the baseline knows. */
  readonly complete: boolean;
}

/** Tells old findings from new ones, and writes the baseline anew where that is asked. */
export function ratchet(findings: readonly Finding[], { file, update = false, ran, complete }: RatchetOptions): Comparison {
  if (file === undefined) {
    if (update) throw new CallError('--update-baseline has no file to write; add --baseline FILE');
    return { fresh: findings, known: [], stale: [] };
  }
  if (!update) return own(compareWithBaseline(findings, read(file)), ran);
  if (!complete) throw new CallError(`--update-baseline: ${file} is left as it is, since not all of the input could be read`);
  const others = fs.existsSync(file) ? read(file).findings.filter(({ rule }) => !ran(rule)) : [];
  const baseline = baselineOf(findings);
  try {
    writeBaseline(file, { ...baseline, findings: [...baseline.findings, ...others].sort(byEntry) });
  } catch (error) {
    throw new CallError(`--baseline ${file} cannot be written: ${(error as Error).message}`, { cause: error });
  }
  return { fresh: [], known: findings, stale: [] };
}

function read(file: string): ReturnType<typeof readBaseline> {
  try {
    return readBaseline(file, '--update-baseline');
  } catch (error) {
    throw new CallError((error as Error).message, { cause: error });
  }
}

function own(comparison: Comparison, ran: (rule: string) => boolean): Comparison {
  return { ...comparison, stale: comparison.stale.filter(({ rule }) => ran(rule)) };
}

function byEntry(a: BaselineEntry, b: BaselineEntry): number {
  const [one, other] = [a, b].map(({ object, rule, path }) => JSON.stringify([object, rule, path]));
  return one < other ? -1 : 1;
}
