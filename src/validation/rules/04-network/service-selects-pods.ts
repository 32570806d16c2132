import { SERVICES } from './references';
import { shownSelector } from './shown-selector';
import { mayHaveOtherPods } from '../../../analysis/other-pods';
import { sameNamespaces } from '../../../analysis/same-namespace';
import { podsSelectedByMap } from '../../../analysis/selected-pods';
import { servicesOf } from '../../../analysis/services';
import { Rule } from '../../rule';

export const serviceSelectsPods: Rule = {
  id: 'service-selects-pods',
  title: 'Services select pods that exist',
  item: 4,
  severity: 'warning',
  why: 'A Service whose selector matches no pod has an address and no endpoints: calls to it fail, and whoever creates a pod with these labels gets them.',
  references: [SERVICES, { title: 'Debug Services', url: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpointslices' }],
  edition: '2026.11',
  bad: {
    'a label that no pod has': { on: 'Service/api', set: { 'spec.selector': { app: 'api' } } },
    'a value that no pod has': { on: 'Service/api', set: { 'spec.selector["app.kubernetes.io/name"]': 'apo' } },
    'pods of another namespace': { on: 'Deployment/api', set: { 'metadata.namespace': 'elsewhere' } },
  },
  good: {
    'no selector: the endpoints are written by something else': { on: 'Service/api', unset: ['spec.selector'] },
    'a name for something outside': { on: 'Service/api', set: { spec: { type: 'ExternalName', externalName: 'api.example.com', selector: { app: 'x' } } } },
    'a namespace whose pods are elsewhere': {
      add: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'other', namespace: 'spare' }, spec: { selector: { app: 'other' }, ports: [{ port: 80 }] } }],
    },
    'pods that an operator makes': {
      on: 'Service/api',
      set: { 'spec.selector': { app: 'kafka' } },
      add: [{ apiVersion: 'kafka.strimzi.io/v1', kind: 'Kafka', metadata: { name: 'events', namespace: 'shop' }, spec: {} }],
    },
    'one replica of a StatefulSet': { on: 'Service/db', set: { 'spec.selector': { 'statefulset.kubernetes.io/pod-name': 'db-0' } } },
  },
  * check(model) {
    for (const { at, selector, pods } of servicesOf(model)) {
      if (selector === undefined || pods.length > 0 || mayHaveOtherPods(model, at.namespace)) continue;
      if (sameNamespaces(at.namespace).some((namespace) => podsSelectedByMap(model, namespace, selector).length > 0)) continue;
      yield {
        at,
        path: ['spec', 'selector'],
        message: `spec.selector is ${shownSelector({ matchLabels: selector })}, which selects no pod of the namespace`,
        remedy: 'write labels of the pod template',
      };
    }
  },
};
