import { wildcards } from './wildcard';
import { cis, nsa, rbacGoodPractice } from '../../../standard/reference';
import { Rule } from '../../rule';

export const rbacNoWildcardResources: Rule = {
  id: 'rbac-no-wildcard-resources',
  title: 'Roles list the resources that they grant',
  item: 3,
  severity: 'error',
  development: 'warning',
  why: 'The wildcard takes in Secrets, subresources such as pods/exec, and every type that somebody adds to the group later.',
  references: [cis('5.1.3'), nsa('role-based access control'), rbacGoodPractice('least privilege', 'least-privilege')],
  edition: '2026.11',
  bad: {
    'all resources': { on: 'Role/api', set: { 'rules[0].resources': ['*'] } },
    'all subresources of one, which RBAC does not even know': { on: 'Role/api', set: { 'rules[0].resources': ['pods/*'] } },
  },
  good: {
    'one subresource of whatever can be scaled': { on: 'Role/api', set: { 'rules[0].resources': ['*/scale'] } },
  },
  check: (model, policy) => wildcards(
    model, policy, 'resources', (resource) => resource === '*' || resource.endsWith('/*'), 'list the resources and subresources that the program uses',
  ),
};
