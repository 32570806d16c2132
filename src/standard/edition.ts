/**
 * The edition of the rules and of the defaults that constructs render. A rule that comes later names its own edition, and reports infos to those who
 * pinned an older one, so that an upgrade of this library never stops a synth that passed before.
 */
export const EDITION = '2026.11';

/** What is wrong with an edition, or undefined. */
export function editionProblem(text: string): string | undefined {
  return /^\d{4}\.\d{2}$/.test(text) && text >= EDITIONS[0] && text <= EDITION ? undefined : `'${text}' is not an edition; use one of ${EDITIONS.join(', ')}`;
}

/** All editions, oldest first. */
export const EDITIONS: readonly string[] = ['2026.11'];
