import { CustomCheck, Tries } from './check';
import { completed } from './completed';
import { CustomRules } from './rules';
import { nodeOf } from './schema-node';
import { Cel } from '../cel/evaluator';
import { asList, asObject, Json } from '../model';
import { SchemaVerdict, SchemaWalk } from '../schema-problem';

/** A kind of custom resource, in one of its versions. */
export interface CustomSchema {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** False for a version that the API server no longer accepts. */
  readonly served: boolean;
  /** Holds an object against the schema of the version. */
  check(object: unknown, loadCel?: LoadCel): SchemaVerdict;
}

/** What evaluates CEL, asked for where a schema has rules in it. Where there is none, the verdict notes them. */
export type LoadCel = () => Cel | undefined;

/**
 * The kinds that a CustomResourceDefinition defines, one for each version; none where it is no such definition. Of what a schema asks for the verdict
 * notes what is not read here: rules in CEL where nothing evaluates them, and patterns that this library does not know.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function schemaFromCrd(crd: unknown): readonly CustomSchema[] {
  const { kind, apiVersion, spec: rawSpec } = asObject(crd);
  if (kind !== 'CustomResourceDefinition' || typeof apiVersion !== 'string' || !apiVersion.startsWith('apiextensions.k8s.io/')) return [];
  const spec = asObject(rawSpec);
  const names = asObject(spec.names);
  const { group } = spec;
  if (typeof group !== 'string' || typeof names.kind !== 'string' || typeof names.plural !== 'string') return [];
  const { kind: ofKind, plural } = names;
  // Definitions of v1beta1 may have one version, one schema for all, and keep unknown fields where they do not say otherwise.
  const versions = asList(spec.versions).length > 0 ? asList(spec.versions) : [{ name: spec.version }];
  const isBeta = apiVersion.endsWith('/v1beta1');
  const isKeeping = isBeta ? spec.preserveUnknownFields !== false : spec.preserveUnknownFields === true;
  return versions.map(asObject).flatMap((version) => {
    if (typeof version.name !== 'string') return [];
    const schema = asObject(version.schema).openAPIV3Schema ?? asObject(spec.validation).openAPIV3Schema;
    const held = { schema, isKeeping, tries: { done: 0 } };
    return [{
      apiVersion: `${group}/${version.name}`,
      kind: ofKind,
      plural,
      namespaced: spec.scope === 'Namespaced',
      served: version.served !== false,
      check: (object: unknown, loadCel: LoadCel = () => undefined) => checkCustom(object, held, loadCel),
    }];
  });
}

interface Held {
  readonly schema: unknown;
  readonly isKeeping: boolean;
  readonly tries: Tries;
}

function checkCustom(object: unknown, { schema, isKeeping, tries }: Held, loadCel: LoadCel): SchemaVerdict {
  if (typeof schema !== 'object' || schema === null || typeof object !== 'object' || object === null || Array.isArray(object)) {
    return { known: false, problems: [] };
  }
  const walk = new SchemaWalk(false);
  const check = new CustomCheck(walk, isKeeping, tries);
  const node = nodeOf(schema);
  const full = completed(object, node) as Json;
  check.resource(full, node);
  // The API server asks what fits the types.
  if (walk.problems.length === 0) new CustomRules(walk, loadCel, check.notes).resource(full, node);
  const notes = [...check.notes];
  return notes.length > 0 ? { known: true, problems: walk.problems, notes } : { known: true, problems: walk.problems };
}
