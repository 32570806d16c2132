import { SERVER_DEFAULTS } from './server-defaults';
import { Unknowns } from './unknowns';
import { zeroFields } from './zero-fields';
import { asObject, Json, Resource } from '../../manifest/model';
import { formatQuantity, parseQuantity } from '../../manifest/quantity';
import { SCHEMA_MINORS, schemaKinds, schemaType, SchemaType, Shape } from '../../manifest/schema-types';

type Fields = Record<string, unknown>;

/** An object as policies of a cluster see it while it is created. */
export interface ServerView {
  /** Whole numbers are bigint; what only the cluster knows is hidden. */
  readonly value: Json;
  /** False where the server may write more into the object than is known here: kinds of others. */
  readonly complete: boolean;
}

/**
 * An object as the API server hands it to policies: completed with its defaults, without what Go leaves out, its amounts in their canonical form.
 * What the server and the cluster make up (uid, addresses, what a default class is) is hidden behind `unknowns`.
 */
export function serverView(resource: Resource, minor: number, unknowns: Unknowns): ServerView {
  const kind = schemaKinds().get(`${resource.apiVersion} ${resource.kind}`);
  const type = kind === undefined || zeroFields(kind.type) === undefined ? undefined : schemaType(kind.type, within(minor, kind));
  const value = type === undefined ? plain(resource.raw) as Fields : completed(prepared(resource), type);
  if (type !== undefined) Object.assign(value, { apiVersion: resource.apiVersion, kind: resource.kind });
  const metadata = typeof value.metadata === 'object' && value.metadata !== null ? value.metadata as Fields : value.metadata = {};
  hideAll(metadata as Fields, ['uid', 'creationTimestamp', 'managedFields', 'resourceVersion', 'generation'], 'metadata.', unknowns);
  if ((metadata as Fields).name === undefined) hideAll(metadata as Fields, ['name'], 'metadata.', unknowns);
  hideWhatClustersDecide(value, resource, unknowns);
  return { value, complete: type !== undefined };
}

/** A plain value of CEL: whole numbers are bigint, and lists of this realm are lists. */
export function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return Array.from(value, plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined).map(([key, entry]) => [key, plain(entry)]));
}

/** What the strategies of the server do before policies see an object: status is not the client's to write. */
function prepared({ raw, kind, group }: Resource): Json {
  const { status, ...rest } = raw;
  if (kind === 'Secret' && group === '') {
    const { stringData, ...secret } = rest;
    const encoded = Object.entries(asObject(stringData)).map(([key, text]) => [key, base64(String(text))]);
    return encoded.length === 0 ? secret : { ...secret, data: { ...asObject(secret.data), ...Object.fromEntries(encoded) } };
  }
  return kind === 'CustomResourceDefinition' ? raw : rest;
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

function completed(given: Json, type: SchemaType): Fields {
  const fields: Fields = {};
  for (const field of type.fields.keys()) {
    const value = given[field];
    if (value !== undefined && value !== null) fields[field] = copied(value);
  }
  SERVER_DEFAULTS[type.id]?.(fields);
  const zero = zeroFields(type.id);
  for (const [field, shape] of type.fields) {
    const value = fields[field];
    if (value === undefined || value === null) delete fields[field];
    else if (isLeftOut(value, shape, zero?.omitted.has(field) === true, zero?.present.has(field) === true)) delete fields[field];
    else fields[field] = shaped(value, shape);
  }
  for (const [field, empty] of zero?.present ?? []) {
    const shape = type.fields.get(field);
    if (shape !== undefined && fields[field] === undefined) fields[field] = shape.kind === 'object' ? completed({}, shape.type()) : plain(empty);
  }
  return fields;
}

/** Defaults are written into what they complete, which is not the manifest of its author. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, copied);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, copied(entry)]));
}

function isLeftOut(value: unknown, shape: Shape, isOmitted: boolean, isPresent: boolean): boolean {
  if (isPresent) return false;
  if (Array.isArray(value)) return value.length === 0 && shape.kind === 'list';
  if (typeof value === 'object') return shape.kind === 'map' && Object.keys(value as object).length === 0;
  return isOmitted && (value === false || value === 0 || value === '');
}

function shaped(value: unknown, shape: Shape): unknown {
  switch (shape.kind) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? completed(value as Json, shape.type()) : plain(value);
    case 'list':
      return Array.isArray(value) ? Array.from(value, (entry: unknown) => shaped(entry, shape.of)) : plain(value);
    case 'map':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return plain(value);
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, shaped(entry, shape.of)]));
    case 'quantity':
      return canonical(value);
    case 'number':
      return value;
    default:
      return plain(value);
  }
}

/** Amounts are rounded up to thousandths and printed anew. */
function canonical(value: unknown): unknown {
  const quantity = typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined;
  if (quantity === undefined) return value;
  const milli = 1_000_000n;
  const rest = quantity.nano % milli;
  return formatQuantity(rest === 0n ? quantity : { ...quantity, nano: quantity.nano - rest + (rest > 0n ? milli : 0n) });
}

/** What plugins and allocators of a cluster write into objects, each as its cluster is set up. */
function hideWhatClustersDecide(value: Fields, { kind, group, namespace }: Resource, unknowns: Unknowns): void {
  const [metadata, spec] = [value.metadata, value.spec].map((part) => (typeof part === 'object' && part !== null ? part as Fields : {}));
  const hide = (fields: readonly string[]): void => hideAll(spec, fields, 'spec.', unknowns);
  const known = schemaKinds().get(`${String(value.apiVersion)} ${kind}`);
  if (namespace === '' && known?.namespaced !== false && metadata.namespace === undefined) hideAll(metadata, ['namespace'], 'metadata.', unknowns);
  if (group === '' && kind === 'Pod') {
    if (spec.serviceAccountName === undefined) Object.assign(spec, { serviceAccountName: 'default', serviceAccount: 'default' });
    hide(['priority', 'preemptionPolicy', 'tolerations', 'nodeName']);
    unknowns.hide(value, 'status', ofCluster('status'));
  }
  if (group === '' && kind === 'Service') hide(['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort']);
  if (group === '' && kind === 'PersistentVolumeClaim') hide(['storageClassName']);
  if (group === 'networking.k8s.io' && kind === 'Ingress') hide(['ingressClassName']);
  if (group === 'batch' && kind === 'Job') hide(['selector']);
}

function hideAll(object: Fields, fields: readonly string[], prefix: string, unknowns: Unknowns): void {
  for (const field of fields) {
    if (!Object.hasOwn(object, field)) unknowns.hide(object, field, ofCluster(`${prefix}${field}`));
  }
}

function ofCluster(field: string): string {
  return `it reads ${field}, which the cluster fills in`;
}

function within(minor: number, { since, until }: { readonly since: number; readonly until: number }): number {
  return Math.min(Math.max(minor, since, SCHEMA_MINORS.since), until, SCHEMA_MINORS.until);
}
