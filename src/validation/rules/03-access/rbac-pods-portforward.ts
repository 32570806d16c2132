import { grantRule, inRole } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacPodsPortforward = grantRule(ESCALATIONS.podsPortforward, {
  bad: {
    'create': inRole({ apiGroups: [''], resources: ['pods/portforward'], verbs: ['create'] }),
    'get, before 1.35': { ...inRole({ apiGroups: [''], resources: ['pods/portforward'], verbs: ['get'] }), policy: { minor: 34 } },
    'the proxy of pods': inRole({ apiGroups: [''], resources: ['pods/proxy'], verbs: ['get'] }),
    'the proxy of services': inRole({ apiGroups: [''], resources: ['services/proxy'], verbs: ['get'] }),
  },
  good: {
    'get, from 1.35 on': { ...inRole({ apiGroups: [''], resources: ['pods/portforward'], verbs: ['get'] }), policy: { minor: 36 } },
    'the proxy of one named service': inRole({ apiGroups: [''], resources: ['services/proxy'], resourceNames: ['http:web:'], verbs: ['get'] }),
  },
});
