import { grantRule, inCluster, inRole } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacManageRbac = grantRule(ESCALATIONS.manageRbac, {
  bad: {
    'RoleBindings': inRole({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['rolebindings'], verbs: ['create'] }),
    'ClusterRoles': inCluster({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], verbs: ['patch'] }),
    'deleting bindings': inRole({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['rolebindings'], verbs: ['delete'] }),
  },
  good: {
    'reading': inRole({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles', 'rolebindings'], verbs: ['get', 'list', 'watch'] }),
    'one role that is named': inRole({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], resourceNames: ['api'], verbs: ['update'] }),
  },
});
