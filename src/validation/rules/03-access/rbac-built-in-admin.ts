import { unbound } from './grant-rule';
import { isToBuiltIn, powersOf, shownPowers } from './powers';
import { isProgram, named } from './subject';
import { accessOf } from '../../../analysis/access';
import { isBootstrap } from '../../../analysis/role';
import { quote } from '../../../manifest/quote';
import { cis, mitre, nsa, rbacGoodPractice } from '../../../standard/reference';
import { Edit, Rule } from '../../rule';

const API_GROUP = 'rbac.authorization.k8s.io';
const ACCOUNT = { kind: 'ServiceAccount', name: 'api', namespace: 'shop' };

const role = (name: string, kind = 'ClusterRole') => ({ apiGroup: API_GROUP, kind, name });

const bound = (roleRef: object, subject: object = ACCOUNT): Edit => ({ on: 'RoleBinding/api', set: { roleRef, subjects: [subject] } });

const boundInCluster = (roleRef: object): Edit => ({
  add: [{ apiVersion: `${API_GROUP}/v1`, kind: 'ClusterRoleBinding', metadata: { name: 'api' }, roleRef, subjects: [ACCOUNT] }],
});

export const rbacBuiltInAdmin: Rule = {
  id: 'rbac-built-in-admin',
  title: 'Programs are not bound to the roles for people, admin and edit',
  item: 3,
  severity: 'error',
  development: 'warning',
  why: 'Both are made for the people of a namespace. They read its Secrets, run pods as any of its ServiceAccounts and issue tokens of them, and admin writes its roles; '
    + 'what is installed in the cluster can add to them. Whoever breaks into the program has all of it, bound in the cluster in every namespace.',
  references: [
    cis('5.1.1'),
    mitre('T1098.006'),
    nsa('role-based access control'),
    rbacGoodPractice('least privilege', 'least-privilege'),
    { title: 'Using RBAC Authorization: user-facing roles', url: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles' },
  ],
  edition: '2026.11',
  bad: {
    'edit in a namespace': bound(role('edit')),
    'admin in a namespace': bound(role('admin')),
    'admin in the cluster': boundInCluster(role('admin')),
    'a ServiceAccount by its name as a user': bound(role('edit'), { kind: 'User', apiGroup: API_GROUP, name: 'system:serviceaccount:shop:api' }),
    'all ServiceAccounts of a namespace': bound(role('edit'), { kind: 'Group', apiGroup: API_GROUP, name: 'system:serviceaccounts:shop' }),
    'all ServiceAccounts of the cluster': bound(role('edit'), { kind: 'Group', apiGroup: API_GROUP, name: 'system:serviceaccounts' }),
    'the role as the cluster prints it': {
      ...bound(role('edit')),
      add: [{ apiVersion: `${API_GROUP}/v1`, kind: 'ClusterRole', metadata: { name: 'edit', labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } }, rules: [] }],
    },
  },
  good: {
    'a user': bound(role('admin'), { kind: 'User', apiGroup: API_GROUP, name: 'jane@example.com' }),
    'a group of people': bound(role('edit'), { kind: 'Group', apiGroup: API_GROUP, name: 'shop-developers' }),
    'a role that only looks': bound(role('view')),
    'cluster-admin, which is another rule': bound(role('cluster-admin')),
    'a Role that only has the name': bound(role('admin', 'Role')),
    'a ClusterRole of that name that the input brings': {
      ...bound(role('edit')),
      add: unbound({ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }, {}, 'edit').add,
    },
  },
  * check(model, policy) {
    const shown = new Map<string, string>();
    for (const binding of accessOf(model).bindings) {
      if (!NAMES.has(binding.roleName) || !isToBuiltIn(binding) || isBootstrap(binding.at)) continue;
      const programs = binding.subjects.filter(isProgram);
      if (programs.length === 0) continue;
      const { clusterWide, roleName } = binding;
      const key = `${roleName} ${clusterWide}`;
      let powers = shown.get(key);
      if (powers === undefined) shown.set(key, powers = shownPowers(powersOf(binding, policy.minor)));
      yield {
        at: binding.at,
        path: ['roleRef', 'name'],
        message: `roleRef.name is "${roleName}", which lets ${named(programs)}, in ${clusterWide ? 'the whole cluster' : `namespace ${quote(binding.at.namespace)}`}, ${powers}`,
        remedy: 'bind a role that holds only what the program calls',
        severity: clusterWide ? undefined : 'warning',
      };
    }
  },
};

/** cluster-admin has a rule of its own, and view reads nothing that escalates. */
const NAMES: ReadonlySet<string> = new Set(['admin', 'edit']);
