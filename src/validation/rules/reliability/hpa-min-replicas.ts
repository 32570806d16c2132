import { AUTOSCALING, DISRUPTIONS } from './references';
import { autoscalers } from '../../../analysis/scaling';
import { Rule } from '../../rule';

export const hpaMinReplicas: Rule = {
  id: 'hpa-min-replicas',
  title: 'Autoscalers keep at least two pods and have room to scale',
  item: 'reliability',
  severity: 'warning',
  development: 'info',
  why: 'At one pod a quiet night is as fragile as no autoscaler at all; and where the least is the most, nothing is scaled.',
  references: [AUTOSCALING, DISRUPTIONS],
  edition: '2026.11',
  bad: {
    'one': { on: 'HorizontalPodAutoscaler/web', set: { 'spec.minReplicas': 1 } },
    'not set, which is one': { on: 'HorizontalPodAutoscaler/web', unset: ['spec.minReplicas'] },
    'none': { on: 'HorizontalPodAutoscaler/web', set: { 'spec.minReplicas': 0 } },
    'as many as there may be': { on: 'HorizontalPodAutoscaler/web', set: { 'spec.minReplicas': 4 } },
  },
  good: {
    'more than there may be is another rule\'s': { on: 'HorizontalPodAutoscaler/web', set: { 'spec.minReplicas': 5 } },
    'three of ten': { on: 'HorizontalPodAutoscaler/web', set: { 'spec.minReplicas': 3, 'spec.maxReplicas': 10 } },
  },
  * check(model) {
    for (const at of autoscalers(model)) {
      const { minReplicas, maxReplicas } = at.spec;
      const least = typeof minReplicas === 'number' ? minReplicas : 1;
      if (least < 2) {
        const found = minReplicas === undefined || minReplicas === null ? 'not set, which is 1' : String(least);
        yield { at, path: ['spec', 'minReplicas'], message: `spec.minReplicas is ${found}`, remedy: 'set it to 2 or more' };
      } else if (typeof maxReplicas === 'number' && maxReplicas === least) {
        yield {
          at,
          path: ['spec', 'maxReplicas'],
          message: `spec.maxReplicas is ${maxReplicas} and spec.minReplicas ${least}, which leaves nothing to scale`,
          remedy: 'set spec.maxReplicas higher',
        };
      }
    }
  },
};
