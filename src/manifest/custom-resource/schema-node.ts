import { LinearRegex } from '../linear-regex';
import { asList, asObject } from '../model';

/** A part of a structural schema, read once however often it is met. */
export interface SchemaNode {
  readonly type?: string;
  readonly properties: ReadonlyMap<string, () => SchemaNode>;
  /** The schema of fields without one of their own; true where they may be anything. */
  readonly additional?: true | (() => SchemaNode);
  readonly items?: () => SchemaNode;
  /** Entries of a `set` stand there once; those of a `map` are told apart by some of their fields. */
  readonly listType?: 'set' | 'map';
  readonly mapKeys: readonly string[];
  readonly allOf: readonly (() => SchemaNode)[];
  /** At least one of them has to fit, where there are any. */
  readonly anyOf: readonly (() => SchemaNode)[];
  /** Exactly one of them has to fit, where there are any. */
  readonly oneOf: readonly (() => SchemaNode)[];
  readonly not?: () => SchemaNode;
  /** What it asks for in CEL. */
  readonly rules: readonly SchemaRule[];
  readonly required: readonly string[];
  /** Whether it says which fields have to be set, and nothing else. */
  readonly onlyRequires: boolean;
  readonly enum?: readonly unknown[];
  /** The same as JSON. */
  readonly enumTexts?: ReadonlySet<string>;
  readonly pattern?: { readonly text: string; readonly regex: LinearRegex | undefined };
  readonly format?: string;
  readonly limits: Readonly<Partial<Record<Limit, number>>>;
  readonly isMinimumExclusive: boolean;
  readonly isMaximumExclusive: boolean;
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
  readonly default?: unknown;
  /** Whether a field of it has a default. */
  readonly hasDefaults: boolean;
  /** Fields without a schema are allowed; a part without a type says nothing about its fields. */
  readonly keepsUnknown: boolean;
  readonly isIntOrString: boolean;
  readonly isResource: boolean;
}

/** What a schema asks of a value in CEL: `x-kubernetes-validations`. */
export interface SchemaRule {
  readonly rule: string;
  readonly message: string;
  readonly messageExpression: string;
  /** The field that it is about, as a JSON path; empty for the value itself. */
  readonly fieldPath: string;
  /** Whether it is asked of new objects too, although it looks at the value before. */
  readonly optionalOldSelf: boolean;
}

/** The limits that a schema can set with a number. */
export type Limit = typeof LIMITS[number];

const LIMITS = [
  'minimum', 'maximum', 'multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties',
] as const;

const LIST_TYPES = ['set', 'map'] as const;

/** Reads a part of a schema. What is not as it should be is left out: the API server would not have taken such a definition. */
export function nodeOf(schema: unknown): SchemaNode {
  if (typeof schema !== 'object' || schema === null) return read({});
  let node = nodes.get(schema);
  if (!node) nodes.set(schema, node = read(asObject(schema)));
  return node;
}

const nodes = new WeakMap<object, SchemaNode>();

function read(schema: Readonly<Record<string, unknown>>): SchemaNode {
  const { type, pattern, format, additionalProperties, items } = schema;
  return {
    type: typeof type === 'string' ? type : undefined,
    properties: new Map(Object.entries(asObject(schema.properties)).map(([name, property]) => [name, () => nodeOf(property)])),
    additional: additionalProperties === true || isSchema(additionalProperties) && (() => nodeOf(additionalProperties)) || undefined,
    items: isSchema(items) ? () => nodeOf(items) : undefined,
    listType: LIST_TYPES.find((known) => known === schema['x-kubernetes-list-type']),
    mapKeys: asList(schema['x-kubernetes-list-map-keys']).filter((name) => typeof name === 'string'),
    allOf: nodesOf(schema.allOf),
    anyOf: nodesOf(schema.anyOf),
    oneOf: nodesOf(schema.oneOf),
    not: isSchema(schema.not) ? () => nodeOf(schema.not) : undefined,
    rules: asList(schema['x-kubernetes-validations']).map(asObject).map(({ rule, message, messageExpression, fieldPath, optionalOldSelf }) => ({
      rule: text(rule),
      message: text(message),
      messageExpression: text(messageExpression),
      fieldPath: text(fieldPath),
      optionalOldSelf: optionalOldSelf === true,
    })),
    required: asList(schema.required).filter((name) => typeof name === 'string'),
    onlyRequires: asList(schema.required).length > 0 && Object.keys(schema).every((key) => key === 'required' || key === 'description'),
    enum: Array.isArray(schema.enum) ? schema.enum : undefined,
    enumTexts: Array.isArray(schema.enum) ? new Set(schema.enum.map((entry) => JSON.stringify(entry))) : undefined,
    pattern: typeof pattern === 'string' ? { text: pattern, regex: LinearRegex.parse(pattern) } : undefined,
    format: typeof format === 'string' ? format : undefined,
    limits: Object.fromEntries(LIMITS.flatMap((limit) => (typeof schema[limit] === 'number' ? [[limit, schema[limit]]] : []))),
    isMinimumExclusive: schema.exclusiveMinimum === true,
    isMaximumExclusive: schema.exclusiveMaximum === true,
    isNullable: schema.nullable === true,
    hasDefault: schema.default !== undefined,
    default: schema.default,
    hasDefaults: Object.values(asObject(schema.properties)).some((property) => asObject(property).default !== undefined),
    keepsUnknown: schema['x-kubernetes-preserve-unknown-fields'] === true || (type === undefined && schema.properties === undefined),
    isIntOrString: schema['x-kubernetes-int-or-string'] === true,
    isResource: schema['x-kubernetes-embedded-resource'] === true,
  };
}

function nodesOf(parts: unknown): (() => SchemaNode)[] {
  return asList(parts).map((part) => () => nodeOf(part));
}

function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
