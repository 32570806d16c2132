import { TOPOLOGY_SPREAD } from './references';
import { isControlled } from '../../../analysis/controlled';
import { matchesLabels } from '../../../analysis/label-matcher';
import { scaleOf } from '../../../analysis/scaling';
import { selectsPod } from '../../../analysis/selected-pods';
import { asList, asObject, Json, Model, PodTemplate } from '../../../manifest/model';
import { formatPath, Path } from '../../../manifest/path';
import { Problem, Rule } from '../../rule';

const SPREAD = 'spec.template.spec.topologySpreadConstraints';
const REQUIRED = 'spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution';
const APART = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } };

/** Either of the two does: topology spread constraints, or pod anti-affinity between pods of the workload. */
export const podAntiAffinity: Rule = {
  id: 'pod-anti-affinity',
  title: 'Pods of one workload are spread over nodes',
  item: 'reliability',
  severity: 'info',
  why: 'Two pods on one node are gone with that node. The scheduler spreads a little by itself; a constraint says how much, and over what.',
  references: [
    TOPOLOGY_SPREAD,
    { title: 'Inter-pod affinity and anti-affinity', url: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity' },
  ],
  edition: '2026.11',
  bad: {
    'neither': { unset: [SPREAD] },
    'an empty list': { set: { [SPREAD]: [] } },
    'only an affinity to other pods': { unset: [SPREAD], set: { 'spec.template.spec.affinity': { podAffinity: {} } } },
    'anti-affinity to other pods': { unset: [SPREAD], set: { [REQUIRED]: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'apy' } } }] } },
    'anti-affinity without a selector, which selects nothing': {
      unset: [SPREAD],
      set: { [PREFERRED]: [{ weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname' } }] },
    },
    'anti-affinity to pods of another namespace': { unset: [SPREAD], set: { [REQUIRED]: [{ ...APART, namespaces: ['web'] }] } },
    'anti-affinity to namespaces of other labels': { unset: [SPREAD], set: { [REQUIRED]: [{ ...APART, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'web' } } }] } },
    'anti-affinity to pods whose label differs': { unset: [SPREAD], set: { [REQUIRED]: [{ ...APART, mismatchLabelKeys: ['app.kubernetes.io/instance'] }] } },
    'scaled by an autoscaler': { on: 'Deployment/web', unset: [SPREAD] },
  },
  good: {
    'anti-affinity that is preferred': {
      unset: [SPREAD],
      set: { [PREFERRED]: [{ weight: 100, podAffinityTerm: APART }] },
    },
    'anti-affinity that is required': { unset: [SPREAD], set: { [REQUIRED]: [APART] } },
    'one term of two': { unset: [SPREAD], set: { [REQUIRED]: [{ ...APART, labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } } }, APART] } },
    'its own namespace, by name': { unset: [SPREAD], set: { [REQUIRED]: [{ ...APART, namespaces: ['web', 'shop'] }] } },
    'every namespace': { unset: [SPREAD], set: { [REQUIRED]: [{ ...APART, namespaceSelector: {} }] } },
    'one pod': { unset: [SPREAD], set: { 'spec.replicas': 1 } },
  },
  * checkEach(objects, _, model) {
    for (const pod of objects.pods()) {
      const { owner } = pod;
      if ((owner.kind !== 'Deployment' && owner.kind !== 'StatefulSet') || isControlled(owner)) continue;
      if (scaleOf(model, owner).least < 2 || asList(pod.spec.topologySpreadConstraints).length > 0) continue;
      const terms = termsOf(pod);
      if (terms.some(({ term }) => leavingOut(term, pod, model) === undefined)) continue;
      yield { at: owner, ...(terms.length === 0 ? notSet(pod) : ofOthers(terms[0], pod, model)) };
    }
  },
};

/** A term of pod anti-affinity. */
interface Term {
  readonly path: Path;
  readonly term: Json;
}

function termsOf(pod: PodTemplate): readonly Term[] {
  const apart = asObject(asObject(pod.spec.affinity).podAntiAffinity);
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  const at = (...steps: Path): Path => pod.at('affinity', 'podAntiAffinity', ...steps);
  return [
    ...asList(apart[required]).map((term, i) => ({ path: at(required, i), term: asObject(term) })),
    ...asList(apart[preferred]).map((weighted, i) => ({ path: at(preferred, i, 'podAffinityTerm'), term: asObject(asObject(weighted).podAffinityTerm) })),
  ];
}

/** The field by which a term leaves out the pods that it stands in; undefined where it keeps them apart. */
function leavingOut({ labelSelector, mismatchLabelKeys, namespaces, namespaceSelector }: Json, pod: PodTemplate, model: Model): string | undefined {
  if (!selectsPod(labelSelector, pod)) return 'labelSelector';
  if (asList(mismatchLabelKeys).some((key) => typeof key === 'string' && pod.labels[key] !== undefined)) return 'mismatchLabelKeys';
  const named = asList(namespaces);
  const selected = namespaceSelector ?? undefined;
  // Where the namespace is not in the input, nobody knows its name or its labels.
  if ((named.length === 0 && selected === undefined) || pod.namespace === '' || named.includes(pod.namespace)) return undefined;
  if (selected === undefined) return 'namespaces';
  return model.find('Namespace', '', pod.namespace) === undefined || matchesLabels(selected, model.namespaceLabels(pod.namespace)) ? undefined : 'namespaceSelector';
}

type Said = Pick<Problem, 'path' | 'message' | 'remedy'>;

function notSet(pod: PodTemplate): Said {
  const path = pod.at('topologySpreadConstraints');
  return {
    path,
    message: `${formatPath(path)} is not set, and affinity.podAntiAffinity is not either`,
    remedy: 'add a constraint with topologyKey kubernetes.io/hostname, whenUnsatisfiable ScheduleAnyway and the labels of the pods',
  };
}

function ofOthers({ path: at, term }: Term, pod: PodTemplate, model: Model): Said {
  const field = leavingOut(term, pod, model)!;
  const path = [...at, field];
  return {
    path,
    message: `${formatPath(path)} ${term[field] === undefined || term[field] === null ? 'is not set' : 'does not select these pods'}, and topologySpreadConstraints is not set`,
    remedy: field === 'labelSelector' ? 'write labels of the pod template, or add a spread constraint' : 'take it out, or add a spread constraint',
  };
}
