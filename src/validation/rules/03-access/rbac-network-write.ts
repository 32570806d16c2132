import { grantRule, inCluster, inRole } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacNetworkWrite = grantRule(ESCALATIONS.networkWrite, {
  bad: {
    'EndpointSlices': inRole({ apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['update'] }),
    'Services': inRole({ apiGroups: [''], resources: ['services'], verbs: ['create'] }),
    'deleting NetworkPolicies': inRole({ apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: ['delete'] }),
    'routes': inCluster({ apiGroups: ['gateway.networking.k8s.io'], resources: ['httproutes'], verbs: ['patch'] }),
  },
  good: {
    'the status that a controller writes': inCluster({ apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] }),
    'reading': inRole({ apiGroups: ['', 'discovery.k8s.io'], resources: ['services', 'endpointslices'], verbs: ['get', 'list', 'watch'] }),
    'one Service that is named': inRole({ apiGroups: [''], resources: ['services'], resourceNames: ['web'], verbs: ['patch'] }),
  },
});
