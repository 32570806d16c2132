import { TOPOLOGY_SPREAD } from './references';
import { isControlled } from '../../../analysis/controlled';
import { scaleOf } from '../../../analysis/scaling';
import { asList, asObject, PodTemplate } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { Rule } from '../../rule';

const SPREAD = 'spec.template.spec.topologySpreadConstraints';

/** Either of the two does: topology spread constraints, or pod anti-affinity. */
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
    'scaled by an autoscaler': { on: 'Deployment/web', unset: [SPREAD] },
  },
  good: {
    'anti-affinity that is preferred': {
      unset: [SPREAD],
      set: {
        'spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution': [{
          weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } },
        }],
      },
    },
    'anti-affinity that is required': {
      unset: [SPREAD],
      set: {
        'spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution': [{
          topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
        }],
      },
    },
    'one pod': { unset: [SPREAD], set: { 'spec.replicas': 1 } },
  },
  * checkEach(objects, _, model) {
    for (const pod of objects.pods()) {
      const { owner } = pod;
      if ((owner.kind !== 'Deployment' && owner.kind !== 'StatefulSet') || isControlled(owner)) continue;
      if (scaleOf(model, owner).least < 2 || isSpread(pod)) continue;
      const path = pod.at('topologySpreadConstraints');
      yield {
        at: owner,
        path,
        message: `${formatPath(path)} is not set, and affinity.podAntiAffinity is not either`,
        remedy: 'add a constraint with topologyKey kubernetes.io/hostname, whenUnsatisfiable ScheduleAnyway and the labels of the pods',
      };
    }
  },
};

function isSpread({ spec }: PodTemplate): boolean {
  const apart = asObject(asObject(spec.affinity).podAntiAffinity);
  return asList(spec.topologySpreadConstraints).length > 0
    || asList(apart.requiredDuringSchedulingIgnoredDuringExecution).length > 0
    || asList(apart.preferredDuringSchedulingIgnoredDuringExecution).length > 0;
}
