import { grantRule, inCluster, inRole } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacEscalateBind = grantRule(ESCALATIONS.escalateBind, {
  bad: {
    'escalate': inRole({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], verbs: ['escalate'] }),
    'escalate on one role, which then grants anything': inRole({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], resourceNames: ['api'], verbs: ['escalate', 'update'] }),
    'bind': inCluster({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], verbs: ['bind'] }),
    'bind cluster-admin': inCluster({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], resourceNames: ['cluster-admin'], verbs: ['bind'] }),
    'every verb': inCluster({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], verbs: ['*'] }),
  },
  good: {
    'bind one role that is named': inCluster({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], resourceNames: ['view'], verbs: ['bind'] }),
    'reading': inRole({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], verbs: ['get', 'list'] }),
  },
});
