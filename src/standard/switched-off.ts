/**
 * The annotation of a workload that lists the conveniences which its author switched off: what no rule can tell from the manifest itself, since a
 * manifest of anybody else is none the worse for being without them.
 */
export const SWITCHED_OFF_ANNOTATION = 'cdk8s-hardened/switched-off';

/** Writes the annotation's value. */
export function formatSwitchedOff(names: readonly string[]): string {
  return names.join(', ');
}

/** Reads the annotation's value. */
export function switchedOff(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim()).filter((name) => name !== '');
}
