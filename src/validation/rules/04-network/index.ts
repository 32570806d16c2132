import { connectivityServicePathOpen } from './connectivity-service-path-open';
import { ingressBackendExists } from './ingress-backend-exists';
import { ingressHostExplicit } from './ingress-host-explicit';
import { ingressNginxAnnotationsSafe } from './ingress-nginx-annotations-safe';
import { ingressNginxEol } from './ingress-nginx-eol';
import { ingressTls } from './ingress-tls';
import { netpolDefaultDeny } from './netpol-default-deny';
import { netpolEgressDns } from './netpol-egress-dns';
import { netpolEgressImds } from './netpol-egress-imds';
import { netpolNoAllowAll } from './netpol-no-allow-all';
import { netpolPeerMatches } from './netpol-peer-matches';
import { netpolPodEgressIsolated } from './netpol-pod-egress-isolated';
import { netpolPodIngressIsolated } from './netpol-pod-ingress-isolated';
import { netpolPortExists } from './netpol-port-exists';
import { netpolSelectsSomething } from './netpol-selects-something';
import { serviceLoadbalancerExplicit } from './service-loadbalancer-explicit';
import { serviceNoExternalIps } from './service-no-external-ips';
import { serviceNoNodeport } from './service-no-nodeport';
import { serviceSelectsPods } from './service-selects-pods';
import { serviceTargetPortExists } from './service-target-port-exists';
import { workloadExposedToInternet } from './workload-exposed-to-internet';
import { Rule } from '../../rule';

/** Item 4: who reaches whom. */
export const NETWORK_RULES: readonly Rule[] = [
  netpolDefaultDeny,
  netpolPodIngressIsolated,
  netpolPodEgressIsolated,
  netpolNoAllowAll,
  netpolSelectsSomething,
  netpolPeerMatches,
  netpolPortExists,
  netpolEgressDns,
  netpolEgressImds,
  connectivityServicePathOpen,
  serviceNoNodeport,
  serviceLoadbalancerExplicit,
  serviceNoExternalIps,
  serviceSelectsPods,
  serviceTargetPortExists,
  ingressTls,
  ingressBackendExists,
  ingressHostExplicit,
  ingressNginxAnnotationsSafe,
  ingressNginxEol,
  workloadExposedToInternet,
];
