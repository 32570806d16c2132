import { TOPOLOGY_SPREAD } from './references';
import { selectsPod } from '../../../analysis/selected-pods';
import { asList, asObject } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { Rule } from '../../rule';

const CONSTRAINT = 'spec.template.spec.topologySpreadConstraints[0]';

export const topologySpread: Rule = {
  id: 'topology-spread',
  title: 'Spread constraints count the pods that they stand in',
  item: 'reliability',
  severity: 'warning',
  why: 'A constraint spreads the pods that its labelSelector selects. One that selects others counts those, and its own pods may all end up on one node; one that selects none does nothing.',
  references: [
    { title: 'Consistency of spread constraints', url: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#consistency' },
    TOPOLOGY_SPREAD,
  ],
  edition: '2026.11',
  bad: {
    'labels of other pods': { set: { [`${CONSTRAINT}.labelSelector`]: { matchLabels: { 'app.kubernetes.io/name': 'web' } } } },
    'no selector, which selects nothing': { unset: [`${CONSTRAINT}.labelSelector`] },
  },
  good: {
    'an expression': {
      set: { [`${CONSTRAINT}.labelSelector`]: { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: ['api', 'web'] }] } },
    },
    'a selector of everything': { set: { [`${CONSTRAINT}.labelSelector`]: {} } },
    'further keys of the pods': { set: { [`${CONSTRAINT}.matchLabelKeys`]: ['pod-template-hash'] } },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      const constraints = asList(pod.spec.topologySpreadConstraints);
      for (let i = 0; i < constraints.length; i++) {
        const { labelSelector } = asObject(constraints[i]);
        if (selectsPod(labelSelector, pod)) continue;
        const path = pod.at('topologySpreadConstraints', i, 'labelSelector');
        yield {
          at: pod.owner,
          path,
          message: `${formatPath(path)} ${labelSelector === undefined || labelSelector === null ? 'is not set' : 'does not select these pods'}`,
          remedy: 'write labels of the pod template',
        };
      }
    }
  },
};
