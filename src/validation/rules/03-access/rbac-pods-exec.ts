import { grantRule, inCluster, inRole } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacPodsExec = grantRule(ESCALATIONS.podsExec, {
  bad: {
    'create': inRole({ apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] }),
    'in the whole cluster': inCluster({ apiGroups: [''], resources: ['pods', 'pods/exec'], verbs: ['get', 'create'] }),
    'by all subresources of pods': inRole({ apiGroups: [''], resources: ['pods/*'], verbs: ['create'] }),
    'by that subresource of everything': inRole({ apiGroups: ['*'], resources: ['*/exec'], verbs: ['*'] }),
    'get, before 1.35': { ...inRole({ apiGroups: [''], resources: ['pods/exec'], verbs: ['get'] }), policy: { minor: 34 } },
  },
  good: {
    'get, from 1.35 on': { ...inRole({ apiGroups: [''], resources: ['pods/exec'], verbs: ['get'] }), policy: { minor: 35 } },
    'pods, which do not take in their subresources': inRole({ apiGroups: [''], resources: ['pods'], verbs: ['get'] }),
    'one named pod': inRole({ apiGroups: [''], resources: ['pods/exec'], resourceNames: ['db-0'], verbs: ['create'] }),
  },
});
