import { cis, nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

export const namespaceNotDefault: Rule = {
  id: 'namespace-not-default',
  title: 'Workloads do not run in the namespace default',
  item: 'reliability',
  severity: 'warning',
  development: 'info',
  why: 'default is where everything lands that was applied without thinking: no team owns it, it has no quota and no policies, and what runs there shares its Secrets and ServiceAccount.',
  references: [cis('5.6.4'), nsa('namespaces')],
  edition: '2026.11',
  bad: {
    'a workload': { set: { 'metadata.namespace': 'default' } },
    'a pod': { add: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'debug', namespace: 'default' }, spec: { containers: [{ name: 'debug', image: 'ghcr.io/acme/debug:1' }] } }] },
  },
  good: {
    'what makes default safe': {
      add: [{
        apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'default' }, spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      }],
    },
    'no namespace, which is another rule': { unset: ['metadata.namespace'] },
  },
  * check(model) {
    for (const pod of model.podsIn('default')) {
      yield {
        at: pod.owner,
        path: ['metadata', 'namespace'],
        message: 'metadata.namespace is "default"',
        remedy: 'give the application a namespace of its own',
      };
    }
  },
};
