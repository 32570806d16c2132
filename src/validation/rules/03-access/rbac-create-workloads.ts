import { grantRule, inNamespace, inRole } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacCreateWorkloads = grantRule(ESCALATIONS.createWorkloads, {
  bad: {
    'pods': inRole({ apiGroups: [''], resources: ['pods'], verbs: ['create'] }),
    'a Deployment is a pod, too': inRole({ apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'] }),
    'and a CronJob': inRole({ apiGroups: ['batch'], resources: ['cronjobs'], verbs: ['update'] }),
    'every verb': inNamespace({ apiGroups: ['apps'], resources: ['statefulsets'], verbs: ['*'] }),
  },
  good: {
    'reading': inRole({ apiGroups: ['', 'apps'], resources: ['pods', 'deployments'], verbs: ['get', 'list', 'watch'] }),
    'restarting one that is named': inRole({ apiGroups: ['apps'], resources: ['deployments'], resourceNames: ['api'], verbs: ['get', 'patch'] }),
    'scaling': inRole({ apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['update', 'patch'] }),
    'deleting': inRole({ apiGroups: [''], resources: ['pods'], verbs: ['delete'] }),
  },
});
