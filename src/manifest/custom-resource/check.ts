import { Attempt, Told, tellAnyOf, tellNot, tellOneOf } from './combined';
import { formatRemedy, formatVerdict } from './format';
import { repeatedEntries } from './repeated';
import { SchemaNode } from './schema-node';
import { Json } from '../model';
import { nearest } from '../nearest';
import { quote } from '../quote';
import { SchemaCheck } from '../schema-check';
import { oneOf, SchemaWalk } from '../schema-problem';
import { isInt32, isInt64 } from '../schema-scalars';
import { SCHEMA_MINORS, schemaType } from '../schema-types';

/** Holds a custom resource that is completed against a structural schema. */
export class CustomCheck {
  /**
   * `isKeeping` is true where the definition as a whole keeps unknown fields; `tries` are those of all objects of the definition, and `notes` say
   * what of the schema was not read.
   */
  constructor(
    private readonly walk: SchemaWalk, private readonly isKeeping: boolean, private readonly tries: Tries, readonly notes = new Set<string>(),
    private readonly work = { done: 0 },
  ) {}

  /** A whole object, with the fields that every object of Kubernetes has. */
  resource(object: Json, node: SchemaNode): void {
    this.fields(object, node, RESOURCE_FIELDS);
    this.parts(object, node, 0);
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

  /** What a list or an object holds. Of a null only the type and the choice are asked. */
  private entry(value: unknown, node: SchemaNode): void {
    if (value !== null && value !== undefined) return this.value(value, node);
    const wanted = node.isIntOrString ? 'an integer or a string' : node.type && `a value of type ${node.type}`;
    if (wanted && !node.isNullable) this.walk.wrongType(null, wanted, 'write a value, or take the entry out');
    else if (node.enum && node.enumTexts) this.enum(null, node.enum, node.enumTexts);
  }

  private value(value: unknown, node: SchemaNode, nesting = 0): void {
    if (this.walk.isOver) return;
    if (++this.work.done > MAX_WORK || nesting > MAX_NESTING) {
      this.notes.add('what a million steps did not reach');
      return;
    }
    if (!this.isOfType(value, node)) return;
    if (node.enum && node.enumTexts) this.enum(value, node.enum, node.enumTexts);
    if (typeof value === 'string') this.string(value, node);
    else if (typeof value === 'number') this.number(value, node);
    else if (Array.isArray(value)) this.list(value, node);
    else if (typeof value === 'object') this.object(value as Json, node);
    this.parts(value, node, nesting);
  }

  /** What is combined with a schema says more about a value, never about which fields there are. */
  private parts(value: unknown, node: SchemaNode, nesting: number): void {
    if (node.allOf.length > 0) {
      const check = new CustomCheck(this.walk, true, this.tries, this.notes, this.work);
      for (const part of node.allOf) check.value(value, part(), nesting + 1);
    }
    if (node.anyOf.length > 0) this.report(tellAnyOf(this.try(value, node.anyOf, nesting, true)));
    if (node.oneOf.length > 0) this.report(tellOneOf(this.try(value, node.oneOf, nesting)));
    if (node.not !== undefined) this.report(tellNot(this.try(value, [node.not], nesting)[0]));
  }

  /** How each of some parts takes a value; up to the first that does, where one is enough. */
  private try(value: unknown, parts: readonly (() => SchemaNode)[], nesting: number, isOneEnough = false): Attempt[] {
    const attempts: Attempt[] = [];
    for (const part of parts) {
      const node = part();
      if (++this.tries.done > MAX_TRIES) return [{ node, problems: [], notes: [`what ${MAX_TRIES.toLocaleString('en')} tries did not reach`] }];
      const walk = new SchemaWalk(false);
      walk.path.push(...this.walk.path);
      const check = new CustomCheck(walk, true, this.tries, new Set(), this.work);
      check.value(value, node, nesting + 1);
      attempts.push({ node, problems: walk.problems, notes: [...check.notes] });
      if (isOneEnough && walk.problems.length === 0 && check.notes.size === 0) break;
    }
    return attempts;
  }

  private report(told: Told | undefined): void {
    if (told === undefined) return;
    if ('notes' in told) for (const note of told.notes) this.notes.add(note);
    else this.walk.report('broken-rule', told.finding, told.remedy);
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

  private enum(value: unknown, allowed: readonly unknown[], texts: ReadonlySet<string>): void {
    if (texts.has(JSON.stringify(value))) return;
    const words = allowed.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)));
    const meant = typeof value === 'string' ? nearest(value, words) : undefined;
    this.walk.report('bad-enum', `is ${typeof value === 'string' ? quote(value) : this.walk.show(value)}, not ${oneOf(words)}`, `write ${meant ?? oneOf(words)}`);
  }

  private string(value: string, { pattern, format, limits }: SchemaNode): void {
    const { walk } = this;
    const verdict = format === undefined ? 'fits' : formatVerdict(value, format);
    if (verdict === 'unread') this.notes.add(`the format ${format}`);
    if (format !== undefined && verdict === 'fits not') walk.report('bad-value', `is ${quote(value)}, which does not fit the format ${format}`, formatRemedy(format));
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
    if (multipleOf !== undefined && multipleOf > 0 && !isMultiple(value, multipleOf)) report(`write a multiple of ${multipleOf}`);
  }

  private list(value: readonly unknown[], schema: SchemaNode): void {
    const { items, limits } = schema;
    if (exceeds(value.length, limits.maxItems)) this.limit('entry', `at most ${limits.maxItems}`, value.length);
    if (exceeds(limits.minItems, value.length)) this.limit('entry', `at least ${limits.minItems}`, value.length);
    if (!items) return;
    const node = items();
    for (let i = 0; i < value.length && !this.walk.isOver; i++) {
      const entry = value[i];
      this.at(i, () => { this.entry(entry, node); });
    }
    const named = schema.listType === 'map' ? ` of the same ${schema.mapKeys.join(' and ')}` : '';
    for (const i of repeatedEntries(value, schema)) {
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
      if (value === undefined || (!own && node.additional === true)) continue;
      const next = own ? own() : (node.additional as () => SchemaNode)();
      this.at(name, () => { this.entry(value, next); });
    }
    for (const name of node.required) {
      if (Object.prototype.hasOwnProperty.call(object, name) || given.has(name)) continue;
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

/** How often parts of a schema were tried on a value. */
export interface Tries {
  done: number;
}

const MAX_TRIES = 300_000;

/** Parts of a definition can stand for many others (YAML aliases), so that a small one takes for ever. */
const MAX_WORK = 1_000_000;
const MAX_NESTING = 50;

const RESOURCE_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);
const NO_FIELDS: ReadonlySet<string> = new Set();

/** Of a whole number the API server asks whether it is a multiple of the whole part, of which there may be none. */
function isMultiple(value: number, of: number): boolean {
  if (Number.isInteger(value)) return value % Math.trunc(of) === 0;
  // 0.3 / 0.1 is not 3 for a computer.
  return Math.abs(value / of - Math.round(value / of)) <= 1e-9;
}

function exceeds(found: number | undefined, limit: number | undefined): boolean {
  return found !== undefined && limit !== undefined && found > limit;
}
