import { isBase64, isInt32, isInt64, isQuantityValue, isTime } from './schema-scalars';
import { SchemaType, Shape } from './schema-types';

/**
 * Whether an object shows at a glance that it is all that its type asks for. Nearly all are, and to see that takes no path and no message. False says
 * nothing: `SchemaCheck` looks again, and finds what is wrong where something is.
 */
export function isSoundAtAGlance(object: object, type: SchemaType, minor: number): boolean {
  return hasSoundFields(object as Fields, type, minor, MAX_DEPTH);
}

type Fields = Readonly<Record<string, unknown>>;

function hasSoundFields(object: Fields, { fields, required }: SchemaType, minor: number, depth: number): boolean {
  if (depth === 0) return false;
  for (const name in object) {
    const shape = fields.get(name);
    if (shape === undefined) return false;
    const value = object[name];
    if (value === null || value === undefined) continue;
    // Most fields are a text where a text belongs, which takes no other call to see.
    if (typeof value === 'string' && shape.kind === 'string') continue;
    if (!isSound(value, shape, minor, depth)) return false;
  }
  for (let i = 0; i < required.length; i++) {
    const value = object[required[i]];
    if (value === undefined || value === null || value === '') return false;
  }
  return true;
}

function isSound(value: NonNullable<unknown>, shape: Shape, minor: number, depth: number): boolean {
  switch (shape.kind) {
    case 'object': return typeof value === 'object' && !isArray(value) && hasSoundFields(value as Fields, shape.type(), minor, depth - 1);
    case 'list': return isArray(value) && isSoundList(value, shape.of, minor, depth);
    case 'map': return typeof value === 'object' && !isArray(value) && isSoundMap(value as Fields, shape.of, minor, depth);
    case 'int32': return isInt32(value);
    case 'int64': return isInt64(value);
    case 'enum': return isServed(shape.values.get(value as string), minor);
    case 'quantity': return (typeof value === 'string' || typeof value === 'number') && isQuantityValue(value);
    case 'int-or-string': return typeof value === 'string' || isInt32(value);
    case 'time': return isTime(value);
    case 'base64': return typeof value === 'string' && isBase64(value);
    case 'string': return typeof value === 'string';
    case 'boolean': return typeof value === 'boolean';
    case 'number': return typeof value === 'number';
    case 'any': return true;
    default: return false;
  }
}

function isSoundList(list: readonly unknown[], of: Shape, minor: number, depth: number): boolean {
  for (let i = 0; i < list.length; i++) {
    const entry = list[i];
    if (entry === null || entry === undefined || !isSound(entry, of, minor, depth)) return false;
  }
  return true;
}

function isSoundMap(map: Fields, of: Shape, minor: number, depth: number): boolean {
  for (const key in map) {
    const entry = map[key];
    if (typeof entry === 'string' && of.kind === 'string') continue;
    if (entry !== null && entry !== undefined && !isSound(entry, of, minor, depth)) return false;
  }
  return true;
}

function isServed(range: { readonly since: number; readonly until: number } | undefined, minor: number): boolean {
  return range !== undefined && range.since <= minor && minor <= range.until;
}

/** Deeper than any type of Kubernetes but those that nest in themselves. */
const MAX_DEPTH = 30;

// Looking up a global is slow inside jest.
const { isArray } = Array;
