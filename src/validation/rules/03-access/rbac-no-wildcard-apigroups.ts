import { wildcards } from './wildcard';
import { cis, nsa, rbacGoodPractice } from '../../../standard/reference';
import { Rule } from '../../rule';

export const rbacNoWildcardApigroups: Rule = {
  id: 'rbac-no-wildcard-apigroups',
  title: 'Roles list the API groups that they grant',
  item: 3,
  severity: 'error',
  development: 'warning',
  why: 'Resource names are unique only within a group: with every group a role reaches the types of each operator that is installed, now or later.',
  references: [cis('5.1.3'), nsa('role-based access control'), rbacGoodPractice('least privilege', 'least-privilege')],
  edition: '2026.11',
  bad: {
    'all groups': { on: 'Role/api', set: { 'rules[0].apiGroups': ['*'] } },
  },
  good: {
    'the core group': { on: 'Role/api', set: { 'rules[0].apiGroups': [''] } },
    'one subresource of whatever has it, which a scaler needs': {
      on: 'Role/api', set: { 'rules[0].apiGroups': ['*'], 'rules[0].resources': ['*/scale'] }, unset: ['rules[0].resourceNames'],
    },
  },
  check: (model, policy) => wildcards(
    model,
    policy,
    'apiGroups',
    (group, rule) => group === '*' && !rule.resources.every((resource) => resource.startsWith('*/')),
    'list the API groups of the resources; the core group is ""',
  ),
};
