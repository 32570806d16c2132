/** A scalar of a manifest as text; empty for anything else. `String` would throw for a map that has a key `toString`. */
export function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
