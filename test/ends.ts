import { runInNewContext } from 'vm';

/** Far above what any run takes on a busy machine, and far below what one takes whose time grows with the square of its input. */
const MILLISECONDS = 30_000;

/**
 * What it gives; throws where it has not ended in half a minute. The input is to be so large that a time in proportion to it is milliseconds,
 * and one in proportion to its square is minutes: so a busy machine fails no test, and no clock is compared.
 */
export function ends<T>(run: () => T): T {
  return runInNewContext('run()', { run }, { timeout: MILLISECONDS }) as T;
}
