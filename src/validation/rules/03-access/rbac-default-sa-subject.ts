import { accessOf } from '../../../analysis/access';
import { grantsSomething, isBootstrap, Subject } from '../../../analysis/role';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { cis, nsa, rbacGoodPractice } from '../../../standard/reference';
import { Rule } from '../../rule';

export const rbacDefaultSaSubject: Rule = {
  id: 'rbac-default-sa-subject',
  title: 'Nothing is granted to the ServiceAccount default',
  item: 3,
  severity: 'warning',
  why: 'Every pod that names no ServiceAccount runs as default: what one program needs, all of them get, those that come next year too.',
  references: [cis('5.1.5'), nsa('role-based access control'), rbacGoodPractice('least privilege', 'least-privilege')],
  edition: '2026.11',
  bad: {
    'by its name': { on: 'RoleBinding/api', set: { subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'shop' }] } },
    'as the user that it is': {
      on: 'RoleBinding/api', set: { subjects: [{ kind: 'User', name: 'system:serviceaccount:shop:default', apiGroup: 'rbac.authorization.k8s.io' }] },
    },
    'of another namespace, in the cluster': {
      add: [{
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'tiller' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
        subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'kube-system' }],
      }],
    },
  },
  good: {
    'a user of that name': { on: 'RoleBinding/api', set: { subjects: [{ kind: 'User', name: 'default', apiGroup: 'rbac.authorization.k8s.io' }] } },
    'to a role without rules': {
      on: 'RoleBinding/api',
      set: {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'nothing' },
        subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'shop' }],
      },
      add: [{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'nothing', namespace: 'shop' }, rules: [] }],
    },
  },
  * check(model) {
    for (const binding of accessOf(model).bindings) {
      if (isBootstrap(binding.at) || !grantsSomething(binding)) continue;
      for (const subject of binding.subjects) {
        if (!isDefault(subject)) continue;
        const path = [...subject.path, 'name'];
        yield {
          at: binding.at,
          path,
          message: `${formatPath(path)} is ${quote(subject.name)}, which every pod without a ServiceAccount of its own runs as`,
          remedy: 'make a ServiceAccount for the program that needs it, and bind that',
        };
      }
    }
  },
};

function isDefault({ kind, name }: Subject): boolean {
  return kind === 'ServiceAccount' ? name === 'default' : kind === 'User' && /^system:serviceaccount:[^:]+:default$/.test(name);
}
