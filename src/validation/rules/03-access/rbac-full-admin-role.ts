import { inCluster, inNamespace, inRole, unbound } from './grant-rule';
import { named } from './subject';
import { accessOf } from '../../../analysis/access';
import { isOfControlPlane, Role, RoleRule } from '../../../analysis/role';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { cis, mitre, nsa, rbacGoodPractice } from '../../../standard/reference';
import { Rule } from '../../rule';

const EVERYTHING = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };

export const rbacFullAdminRole: Rule = {
  id: 'rbac-full-admin-role',
  title: 'No role grants everything under another name than cluster-admin',
  item: 3,
  severity: 'error',
  why: 'A role that allows every verb on every resource is cluster-admin, only that nobody who looks for cluster-admin finds it.',
  references: [cis('5.1.1'), mitre('T1098.006'), nsa('role-based access control'), rbacGoodPractice('least privilege', 'least-privilege')],
  edition: '2026.11',
  bad: {
    'in the cluster': inCluster(EVERYTHING),
    'in a namespace': inNamespace(EVERYTHING),
    'a Role': inRole(EVERYTHING),
    'a ClusterRole that nobody is bound to yet': unbound(EVERYTHING),
    'gathered by another role': {
      on: 'RoleBinding/api',
      set: { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'all' } },
      add: [
        ...unbound(EVERYTHING, { 'acme.io/gather': 'true' }).add ?? [],
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRole',
          metadata: { name: 'all' },
          aggregationRule: { clusterRoleSelectors: [{ matchLabels: { 'acme.io/gather': 'true' } }] },
        },
      ],
    },
  },
  good: {
    'every verb on one resource': inRole({ apiGroups: [''], resources: ['configmaps'], verbs: ['*'] }),
    'everything of one API group': inRole({ apiGroups: ['acme.io'], resources: ['*'], verbs: ['*'] }),
    'reading everything': inRole({ apiGroups: ['*'], resources: ['*'], verbs: ['get'] }),
  },
  * check(model) {
    const access = accessOf(model);
    const full = new Set<Role>();
    for (const role of access.roles) {
      if (isOfControlPlane(role)) continue;
      const rule = role.rules.find(grantsEverything);
      if (rule === undefined) continue;
      full.add(role);
      yield {
        at: role.at,
        path: rule.path,
        message: `${formatPath(rule.path)} allows every verb on every resource of every API group`,
        remedy: 'list what the program uses',
        severity: role.bindings.length === 0 ? 'warning' : undefined,
      };
    }
    if (full.size === 0) return;
    const gathering = new Set(access.roles.filter((role) => full.has(role) || role.gathers.some((gathered) => full.has(gathered))));
    for (const { at, role, subjects } of access.bindings) {
      if (role === undefined || subjects.length === 0 || !gathering.has(role)) continue;
      yield {
        at,
        path: ['roleRef', 'name'],
        message: `roleRef.name is ${quote(role.at.name)}, which allows everything, for ${named(subjects)}`,
        remedy: 'bind a role that lists what they need',
      };
    }
  },
};

function grantsEverything(rule: RoleRule): boolean {
  return rule.verbs.includes('*') && rule.resources.includes('*') && rule.apiGroups.includes('*') && rule.resourceNames.length === 0;
}
