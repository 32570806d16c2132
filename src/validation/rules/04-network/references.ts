import { Reference } from '../../../standard/control';

/** How Kubernetes reads NetworkPolicies. */
export const NETWORK_POLICIES: Reference = {
  title: 'Network Policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
};
export const SERVICES: Reference = { title: 'Service', url: 'https://kubernetes.io/docs/concepts/services-networking/service/' };
export const INGRESS: Reference = { title: 'Ingress', url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/' };
