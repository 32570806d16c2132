import { ClusterBinding, ClusterPolicy } from './policy-set';
import { Kinds, Subject } from './subject';
import { asObject, Model, Resource } from '../../manifest/model';
import { LabelSelector, selects } from '../../manifest/selector';

/** The parameters of a binding for an object: `null` where it uses none; or why the request is refused, or why nobody knows. */
export type Parameters = readonly (Resource | null)[] | { readonly refused: string } | { readonly unknown: string };

/**
 * The parameters that a binding means for an object. What stands nowhere in the files is not known; what stands there for other namespaces only is
 * missing in this one.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#parameter-resources
 */
export function parametersOf(
  { paramKind }: ClusterPolicy, { paramRef }: ClusterBinding, subject: Subject, kinds: Kinds, models: readonly Model[],
): Parameters {
  if (paramKind === undefined || paramRef === undefined) return [null];
  const { apiVersion, kind } = paramKind;
  const { name, namespace, selector, parameterNotFoundAction } = paramRef;
  const isMeant = typeof name === 'string' && name !== ''
    ? (resource: Resource): boolean => resource.name === name
    : (resource: Resource): boolean => selects(asObject(selector) as LabelSelector, resource.labels);
  const byKey = new Map<string, Resource>();
  for (const model of models) {
    for (const resource of model.ofKind(kind)) {
      const key = `${resource.namespace}/${resource.name}`;
      if (resource.apiVersion === apiVersion && isMeant(resource) && !byKey.has(key)) byKey.set(key, resource);
    }
  }
  const meant = [...byKey.values()];
  const shown = `${kind} ${typeof name === 'string' && name !== '' ? `'${name}'` : 'that the selector of paramRef selects'}`;
  if (meant.length === 0) return { unknown: `its parameters, ${shown}, are not among the files` };
  const isNamespaced = kinds.of(apiVersion, kind).namespaced ?? meant.some((resource) => resource.namespace !== '');
  if (!isNamespaced) return meant;
  const place = typeof namespace === 'string' && namespace !== '' ? namespace : isNamespace(subject) ? subject.resource.name : subject.namespace;
  if (place === undefined) return { unknown: 'the object does not say in which namespace it lives, where its parameters are' };
  if (place === '') return { refused: 'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources' };
  // A parameter that names no namespace goes where the files are applied to.
  const found = meant.filter((resource) => resource.namespace === place);
  if (found.length > 0) return found;
  if (meant.some((resource) => resource.namespace === '')) return { unknown: `its parameters, ${shown}, do not say in which namespace they are` };
  if (parameterNotFoundAction === 'Deny') return { refused: 'no params found for policy binding with `Deny` parameterNotFoundAction' };
  return [];
}

function isNamespace({ group, plural }: Subject): boolean {
  return group === '' && plural === 'namespaces';
}
