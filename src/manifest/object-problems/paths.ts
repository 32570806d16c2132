import { hasPlaceholder } from '../placeholder';
import { quote } from '../quote';

/**
 * What was found of a path that has to stay below the place it begins at; undefined where nothing.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L1421
 */
export function pathProblem(path: unknown): string | undefined {
  // Whatever is filled in behind it, it is absolute.
  if (typeof path === 'string' && path.startsWith('/')) return `is ${quote(path)}, which is absolute`;
  return backstepProblem(path);
}

/**
 * What was found of a path of a file that the kubelet writes, beside which it keeps files of its own such as `..data`.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L1510
 */
export function filePathProblem(path: unknown): string | undefined {
  const problem = pathProblem(path);
  if (problem !== undefined || typeof path !== 'string' || !path.startsWith('..') || hasPlaceholder(path)) return problem;
  return `is ${quote(path)}, which begins with '..'`;
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L1436 */
export function backstepProblem(path: unknown): string | undefined {
  if (typeof path !== 'string' || !path.includes('..') || !BACKSTEP.test(path) || hasPlaceholder(path)) return undefined;
  return `is ${quote(path)}, which goes up by '..'`;
}

const BACKSTEP = /(?:^|\/)\.\.(?:\/|$)/;
