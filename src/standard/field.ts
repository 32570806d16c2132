/** One step of a field of a row: a key, the three lists of containers, the entries of a list, or the keys of a map with a beginning. */
export type Step =
  | { readonly kind: 'key'; readonly key: string; /** `key!`: judged only where it is present. */ readonly guard: boolean }
  | { readonly kind: 'containers' }
  | { readonly kind: 'entries' }
  | { readonly kind: 'keys'; readonly prefix: string };

/** The lists that `containers[*]` means. */
export const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** The steps of a field as a row writes it: `spec.containers[*].securityContext.seccompProfile!.type`. */
export function fieldSteps(field: string): readonly Step[] {
  let steps = parsed.get(field);
  if (steps === undefined) parsed.set(field, steps = parse(field));
  return steps;
}

const parsed = new Map<string, readonly Step[]>();

function parse(field: string): Step[] {
  const steps: Step[] = [];
  for (const [, key, list] of field.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (key === 'containers') steps.push({ kind: 'containers' });
    else if (key !== undefined) steps.push({ kind: 'key', key: key.replace('!', ''), guard: key.endsWith('!') });
    else if (list !== '*') steps.push({ kind: 'keys', prefix: list.slice(0, -1) });
    else if (steps.at(-1)?.kind !== 'containers') steps.push({ kind: 'entries' });
  }
  return steps;
}
