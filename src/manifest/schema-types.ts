import { SCHEMA_ENUMS, SCHEMA_KINDS, SCHEMA_SOURCES, SCHEMA_TYPES } from './schema-table';

/** The first and last minor that have something. */
export interface Range {
  readonly since: number;
  readonly until: number;
}

/** What a value may be. */
export type Shape =
  | { readonly kind: 'any' | 'string' | 'boolean' | 'int32' | 'int64' | 'number' | 'quantity' | 'int-or-string' | 'time' | 'micro-time' | 'base64' }
  | { readonly kind: 'list' | 'map'; readonly of: Shape }
  | { readonly kind: 'enum'; readonly values: ReadonlyMap<string, Range> }
  | { readonly kind: 'object'; readonly type: () => SchemaType };

/** A type of the Kubernetes API as it is in one minor. */
export interface SchemaType {
  /** Its name in the table: `core.v1.PodSpec`. */
  readonly id: string;
  /** As the API reference names it: `PodSpec`. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, Shape>;
  readonly required: readonly string[];
  /** The fields that other minors have. */
  readonly elsewhere: ReadonlyMap<string, Range>;
}

/** A kind that clients may create. */
export interface SchemaKind extends Range {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly type: string;
}

/** The oldest and newest minor that the table knows, as 1.N. */
export const SCHEMA_MINORS: Range = { since: SCHEMA_SOURCES[0].minor, until: SCHEMA_SOURCES[SCHEMA_SOURCES.length - 1].minor };

/** All kinds, by `apiVersion kind`. */
export function schemaKinds(): ReadonlyMap<string, SchemaKind> {
  return kinds ??= readKinds();
}

/** A type, as it is in a minor of the table. Read from its line when it is asked for the first time, since a run needs few of the 900. */
export function schemaType(name: string, minor: number): SchemaType {
  let types = typesOf.get(minor);
  if (!types) typesOf.set(minor, types = new Map());
  let type = types.get(name);
  if (!type) types.set(name, type = readType(name, minor));
  return type;
}

let kinds: Map<string, SchemaKind> | undefined;
let typeLines: Map<string, string> | undefined;
let enums: ReadonlyMap<string, Range>[] | undefined;
const typesOf = new Map<number, Map<string, SchemaType>>();

function readKinds(): Map<string, SchemaKind> {
  const result = new Map<string, SchemaKind>();
  for (const line of lines(SCHEMA_KINDS)) {
    const [text, range] = splitRange(line);
    const [apiVersion, kind, plural, scope, type] = text.split(' ');
    result.set(`${apiVersion} ${kind}`, { apiVersion, kind, plural, namespaced: scope === 'n', type, ...range });
  }
  return result;
}

function readType(id: string, minor: number): SchemaType {
  typeLines ??= new Map(lines(SCHEMA_TYPES).map((line) => [line.slice(0, spaceIn(line)), line]));
  const line = typeLines.get(id);
  if (line === undefined) throw new Error(`the schema table has no type ${id}`);
  const fields = new Map<string, Shape>();
  const elsewhere = new Map<string, Range>();
  const required: string[] = [];
  for (const entry of line.slice(id.length + 1).split(' ')) {
    if (entry === '') continue;
    const [text, range] = splitRange(entry);
    const end = text.search(/[:!]/);
    const field = text.slice(0, end);
    if (minor < range.since || minor > range.until) {
      elsewhere.set(field, range);
      continue;
    }
    fields.set(field, readShape(text.slice(end + 1), minor));
    if (text[end] === '!') required.push(field);
  }
  for (const field of fields.keys()) elsewhere.delete(field);
  return { id, name: id.slice(id.lastIndexOf('.') + 1), fields, required, elsewhere };
}

const SIMPLE: Readonly<Record<string, Shape>> = {
  '*': { kind: 'any' },
  's': { kind: 'string' },
  'b': { kind: 'boolean' },
  'i': { kind: 'int32' },
  'l': { kind: 'int64' },
  'n': { kind: 'number' },
  'q': { kind: 'quantity' },
  'x': { kind: 'int-or-string' },
  't': { kind: 'time' },
  'u': { kind: 'micro-time' },
  'y': { kind: 'base64' },
};

function readShape(text: string, minor: number): Shape {
  const simple = SIMPLE[text];
  if (simple) return simple;
  if (text[0] === '[') return { kind: 'list', of: readShape(text.slice(1), minor) };
  if (text[0] === '{') return { kind: 'map', of: readShape(text.slice(1), minor) };
  if (text[0] === '#') return { kind: 'enum', values: readEnum(Number(text.slice(1))) };
  let type: SchemaType | undefined;
  return { kind: 'object', type: () => type ??= schemaType(text, minor) };
}

function readEnum(index: number): ReadonlyMap<string, Range> {
  enums ??= lines(SCHEMA_ENUMS).map((line) => new Map(line.split('|').map(splitRange)));
  return enums[index];
}

/** `Gt@35` is the text `Gt` and from 1.35 on; see the notation in the table. */
function splitRange(text: string): [string, Range] {
  const at = text.lastIndexOf('@');
  if (at < 0) return [text, SCHEMA_MINORS];
  const [since, until] = text.slice(at + 1).split('-');
  return [text.slice(0, at), {
    since: since === '' ? SCHEMA_MINORS.since : Number(since),
    until: until === undefined ? SCHEMA_MINORS.until : Number(until),
  }];
}

function lines(table: string): string[] {
  return table.slice(1, -1).split('\n');
}

function spaceIn(line: string): number {
  const space = line.indexOf(' ');
  return space < 0 ? line.length : space;
}
