import { literal, literals, shownList, TextPart } from './cel-text';
import { Allow } from '../standard/control';

/** What a row allows, for one policy minor: `since` is decided. */
interface Allowed {
  /** Whether the field may be left out. */
  readonly unset: boolean;
  readonly values: readonly (string | number | boolean)[];
  readonly prefixes: readonly string[];
}

/** CEL that is true where an optional value is not what a row allows at policy minor 1.N. */
export function breaks(allow: Allow, value: string, minor: number): string {
  switch (allow.kind) {
    case 'anyOf': {
      const allowed = allowedAt(allow, minor);
      if (allowed.values.length + allowed.prefixes.length === 0) return `${value}.hasValue()`;
      const given = `${value}.orValue(${literal(allowed.unset ? allowed.values[0] : outside(allowed.values))})`;
      const tests = [...isOneOf(given, allowed.values), ...allowed.prefixes.map((prefix) => `${given}.startsWith(${literal(prefix)})`)];
      return tests.length > 1 ? `!(${tests.join(' || ')})` : negated(given, allowed.values);
    }
    case 'noneOf': {
      const values = allow.values.filter((candidate) => candidate !== undefined);
      if (values.length === 0) return `!${value}.hasValue()`;
      const isNot = `${value}.orValue(${literal(outside(values))}) in ${literals(values)}`;
      return allow.values.includes(undefined) ? `!${value}.hasValue() || ${isNot}` : isNot;
    }
    case 'subsetOf':
      return `${value}.orValue([]).exists(x, !(x in ${literals(allow.values)}))`;
    case 'contains':
      return `!(${literal(allow.value)} in ${value}.orValue([]))`;
    case 'keysOf':
      throw new Error('keysOf asks for keys of an entry, not for a value');
  }
}

/** Whether a row is content with a field that is not set. */
export function allowsUnset(allow: Allow): boolean {
  if (allow.kind === 'anyOf') return allow.values.includes(undefined);
  return allow.kind === 'noneOf' ? !allow.values.includes(undefined) : allow.kind === 'subsetOf';
}

/** CEL that is true where an entry has none of the keys. */
export function hasNone(keys: readonly string[], entry: string): string {
  return `!(${keys.map((key) => `has(${entry}.${key})`).join(' || ')})`;
}

/** What stands there, where it breaks the row: `is true`, `is not set`. */
export function found(allow: Allow, value: string): TextPart[] {
  if (allow.kind === 'keysOf') return ['is of another kind'];
  if (allow.kind === 'subsetOf') return ['is ', ...shownList(`${value}.orValue([])`)];
  const unset = !allowsUnset(allow);
  if (allow.kind === 'contains') return [either(value, ['is ', ...shownList(`${value}.orValue([])`)])];
  const [sample] = allow.values.filter((candidate) => candidate !== undefined).map((candidate) => (typeof candidate === 'object' ? '' : candidate));
  if (sample === undefined) return [unset ? 'is not set' : 'is set'];
  const set: TextPart[] = typeof sample === 'string'
    ? ['is "', { cel: `${value}.orValue('')` }, '"']
    : ['is ', typeof sample === 'boolean' ? String(!sample) : { cel: `string(${value}.orValue(0))` }];
  return unset ? [either(value, set)] : set;
}

/** One shown value of many, for places that are told together. */
export function foundEntry(allow: Allow, value: string): string {
  const sample = allow.kind === 'anyOf' ? allow.values.find((candidate) => candidate !== undefined) : undefined;
  return typeof sample === 'number' ? `string(${value}.orValue(0))` : `${value}.orValue('')`;
}

function either(value: string, set: readonly TextPart[]): TextPart {
  const cel = set.map((part) => (typeof part === 'string' ? literal(part) : part.cel)).join(' + ');
  return { cel: `(${value}.hasValue() ? ${cel} : 'is not set')` };
}

function allowedAt({ values }: Extract<Allow, { kind: 'anyOf' }>, minor: number): Allowed {
  const plain: (string | number | boolean)[] = [];
  const prefixes: string[] = [];
  for (const candidate of values) {
    if (candidate === undefined) continue;
    if (typeof candidate !== 'object') plain.push(candidate);
    else if ('prefix' in candidate) prefixes.push(candidate.prefix);
    else if (candidate.since <= minor && candidate.value !== undefined) plain.push(candidate.value);
  }
  return { unset: values.includes(undefined), values: plain, prefixes };
}

/** A value of the same type that is none of these. */
function outside(values: readonly (string | number | boolean)[]): string | number | boolean {
  const [first] = values;
  if (typeof first === 'boolean') return !first;
  if (typeof first === 'number') return Math.max(...values as readonly number[]) + 1;
  return values.includes('') ? 'none' : '';
}

function isOneOf(given: string, values: readonly (string | number | boolean)[]): string[] {
  if (values.length === 0) return [];
  return [values.length === 1 ? `${given} == ${literal(values[0])}` : `${given} in ${literals(values)}`];
}

function negated(given: string, values: readonly (string | number | boolean)[]): string {
  if (values.length > 1) return `!(${given} in ${literals(values)})`;
  if (values[0] === true) return `!${given}`;
  return values[0] === false ? given : `${given} != ${literal(values[0])}`;
}
