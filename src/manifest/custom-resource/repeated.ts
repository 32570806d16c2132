import { SchemaNode } from './schema-node';
import { asObject } from '../model';

/**
 * The places of entries that a set or a map list has already.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
export function repeatedEntries(list: readonly unknown[], { listType, mapKeys }: SchemaNode): readonly number[] {
  if (listType === undefined) return [];
  const seen = new Set<string>();
  const repeated: number[] = [];
  list.forEach((entry, i) => {
    const keys = listType === 'set' ? [entry] : mapKeys.map((name) => asObject(entry)[name]);
    // A field that is missing is told elsewhere, and an entry that is none too.
    if (keys.length === 0 || keys.some((key) => key === undefined || key === null)) return;
    const key = JSON.stringify(keys);
    if (seen.has(key)) repeated.push(i);
    seen.add(key);
  });
  return repeated;
}
