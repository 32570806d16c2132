import { formatVerdict } from './crd-format';
import { repeatedEntries } from './crd-lists';
import { SchemaNode } from './crd-schema';
import { Json } from './model';
import { nearest } from './nearest';
import { quote } from './quote';
import { SchemaCheck } from './schema-check';
import { oneOf, SchemaWalk } from './schema-problem';
import { isInt32, isInt64 } from './schema-scalars';
import { SCHEMA_MINORS, schemaType } from './schema-types';

/** Holds a custom resource against a structural schema. */
export class CustomCheck {
  /** What of the schema was not read. */
  readonly notes = new Set<string>();
  private work = 0;

  /** `isKeeping` is true where the definition as a whole keeps unknown fields. */
  constructor(private readonly walk: SchemaWalk, private readonly isKeeping: boolean) {}

  /** A whole object, with the fields that every object of Kubernetes has. */
  resource(object: Json, node: SchemaNode): void {
    this.leaveUnread(node);
    this.fields(object, node, RESOURCE_FIELDS);
    for (const name of ['apiVersion', 'kind']) {
      const value = object[name] ?? undefined;
      if (value === undefined) this.walk.report('missing-required', 'is not set', `set ${name}`, name);
      else if (typeof value !== 'string') this.at(name, () => this.walk.wrongType(value, 'a string', 'put the value in quotes'));
    }
    const metadata = object.metadata ?? undefined;
    if (metadata === undefined) return;
    this.at('metadata', () => {
      if (typeof metadata !== 'object' || Array.isArray(metadata)) this.walk.wrongType(metadata, 'an object', 'write the fields of an ObjectMeta');
      else new SchemaCheck(this.walk, SCHEMA_MINORS.until, SCHEMA_MINORS.until).fields(metadata as Json, schemaType('meta.v1.ObjectMeta', SCHEMA_MINORS.until));
    });
  }

  private value(value: unknown, node: SchemaNode, nesting = 0): void {
    if (this.walk.isOver) return;
    if (++this.work > MAX_WORK || nesting > MAX_NESTING) {
      this.notes.add('what a million steps did not reach');
      return;
    }
    this.leaveUnread(node);
    if (!this.isOfType(value, node)) return;
    if (node.enum) this.enum(value, node.enum);
    if (typeof value === 'string') this.string(value, node);
    else if (typeof value === 'number') this.number(value, node);
    else if (Array.isArray(value)) this.list(value, node);
    else if (typeof value === 'object') this.object(value as Json, node);
    // Parts of allOf say more about the value, never about which fields there are.
    for (const part of node.allOf) this.value(value, { ...part(), keepsUnknown: true }, nesting + 1);
  }

  private leaveUnread({ unread }: SchemaNode): void {
    for (const what of unread) this.notes.add(what);
  }

  private isOfType(value: unknown, node: SchemaNode): boolean {
    const { walk } = this;
    if (node.isIntOrString) {
      if (typeof value === 'string' || Number.isInteger(value)) return true;
      walk.wrongType(value, 'an integer or a string', 'write an integer or a string');
      return false;
    }
    switch (node.type) {
      case 'string':
        if (typeof value === 'string') return true;
        walk.wrongType(value, 'a string', typeof value === 'object' ? 'write a string' : 'put the value in quotes');
        return false;
      case 'boolean':
        if (typeof value === 'boolean') return true;
        walk.wrongType(value, 'a boolean', value === 'true' || value === 'false' ? `write ${value} without quotes` : 'write true or false');
        return false;
      case 'integer':
        if (node.format === 'int32' ? isInt32(value) : isInt64(value)) return true;
        walk.wrongType(value, node.format === 'int32' ? 'a 32 bit integer' : 'an integer', 'write an integer');
        return false;
      case 'number':
        if (typeof value === 'number') return true;
        walk.wrongType(value, 'a number', 'write a number');
        return false;
      case 'array':
        if (Array.isArray(value)) return true;
        walk.wrongType(value, 'a list', 'write a list, with a dash before each entry');
        return false;
      case 'object':
        if (typeof value === 'object' && !Array.isArray(value)) return true;
        walk.wrongType(value, 'an object', 'write its fields');
        return false;
      default: return true;
    }
  }

  private enum(value: unknown, allowed: readonly unknown[]): void {
    // Entries that are lists or objects are rare, and then compared as JSON.
    const text = JSON.stringify(value);
    if (allowed.some((entry) => entry === value || JSON.stringify(entry) === text)) return;
    const texts = allowed.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)));
    const meant = typeof value === 'string' ? nearest(value, texts) : undefined;
    this.walk.report('bad-enum', `is ${typeof value === 'string' ? quote(value) : this.walk.show(value)}, not ${oneOf(texts)}`, `write ${meant ?? oneOf(texts)}`);
  }

  private string(value: string, { pattern, format, limits }: SchemaNode): void {
    const { walk } = this;
    const verdict = format === undefined ? 'fits' : formatVerdict(value, format);
    if (verdict === 'unread') this.notes.add(`the format ${format}`);
    if (verdict === 'fits not') walk.report('bad-value', `is ${quote(value)}, which is no ${format}`, `write a ${format}`);
    // Kubernetes counts characters, JavaScript halves of some.
    if (exceeds(value.length, limits.maxLength) && exceeds([...value].length, limits.maxLength)) this.limit('character', `at most ${limits.maxLength}`, [...value].length);
    if (exceeds(limits.minLength, [...value.slice(0, 2 * (limits.minLength ?? 0))].length)) this.limit('character', `at least ${limits.minLength}`, [...value].length);
    if (!pattern) return;
    const found = pattern.regex?.test(value);
    if (found === undefined) this.notes.add(`the pattern ${quote(pattern.text)}`);
    else if (!found) walk.report('bad-value', `is ${quote(value)}, which does not match ${quote(pattern.text)}`, 'write a value that matches');
  }

  private limit(noun: string, allowed: string, found: number): void {
    this.walk.report('bad-value', `has ${found} ${found === 1 ? noun : noun.replace(/y$/, 'ie') + 's'}`, `write ${allowed}`);
  }

  private number(value: number, { limits, isMinimumExclusive, isMaximumExclusive }: SchemaNode): void {
    const { minimum, maximum, multipleOf } = limits;
    const report = (remedy: string): void => this.walk.report('bad-value', `is ${value}`, remedy);
    if (minimum !== undefined && (isMinimumExclusive ? value <= minimum : value < minimum)) {
      report(isMinimumExclusive ? `write more than ${minimum}` : `write ${minimum} or more`);
    }
    if (maximum !== undefined && (isMaximumExclusive ? value >= maximum : value > maximum)) {
      report(isMaximumExclusive ? `write less than ${maximum}` : `write ${maximum} or less`);
    }
    // 0.3 / 0.1 is not 3 for a computer.
    if (multipleOf !== undefined && multipleOf > 0 && Math.abs(value / multipleOf - Math.round(value / multipleOf)) > 1e-9) {
      report(`write a multiple of ${multipleOf}`);
    }
  }

  private list(value: readonly unknown[], schema: SchemaNode): void {
    const { items, limits } = schema;
    if (exceeds(value.length, limits.maxItems)) this.limit('entry', `at most ${limits.maxItems}`, value.length);
    if (exceeds(limits.minItems, value.length)) this.limit('entry', `at least ${limits.minItems}`, value.length);
    if (!items) return;
    const node = items();
    for (let i = 0; i < value.length && !this.walk.isOver; i++) {
      const entry = value[i];
      if (entry !== null && entry !== undefined) this.at(i, () => this.value(entry, node));
    }
    const named = schema.listType === 'map' ? ` of the same ${schema.mapKeys.join(' and ')}` : '';
    for (const i of repeatedEntries(value, schema, node)) {
      this.at(i, () => this.walk.report('bad-value', `repeats an entry${named}`, 'take one of them out'));
    }
  }

  private object(value: Json, node: SchemaNode): void {
    const { minProperties, maxProperties } = node.limits;
    if (minProperties !== undefined || maxProperties !== undefined) {
      const size = Object.keys(value).length;
      if (exceeds(size, maxProperties)) this.limit('field', `at most ${maxProperties}`, size);
      if (exceeds(minProperties, size)) this.limit('field', `at least ${minProperties}`, size);
    }
    if (node.isResource) this.resource(value, node);
    else this.fields(value, node, NO_FIELDS);
  }

  private fields(object: Json, node: SchemaNode, given: ReadonlySet<string>): void {
    const { walk } = this;
    for (const name in object) {
      if (walk.isOver) return;
      const value = object[name];
      const own = node.properties.get(name);
      if (given.has(name)) continue;
      if (!own && !node.additional) {
        if (!node.keepsUnknown && !this.isKeeping) this.unknownField(name, node);
        continue;
      }
      if (value === null || value === undefined || (!own && node.additional === true)) continue;
      const next = own ? own() : (node.additional as () => SchemaNode)();
      this.at(name, () => this.value(value, next));
    }
    for (const name of node.required) {
      // A null is dropped before the check where the field may not be null; a default is filled in.
      if ((object[name] ?? undefined) !== undefined || given.has(name)) continue;
      const own = node.properties.get(name)?.();
      if (own?.hasDefault || (own?.isNullable && Object.prototype.hasOwnProperty.call(object, name))) continue;
      walk.report('missing-required', 'is not set', `set ${name}`, name);
    }
  }

  private unknownField(name: string, { properties }: SchemaNode): void {
    const meant = nearest(name, properties.keys());
    this.walk.report('unknown-field', 'is not a field of its schema', meant === undefined ? 'remove it' : `write ${meant}`, name);
  }

  private at(step: string | number, check: () => void): void {
    this.walk.path.push(step);
    check();
    this.walk.path.pop();
  }
}

/** Parts of a definition can stand for many others (YAML aliases), so that a small one takes for ever. */
const MAX_WORK = 1_000_000;
const MAX_NESTING = 50;

const RESOURCE_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);
const NO_FIELDS: ReadonlySet<string> = new Set();

function exceeds(found: number | undefined, limit: number | undefined): boolean {
  return found !== undefined && limit !== undefined && found > limit;
}
