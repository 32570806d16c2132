import { ObjectProblems } from './problems';
import { Json } from '../model';
import { Path } from '../path';
import { hasPlaceholder } from '../placeholder';
import { quote } from '../quote';

/** Reports which of these fields are below zero. */
export function checkNotNegative(fields: readonly string[], object: Json, path: Path, problems: ObjectProblems): void {
  for (let i = 0; i < fields.length; i++) {
    const value = object[fields[i]];
    if (typeof value === 'number' && value < 0) problems.add([...path, fields[i]], `is ${value}`, 'use 0 or more');
  }
}

/**
 * Reads a number of pods, or a share of them such as `25%`, and reports what is neither, or more than all. Undefined where nothing can be said of it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/apps/validation/validation.go#L540
 */
export function checkShare(value: unknown, path: Path, problems: ObjectProblems, most = 100): number | undefined {
  if (typeof value === 'number') {
    if (value >= 0) return value;
    problems.add(path, `is ${value}`, 'use 0 or more');
  } else if (typeof value === 'string' && !hasPlaceholder(value)) {
    if (!/^[0-9]+%$/.test(value)) {
      problems.add(path, `is ${quote(value)}, which is no percentage`, 'write a whole number, or one in quotes with % after it such as "25%"');
    } else if (Number(value.slice(0, -1)) > most) {
      problems.add(path, `is ${quote(value)}`, `use at most ${most}%`);
    } else {
      return Number(value.slice(0, -1));
    }
  }
  return undefined;
}
