import { containerPorts } from './container-ports';
import { LabelIndex } from './label-index';
import { Direction, isNetworkPolicy, NetworkPolicy, networkPolicy, Peer, PolicyPort, TrafficRule } from './network-policy';
import { selectedPods } from './selected-pods';
import { Ip, parseIp } from '../manifest/ip';
import { asObject, Model, Objects, PodTemplate, Resource } from '../manifest/model';
import { once } from '../manifest/once';
import { Labels } from '../manifest/selector';

/** One end of a connection: a pod of the input, or an address outside the cluster. */
export type Endpoint = PodTemplate | string;

/**
 * What NetworkPolicies let through, by the rules of networking.k8s.io/v1: a direction that no policy isolates is open; one that is isolated allows
 * what any rule of any policy that selects the pod allows; a connection needs both ends.
 *
 * Two pods of one template are two pods. Address blocks are for addresses outside the cluster: whether they match pods is up to the network plugin.
 * Pods in the host network are not held by policies and not selected as peers.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class Connectivity {
  private readonly byNamespace = new Map<string, PoliciesOfNamespace>();
  private readonly podsByPeer = new Map<Peer, readonly PodTemplate[]>();
  private readonly rulesByPod = { ingress: new Map<PodTemplate, readonly TrafficRule[]>(), egress: new Map<PodTemplate, readonly TrafficRule[]>() };
  private readonly isolating = { ingress: new Map<PodTemplate, NetworkPolicy | null>(), egress: new Map<PodTemplate, NetworkPolicy | null>() };
  private readonly labelsByNamespace = new Map<string, Labels>();
  private namespaceIndex?: LabelIndex<string>;

  constructor(private readonly model: Model) {}

  /** The policies among some objects of the model. */
  policiesAmong(objects: Objects): readonly NetworkPolicy[] {
    return objects.ofKind('NetworkPolicy').flatMap((at) => this.of(at.namespace).policies.get(at) ?? []);
  }

  /** The policies of a namespace. */
  policiesIn(namespace: string): readonly NetworkPolicy[] {
    return [...this.of(namespace).policies.values()];
  }

  /** The policies that select a pod. */
  policiesOf(pod: PodTemplate): readonly NetworkPolicy[] {
    return this.of(pod.namespace).byPod.get(pod) ?? NO_POLICIES;
  }

  /** The pods that a policy selects. */
  podsOf(policy: NetworkPolicy): readonly PodTemplate[] {
    return this.of(policy.at.namespace).pods.get(policy) ?? NO_PODS;
  }

  /** Whether what no rule allows is denied to a pod. */
  isIsolated(pod: PodTemplate, direction: Direction): boolean {
    return this.isolatedBy(pod, direction) !== undefined;
  }

  /** The first policy that isolates a pod, if any does. */
  isolatedBy(pod: PodTemplate, direction: Direction): NetworkPolicy | undefined {
    const known = this.isolating[direction];
    let first = known.get(pod);
    if (first === undefined) {
      first = inHostNetwork(pod) ? undefined : this.policiesOf(pod).find((policy) => policy.isolates[direction]);
      known.set(pod, first ?? null);
    }
    return first ?? undefined;
  }

  /** The rules that let the traffic of a pod through, or undefined where all of it is. */
  rulesOf(pod: PodTemplate, direction: Direction): readonly TrafficRule[] | undefined {
    if (!this.isIsolated(pod, direction)) return undefined;
    const known = this.rulesByPod[direction];
    let rules = known.get(pod);
    if (rules === undefined) known.set(pod, rules = this.policiesOf(pod).flatMap((policy) => policy.rules[direction]));
    return rules;
  }

  /** Whether a connection gets through, out of the one end and into the other. The port is that of the pod, not of a Service. */
  allows(from: Endpoint, to: Endpoint, port: number, protocol = 'TCP'): boolean {
    return this.allowsOneSide('egress', from, to, port, protocol) && this.allowsOneSide('ingress', to, from, port, protocol);
  }

  /** Whether the policies of one end let the traffic through; nothing is asked of an end outside the cluster. */
  allowsOneSide(direction: Direction, pod: Endpoint, other: Endpoint, port: number, protocol = 'TCP'): boolean {
    if (typeof pod === 'string') return true;
    const rules = this.rulesOf(pod, direction);
    const destination = direction === 'ingress' ? pod : other;
    return rules === undefined || rules.some((rule) => this.includes(rule, other) && opens(rule, port, protocol, destination));
  }

  /** Whether a rule is about this end. */
  includes(rule: TrafficRule, other: Endpoint): boolean {
    return rule.peers.length === 0 || rule.peers.some((peer) => this.isPeer(peer, other));
  }

  /** The pods of the input that a peer selects. */
  podsOfPeer(peer: Peer, policy: NetworkPolicy): readonly PodTemplate[] {
    if (peer.kind === 'block') return [];
    let pods = this.podsByPeer.get(peer);
    if (pods === undefined) {
      const namespaces = peer.namespaceSelector === undefined ? [policy.at.namespace] : this.namespaces().select(peer.namespaceSelector);
      const podSelector = peer.podSelector ?? {};
      pods = namespaces.flatMap((namespace) => selectedPods(this.model, namespace, podSelector)).filter((pod) => !inHostNetwork(pod));
      this.podsByPeer.set(peer, pods);
    }
    return pods;
  }

  /** The namespaces of the input, those that only pods name too, that a selector selects. */
  namespaces(): LabelIndex<string> {
    if (this.namespaceIndex === undefined) {
      const names = new Set([...this.model.ofKind('Namespace').map(({ name }) => name), ...this.model.pods().map(({ namespace }) => namespace)]);
      this.namespaceIndex = new LabelIndex([...names], (name) => this.namespaceLabels(name));
    }
    return this.namespaceIndex;
  }

  /** Whether the input holds the object of a namespace, and with it all its labels. */
  knowsLabelsOf(namespace: string): boolean {
    return this.model.find('Namespace', '', namespace) !== undefined;
  }

  private of(namespace: string): PoliciesOfNamespace {
    let found = this.byNamespace.get(namespace);
    if (found === undefined) this.byNamespace.set(namespace, found = this.read(namespace));
    return found;
  }

  private read(namespace: string): PoliciesOfNamespace {
    const policies = new Map<Resource, NetworkPolicy>();
    const pods = new Map<NetworkPolicy, readonly PodTemplate[]>();
    const byPod = new Map<PodTemplate, NetworkPolicy[]>();
    for (const at of this.model.inNamespace('NetworkPolicy', namespace)) {
      if (!isNetworkPolicy(at)) continue;
      const policy = networkPolicy(at);
      const selected = selectedPods(this.model, namespace, policy.podSelector);
      policies.set(at, policy);
      pods.set(policy, selected);
      for (const pod of selected) append(byPod, pod, policy);
    }
    return { policies, pods, byPod };
  }

  private isPeer(peer: Peer, other: Endpoint): boolean {
    if (typeof other === 'string') {
      const address = parseIp(other);
      return peer.kind === 'block' && address !== undefined && blockHas(peer.ranges, address);
    }
    return peer.kind === 'pods' && !inHostNetwork(other)
      && peer.selectsNamespace(this.namespaceLabels(other.namespace)) && peer.selectsPod(other);
  }

  private namespaceLabels(name: string): Labels {
    let labels = this.labelsByNamespace.get(name);
    if (labels === undefined) this.labelsByNamespace.set(name, labels = this.model.namespaceLabels(name));
    return labels;
  }
}

/** The policies of one namespace, and whom they select there. */
interface PoliciesOfNamespace {
  readonly policies: ReadonlyMap<Resource, NetworkPolicy>;
  readonly pods: ReadonlyMap<NetworkPolicy, readonly PodTemplate[]>;
  readonly byPod: ReadonlyMap<PodTemplate, readonly NetworkPolicy[]>;
}

const NO_POLICIES: readonly NetworkPolicy[] = [];
const NO_PODS: readonly PodTemplate[] = [];

/** The connectivity of a model; what is asked of it is worked out once, namespace by namespace. */
export const connectivityOf = once((model: Model): Connectivity => new Connectivity(model));

/** Whether a rule lets a port through. A named port is the one of the destination; outside the cluster nothing resolves it. */
export function opens(rule: TrafficRule, port: number, protocol: string, destination: Endpoint): boolean {
  return rule.ports.length === 0 || rule.ports.some((entry) => entry.protocol === protocol && hasPort(entry, port, destination));
}

/** Whether the pod shares the network of its node, where policies do not hold it. */
export function inHostNetwork(pod: PodTemplate): boolean {
  return asObject(pod.spec).hostNetwork === true;
}

function hasPort(entry: PolicyPort, port: number, destination: Endpoint): boolean {
  if (entry.port === undefined) return true;
  if (typeof entry.port === 'number') return entry.port <= port && port <= (entry.endPort ?? entry.port);
  return typeof destination !== 'string'
    && containerPorts(destination).some(({ name, number, protocol }) => name === entry.port && number === port && protocol === entry.protocol);
}

function blockHas(ranges: readonly { readonly family: number; readonly first: bigint; readonly last: bigint }[], ip: Ip): boolean {
  return ranges.some(({ family, first, last }) => family === ip.family && first <= ip.value && ip.value <= last);
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
