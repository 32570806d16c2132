import { grantRule, inCluster, inRole } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacDeleteEvents = grantRule(ESCALATIONS.deleteEvents, {
  bad: {
    'delete': inRole({ apiGroups: [''], resources: ['events'], verbs: ['delete'] }),
    'all at once, in the newer API': inCluster({ apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['deletecollection'] }),
  },
  good: {
    writing: inRole({ apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] }),
  },
});
