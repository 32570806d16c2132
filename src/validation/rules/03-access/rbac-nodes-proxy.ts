import { grantRule, inCluster, inNamespace, inRole, unbound } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacNodesProxy = grantRule(ESCALATIONS.nodesProxy, {
  bad: {
    'get, which is not only reading': inCluster({ apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] }),
    'of one node': inCluster({ apiGroups: [''], resources: ['nodes/proxy'], resourceNames: ['node-1'], verbs: ['create'] }),
    'by the subresource of everything': inCluster({ apiGroups: [''], resources: ['*/proxy'], verbs: ['get'] }),
    'in a ClusterRole that nobody is bound to yet': unbound({ apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] }),
  },
  good: {
    'metrics': inCluster({ apiGroups: [''], resources: ['nodes', 'nodes/metrics', 'nodes/stats'], verbs: ['get', 'list'] }),
    'granted in a namespace, where there are no nodes': inNamespace({ apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] }),
    'in a Role, which has no nodes': inRole({ apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] }),
  },
});
