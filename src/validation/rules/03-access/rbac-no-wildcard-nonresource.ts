import { inCluster, inNamespace } from './grant-rule';
import { wildcards } from './wildcard';
import { reachOf } from '../../../analysis/escalation';
import { cis, nsa, rbacGoodPractice } from '../../../standard/reference';
import { Rule } from '../../rule';

export const rbacNoWildcardNonresource: Rule = {
  id: 'rbac-no-wildcard-nonresource',
  title: 'Roles list the paths of the API server that they grant',
  item: 3,
  severity: 'warning',
  why: 'Beside its resources the API server has logs, profiles of its memory and metrics under paths of their own: the wildcard opens all of them.',
  references: [cis('5.1.3'), nsa('role-based access control'), rbacGoodPractice('least privilege', 'least-privilege')],
  edition: '2026.11',
  bad: {
    'every path': inCluster({ nonResourceURLs: ['*'], verbs: ['get'] }),
    'every path, in other words': inCluster({ nonResourceURLs: ['/*'], verbs: ['get'] }),
  },
  good: {
    'paths below one': inCluster({ nonResourceURLs: ['/healthz', '/healthz/*', '/metrics'], verbs: ['get'] }),
    'granted in a namespace, where there are no paths': inNamespace({ nonResourceURLs: ['*'], verbs: ['get'] }),
  },
  check: (model, policy) => wildcards(
    model,
    policy,
    'nonResourceURLs',
    (path, _, role) => (path === '*' || path === '/*') && role.at.kind === 'ClusterRole' && reachOf(role) !== 'namespace',
    'list the paths that the program asks for, such as /metrics',
  ),
};
