import { nearest } from './nearest';
import { quote } from './quote';
import { homeBelow } from './schema-home';
import { oneOf, nameOf, SchemaWalk } from './schema-problem';
import { isBase64, isInt32, isInt64, isMicroTime, isQuantityValue, isTime, quantityRemedy } from './schema-scalars';
import { SchemaType, Shape } from './schema-types';
import { formatMinor } from '../standard/releases';

type Fields = Readonly<Record<string, unknown>>;

/** Holds an object and all that is in it against a type of a minor. A status is held against its types only: what clients write there is dropped. */
export class SchemaCheck {
  /** The types of the objects around the current one, outermost first, and the length of their paths. */
  private readonly around: SchemaType[] = [];
  private readonly depths: number[] = [];
  private isInStatus = false;
  private readonly guesses = new Map<string, Guess>();

  /** The target is what messages call the minor; it is another where the table does not reach it. */
  constructor(private readonly walk: SchemaWalk, private readonly minor: number, private readonly target: number) {}

  /** Checks the fields of an object. Null is the same as nothing. */
  fields(object: Fields, type: SchemaType): void {
    const { walk } = this;
    this.around.push(type);
    this.depths.push(walk.path.length);
    for (const name in object) {
      const shape = type.fields.get(name);
      if (!shape) {
        this.unknownField(name, type);
        if (walk.isOver) break;
        continue;
      }
      const value = object[name];
      if (value === null || value === undefined || isPlain(value, shape)) continue;
      walk.path.push(name);
      if (name === 'status' && shape.kind === 'object' && !this.isInStatus) {
        this.isInStatus = true;
        this.value(value, shape);
        this.isInStatus = false;
      } else {
        this.value(value, shape);
      }
      walk.path.pop();
    }
    if (!this.isInStatus) this.required(object, type);
    this.around.pop();
    this.depths.pop();
  }

  private required(object: Fields, type: SchemaType): void {
    for (const name of type.required) {
      const value = object[name];
      if (value === undefined || value === null) {
        this.walk.report('missing-required', 'is not set', `set ${name}; every ${type.name} needs it`, name);
      } else if (value === '') {
        const shape = type.fields.get(name)!;
        if (shape.kind === 'enum') this.walk.report('bad-enum', 'is empty', `write ${oneOf(this.valuesOf(shape.values))}`, name);
      }
    }
  }

  private value(value: unknown, shape: Shape): void {
    const { walk } = this;
    switch (shape.kind) {
      case 'object': return this.object(value, shape.type());
      case 'list': return this.list(value, shape.of);
      case 'map': return this.map(value, shape.of);
      case 'enum': return this.enum(value, shape.values);
      case 'string':
        if (typeof value !== 'string') walk.wrongType(value, 'a string', typeof value === 'object' ? 'write a string' : 'put the value in quotes');
        return;
      case 'boolean':
        if (typeof value !== 'boolean') walk.wrongType(value, 'a boolean', booleanRemedy(value));
        return;
      case 'int32':
      case 'int64': return this.integer(value, shape.kind);
      case 'number':
        if (typeof value !== 'number') walk.wrongType(value, 'a number', 'write a number');
        return;
      case 'int-or-string':
        if (typeof value !== 'string' && !isInt32(value)) walk.wrongType(value, 'an integer or a string', 'write an integer or a string');
        return;
      case 'quantity': return this.quantity(value);
      case 'time':
        if (!isTime(value)) walk.wrongType(value, 'a time', 'write a time such as "2026-01-31T12:00:00Z"');
        return;
      case 'micro-time':
        if (!isMicroTime(value)) walk.wrongType(value, 'a time with microseconds', 'write a time such as "2026-01-31T12:00:00.000000Z"');
        return;
      case 'base64': return this.base64(value);
      case 'any':
    }
  }

  private object(value: unknown, type: SchemaType): void {
    if (typeof value !== 'object' || Array.isArray(value)) this.walk.wrongType(value, 'an object', `write the fields of a ${type.name}`);
    else if (!this.walk.isOver) this.fields((value ?? {}) as Fields, type);
  }

  private list(value: unknown, of: Shape): void {
    const { walk } = this;
    if (!Array.isArray(value)) {
      walk.wrongType(value, 'a list', 'write a list, with a dash before each entry');
      return;
    }
    for (let i = 0; i < value.length && !walk.isOver; i++) {
      const entry: unknown = value[i];
      // The API server reads a null in a list of objects as an object without fields.
      if ((entry === null || entry === undefined) && of.kind !== 'object') continue;
      if (isPlain(entry, of)) continue;
      walk.path.push(i);
      this.value(entry ?? {}, of);
      walk.path.pop();
    }
  }

  private map(value: unknown, of: Shape): void {
    const { walk } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      walk.wrongType(value, 'a map', 'write keys and values');
      return;
    }
    for (const key in value) {
      const entry = (value as Fields)[key];
      if (entry === null || entry === undefined || isPlain(entry, of)) continue;
      if (walk.isOver) return;
      walk.path.push(key);
      this.value(entry, of);
      walk.path.pop();
    }
  }

  private enum(value: unknown, values: ReadonlyMap<string, { readonly since: number; readonly until: number }>): void {
    const { walk } = this;
    if (typeof value !== 'string') {
      walk.wrongType(value, 'a string', `write ${oneOf(this.valuesOf(values))}`);
      return;
    }
    // Nothing is the default, also where it is written as an empty string.
    if (value === '' || this.isInStatus) return;
    const range = values.get(value);
    if (range && range.since <= this.minor && this.minor <= range.until) return;
    const allowed = this.valuesOf(values);
    const meant = nearest(value, allowed);
    const remedy = meant === undefined ? `write ${oneOf(allowed)}` : `write ${meant}`;
    if (range) walk.report('bad-enum', `is ${quote(value)}, which ${this.availability(range)}`, `write ${oneOf(allowed)}`);
    else walk.report('bad-enum', `is ${quote(value)}, not ${oneOf(allowed)}`, remedy);
  }

  private valuesOf(values: ReadonlyMap<string, { readonly since: number; readonly until: number }>): string[] {
    return [...values].filter(([value, { since, until }]) => value !== '' && since <= this.minor && this.minor <= until).map(([value]) => value);
  }

  private integer(value: unknown, kind: 'int32' | 'int64'): void {
    if (kind === 'int32' ? isInt32(value) : isInt64(value)) return;
    if (Number.isInteger(value)) {
      this.walk.wrongType(value, `a ${kind === 'int32' ? 32 : 64} bit integer`, 'write a smaller number');
      return;
    }
    const isQuoted = typeof value === 'string' && /^-?[0-9]{1,19}$/.test(value);
    this.walk.wrongType(value, 'an integer', isQuoted ? `write ${value} without quotes` : 'write an integer');
  }

  private quantity(value: unknown): void {
    if (typeof value !== 'string' && typeof value !== 'number') this.walk.wrongType(value, 'a quantity', quantityRemedy(''));
    else if (!isQuantityValue(value)) this.walk.report('bad-quantity', `is ${quote(String(value))}, not a quantity`, quantityRemedy(String(value)));
  }

  private base64(value: unknown): void {
    const isData = this.walk.path[0] === 'data';
    if (typeof value !== 'string') this.walk.wrongType(value, 'a string', isData ? 'write it under stringData, in quotes' : 'write it in base64');
    else if (!isBase64(value)) this.walk.report('wrong-type', 'is not base64', isData ? 'encode it, or write it under stringData' : 'encode it');
  }

  private unknownField(name: string, type: SchemaType): void {
    const range = type.elsewhere.get(name);
    if (range) {
      const isNew = this.minor < range.since;
      const remedy = isNew ? `remove ${name}, or raise the target` : `remove ${name}`;
      this.walk.report(isNew ? 'unavailable-field' : 'removed-field', this.availability(range), remedy, name);
      return;
    }
    this.walk.report('unknown-field', `is not a field of ${type.name}`, this.unknownRemedy(name, type), name);
  }

  private availability({ since, until }: { readonly since: number; readonly until: number }): string {
    const target = `the target is ${formatMinor(this.target)}`;
    return this.minor < since ? `needs Kubernetes ${formatMinor(since)}, ${target}` : `was removed in Kubernetes ${formatMinor(until + 1)}, ${target}`;
  }

  private unknownRemedy(name: string, type: SchemaType): string {
    const renamed = RENAMED.get(`${type.id} ${name}`);
    if (renamed !== undefined) return `write ${renamed}`;
    const { meant, below } = this.guess(name, type);
    if (meant !== undefined && meant.toLowerCase() === name.toLowerCase()) return `write ${meant}`;
    const home = below ?? this.above(name);
    if (home !== undefined) return `move it to ${home}`;
    return meant === undefined ? 'remove it' : `write ${meant}`;
  }

  /** What somebody made wrong once is wrong in many objects, and to guess what was meant takes a hundred times as long as to check an object. */
  private guess(name: string, type: SchemaType): Guess {
    const key = `${type.id} ${name}`;
    let guess = this.guesses.get(key);
    if (guess === undefined) this.guesses.set(key, guess = { meant: nearest(name, type.fields.keys()), below: homeBelow(name, type) });
    return guess;
  }

  /** The place of a field that belongs to an object around this one. */
  private above(name: string): string | undefined {
    for (let i = this.around.length - 2; i >= 0; i--) {
      if (this.around[i].fields.has(name)) return nameOf([...this.walk.path.slice(0, this.depths[i]), name]);
    }
    return undefined;
  }
}

/**
 * What fields of versions that are gone are called now, by their type and name, where a guess would miss it.
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['networking.v1.IngressSpec backend', 'defaultBackend'],
  ['networking.v1.IngressBackend serviceName', 'service.name'],
  ['networking.v1.IngressBackend servicePort', 'service.port.number, or service.port.name for the name of a port'],
  ['autoscaling.v2.ResourceMetricSource targetAverageUtilization', 'target.averageUtilization, and Utilization for target.type'],
]);

/** What a field may be that its object does not have: one that is nearly called that, or one that a part of the object has. */
interface Guess {
  readonly meant: string | undefined;
  readonly below: string | undefined;
}

/** Whether a text stands where a text belongs, a boolean where a boolean does: most fields are no more than that. */
function isPlain(value: unknown, { kind }: Shape): boolean {
  return typeof value === kind && kind !== 'object';
}

function booleanRemedy(value: unknown): string {
  return value === 'true' || value === 'false' ? `write ${value} without quotes` : 'write true or false';
}
