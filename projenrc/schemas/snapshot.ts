import { extraEnums } from './extra-enums';
import { Upstream } from './upstream';

/** What a field may hold, in the notation of the table: see src/manifest/schema-table.ts. */
export type Shape = string;

/** A field of a type, in one minor. */
export interface SnapshotField {
  readonly shape: Shape;
  readonly required: boolean;
  /** The values that the field, or each entry of it, may have. */
  readonly values?: readonly string[];
}

/** A kind that clients may create, in one minor. */
export interface SnapshotKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly type: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** The API of one minor. */
export interface Snapshot {
  readonly minor: number;
  /** Types that a kind needs, by short name (`core.v1.Pod`), then by field. */
  readonly types: ReadonlyMap<string, ReadonlyMap<string, SnapshotField>>;
  readonly kinds: readonly SnapshotKind[];
}

interface Property {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly items?: Property;
  readonly additionalProperties?: Property;
}

interface Definition {
  readonly 'type'?: string;
  readonly 'properties'?: Readonly<Record<string, Property>>;
  readonly 'required'?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly { readonly group: string; readonly version: string; readonly kind: string }[];
}

interface Operation {
  readonly 'x-kubernetes-group-version-kind'?: { readonly group: string; readonly version: string; readonly kind: string };
}

interface Swagger {
  readonly definitions: Readonly<Record<string, Definition>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Reads the API of a minor from upstream's documents. */
export function snapshot(minor: number, upstream: Upstream): Snapshot {
  const { definitions, paths } = JSON.parse(upstream.swagger) as Swagger;
  const enums = new Map([...extraEnums(minor), ...readEnums(upstream.goOpenApi)]);
  const kinds = readKinds(definitions, paths);

  const types = new Map<string, Map<string, SnapshotField>>();
  const waiting = kinds.map((kind) => kind.type);
  const named = new Map(Object.entries(definitions).map(([name, definition]) => [shortName(name), definition]));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (types.has(name)) continue;
    const definition = named.get(name);
    if (!definition) throw new Error(`1.${minor} has no definition of ${name}`);
    const fields = new Map<string, SnapshotField>();
    for (const [field, property] of Object.entries(definition.properties ?? {})) {
      const shape = shapeOf(property);
      fields.set(field, { shape, required: definition.required?.includes(field) ?? false, values: enums.get(`${name}.${field}`) });
      const target = shape.replace(/^[[{]+/, '');
      if (target.includes('.')) waiting.push(target);
    }
    types.set(name, fields);
  }
  return { minor, types, kinds };
}

/** `io.k8s.api.core.v1.Pod` is `core.v1.Pod`; upstream's names end in group, version and kind. */
function shortName(name: string): string {
  return name.split('.').slice(-3).join('.');
}

/** Types that are written as one value, or that hold anything. */
const SPECIAL: Readonly<Record<string, Shape>> = {
  'api.resource.Quantity': 'q',
  'util.intstr.IntOrString': 'x',
  'meta.v1.Time': 't',
  'meta.v1.MicroTime': 'u',
  'meta.v1.FieldsV1': '*',
  'pkg.runtime.RawExtension': '*',
  'apiextensions.v1.JSON': '*',
  'apiextensions.v1.JSONSchemaPropsOrArray': '*',
  'apiextensions.v1.JSONSchemaPropsOrBool': '*',
  'apiextensions.v1.JSONSchemaPropsOrStringArray': '*',
};

function shapeOf(property: Property): Shape {
  if (property.$ref) {
    const name = shortName(property.$ref.replace('#/definitions/', ''));
    return SPECIAL[name] ?? name;
  }
  switch (property.type) {
    case 'array': return `[${shapeOf(property.items!)}`;
    case 'object': return property.additionalProperties ? `{${shapeOf(property.additionalProperties)}` : '*';
    case 'boolean': return 'b';
    case 'number': return 'n';
    case 'integer': return property.format === 'int32' ? 'i' : 'l';
    case 'string': return property.format === 'byte' ? 'y' : 's';
    default: throw new Error(`no shape for ${JSON.stringify(property)}`);
  }
}

/** The kinds that a collection path accepts; what is left out (Eviction, Scale, TokenRequest of a pod) is posted to a subresource. */
function readKinds(definitions: Swagger['definitions'], paths: Swagger['paths']): SnapshotKind[] {
  const types = new Map<string, string>();
  for (const [name, definition] of Object.entries(definitions)) {
    const gvks = definition['x-kubernetes-group-version-kind'] ?? [];
    if (gvks.length === 1) types.set(`${gvks[0].group}/${gvks[0].version}/${gvks[0].kind}`, shortName(name));
  }
  const kinds: SnapshotKind[] = [];
  for (const [path, operations] of Object.entries(paths)) {
    const gvk = operations.post?.['x-kubernetes-group-version-kind'];
    const collection = /^\/apis?\/(?:[^/]+\/)?[^/]+\/(namespaces\/\{namespace\}\/)?([a-z]+)$/.exec(path);
    if (!gvk || !collection) continue;
    const { group, version, kind } = gvk;
    const type = types.get(`${group}/${version}/${kind}`);
    if (!type) throw new Error(`no definition for ${kind} of ${group}/${version}`);
    kinds.push({ apiVersion: group === '' ? version : `${group}/${version}`, kind, type, plural: collection[2], namespaced: collection[1] !== undefined });
  }
  return kinds;
}

/** The values of enums by `core.v1.Container.imagePullPolicy`; for a list or map they are those of its entries. */
function readEnums(goOpenApi: string): Map<string, readonly string[]> {
  const enums = new Map<string, readonly string[]>();
  let type = '';
  let field = '';
  let found = 0;
  for (const line of goOpenApi.split('\n')) {
    const start = /^func schema_(\w+)\(ref /.exec(line);
    if (start) {
      type = start[1].split('_').slice(-3).join('.');
      field = '';
      continue;
    }
    const property = /^\t{5}"(.+)": \{$/.exec(line);
    if (property) field = property[1];
    const values = /^\t+Enum: +\[\]interface\{\}\{(.*)\},$/.exec(line);
    if (!values) continue;
    enums.set(`${type}.${field}`, [...new Set(JSON.parse(`[${values[1]}]`) as string[])].sort());
    found++;
  }
  const written = goOpenApi.split('Enum: ').length - 1;
  if (found !== written) throw new Error(`read ${found} of ${written} enums`);
  return enums;
}
