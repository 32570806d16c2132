import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Committed } from './verdicts';

const FILE = join(__dirname, 'upstream.json');

/** Upstream's verdicts as they are committed; undefined where there are none yet. */
export function readCommitted(): Committed | undefined {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Committed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes them. */
export function writeCommitted(committed: Committed): void {
  writeFileSync(FILE, `${JSON.stringify(committed, null, 2)}\n`);
}

/** What tells whether two lists of pods are the same. */
export function digest(pods: readonly string[]): string {
  const hash = createHash('sha256');
  for (const pod of pods) hash.update(`${pod}\n`);
  return hash.digest('hex');
}
