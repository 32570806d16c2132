/**
 * All editions of the rules and of the defaults that constructs render, oldest first. A rule names the edition it comes with, and reports infos to
 * those who pinned an older one, so that an upgrade of this library never stops a synth that passed before.
 */
export const EDITIONS: readonly string[] = ['2026.11'];

/** The newest edition: what is judged and rendered with where nobody pins one. */
export const NEWEST_EDITION = EDITIONS[EDITIONS.length - 1];

/** What is wrong with an edition, or undefined. */
export function editionProblem(text: string): string | undefined {
  return /^\d{4}\.\d{2}$/.test(text) && text >= EDITIONS[0] && text <= NEWEST_EDITION ? undefined : `'${text}' is not an edition; use one of ${EDITIONS.join(', ')}`;
}
