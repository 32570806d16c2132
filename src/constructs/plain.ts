import { k8s, PercentOrAbsolute } from 'cdk8s-plus-28';

/** JSON data that may be changed. */
export type Json = Record<string, any>;

/** What cdk8s-plus holds before it is rendered, as plain data: quantities and ports become their values, what is not set is left out. */
export function plain(value: unknown): unknown {
  if (value instanceof k8s.Quantity || value instanceof k8s.IntOrString || value instanceof PercentOrAbsolute) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const result: Json = {};
  for (const [key, entry] of Object.entries(value)) {
    if (entry !== undefined) result[key] = plain(entry);
  }
  return result;
}

/** Takes out what is not set, so that nothing is written for it. */
export function compact<T extends object>(value: T): T {
  return plain(value) as T;
}
