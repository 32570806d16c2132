import { grantRule, inCluster, inRole } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacPvCreate = grantRule(ESCALATIONS.pvCreate, {
  bad: {
    'create': inCluster({ apiGroups: [''], resources: ['persistentvolumes'], verbs: ['create'] }),
    'by wildcards': inCluster({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }),
  },
  good: {
    'what a CSI driver does with volumes': inCluster({ apiGroups: [''], resources: ['persistentvolumes'], verbs: ['get', 'list', 'watch', 'patch'] }),
    'claims': inRole({ apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: ['create'] }),
    'reading': inCluster({ apiGroups: [''], resources: ['persistentvolumes'], verbs: ['get', 'list'] }),
    'in a Role, which has no volumes': inRole({ apiGroups: [''], resources: ['persistentvolumes'], verbs: ['create'] }),
  },
});
