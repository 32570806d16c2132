import { DISRUPTION_BUDGET, DISRUPTIONS } from './references';
import { isControlled } from '../../../analysis/controlled';
import { hasBudget } from '../../../analysis/disruption-budgets';
import { scaleOf } from '../../../analysis/scaling';
import { Rule } from '../../rule';

export const pdbExists: Rule = {
  id: 'pdb-exists',
  title: 'Workloads of several pods say how many may be away at once',
  item: 'reliability',
  severity: 'warning',
  development: 'info',
  why: 'Without a PodDisruptionBudget an upgrade of the nodes may evict all pods of a workload at the same time.',
  references: [DISRUPTIONS, DISRUPTION_BUDGET],
  edition: '2026.11',
  bad: {
    'a Deployment': { remove: ['PodDisruptionBudget/api'] },
    'a StatefulSet': { remove: ['PodDisruptionBudget/db'] },
    'scaled by an autoscaler': { remove: ['PodDisruptionBudget/web'] },
    'a budget for other pods': { on: 'PodDisruptionBudget/api', set: { 'spec.selector': { matchLabels: { app: 'api' } } } },
    'a budget without a selector, which is for none': { on: 'PodDisruptionBudget/api', unset: ['spec.selector'] },
  },
  good: {
    'one pod, which nothing can keep': { set: { 'spec.replicas': 1 }, remove: ['PodDisruptionBudget/api'] },
    'one budget for all pods of the namespace': { on: 'PodDisruptionBudget/api', set: { 'spec.selector': {} } },
  },
  * checkEach(objects, _, model) {
    for (const pod of objects.pods()) {
      const { owner } = pod;
      if ((owner.kind !== 'Deployment' && owner.kind !== 'StatefulSet') || isControlled(owner)) continue;
      const { least } = scaleOf(model, owner);
      if (least < 2 || hasBudget(model, pod)) continue;
      yield {
        at: owner,
        path: [...pod.path, 'metadata', 'labels'],
        message: `no PodDisruptionBudget selects these ${least} pods`,
        remedy: 'add a PodDisruptionBudget with their labels and maxUnavailable 1',
      };
    }
  },
};
