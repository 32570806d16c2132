import { DEPLOYMENTS } from './references';
import { isControlled } from '../../../analysis/controlled';
import { scaleOf } from '../../../analysis/scaling';
import { asList, asObject, PodTemplate } from '../../../manifest/model';
import { Rule } from '../../rule';

export const rolloutStrategy: Rule = {
  id: 'rollout-strategy',
  title: 'Deployments replace their pods one after the other',
  item: 'reliability',
  severity: 'warning',
  development: 'info',
  why: 'With Recreate, or when all may be unavailable, every rollout is an outage, and one with a broken image lasts until it is rolled back.',
  references: [{ title: 'Deployments: strategy', url: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy' }, DEPLOYMENTS],
  edition: '2026.11',
  bad: {
    'Recreate': { set: { 'spec.strategy': { type: 'Recreate' } } },
    'all at once': { set: { 'spec.strategy.rollingUpdate.maxUnavailable': '100%' } },
    'as many as there are': { set: { 'spec.strategy.rollingUpdate.maxUnavailable': 2 } },
  },
  good: {
    'not set, which is RollingUpdate': { unset: ['spec.strategy'] },
    'one of two': { set: { 'spec.strategy.rollingUpdate.maxUnavailable': 1 } },
    'Recreate for one pod that must not be two': { set: { 'spec.strategy': { type: 'Recreate' }, 'spec.replicas': 1 } },
    'Recreate for a volume that only one pod can mount': {
      set: { 'spec.strategy': { type: 'Recreate' }, 'spec.template.spec.volumes[1]': { name: 'data', persistentVolumeClaim: { claimName: 'data' } } },
    },
  },
  * checkEach(objects, _, model) {
    for (const pod of objects.pods()) {
      const { owner } = pod;
      if (owner.kind !== 'Deployment' || isControlled(owner)) continue;
      const { type, rollingUpdate } = asObject(owner.spec.strategy);
      const { least } = scaleOf(model, owner);
      if (least < 2) continue;
      const { maxUnavailable } = asObject(rollingUpdate);
      if (type === 'Recreate' && !mountsClaim(pod)) {
        yield { at: owner, path: ['spec', 'strategy', 'type'], message: 'spec.strategy.type is Recreate', remedy: 'use RollingUpdate' };
      } else if (type !== 'Recreate' && (maxUnavailable === '100%' || (typeof maxUnavailable === 'number' && maxUnavailable >= least))) {
        yield {
          at: owner,
          path: ['spec', 'strategy', 'rollingUpdate', 'maxUnavailable'],
          message: `spec.strategy.rollingUpdate.maxUnavailable is ${maxUnavailable}, which is all ${least} pods`,
          remedy: 'set it to 0 or 1, with maxSurge 1',
        };
      }
    }
  },
};

function mountsClaim({ spec }: PodTemplate): boolean {
  return asList(spec.volumes).some((volume) => Object.keys(asObject(asObject(volume).persistentVolumeClaim)).length > 0);
}
