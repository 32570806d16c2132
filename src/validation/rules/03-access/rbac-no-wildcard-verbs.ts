import { wildcards } from './wildcard';
import { cis, nsa, rbacGoodPractice } from '../../../standard/reference';
import { Rule } from '../../rule';

export const rbacNoWildcardVerbs: Rule = {
  id: 'rbac-no-wildcard-verbs',
  title: 'Roles list the verbs that they grant',
  item: 3,
  severity: 'error',
  development: 'warning',
  why: 'The wildcard grants more than reading and writing: delete and deletecollection, impersonate, bind and escalate where they exist, and every verb that is still to come.',
  references: [cis('5.1.3'), nsa('role-based access control'), rbacGoodPractice('least privilege', 'least-privilege')],
  edition: '2026.11',
  bad: {
    'in a Role': { on: 'Role/api', set: { 'rules[0].verbs': ['*'] } },
    'beside other verbs': { on: 'Role/api', set: { 'rules[0].verbs': ['get', '*'] } },
    'in a ClusterRole that nobody is bound to': {
      add: [{
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'leases' },
        rules: [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['*'] }],
      }],
    },
  },
  good: {
    'all verbs by name': { on: 'Role/api', set: { 'rules[0].verbs': ['get', 'list', 'watch', 'update', 'patch'] } },
    'a role that the API server itself makes': {
      add: [{
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'cluster-admin', labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
        rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
      }],
    },
  },
  check: (model, policy) => wildcards(model, policy, 'verbs', (verb) => verb === '*', 'list the verbs that the program calls, such as get, list and watch'),
};
