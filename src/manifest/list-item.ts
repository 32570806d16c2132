/** The entry of a list as kubectl reads it: one of a PodList that names neither apiVersion nor kind is a Pod of the same version. */
export function itemOf({ apiVersion, kind }: Fields, item: unknown): unknown {
  if (kind === 'List' || typeof kind !== 'string' || typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  const entry = item as Fields;
  if (entry.kind || entry.apiVersion || typeof entry.metadata !== 'object') return item;
  return { apiVersion, kind: kind.slice(0, -'List'.length), ...entry };
}

type Fields = Readonly<Record<string, unknown>>;
