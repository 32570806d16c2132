import { grantRule, inCluster, inRole } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacDeleteLogs = grantRule(ESCALATIONS.deleteLogs, {
  bad: {
    'delete': inRole({ apiGroups: [''], resources: ['pods/log'], verbs: ['get', 'delete'] }),
    'all at once, in the whole cluster': inCluster({ apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['deletecollection'] }),
    'every verb': inRole({ apiGroups: [''], resources: ['pods/log'], verbs: ['*'] }),
  },
  good: {
    'reading': inRole({ apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list', 'watch'] }),
    'deleting pods, which is another thing to ask for': inRole({ apiGroups: [''], resources: ['pods'], verbs: ['delete'] }),
  },
});
