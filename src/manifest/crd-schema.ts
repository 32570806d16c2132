import { LinearRegex } from './linear-regex';
import { asList, asObject } from './model';

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
  readonly required: readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: { readonly text: string; readonly regex: LinearRegex | undefined };
  readonly format?: string;
  readonly limits: Readonly<Partial<Record<Limit, number>>>;
  readonly isMinimumExclusive: boolean;
  readonly isMaximumExclusive: boolean;
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
  readonly default?: unknown;
  /** Fields without a schema are allowed; a part without a type says nothing about its fields. */
  readonly keepsUnknown: boolean;
  readonly isIntOrString: boolean;
  readonly isResource: boolean;
  /** What it asks for beyond that, which is not read here. */
  readonly unread: readonly string[];
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
    allOf: asList(schema.allOf).map((part) => () => nodeOf(part)),
    required: asList(schema.required).filter((name) => typeof name === 'string'),
    enum: Array.isArray(schema.enum) ? schema.enum : undefined,
    pattern: typeof pattern === 'string' ? { text: pattern, regex: LinearRegex.parse(pattern) } : undefined,
    format: typeof format === 'string' ? format : undefined,
    limits: Object.fromEntries(LIMITS.flatMap((limit) => (typeof schema[limit] === 'number' ? [[limit, schema[limit]]] : []))),
    isMinimumExclusive: schema.exclusiveMinimum === true,
    isMaximumExclusive: schema.exclusiveMaximum === true,
    isNullable: schema.nullable === true,
    hasDefault: schema.default !== undefined,
    default: schema.default,
    keepsUnknown: schema['x-kubernetes-preserve-unknown-fields'] === true || (type === undefined && schema.properties === undefined),
    isIntOrString: schema['x-kubernetes-int-or-string'] === true,
    isResource: schema['x-kubernetes-embedded-resource'] === true,
    unread: unreadIn(schema),
  };
}

/** An integer or a string is often said with anyOf too. */
function unreadIn(schema: Readonly<Record<string, unknown>>): readonly string[] {
  const isIntOrString = schema['x-kubernetes-int-or-string'] === true;
  const cel = asList(schema['x-kubernetes-validations']).length > 0 ? ['rules in CEL'] : [];
  return [...cel, ...['anyOf', 'oneOf', 'not'].filter((word) => isSchema(schema[word]) && !(word === 'anyOf' && isIntOrString))];
}

function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
