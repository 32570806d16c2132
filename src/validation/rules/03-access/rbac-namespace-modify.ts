import { grantRule, inCluster, inRole } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacNamespaceModify = grantRule(ESCALATIONS.namespaceModify, {
  bad: {
    'its own namespace': inRole({ apiGroups: [''], resources: ['namespaces'], verbs: ['patch'] }),
    'all namespaces': inCluster({ apiGroups: [''], resources: ['namespaces'], verbs: ['update'] }),
  },
  good: {
    'reading': inCluster({ apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] }),
    'making namespaces': inCluster({ apiGroups: [''], resources: ['namespaces'], verbs: ['create'] }),
  },
});
