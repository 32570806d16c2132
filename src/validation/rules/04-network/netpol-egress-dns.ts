import { NETWORK_POLICIES } from './references';
import { shownPods } from './shown-pods';
import { connectivityOf } from '../../../analysis/connectivity';
import { reachesDns } from '../../../analysis/dns';
import { TrafficRule } from '../../../analysis/network-policy';
import { Model, PodTemplate } from '../../../manifest/model';
import { once } from '../../../manifest/once';
import { Rule } from '../../rule';

export const netpolEgressDns: Rule = {
  id: 'netpol-egress-dns',
  title: 'Pods whose egress is isolated can still ask the DNS of the cluster',
  item: 4,
  severity: 'warning',
  why: 'A pod that cannot resolve names finds no Service: the usual way in which a default deny breaks an app, and the usual reason to take it back. Answers that do not fit into UDP come over TCP.',
  references: [
    NETWORK_POLICIES,
    { title: 'DNS for Services and Pods', url: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/' },
    { title: 'NodeLocal DNSCache', url: 'https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/' },
  ],
  edition: '2026.11',
  bad: {
    'no rule for DNS': { remove: ['NetworkPolicy/allow-dns'] },
    'UDP only': { on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0].ports': [{ protocol: 'UDP', port: 53 }] } },
    'a protocol that is not written, which is TCP': { on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0].ports': [{ port: 53 }] } },
    'a peer without namespaceSelector, which is the own namespace': {
      on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0].to': [{ podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }] },
    },
    'another namespace': {
      on: 'NetworkPolicy/allow-dns',
      set: { 'spec.egress[0].to[0].namespaceSelector': { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } },
    },
    'other pods of kube-system': {
      on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0].to[0].podSelector': { matchLabels: { 'k8s-app': 'metrics-server' } } },
    },
    'addresses outside the cluster, on another port': {
      on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0]': { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] } },
    },
    'all ports of an address that is not of a cluster': {
      on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0]': { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] } },
    },
  },
  good: {
    'everywhere on port 53': {
      on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0]': { ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }] } },
    },
    'all ports': { on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0].ports': [] } },
    'all pods of kube-system': { on: 'NetworkPolicy/allow-dns', unset: ['spec.egress[0].to[0].podSelector'] },
    'all namespaces': { on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0].to[0].namespaceSelector': {} } },
    'a label of kube-system that only the cluster knows': {
      on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0].to[0].namespaceSelector': { matchLabels: { name: 'kube-system' } } },
    },
    'the DNS of OpenShift': {
      on: 'NetworkPolicy/allow-dns',
      set: {
        'spec.egress[0].to': [{
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } },
          podSelector: { matchLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
        }],
        'spec.egress[0].ports': [{ protocol: 'UDP', port: 5353 }, { protocol: 'TCP', port: 5353 }],
      },
    },
    'the cache on the node': { on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0].to': [{ ipBlock: { cidr: '169.254.20.10/32' } }] } },
    'ports by name': {
      on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0].ports': [{ protocol: 'UDP', port: 'dns' }, { protocol: 'TCP', port: 'dns-tcp' }] },
    },
    'a range of ports': {
      on: 'NetworkPolicy/allow-dns',
      set: { 'spec.egress[0].ports': [{ protocol: 'UDP', port: 1, endPort: 1024 }, { protocol: 'TCP', port: 1, endPort: 1024 }] },
    },
    'all addresses': { on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0]': { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] } } },
    'a DNS server of its own, in its own namespace': {
      on: 'NetworkPolicy/allow-dns',
      set: { 'spec.egress[0].to': [{ podSelector: { matchLabels: { app: 'dns' } } }] },
      add: [{
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'dns', namespace: 'shop', labels: { app: 'dns' } },
        spec: { containers: [{ name: 'dns', image: 'ghcr.io/acme/dns:1', ports: [{ containerPort: 53, protocol: 'UDP' }] }] },
      }],
    },
  },
  * checkEach(objects, _, model) {
    const connectivity = connectivityOf(model);
    const reached = reachedIn(model);
    for (const policy of connectivity.policiesAmong(objects)) {
      if (!policy.isolates.egress) continue;
      const cut = new Map<string, PodTemplate[]>();
      for (const pod of connectivity.podsOf(policy)) {
        // What several policies cut off together the first of them says.
        if (asksElsewhere(pod) || connectivity.isolatedBy(pod, 'egress') !== policy) continue;
        const rules = connectivity.rulesOf(pod, 'egress') ?? [];
        const missing = PROTOCOLS.filter((protocol) => !rules.some((rule) => reached(rule).has(protocol))).join(' and ');
        if (missing === '') continue;
        const pods = cut.get(missing);
        if (pods) pods.push(pod);
        else cut.set(missing, [pod]);
      }
      for (const [missing, pods] of cut) {
        yield {
          at: policy.at,
          path: ['spec'],
          message: `egress is isolated and no policy lets ${shownPods(pods)} reach DNS over ${missing}`,
          remedy: 'allow egress to the pods of k8s-app kube-dns in namespace kube-system on UDP 53 and TCP 53',
        };
      }
    }
  },
};

/** The protocols over which a rule of a model reaches DNS. */
const reachedIn = once((model: Model) => {
  const connectivity = connectivityOf(model);
  return once((rule: TrafficRule) => reachesDns(connectivity, rule));
});

const PROTOCOLS: readonly string[] = ['UDP', 'TCP'];

/** Whether the pod does not ask the DNS of the cluster. */
function asksElsewhere(pod: PodTemplate): boolean {
  const { dnsPolicy } = pod.spec;
  return dnsPolicy === 'None' || dnsPolicy === 'Default';
}
