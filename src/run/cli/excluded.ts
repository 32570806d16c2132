import * as path from 'path';
import { meansRule } from '../../validation/rule-pattern';

/** Whether a file or folder, by its absolute path, is left out. */
export type Excluded = (file: string) => boolean;

/** Patterns, and the folder that they start from. */
export interface Exclusions {
  readonly folder: string;
  readonly patterns: readonly string[];
}

/** Leaves out what a pattern means, and all below it: `charts`, `*-chart`, `*.gen.yaml`. A `*` stands for anything, folders too. */
export function excluded(...all: readonly Exclusions[]): Excluded {
  const given = all.flatMap(({ folder, patterns }) => patterns.map((pattern) => ({ folder, pattern: path.posix.join(pattern, '.').replace(/\/$/, '') })));
  if (given.length === 0) return () => false;
  return (file) => given.some(({ folder, pattern }) => withParents(path.relative(folder, file)).some((name) => meansRule(pattern, name)));
}

/** `a/b/c`, `a/b` and `a`. */
function withParents(file: string): readonly string[] {
  const steps = file.split(path.sep);
  return steps.map((_, i) => steps.slice(0, steps.length - i).join('/'));
}
