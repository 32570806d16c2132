import { grantRule, inCluster, inRole } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacNetworkWrite = grantRule(ESCALATIONS.networkWrite, {
  bad: {
    'EndpointSlices': inRole({ apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['update'] }),
    'Services': inRole({ apiGroups: [''], resources: ['services'], verbs: ['create'] }),
    'the status of Services, where the addresses stand that are led to them': inRole({ apiGroups: [''], resources: ['services/status'], verbs: ['patch'] }),
    'deleting NetworkPolicies': inRole({ apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: ['delete'] }),
    'routes': inCluster({ apiGroups: ['gateway.networking.k8s.io'], resources: ['httproutes'], verbs: ['patch'] }),
  },
  good: {
    'the status of Ingresses, which a controller writes': inCluster({ apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] }),
    'the status of Services, read': inRole({ apiGroups: [''], resources: ['services/status'], verbs: ['get'] }),
    'reading': inRole({ apiGroups: ['', 'discovery.k8s.io'], resources: ['services', 'endpointslices'], verbs: ['get', 'list', 'watch'] }),
    'one Service that is named': inRole({ apiGroups: [''], resources: ['services'], resourceNames: ['web'], verbs: ['patch'] }),
  },
});
