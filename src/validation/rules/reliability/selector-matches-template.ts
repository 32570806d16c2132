import { DEPLOYMENTS } from './references';
import { matchesLabels } from '../../../analysis/label-matcher';
import { Rule } from '../../rule';

export const selectorMatchesTemplate: Rule = {
  id: 'selector-matches-template',
  title: 'Workloads select the pods that they make',
  item: 'reliability',
  severity: 'error',
  why: 'The API server refuses a workload whose selector does not match the labels of its own template; that is found when it is applied, and not before.',
  references: [
    { title: 'Deployments: selector', url: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector' },
    { title: 'Labels and Selectors', url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors' },
    DEPLOYMENTS,
  ],
  edition: '2026.11',
  bad: {
    'another value': { set: { 'spec.selector.matchLabels["app.kubernetes.io/name"]': 'apo' } },
    'another label': { set: { 'spec.selector': { matchLabels: { app: 'api' } } } },
    'an expression that does not hold': { set: { 'spec.selector': { matchExpressions: [{ key: 'app', operator: 'Exists' }] } } },
    'a template without labels': { unset: ['spec.template.metadata.labels'] },
    'a StatefulSet': { on: 'StatefulSet/db', set: { 'spec.selector.matchLabels["app.kubernetes.io/name"]': 'dp' } },
    'a ReplicationController': {
      add: [{
        apiVersion: 'v1',
        kind: 'ReplicationController',
        metadata: { name: 'old', namespace: 'shop' },
        spec: { selector: { app: 'old' }, template: { metadata: { labels: { app: 'new' } }, spec: {} } },
      }],
    },
  },
  good: {
    'fewer labels than the template': { set: { 'spec.selector': { matchLabels: { 'app.kubernetes.io/name': 'api' } } } },
    'an expression that holds': { set: { 'spec.selector': { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'Exists' }] } } },
    'a Job, whose selector the API server writes': {
      add: [{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'migrate', namespace: 'shop' }, spec: { template: { spec: { restartPolicy: 'Never' } } } }],
    },
    'a ReplicationController without a selector, which the API server writes': {
      add: [{ apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'old', namespace: 'shop' }, spec: { template: { metadata: { labels: { app: 'new' } }, spec: {} } } }],
    },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      const { owner } = pod;
      const { selector } = owner.spec;
      if (!KINDS.has(owner.kind) || typeof selector !== 'object' || selector === null) continue;
      if (matchesLabels(owner.kind === 'ReplicationController' ? { matchLabels: selector } : selector, pod.labels)) continue;
      yield {
        at: owner,
        path: ['spec', 'selector'],
        message: 'spec.selector does not match spec.template.metadata.labels',
        remedy: 'write the same labels in both; in a cluster that runs the workload already the selector cannot be changed',
      };
    }
  },
};

const KINDS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController']);
