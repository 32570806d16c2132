import { DISRUPTION_BUDGET, DISRUPTIONS } from './references';
import { DisruptionBudget, disruptionBudgets } from '../../../analysis/disruption-budgets';
import { scaleOf } from '../../../analysis/scaling';
import { Model } from '../../../manifest/model';
import { Path } from '../../../manifest/path';
import { Rule } from '../../rule';

export const pdbAllowsDisruption: Rule = {
  id: 'pdb-allows-disruption',
  title: 'Disruption budgets let at least one pod go',
  item: 'reliability',
  severity: 'warning',
  why: 'A budget that no eviction meets keeps nodes from being drained: upgrades and security fixes of the cluster stop at this workload, until somebody deletes the pods by hand.',
  references: [
    DISRUPTION_BUDGET,
    DISRUPTIONS,
    { title: 'PodDisruptionBudgets in the kubectl drain reference', url: 'https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/' },
  ],
  edition: '2026.11',
  bad: {
    'none may be away': { on: 'PodDisruptionBudget/api', set: { 'spec.maxUnavailable': 0 } },
    'none in a hundred may be away': { on: 'PodDisruptionBudget/api', set: { 'spec.maxUnavailable': '0%' } },
    'all have to be there': { on: 'PodDisruptionBudget/api', unset: ['spec.maxUnavailable'], set: { 'spec.minAvailable': '100%' } },
    'as many as there are': { on: 'PodDisruptionBudget/api', unset: ['spec.maxUnavailable'], set: { 'spec.minAvailable': 2 } },
    'a share that rounds up to all': { on: 'PodDisruptionBudget/api', unset: ['spec.maxUnavailable'], set: { 'spec.minAvailable': '60%' } },
    'as many as an autoscaler keeps': { on: 'PodDisruptionBudget/web', unset: ['spec.maxUnavailable'], set: { 'spec.minAvailable': 2 } },
    'neither': { on: 'PodDisruptionBudget/api', unset: ['spec.maxUnavailable'] },
  },
  good: {
    'one of two': { on: 'PodDisruptionBudget/api', unset: ['spec.maxUnavailable'], set: { 'spec.minAvailable': 1 } },
    'half of two': { on: 'PodDisruptionBudget/api', unset: ['spec.maxUnavailable'], set: { 'spec.minAvailable': '50%' } },
    'a small share, which rounds up to one': { on: 'PodDisruptionBudget/api', set: { 'spec.maxUnavailable': '1%' } },
    'pods that are not in the input': {
      on: 'PodDisruptionBudget/api', unset: ['spec.maxUnavailable'], set: { 'spec.minAvailable': 2, 'spec.selector': { matchLabels: { app: 'kafka' } } },
    },
    'switched off': { remove: ['Deployment/api'] },
  },
  * check(model) {
    for (const budget of disruptionBudgets(model)) {
      const found = blocked(model, budget);
      if (found !== undefined) yield { at: budget.at, ...found, remedy: 'set spec.maxUnavailable to 1, and run at least two pods' };
    }
  },
};

function blocked(model: Model, { at, pods }: DisruptionBudget): { path: Path; message: string } | undefined {
  const { maxUnavailable, minAvailable } = at.spec;
  if (maxUnavailable !== undefined && maxUnavailable !== null) {
    return maxUnavailable === 0 || percent(maxUnavailable) === 0
      ? { path: ['spec', 'maxUnavailable'], message: `spec.maxUnavailable is ${String(maxUnavailable)}, which lets no pod go` }
      : undefined;
  }
  const path: Path = ['spec', 'minAvailable'];
  if (minAvailable === undefined || minAvailable === null) return { path: ['spec'], message: 'spec sets neither maxUnavailable nor minAvailable' };
  const share = percent(minAvailable);
  if (share !== undefined && share >= 100) return { path, message: `spec.minAvailable is ${String(minAvailable)}, which lets no pod go` };
  const total = expected(model, pods.map(({ owner }) => owner));
  const least = share === undefined ? minAvailable : total === undefined ? undefined : Math.ceil((share * total) / 100);
  if (total === undefined || total === 0 || typeof least !== 'number' || least < total) return undefined;
  return { path, message: `spec.minAvailable is ${String(minAvailable)}, and there ${total === 1 ? 'is 1 pod' : `are ${total} pods`} at the least: none may go` };
}

/** How many pods there are at the least; undefined where the input does not say. */
function expected(model: Model, owners: readonly DisruptionBudget['at'][]): number | undefined {
  if (owners.length === 0 || !owners.every(({ kind }) => SCALED.includes(kind))) return undefined;
  return owners.reduce((sum, owner) => sum + scaleOf(model, owner).least, 0);
}

const SCALED: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

function percent(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,3}%$/.test(value) ? Number(value.slice(0, -1)) : undefined;
}
