import { Json } from '../../../src/manifest/model';
import { formatPath, Path } from '../../../src/manifest/path';
import { Random } from '../../conformance/random';

/** An object with one field made wrong, perhaps. */
export interface Mutant {
  /** What was done, and where. */
  readonly about: string;
  readonly object: Json;
}

/** An object with one thing changed at a random place; undefined where the place does not lend itself to it. */
export function mutant(original: Json, random: Random): Mutant | undefined {
  const object = structuredClone(original) as Record<string, unknown>;
  const places = [...fields(object, [])];
  const { path, parent, key } = random.pick(places);
  const value = parent[key];
  const [what, change] = random.pick(CHANGES);
  return change(parent, key, value, random) ? { about: `${what} ${formatPath(path)}`, object } : undefined;
}

interface Place {
  readonly path: Path;
  readonly parent: Record<string | number, unknown>;
  readonly key: string | number;
}

/** Every field, but those by which the API server finds the place of the object. */
function* fields(value: unknown, path: Path): Iterable<Place> {
  if (typeof value !== 'object' || value === null) return;
  const parent = value as Record<string | number, unknown>;
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    const at = [...path, key];
    if (!FIXED.has(formatPath(at))) yield { path: at, parent, key };
    yield* fields(parent[key], at);
  }
}

const FIXED: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'metadata.name', 'metadata.namespace']);

type Change = (parent: Record<string | number, unknown>, key: string | number, value: unknown, random: Random) => boolean;

const rename = (name: (key: string) => string): Change => (parent, key, value) => {
  if (typeof key !== 'string' || name(key) === key) return false;
  delete parent[key];
  parent[name(key)] = value;
  return true;
};

const CHANGES: readonly (readonly [string, Change])[] = [
  ['misspelt', rename((key) => `${key}s`)],
  ['in another case', rename((key) => key[0].toUpperCase() + key.slice(1))],
  ['without', (parent, key) => {
    if (typeof key === 'number') (parent as unknown as unknown[]).splice(key, 1);
    else delete parent[key];
    return true;
  }],
  ['null at', (parent, key) => {
    parent[key] = null;
    return true;
  }],
  ['of another type at', (parent, key, value, random) => {
    const others = ['text', 7, 1.5, true, {}, [], [{}], { a: 'b' }].filter((other) => kindOf(other) !== kindOf(value));
    parent[key] = random.pick(others);
    return true;
  }],
  ['another text at', (parent, key, value, random) => {
    if (typeof value !== 'string') return false;
    parent[key] = random.pick(['', 'Other', value.toLowerCase(), value.toUpperCase(), `${value}x`, '1x', '-1', '0x10']);
    return true;
  }],
  ['another number at', (parent, key, value, random) => {
    if (typeof value !== 'number') return false;
    parent[key] = random.pick([-1, 0, 1.5, 70000, 3_000_000_000, 1e30]);
    return true;
  }],
  ['a stranger in', (_, __, value) => {
    if (kindOf(value) !== 'object') return false;
    (value as Record<string, unknown>).stranger = 'x';
    return true;
  }],
];

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;
}
