import { named } from './subject';
import { accessOf } from '../../../analysis/access';
import { grantsSomething, isBootstrap, Role } from '../../../analysis/role';
import { asObject, asStrings, Model } from '../../../manifest/model';
import { quote } from '../../../manifest/quote';
import { nsa, rbacGoodPractice } from '../../../standard/reference';
import { isNamespacedResource } from '../../../standard/scopes';
import { Edit, Rule } from '../../rule';

const ROLE = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'api' };

/** A ClusterRole for the API, bound in the whole cluster. */
const bound = (...rules: readonly object[]): Edit => ({
  add: [
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'api' }, rules },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'api' },
      roleRef: ROLE,
      subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
    },
  ],
});

export const rbacClusterScopeJustified: Rule = {
  id: 'rbac-cluster-scope-justified',
  title: 'What lives in namespaces is granted in namespaces',
  item: 3,
  severity: 'warning',
  why: 'A ClusterRoleBinding grants in every namespace, those of other teams and kube-system too. Where a role holds nothing that is outside of namespaces, RoleBindings say which ones are meant.',
  references: [rbacGoodPractice('least privilege', 'least-privilege'), nsa('role-based access control')],
  edition: '2026.11',
  bad: {
    'pods of every namespace': bound({ apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] }),
  },
  good: {
    'nodes are in no namespace': bound({ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list'] }),
    'a watcher of the cluster': bound({ apiGroups: [''], resources: ['pods', 'namespaces'], verbs: ['get', 'list', 'watch'] }),
    'paths are in no namespace': bound({ nonResourceURLs: ['/metrics'], verbs: ['get'] }),
    'types that we do not know': bound({ apiGroups: ['acme.io'], resources: ['anvils'], verbs: ['get'] }),
    'bound in one namespace': {
      on: 'RoleBinding/api',
      set: { roleRef: ROLE },
      add: [{
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'api' },
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
      }],
    },
  },
  * check(model) {
    const access = accessOf(model);
    const custom = customResources(model);
    for (const binding of access.bindings) {
      const { role } = binding;
      if (!binding.clusterWide || role === undefined || isBootstrap(binding.at) || !grantsSomething(binding)) continue;
      // An aggregated role may gather from outside of the input.
      if (role.rules.length === 0 || asObject(role.at.raw).aggregationRule !== undefined) continue;
      if (!onlyNamespaced(role, custom)) continue;
      yield {
        at: binding.at,
        path: ['roleRef'],
        message: `roleRef.name is ${quote(role.at.name)}, which holds only what lives in namespaces, and is granted in all of them to ${named(binding.subjects)}`,
        remedy: 'write a RoleBinding in each namespace that is meant, or waive this where the program serves all namespaces',
      };
    }
  },
};

function onlyNamespaced(role: Role, custom: ReadonlySet<string>): boolean {
  return role.rules.every((rule) => rule.nonResourceURLs.length === 0 && rule.apiGroups.every((group) => (
    rule.resources.every((resource) => isNamespacedResource(group, resource) || custom.has(`${group}/${resource.replace(/\/.*/, '')}`))
  )));
}

/** The resources of CustomResourceDefinitions in the input that live in namespaces. */
function customResources(model: Model): ReadonlySet<string> {
  return new Set(model.ofKind('CustomResourceDefinition').flatMap(({ spec }) => (
    spec.scope === 'Namespaced' && typeof spec.group === 'string' ? [`${spec.group}/${asStrings(spec.names).plural}`] : []
  )));
}
