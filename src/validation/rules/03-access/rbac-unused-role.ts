import { unbound } from './grant-rule';
import { accessOf } from '../../../analysis/access';
import { isBootstrap, Role } from '../../../analysis/role';
import { rbacGoodPractice } from '../../../standard/reference';
import { Rule } from '../../rule';

export const rbacUnusedRole: Rule = {
  id: 'rbac-unused-role',
  title: 'Every Role is bound to somebody',
  item: 3,
  severity: 'info',
  why: 'A Role that nobody has is a leftover, or a binding is missing; one day somebody binds it without reading it.',
  references: [rbacGoodPractice('periodic review', 'periodic-review')],
  edition: '2026.11',
  bad: {
    'no binding names it': { remove: ['RoleBinding/api'] },
    'the binding names another': { on: 'RoleBinding/api', set: { 'roleRef.name': 'web' } },
    'the binding has no subjects': { on: 'RoleBinding/api', set: { subjects: [] } },
  },
  good: {
    'a copy of a Role that is bound, which names-unique reports': {
      add: [{
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'api', namespace: 'shop' },
        rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['api'], verbs: ['get'] }],
      }],
    },
    'a ClusterRole that users of an operator may bind': unbound({ apiGroups: ['acme.io'], resources: ['anvils'], verbs: ['get', 'list', 'watch'] }),
  },
  * check(model) {
    const roles = accessOf(model).roles.filter(({ at }) => at.kind === 'Role');
    // Bindings mean a name, and are held against the first of several Roles that have it.
    const bound = new Set(roles.filter(({ bindings }) => bindings.some(({ subjects }) => subjects.length > 0)).map(nameOf));
    for (const role of roles) {
      if (isBootstrap(role.at) || bound.has(nameOf(role))) continue;
      yield {
        at: role.at,
        path: ['metadata', 'name'],
        message: 'no RoleBinding in the input hands this Role to anybody',
        remedy: 'bind it, or remove it',
      };
    }
  },
};

function nameOf({ at: { namespace, name } }: Role): string {
  return `${namespace}/${name}`;
}
