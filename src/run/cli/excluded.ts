import * as path from 'path';
import { meansRule } from '../../validation/rule-pattern';

/** Whether a file or folder, by its absolute path, is left out. */
export type Excluded = (file: string) => boolean;

/** Patterns, and the folder that they start from. */
export interface Exclusions {
  readonly folder: string;
  readonly patterns: readonly string[];
}

/** What is left out, and by which patterns, as they were given: those that left out something of what was asked. */
export interface Exclusion {
  readonly isExcluded: Excluded;
  readonly used: ReadonlySet<string>;
}

/** Leaves out what a pattern means, and all below it: `charts`, `*-chart`, `*.gen.yaml`. A `*` stands for anything, folders too. */
export function excluded(...all: readonly Exclusions[]): Exclusion {
  const read = all.flatMap(({ folder, patterns }) => patterns.map((given) => ({ given, folder, pattern: fromFolder(folder, given) })));
  const used = new Set<string>();
  const isExcluded: Excluded = (file) => {
    const hits = read.filter(({ folder, pattern }) => withParents(path.relative(folder, file)).some((name) => meansRule(pattern, name)));
    for (const { given } of hits) used.add(given);
    return hits.length > 0;
  };
  return { isExcluded, used };
}

/** A pattern as a file is held against it: from the folder on, and without `./` and the last `/`. */
function fromFolder(folder: string, given: string): string {
  const pattern = path.isAbsolute(given) ? path.relative(folder, given).split(path.sep).join('/') : given;
  return path.posix.join(pattern, '.').replace(/\/$/, '');
}

/** `a/b/c`, `a/b` and `a`. */
function withParents(file: string): readonly string[] {
  const steps = file.split(path.sep);
  return steps.map((_, i) => steps.slice(0, steps.length - i).join('/'));
}
