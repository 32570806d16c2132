import { STATEFUL_SETS } from './references';
import { mayHaveOtherPods } from '../../../analysis/other-pods';
import { findService, showsServices } from '../../../analysis/services';
import { Model, PodTemplate } from '../../../manifest/model';
import { quote } from '../../../manifest/quote';
import { Problem, Rule } from '../../rule';

export const statefulsetService: Rule = {
  id: 'statefulset-service',
  title: 'StatefulSets have the headless Service that gives their pods names',
  item: 'reliability',
  severity: 'warning',
  why: 'The pods of a StatefulSet are found by names such as db-0.db, and those are made by the headless Service that serviceName names: without it members of a cluster do not find each other.',
  references: [{ title: 'StatefulSets: stable network ID', url: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id' }, STATEFUL_SETS],
  edition: '2026.11',
  bad: {
    'no such Service': { on: 'StatefulSet/db', set: { 'spec.serviceName': 'dp' } },
    'not set': { on: 'StatefulSet/db', unset: ['spec.serviceName'] },
    'a Service with an address': { on: 'Service/db', unset: ['spec.clusterIP'] },
    'a Service for other pods': { on: 'StatefulSet/db', set: { 'spec.serviceName': 'api' } },
  },
  good: {
    'an input that shows no Service of the namespace': { remove: ['Service/web', 'Service/api', 'Service/db'] },
    'pods and Services that an operator makes': {
      on: 'StatefulSet/db',
      set: { 'spec.serviceName': 'db-members' },
      add: [{ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'db', namespace: 'shop' }, spec: {} }],
    },
  },
  * checkEach(objects, _, model) {
    for (const pod of objects.pods()) {
      if (pod.owner.kind !== 'StatefulSet') continue;
      const found = problemOf(model, pod);
      if (found !== undefined) yield { at: pod.owner, path: ['spec', 'serviceName'], ...found };
    }
  },
};

function problemOf(model: Model, pod: PodTemplate): Pick<Problem, 'message' | 'remedy' | 'severity'> | undefined {
  const { owner } = pod;
  const { serviceName } = owner.spec;
  if (typeof serviceName !== 'string' || serviceName === '') {
    return { message: 'spec.serviceName is not set', remedy: 'name a headless Service that selects the pods', severity: 'info' };
  }
  const service = findService(model, owner.namespace, serviceName);
  if (service === undefined) {
    if (!showsServices(model, owner.namespace) || mayHaveOtherPods(model, owner.namespace)) return undefined;
    return { message: `spec.serviceName is ${quote(serviceName)}, and the namespace has no such Service`, remedy: 'add it, with clusterIP None and the labels of the pods' };
  }
  if (!service.pods.includes(pod) && service.selector !== undefined) {
    return { message: `spec.serviceName is ${quote(serviceName)}, a Service that does not select these pods`, remedy: 'name a headless Service that selects them' };
  }
  if (service.isHeadless) return undefined;
  return { message: `spec.serviceName is ${quote(serviceName)}, a Service with an address of its own`, remedy: 'name one with clusterIP None', severity: 'info' };
}
