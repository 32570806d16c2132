import { asList, asObject, Json, PodTemplate, Resource } from '../../../manifest/model';
import { ContainerDefaults } from '../../../manifest/pod-resources';

/** Whether a ResourceQuota counts a pod: every scope has to match. A scope that we do not know matches nothing. */
export function quotaCovers(quota: Resource, pod: PodTemplate, defaults: ContainerDefaults): boolean {
  return asList(quota.spec.scopes).every((name) => matches({ scopeName: name, operator: 'Exists' }, pod, defaults))
    && asList(asObject(quota.spec.scopeSelector).matchExpressions).every((entry) => matches(asObject(entry), pod, defaults));
}

/** Whether a ResourceQuota counts only some pods. */
export function isScoped(quota: Resource): boolean {
  return asList(quota.spec.scopes).length > 0 || asList(asObject(quota.spec.scopeSelector).matchExpressions).length > 0;
}

/** @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes */
function matches({ scopeName, operator, values }: Json, pod: PodTemplate, defaults: ContainerDefaults): boolean {
  switch (scopeName) {
    case 'Terminating':
      return isTerminating(pod);
    case 'NotTerminating':
      return !isTerminating(pod);
    case 'BestEffort':
      return isBestEffort(pod, defaults);
    case 'NotBestEffort':
      return !isBestEffort(pod, defaults);
    case 'PriorityClass':
      return hasPriority(pod, operator, asList(values));
    case 'CrossNamespacePodAffinity':
      return crossesNamespaces(pod);
    default:
      return false;
  }
}

function isTerminating({ spec }: PodTemplate): boolean {
  return typeof spec.activeDeadlineSeconds === 'number' && spec.activeDeadlineSeconds >= 0;
}

function isBestEffort({ spec, containers }: PodTemplate, defaults: ContainerDefaults): boolean {
  const all = [defaults, asObject(spec.resources), ...containers.map((container) => asObject(container.spec.resources))];
  const maps = all.flatMap((resources) => [asObject(resources.requests), asObject(resources.limits)]);
  return maps.every((map) => (map.cpu ?? map.memory ?? undefined) === undefined);
}

function hasPriority({ spec }: PodTemplate, operator: unknown, values: readonly unknown[]): boolean {
  const name = typeof spec.priorityClassName === 'string' ? spec.priorityClassName : '';
  if (operator === 'Exists') return name !== '';
  if (operator === 'DoesNotExist') return name === '';
  return operator === 'NotIn' ? !values.includes(name) : name !== '' && values.includes(name);
}

function crossesNamespaces({ spec }: PodTemplate): boolean {
  const affinity = asObject(spec.affinity);
  return ['podAffinity', 'podAntiAffinity'].map((side) => asObject(affinity[side])).some((side) => [
    ...asList(side.requiredDuringSchedulingIgnoredDuringExecution).map(asObject),
    ...asList(side.preferredDuringSchedulingIgnoredDuringExecution).map((term) => asObject(asObject(term).podAffinityTerm)),
  ].some((term) => asList(term.namespaces).length > 0 || (term.namespaceSelector ?? undefined) !== undefined));
}
