import { Allow, Since } from './control';

/** Whether a row allows a value at policy minor 1.N, made once for each row. */
export type Allows = (value: unknown, minor: number) => boolean;

/** What a row allows, as a function. */
export function allowing(allow: Allow): Allows {
  switch (allow.kind) {
    case 'anyOf': {
      const plain = new Set<unknown>();
      const later: Since[] = [];
      const prefixes: string[] = [];
      for (const candidate of allow.values) {
        if (typeof candidate !== 'object') plain.add(candidate);
        else if ('prefix' in candidate) prefixes.push(candidate.prefix);
        else later.push(candidate);
      }
      return (value, minor) => plain.has(value ?? undefined)
        || later.some((candidate) => candidate.value === value && candidate.since <= minor)
        || (typeof value === 'string' && prefixes.some((beginning) => value.startsWith(beginning)));
    }
    case 'noneOf': {
      const values = new Set<unknown>(allow.values);
      return (value) => !values.has(value ?? undefined);
    }
    case 'subsetOf': {
      const values = new Set<unknown>(allow.values);
      return (value) => (value ?? undefined) === undefined || (isArray(value) && value.every((entry) => values.has(entry)));
    }
    case 'contains':
      return (value) => isArray(value) && value.includes(allow.value);
    case 'keysOf':
      return (value) => {
        if (typeof value !== 'object' || value === null || isArray(value)) return false;
        const map = value as Readonly<Record<string, unknown>>;
        return allow.keys.some((key) => map[key] !== undefined && map[key] !== null);
      };
  }
}

// Looking up a global is slow inside jest, and this is the innermost loop.
const { isArray } = Array;
