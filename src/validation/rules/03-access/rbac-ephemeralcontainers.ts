import { grantRule, inCluster, inRole, unbound } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacEphemeralcontainers = grantRule(ESCALATIONS.ephemeralContainers, {
  bad: {
    'patch': inRole({ apiGroups: [''], resources: ['pods/ephemeralcontainers'], verbs: ['patch'] }),
    'update in the whole cluster': inCluster({ apiGroups: [''], resources: ['pods/ephemeralcontainers'], verbs: ['update'] }),
    'added to a role for people that does not have it': unbound({ apiGroups: [''], resources: ['pods/ephemeralcontainers'], verbs: ['patch'] }, { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' }),
  },
  good: {
    reading: inRole({ apiGroups: [''], resources: ['pods/ephemeralcontainers'], verbs: ['get'] }),
  },
});
