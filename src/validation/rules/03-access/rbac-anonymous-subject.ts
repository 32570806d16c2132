import { accessOf } from '../../../analysis/access';
import { Binding, grantsSomething, isBootstrap } from '../../../analysis/role';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { mitre, nsa, rbacGoodPractice } from '../../../standard/reference';
import { Edit, Rule } from '../../rule';

const bound = (kind: string, name: string): Edit => ({ on: 'RoleBinding/api', set: { subjects: [{ kind, name, apiGroup: 'rbac.authorization.k8s.io' }] } });

export const rbacAnonymousSubject: Rule = {
  id: 'rbac-anonymous-subject',
  title: 'Nothing is granted to callers who did not log in',
  item: 3,
  severity: 'error',
  why: 'Whoever reaches the port of the API server is system:anonymous; what is granted to it is granted to the network.',
  references: [rbacGoodPractice('hardening', 'hardening'), nsa('authentication'), mitre('T1078')],
  edition: '2026.11',
  bad: {
    'the user': bound('User', 'system:anonymous'),
    'the group': bound('Group', 'system:unauthenticated'),
  },
  good: {
    'a group of people': bound('Group', 'shop-developers'),
    'what the API server lets everybody know': {
      on: 'RoleBinding/api',
      set: {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:service-account-issuer-discovery' },
        subjects: [{ kind: 'Group', name: 'system:unauthenticated', apiGroup: 'rbac.authorization.k8s.io' }],
      },
    },
    'how kubeadm lets nodes join': {
      add: [{
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'kubeadm:bootstrap-signer-clusterinfo', namespace: 'kube-public' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'kubeadm:bootstrap-signer-clusterinfo' },
        subjects: [{ kind: 'User', name: 'system:anonymous', apiGroup: 'rbac.authorization.k8s.io' }],
      }],
    },
  },
  * check(model) {
    for (const binding of accessOf(model).bindings) {
      if (isBootstrap(binding.at) || isPublic(binding) || !grantsSomething(binding)) continue;
      for (const subject of binding.subjects) {
        const anonymous = subject.kind === 'User' ? subject.name === 'system:anonymous' : subject.kind === 'Group' && subject.name === 'system:unauthenticated';
        if (!anonymous) continue;
        const path = [...subject.path, 'name'];
        yield {
          at: binding.at,
          path,
          message: `${formatPath(path)} is "${subject.name}", so that ${binding.roleKind === 'Role' ? 'Role' : 'ClusterRole'} ${quote(binding.roleName)} is granted to whoever reaches the API server`,
          remedy: 'name the users, groups or ServiceAccounts that need it',
        };
      }
    }
  },
};

/** What a caller may know before logging in: the version, where tokens are checked, and how a node joins. */
const PUBLIC: ReadonlySet<string> = new Set([
  'ClusterRole/system:public-info-viewer',
  'ClusterRole/system:service-account-issuer-discovery',
  'Role/kubeadm:bootstrap-signer-clusterinfo',
]);

function isPublic({ roleKind, roleName }: Binding): boolean {
  return PUBLIC.has(`${roleKind}/${roleName}`);
}
