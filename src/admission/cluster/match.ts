import { Subject } from './subject';
import { asList, asObject, Json, Model } from '../../manifest/model';
import { LabelSelector, LabelSelectorRequirement, selectorProblem, selects } from '../../manifest/selector';

/** Whether something matches; a text says why nobody knows. */
export type Match = boolean | { readonly unknown: string; /** The object would be another one. */ readonly converts?: true };

/**
 * Whether `matchConstraints` of a policy, or `matchResources` of a binding, match an object that is created.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#match-criteria
 */
export function matches(resources: Json, subject: Subject, namespaces: readonly Model[]): Match {
  const byNamespace = matchesNamespace(asObject(resources.namespaceSelector), subject, namespaces);
  if (byNamespace === false) return false;
  if (!selects(asObject(resources.objectSelector), subject.labels)) return false;
  if (matchesRules(resources.excludeResourceRules, subject)) return false;
  const rules = asList(resources.resourceRules);
  if (rules.length > 0 && !matchesRules(rules, subject)) {
    // Exact asks for the version that the object is written in; otherwise the API server converts it, which is not done here.
    const other = resources.matchPolicy === 'Exact' ? undefined : equivalent(subject).find((one) => matchesRules(rules, one));
    return other === undefined ? false : { unknown: `it asks for ${other.group === '' ? '' : `${other.group}/`}${other.version} of ${subject.plural}, to which only the API server converts`, converts: true };
  }
  return byNamespace;
}

/** Whether any rule is about what is created. */
export function asksOnCreate(resources: Json): boolean {
  const rules = asList(resources.resourceRules).map(asObject);
  return rules.length === 0 || rules.some(({ operations }) => has(operations, 'CREATE'));
}

function matchesRules(rules: unknown, subject: Subject): boolean {
  return asList(rules).map(asObject).some((rule) => matchesRule(rule, subject));
}

function matchesRule({ scope, operations, apiGroups, apiVersions, resources, resourceNames }: Json, subject: Subject): boolean {
  const isClusterWide = subject.namespace === '' || (subject.group === '' && subject.plural === 'namespaces');
  if ((scope === 'Namespaced' && isClusterWide) || (scope === 'Cluster' && !isClusterWide)) return false;
  if (!has(operations, 'CREATE') || !has(apiGroups, subject.group) || !has(apiVersions, subject.version)) return false;
  const isAsked = asList(resources).map(String).some((one) => {
    const slash = one.indexOf('/');
    const [resource, subresource] = slash < 0 ? [one, ''] : [one.slice(0, slash), one.slice(slash + 1)];
    return (resource === '*' || resource === subject.plural) && (subresource === '*' || subresource === '');
  });
  return isAsked && (asList(resourceNames).length === 0 || asList(resourceNames).includes(subject.resource.name));
}

function has(list: unknown, value: string): boolean {
  return asList(list).some((one) => one === '*' || one === value);
}

/** The same object in other versions, where Kubernetes keeps several. */
function equivalent(subject: Subject): Subject[] {
  const versions = EQUIVALENT.find((same) => same.some(([group, version, plural]) => (
    group === subject.group && version === subject.version && plural === subject.plural
  ))) ?? [];
  const others = versions.filter(([group, version]) => group !== subject.group || version !== subject.version);
  return others.map(([group, version]) => ({ ...subject, group, version }));
}

const EQUIVALENT: readonly (readonly (readonly [string, string, string])[])[] = [
  [['autoscaling', 'v1', 'horizontalpodautoscalers'], ['autoscaling', 'v2', 'horizontalpodautoscalers']],
  [['', 'v1', 'events'], ['events.k8s.io', 'v1', 'events']],
];

/** Nothing but a Namespace is left out of the selector where it lives in none. */
function matchesNamespace(selector: Json, { labels, namespace, group, plural }: Subject, models: readonly Model[]): Match {
  const { matchLabels, matchExpressions } = selector as LabelSelector;
  if (Object.keys(matchLabels ?? {}).length === 0 && asList(matchExpressions).length === 0) return true;
  if (namespace === '') return true;
  if (selectorProblem(selector) !== undefined) return false;
  if (group === '' && plural === 'namespaces') return selects(selector, labels);
  if (namespace === undefined) return { unknown: 'the object does not say in which namespace it lives' };
  const found = models.find((model) => model.find('Namespace', '', namespace) !== undefined);
  if (found !== undefined) return selects(selector, found.namespaceLabels(namespace));
  // Of a namespace that is not here only the name is known: it may be enough.
  const requirements: LabelSelectorRequirement[] = [
    ...Object.entries(matchLabels ?? {}).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...matchExpressions ?? [],
  ];
  const known = requirements.filter(({ key }) => key === 'kubernetes.io/metadata.name');
  if (!selects({ matchExpressions: known }, { 'kubernetes.io/metadata.name': namespace })) return false;
  return known.length === requirements.length || { unknown: `namespace '${namespace}' is not among the files, so that its labels are not known` };
}
