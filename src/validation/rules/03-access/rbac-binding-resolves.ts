import { Access, accessOf } from '../../../analysis/access';
import { Binding, BUILT_IN_ROLES, Subject } from '../../../analysis/role';
import { Model } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { isSystemNamespace } from '../../../standard/system-namespaces';
import { Problem, Rule } from '../../rule';

export const rbacBindingResolves: Rule = {
  id: 'rbac-binding-resolves',
  title: 'Bindings name roles and ServiceAccounts that exist',
  item: 3,
  severity: 'warning',
  why: 'A binding to nothing grants nothing, and nobody notices until the program is refused. And it waits: whoever makes the role, or the account, of that name has the rights.',
  references: [
    { title: 'RoleBinding and ClusterRoleBinding', url: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding' },
    { title: 'RBAC good practices: periodic review', url: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#periodic-review' },
  ],
  edition: '2026.11',
  bad: {
    'no such Role': { on: 'RoleBinding/api', set: { 'roleRef.name': 'apii' } },
    'no such ClusterRole in the input': { on: 'RoleBinding/api', set: { 'roleRef.kind': 'ClusterRole' } },
    'no such ServiceAccount': { on: 'RoleBinding/api', set: { 'subjects[0].name': 'apii' } },
    'no such ServiceAccount in the namespace of the binding': { on: 'RoleBinding/api', set: { subjects: [{ kind: 'ServiceAccount', name: 'apii' }] } },
    'a ClusterRoleBinding has no namespace to look for the ServiceAccount in': {
      add: [{
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'api' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
        subjects: [{ kind: 'ServiceAccount', name: 'api' }],
      }],
    },
    'a ClusterRoleBinding cannot name a Role': {
      add: [{
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'api' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'api' },
        subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
      }],
    },
  },
  good: {
    'a ClusterRole that every cluster has': { on: 'RoleBinding/api', set: { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' } } },
    'a ClusterRole of the system': {
      on: 'RoleBinding/api', set: { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:auth-delegator' } },
    },
    'an account of a namespace that is not in the input': { on: 'RoleBinding/api', set: { subjects: [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }] } },
    'an account in the namespace of the binding': { on: 'RoleBinding/api', unset: ['subjects[0].namespace'] },
    'people': { on: 'RoleBinding/api', set: { subjects: [{ kind: 'Group', name: 'shop-developers', apiGroup: 'rbac.authorization.k8s.io' }] } },
    'the account that every namespace has': {
      on: 'RoleBinding/api', set: { 'subjects[0].name': 'default' }, remove: ['ServiceAccount/default'],
    },
    'an account that the control plane makes, where the input has another there': {
      on: 'RoleBinding/api',
      set: { subjects: [{ kind: 'ServiceAccount', name: 'horizontal-pod-autoscaler', namespace: 'kube-system' }] },
      add: [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'metrics-server', namespace: 'kube-system' } }],
    },
  },
  * check(model) {
    const access = accessOf(model);
    const namespaces = heldNamespaces(model);
    for (const binding of access.bindings) {
      yield* roleProblems(binding);
      for (const subject of binding.subjects) yield* subjectProblems(binding, subject, access, namespaces);
    }
  },
};

function* roleProblems({ at, role, roleKind, roleName, clusterWide }: Binding): Iterable<Problem> {
  if (clusterWide && roleKind === 'Role') {
    yield {
      at,
      path: ['roleRef', 'kind'],
      message: 'roleRef.kind is "Role", which a ClusterRoleBinding cannot grant',
      remedy: 'bind it with a RoleBinding in the namespace of the Role, or write a ClusterRole',
    };
  } else if (role === undefined && (roleKind === 'Role' || roleKind === 'ClusterRole') && !isKnown(roleKind, roleName)) {
    yield {
      at,
      path: ['roleRef', 'name'],
      message: `roleRef.name is ${quote(roleName)}, and the input holds no ${roleKind} of this name${roleKind === 'Role' ? ' in the namespace' : ''}`,
      remedy: `name a ${roleKind} that exists`,
      // ClusterRoles are often installed by somebody else.
      severity: roleKind === 'ClusterRole' ? 'info' : undefined,
    };
  }
}

function isKnown(kind: string, name: string): boolean {
  return name.startsWith('system:') || name.startsWith('kubeadm:') || name === 'extension-apiserver-authentication-reader'
    || (kind === 'ClusterRole' && BUILT_IN_ROLES.has(name));
}

/**
 * Where kustomize gives a ServiceAccount its namespace, it gives it to the subjects that name the account too.
 * @see https://github.com/kubernetes-sigs/kustomize/blob/01f678760c72df1548a348a3d0ae28bad7517258/api/filters/nameref/nameref.go
 */
function* subjectProblems({ at, clusterWide }: Binding, subject: Subject, access: Access, namespaces: ReadonlySet<string>): Iterable<Problem> {
  if (subject.kind !== 'ServiceAccount') return;
  const { name, namespace } = subject;
  if (clusterWide && namespace === '') {
    const path = [...subject.path, 'namespace'];
    const isOpen = access.account('', name)?.namespace === '';
    const remedy = `set it to the namespace of the ServiceAccount${isOpen ? ', or have kustomize set both' : ''}; the API server asks for it`;
    yield { at, path, message: `${formatPath(path)} is not set`, remedy, severity: isOpen ? 'info' : undefined };
  } else if (name !== 'default' && namespaces.has(namespace) && access.account(namespace, name) === undefined) {
    const path = [...subject.path, 'name'];
    yield {
      at,
      path,
      message: `${formatPath(path)} is ${quote(name)}, and the input holds no ServiceAccount of this name${namespace === '' ? '' : ` in namespace ${quote(namespace)}`}`,
      remedy: 'name a ServiceAccount that exists',
    };
  }
}

/**
 * The namespaces whose ServiceAccounts are kept in the input, as far as one can tell: it holds the namespace, or others of its accounts. Those of the
 * system are filled by the control plane too.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#controller-roles
 */
function heldNamespaces(model: Model): ReadonlySet<string> {
  const names = [...model.ofKind('Namespace').map(({ name }) => name), ...model.ofKind('ServiceAccount').map(({ namespace }) => namespace)];
  return new Set(names.filter((name) => !isSystemNamespace(name)));
}
