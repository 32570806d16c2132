import type * as CelJs from './cel-js';
import { Cel } from '../manifest/cel/evaluator';

/**
 * What evaluates the rules in CEL of custom resources, loaded where it is asked for: to load it takes longer than to judge a file, and few files need
 * it. Undefined where it is not installed.
 */
export function celOfDefinitions(): Cel | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require('./cel-js') as typeof CelJs).celIfInstalled();
}
