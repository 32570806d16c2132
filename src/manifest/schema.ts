import { SchemaCheck } from './schema-check';
import { isSoundAtAGlance } from './schema-glance';
import { SchemaVerdict, SchemaWalk } from './schema-problem';
import { SCHEMA_MINORS, SchemaKind, schemaKinds, schemaType, SchemaType, Shape } from './schema-types';
import { parseMinor } from '../standard/releases';

export type { SchemaProblem, SchemaProblemKind, SchemaVerdict } from './schema-problem';
export { SCHEMA_MINORS } from './schema-types';

/**
 * Holds an object against the API of a minor (`1.36` or 36), as strictly as `kubectl apply --validate=strict` but without a cluster: unknown fields,
 * types, required fields, enums, quantities. A minor that the table does not reach is held against the nearest that it does; a kind that the minor
 * does not serve, against the nearest minor that does (`apiLifecycle` says when that is).
 */
export function checkSchema(object: unknown, minor: string | number): SchemaVerdict {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return UNKNOWN;
  const { apiVersion, kind } = object as Readonly<Record<string, unknown>>;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return UNKNOWN;
  return schemaFor(apiVersion, kind, minor)?.(object) ?? UNKNOWN;
}

/** What `checkSchema` says of objects of one kind, where there are many; undefined where nothing is known about the kind. */
export function schemaFor(apiVersion: string, kind: string, minor: string | number): ((object: object) => SchemaVerdict) | undefined {
  const target = minorNumber(minor);
  const found = kindOf(apiVersion, kind);
  const nearest = within(target, found ?? SCHEMA_MINORS);
  const type = found ? schemaType(found.type, nearest) : listType(apiVersion, kind, nearest);
  if (!type) return undefined;
  const walk = new SchemaWalk(apiVersion === 'v1' && kind === 'Secret');
  const check = new SchemaCheck(walk, nearest, target);
  return (object) => {
    if (isSoundAtAGlance(object, type, nearest)) return SOUND;
    check.fields(object as Readonly<Record<string, unknown>>, type);
    const problems = walk.take();
    return problems.length === 0 ? SOUND : { known: true, problems };
  };
}

/** Whether a kind of Kubernetes itself lives in a namespace; undefined for kinds that it does not have. */
export function isNamespaced(apiVersion: string, kind: string): boolean | undefined {
  return kindOf(apiVersion, kind)?.namespaced;
}

/** The plural that RBAC and URLs use, `networkpolicies`; undefined for kinds that Kubernetes does not have. */
export function pluralOf(apiVersion: string, kind: string): string | undefined {
  return kindOf(apiVersion, kind)?.plural;
}

/** The kinds of an API version, in any minor of the table. */
export function kindsFor(apiVersion: string): string[] {
  return [...schemaKinds().values()].filter((one) => one.apiVersion === apiVersion).map((one) => one.kind);
}

/** The API versions that have a kind, in any minor of the table. */
export function apiVersionsFor(kind: string): string[] {
  return [...schemaKinds().values()].filter((one) => one.kind === kind).map((one) => one.apiVersion);
}

const UNKNOWN: SchemaVerdict = { known: false, problems: [] };
const SOUND: SchemaVerdict = { known: true, problems: [] };

function kindOf(apiVersion: string, kind: string): SchemaKind | undefined {
  return schemaKinds().get(`${apiVersion} ${kind}`);
}

/** Lists have no lines in the table: a DeploymentList is a list of Deployments, and a List holds anything. */
function listType(apiVersion: string, kind: string, minor: number): SchemaType | undefined {
  if (!kind.endsWith('List')) return undefined;
  const entry = kindOf(apiVersion, kind.slice(0, -'List'.length));
  if (!entry && `${apiVersion} ${kind}` !== 'v1 List') return undefined;
  const item: Shape = entry ? { kind: 'object', type: () => schemaType(entry.type, within(minor, entry)) } : ANY;
  const fields = new Map<string, Shape>([['apiVersion', STRING], ['kind', STRING], ['metadata', ANY], ['items', { kind: 'list', of: item }]]);
  return { id: kind, name: kind, fields, required: [], elsewhere: new Map() };
}

const ANY: Shape = { kind: 'any' };
const STRING: Shape = { kind: 'string' };

function minorNumber(minor: string | number): number {
  const number = typeof minor === 'number' ? minor : parseMinor(minor);
  if (number === undefined) throw new Error(`'${minor}' is not a Kubernetes version; write it as '1.36'`);
  return number;
}

function within(minor: number, { since, until }: { readonly since: number; readonly until: number }): number {
  return Math.min(Math.max(minor, since), until);
}
