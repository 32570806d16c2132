import { NETWORK_POLICIES } from './references';
import { shownSelector } from './shown-selector';
import { connectivityOf } from '../../../analysis/connectivity';
import { mayHaveOtherPods } from '../../../analysis/other-pods';
import { sameNamespaces } from '../../../analysis/same-namespace';
import { selectedPods } from '../../../analysis/selected-pods';
import { Rule } from '../../rule';

export const netpolSelectsSomething: Rule = {
  id: 'netpol-selects-something',
  title: 'Policies select pods that exist',
  item: 4,
  severity: 'warning',
  why: 'A policy whose labels are misspelt is accepted and holds nothing: what it was to deny stays open, and what it was to allow stays cut.',
  references: [NETWORK_POLICIES],
  edition: '2026.11',
  bad: {
    'a label that no pod has': { on: 'NetworkPolicy/allow-api-from-web', set: { 'spec.podSelector': { matchLabels: { app: 'api' } } } },
    'a value that no pod has': {
      on: 'NetworkPolicy/allow-api-from-web', set: { 'spec.podSelector.matchLabels["app.kubernetes.io/name"]': 'apo' },
    },
    'an expression that no pod meets': {
      on: 'NetworkPolicy/allow-api-from-web', set: { 'spec.podSelector': { matchExpressions: [{ key: 'tier', operator: 'Exists' }] } },
    },
  },
  good: {
    'all pods of a namespace without any': {
      add: [{
        apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'spare' }, spec: { podSelector: {} },
      }],
    },
    'a namespace whose pods are elsewhere': {
      add: [{
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'deny', namespace: 'spare' },
        spec: { podSelector: { matchLabels: { app: 'other' } } },
      }],
    },
    'pods that an operator makes': {
      on: 'NetworkPolicy/allow-api-from-web',
      set: { 'spec.podSelector': { matchLabels: { app: 'kafka' } } },
      add: [{ apiVersion: 'kafka.strimzi.io/v1', kind: 'Kafka', metadata: { name: 'events', namespace: 'shop' }, spec: {} }],
    },
    'one replica of a StatefulSet': {
      on: 'NetworkPolicy/allow-db-from-api', set: { 'spec.podSelector': { matchLabels: { 'statefulset.kubernetes.io/pod-name': 'db-0' } } },
    },
  },
  * checkEach(objects, _, model) {
    const connectivity = connectivityOf(model);
    for (const policy of connectivity.policiesAmong(objects)) {
      if (policy.selectsAll || connectivity.podsOf(policy).length > 0 || mayHaveOtherPods(model, policy.at.namespace)) continue;
      if (sameNamespaces(policy.at.namespace).some((namespace) => selectedPods(model, namespace, policy.podSelector).length > 0)) continue;
      yield {
        at: policy.at,
        path: ['spec', 'podSelector'],
        message: `spec.podSelector is ${shownSelector(policy.podSelector)}, which selects no pod of the namespace`,
        remedy: 'write labels that the pods have, or remove the policy',
      };
    }
  },
};
