import { grantRule, inCluster, inRole } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacImpersonate = grantRule(ESCALATIONS.impersonate, {
  bad: {
    'users': inCluster({ apiGroups: [''], resources: ['users'], verbs: ['impersonate'] }),
    'ServiceAccounts of the namespace': inRole({ apiGroups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'] }),
    'the group that nothing is refused to': inCluster({ apiGroups: [''], resources: ['groups'], resourceNames: ['system:masters'], verbs: ['impersonate'] }),
    'every verb on ServiceAccounts': inRole({ apiGroups: [''], resources: ['serviceaccounts'], verbs: ['*'] }),
    'extra attributes': inCluster({ apiGroups: ['authentication.k8s.io'], resources: ['userextras'], verbs: ['impersonate'] }),
    'in the constrained form, but anybody': inCluster({ apiGroups: ['authentication.k8s.io'], resources: ['users'], verbs: ['impersonate:user-info'] }),
  },
  good: {
    'one ServiceAccount that is named': inRole({ apiGroups: [''], resources: ['serviceaccounts'], resourceNames: ['web'], verbs: ['impersonate'] }),
    'the node that the agent runs on': inCluster({ apiGroups: ['authentication.k8s.io'], resources: ['nodes'], verbs: ['impersonate:associated-node'] }),
  },
});
