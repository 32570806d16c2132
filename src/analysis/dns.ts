import { Connectivity } from './connectivity';
import { containerPorts } from './container-ports';
import { mayHold } from './may-hold';
import { Peer, PodPeer, PolicyPort, TrafficRule } from './network-policy';
import { overlaps, parseCidr } from '../manifest/cidr';
import { Json } from '../manifest/model';
import { Labels } from '../manifest/selector';

/**
 * The protocols over which a rule lets a pod reach a DNS server: that of Kubernetes, that of OpenShift, the cache on the node, or a server among the
 * pods of the input. What only the cluster knows, such as the labels that somebody gave to kube-system, counts as reached: nobody opens port 53 for
 * something else.
 */
export function reachesDns(connectivity: Connectivity, rule: TrafficRule): ReadonlySet<string> {
  const protocols = new Set<string>();
  const reached: { dns?: boolean; any?: boolean } = {};
  for (const protocol of ['UDP', 'TCP']) {
    const port = rule.ports.length === 0 ? 'any' : mostExplicit(rule.ports, protocol);
    if (port === undefined) continue;
    reached[port] ??= rule.peers.length === 0 || rule.peers.some((peer) => isServer(connectivity, rule, peer, port === 'dns'));
    if (reached[port]) protocols.add(protocol);
  }
  return protocols;
}

/** Whether the ports of a rule name DNS, have it among others, or leave it out. */
function mostExplicit(ports: readonly PolicyPort[], asked: string): 'dns' | 'any' | undefined {
  let found: 'dns' | 'any' | undefined;
  for (const { protocol, port, endPort } of ports) {
    if (protocol !== asked) continue;
    if (port === undefined) found ??= 'any';
    else if (typeof port === 'string') found = PORT_NAMES.has(port) ? 'dns' : found;
    else if (endPort === undefined) found = PORTS.includes(port) ? 'dns' : found;
    else if (PORTS.some((dns) => port <= dns && dns <= endPort)) found ??= 'any';
  }
  return found;
}

function isServer(connectivity: Connectivity, rule: TrafficRule, peer: Peer, isExplicit: boolean): boolean {
  if (peer.kind === 'block') return peer.ranges.length > 0 && (isExplicit || peer.ranges.some((range) => PRIVATE.some((block) => overlaps(range, block))));
  return mayBeServer(connectivity, rule, peer, isExplicit)
    || connectivity.podsOfPeer(peer, rule.policy).some((pod) => containerPorts(pod).some(({ number }) => PORTS.includes(number)));
}

/** Whether a peer selects a server that is not in the input, of which we know only some labels. */
function mayBeServer(connectivity: Connectivity, rule: TrafficRule, { namespaceSelector, podSelector }: PodPeer, isExplicit: boolean): boolean {
  const isOfPods = podSelector === undefined ? () => true : mayHold(podSelector, isExplicit);
  const isOfNamespace = (name: string): boolean => (
    namespaceSelector === undefined ? rule.policy.at.namespace === name : mayBeNamespace(connectivity, namespaceSelector, name)
  );
  return SERVERS.some(({ labels, namespace }) => isOfPods(labels) && isOfNamespace(namespace));
}

function mayBeNamespace(connectivity: Connectivity, selector: Json, namespace: string): boolean {
  return mayHold(selector, !connectivity.knowsLabelsOf(namespace))({ 'kubernetes.io/metadata.name': namespace })
    || connectivity.namespaces().select(selector).includes(namespace);
}

interface Server {
  readonly namespace: string;
  readonly labels: Labels;
}

/** The DNS servers that clusters come with. CoreDNS keeps the label of its predecessor; its Helm chart has one of its own. */
const SERVERS: readonly Server[] = [
  { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  { namespace: 'kube-system', labels: { 'k8s-app': 'coredns' } },
  { namespace: 'kube-system', labels: { 'k8s-app': 'node-local-dns' } },
  { namespace: 'openshift-dns', labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
];

/** DNS, and where the servers of OpenShift listen. */
const PORTS: readonly number[] = [53, 5353];
const PORT_NAMES: ReadonlySet<string> = new Set(['dns', 'dns-tcp', 'dns-udp']);

/** Where the addresses of clusters are, and the one of the cache on the node. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.20.10/32', 'fc00::/7'].map((block) => parseCidr(block)!);
