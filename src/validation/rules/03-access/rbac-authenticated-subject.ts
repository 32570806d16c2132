import { accessOf } from '../../../analysis/access';
import { grantsAny } from '../../../analysis/escalation';
import { Binding, grantsSomething, isBootstrap } from '../../../analysis/role';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { ESCALATIONS } from '../../../standard/access';
import { mitre, rbacGoodPractice } from '../../../standard/reference';
import { Edit, Rule } from '../../rule';

const bound = (name: string, more: Readonly<Record<string, unknown>> = {}): Edit => ({
  on: 'RoleBinding/api', set: { subjects: [{ kind: 'Group', name, apiGroup: 'rbac.authorization.k8s.io' }], ...more },
});

export const rbacAuthenticatedSubject: Rule = {
  id: 'rbac-authenticated-subject',
  title: 'Nothing is granted to everybody who is logged in',
  item: 3,
  severity: 'error',
  why: 'system:authenticated is every user and every pod of the cluster with a token; with some providers it is everybody who has an account there. system:serviceaccounts is every pod.',
  references: [
    rbacGoodPractice('least privilege', 'least-privilege'),
    mitre('T1078'),
    { title: 'Google Kubernetes Engine: avoid default roles and groups', url: 'https://cloud.google.com/kubernetes-engine/docs/best-practices/rbac#default-roles-groups' },
  ],
  edition: '2026.11',
  bad: {
    'everybody': bound('system:authenticated'),
    'every ServiceAccount of the cluster': bound('system:serviceaccounts'),
    'everybody may write': bound('system:authenticated', { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' } }),
  },
  good: {
    'the ServiceAccounts of one namespace': bound('system:serviceaccounts:shop'),
    'what everybody may know': bound('system:authenticated', { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:discovery' } }),
  },
  * check(model, policy) {
    for (const binding of accessOf(model).bindings) {
      if (isBootstrap(binding.at) || KNOWN_TO_ALL.has(binding.roleName) || !grantsSomething(binding)) continue;
      let reads: boolean | undefined;
      for (const subject of binding.subjects) {
        if (subject.kind !== 'Group' || (subject.name !== 'system:authenticated' && subject.name !== 'system:serviceaccounts')) continue;
        const path = [...subject.path, 'name'];
        reads ??= onlyReads(binding, policy.minor);
        yield {
          at: binding.at,
          path,
          message: `${formatPath(path)} is "${subject.name}", so that ${binding.roleKind === 'Role' ? 'Role' : 'ClusterRole'} ${quote(binding.roleName)} is granted to `
            + `${subject.name === 'system:authenticated' ? 'everybody with a login' : 'every pod of the cluster'}`,
          remedy: 'name the users, groups or ServiceAccounts that need it',
          severity: reads ? 'warning' : undefined,
        };
      }
    }
  },
};

/** Roles that the API server itself grants to everybody. */
const KNOWN_TO_ALL: ReadonlySet<string> = new Set([
  'system:basic-user', 'system:discovery', 'system:public-info-viewer', 'system:service-account-issuer-discovery',
]);

function onlyReads({ role, roleName }: Binding, minor: number): boolean {
  if (role === undefined) return roleName === 'view';
  const rules = [role, ...role.gathers].flatMap((each) => each.rules);
  return rules.every((rule) => rule.verbs.every((verb) => verb === 'get' || verb === 'list' || verb === 'watch'))
    && !grantsAny(rules, ESCALATIONS.secretsRead, minor);
}
