import { unbound } from './grant-rule';
import { accessOf } from '../../../analysis/access';
import { isBootstrap } from '../../../analysis/role';
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
    'a ClusterRole that users of an operator may bind': unbound({ apiGroups: ['acme.io'], resources: ['anvils'], verbs: ['get', 'list', 'watch'] }),
  },
  * check(model) {
    for (const role of accessOf(model).roles) {
      if (role.at.kind !== 'Role' || isBootstrap(role.at) || role.bindings.some((binding) => binding.subjects.length > 0)) continue;
      yield {
        at: role.at,
        path: ['metadata', 'name'],
        message: 'no RoleBinding in the input hands this Role to anybody',
        remedy: 'bind it, or remove it',
      };
    }
  },
};
