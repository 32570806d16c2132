import { named } from './subject';
import { accessOf } from '../../../analysis/access';
import { isBootstrap } from '../../../analysis/role';
import { cis, mitre, nsa, rbacGoodPractice } from '../../../standard/reference';
import { Rule } from '../../rule';

const ROLE = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' };

export const rbacNoClusterAdmin: Rule = {
  id: 'rbac-no-cluster-admin',
  title: 'Nobody is bound to cluster-admin',
  item: 3,
  severity: 'error',
  why: 'The role may do everything with everything. Bound in one namespace it still takes over what runs there, its Secrets and its roles; bound in the cluster, every node.',
  references: [cis('5.1.1'), mitre('T1098.006'), nsa('role-based access control'), rbacGoodPractice('least privilege', 'least-privilege')],
  edition: '2026.11',
  bad: {
    'in the cluster': {
      add: [{
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'api' },
        roleRef: ROLE,
        subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
      }],
    },
    'in a namespace': { on: 'RoleBinding/api', set: { roleRef: ROLE } },
    'to a group of people': { on: 'RoleBinding/api', set: { roleRef: ROLE, subjects: [{ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'ops' }] } },
  },
  good: {
    'a Role that only has the name': {
      on: 'RoleBinding/api', set: { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'cluster-admin' } },
    },
    'the binding that the API server itself makes': {
      add: [{
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'cluster-admin', labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
        roleRef: ROLE,
        subjects: [{ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'system:masters' }],
      }],
    },
    'nobody is bound': { on: 'RoleBinding/api', set: { roleRef: ROLE, subjects: [] } },
  },
  * check(model) {
    for (const binding of accessOf(model).bindings) {
      if (binding.roleKind !== 'ClusterRole' || binding.roleName !== 'cluster-admin') continue;
      if (binding.subjects.length === 0 || isBootstrap(binding.at)) continue;
      yield {
        at: binding.at,
        path: ['roleRef', 'name'],
        message: `roleRef.name is "cluster-admin", for ${named(binding.subjects)}`,
        remedy: 'bind a role that lists what they need',
      };
    }
  },
};
