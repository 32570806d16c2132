import { accessOf } from '../../../analysis/access';
import { isBootstrap } from '../../../analysis/role';
import { formatPath } from '../../../manifest/path';
import { cis, mitre, rbacGoodPractice } from '../../../standard/reference';
import { Rule } from '../../rule';

const MASTERS = { kind: 'Group', name: 'system:masters', apiGroup: 'rbac.authorization.k8s.io' };

export const rbacMastersSubject: Rule = {
  id: 'rbac-masters-subject',
  title: 'Nothing is bound to system:masters',
  item: 3,
  severity: 'error',
  why: 'Nothing is refused to this group, whatever roles say, and that cannot be revoked. A binding to it shows that somebody works as a member, where a group of their own could be taken away.',
  references: [cis('5.1.7'), mitre('T1078'), rbacGoodPractice('least privilege', 'least-privilege')],
  edition: '2026.11',
  bad: {
    'in a namespace': { on: 'RoleBinding/api', set: { subjects: [MASTERS] } },
    'in the cluster, beside others': {
      add: [{
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'ops' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
        subjects: [{ kind: 'Group', name: 'ops', apiGroup: 'rbac.authorization.k8s.io' }, MASTERS],
      }],
    },
  },
  good: {
    'a user who only has the name': { on: 'RoleBinding/api', set: { subjects: [{ ...MASTERS, kind: 'User' }] } },
    'the binding that the API server itself makes': {
      add: [{
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'cluster-admin', labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
        subjects: [MASTERS],
      }],
    },
  },
  * check(model) {
    for (const binding of accessOf(model).bindings) {
      if (isBootstrap(binding.at)) continue;
      for (const subject of binding.subjects) {
        if (subject.kind !== 'Group' || subject.name !== 'system:masters') continue;
        const path = [...subject.path, 'name'];
        yield {
          at: binding.at,
          path,
          message: `${formatPath(path)} is "system:masters", which may do everything without a binding`,
          remedy: 'bind a group of your own, and take its members out of system:masters',
        };
      }
    }
  },
};
