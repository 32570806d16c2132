import { execFileSync, spawnSync } from 'child_process';
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { SchemaKind, schemaKinds, schemaType, SchemaType, Shape } from '../src/manifest/schema-types';
import { DEFAULT_POLICY } from '../src/validation/policy';

const MODULE = 'github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0';

/** Builds kubeconform in a folder; undefined where Go is not present. */
export function buildKubeconform(folder: string): string | undefined {
  if (spawnSync('go', ['version']).error !== undefined) return undefined;
  execFileSync('go', ['install', MODULE], { env: { ...process.env, GOBIN: folder }, stdio: ['ignore', 'ignore', 'pipe'] });
  return join(folder, 'kubeconform');
}

/** What kubeconform is called with to hold a folder against schemas, with one worker. */
export function kubeconformArguments(schemas: string, manifests: string): string[] {
  return ['-n', '1', '-strict', '-summary', '-output', 'json', '-schema-location', join(schemas, '{{.ResourceKind}}{{.KindSuffix}}.json'), manifests];
}

/**
 * Writes our table as the files that kubeconform would download: a JSON schema of each kind that stands alone and refuses unknown fields, so that
 * both hold manifests against the same.
 * @see https://github.com/yannh/kubernetes-json-schema
 */
export function writeJsonSchemas(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const { minor } = DEFAULT_POLICY;
  for (const kind of schemaKinds().values()) {
    if (minor < kind.since || minor > kind.until) continue;
    writeFileSync(join(folder, fileOf(kind)), JSON.stringify(objectSchema(schemaType(kind.type, minor), [])));
  }
}

/** `deployment-apps-v1.json`, as kubeconform's template fills in. */
function fileOf({ apiVersion, kind }: SchemaKind): string {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return `${[kind, group.split('.')[0], version].filter((part) => part !== '').join('-').toLowerCase()}.json`;
}

/** A few types of CustomResourceDefinitions hold themselves; what is inside of them is left open. */
function objectSchema(type: SchemaType, around: readonly SchemaType[]): object {
  if (around.includes(type)) return {};
  const properties = Object.fromEntries([...type.fields].map(([name, shape]) => {
    const schema = shapeSchema(shape, [...around, type]);
    return [name, type.required.includes(name) ? schema : orNull(schema)];
  }));
  return { type: 'object', properties, additionalProperties: false, ...type.required.length > 0 && { required: type.required } };
}

function shapeSchema(shape: Shape, around: readonly SchemaType[]): object {
  switch (shape.kind) {
    case 'object': return objectSchema(shape.type(), around);
    case 'list': return { type: 'array', items: orNull(shapeSchema(shape.of, around)) };
    case 'map': return { type: 'object', additionalProperties: orNull(shapeSchema(shape.of, around)) };
    case 'enum': return { type: 'string', enum: [...shape.values.keys()] };
    case 'int32':
    case 'int64': return { type: 'integer', format: shape.kind };
    case 'quantity': return { oneOf: [{ type: 'string' }, { type: 'number' }] };
    case 'int-or-string': return { oneOf: [{ type: 'string' }, { type: 'integer' }] };
    case 'time': return { type: 'string', format: 'date-time' };
    case 'micro-time':
    case 'base64': return { type: 'string' };
    case 'any': return {};
    default: return { type: shape.kind };
  }
}

/** Upstream's schemas take null for what need not be there. */
function orNull(schema: { readonly type?: unknown; readonly enum?: readonly unknown[] }): object {
  const { type } = schema;
  if (typeof type !== 'string') return schema;
  return { ...schema, type: [type, 'null'], ...schema.enum !== undefined && { enum: [...schema.enum, null] } };
}
