import { labelMatcher } from './label-matcher';
import { compilePodSelector } from './selected-pods';
import { AddressRange, parseCidr, subtract } from '../manifest/cidr';
import { asList, asObject, Json, PodTemplate, Resource } from '../manifest/model';
import { Path } from '../manifest/path';
import { Labels } from '../manifest/selector';

/** The two directions that a NetworkPolicy isolates. */
export type Direction = 'ingress' | 'egress';

/** Both directions. */
export const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** A NetworkPolicy as the API server completes it. */
export interface NetworkPolicy {
  readonly at: Resource;
  /** The pods of its namespace that it holds; an empty selector holds all. */
  readonly podSelector: Json;
  readonly selectsAll: boolean;
  /** Whether what its rules do not allow is denied, by direction. */
  readonly isolates: Readonly<Record<Direction, boolean>>;
  /** What it allows, by direction; empty where it does not isolate the direction. */
  readonly rules: Readonly<Record<Direction, readonly TrafficRule[]>>;
  /** The rules of both directions. */
  readonly allRules: readonly TrafficRule[];
}

/** One rule of a NetworkPolicy: any of the peers, on any of the ports. */
export interface TrafficRule {
  readonly policy: NetworkPolicy;
  readonly direction: Direction;
  readonly path: Path;
  /** Empty: everyone, outside the cluster too. */
  readonly peers: readonly Peer[];
  /** Empty: all ports of all protocols. */
  readonly ports: readonly PolicyPort[];
}

/** Who is at the other end. */
export type Peer = PodPeer | BlockPeer;

/** Pods by namespace and label. */
export interface PodPeer {
  readonly kind: 'pods';
  readonly path: Path;
  /** Undefined: the namespace of the policy. */
  readonly namespaceSelector?: Json;
  /** Undefined: all pods. */
  readonly podSelector?: Json;
  selectsNamespace(labels: Labels): boolean;
  selectsPod(pod: PodTemplate): boolean;
}

/** Addresses. */
export interface BlockPeer {
  readonly kind: 'block';
  readonly path: Path;
  readonly cidr: string;
  /** The block without its exceptions; empty where it cannot be read. */
  readonly ranges: readonly AddressRange[];
}

/** Ports of one protocol: all, a named one, one number, or a range. */
export interface PolicyPort {
  readonly path: Path;
  readonly protocol: string;
  readonly port?: number | string;
  readonly endPort?: number;
}

/** Whether an object of this kind is one of Kubernetes. Those of Calico and others bear the same kind in a group of their own. */
export function isNetworkPolicy({ group }: Resource): boolean {
  return group === 'networking.k8s.io' || group === 'extensions';
}

/** Reads a NetworkPolicy with the defaults of the API server. What the API server would refuse allows nothing. */
export function networkPolicy(at: Resource): NetworkPolicy {
  const { spec } = at;
  const podSelector = (spec.podSelector ?? {}) as Json;
  const types = asList(spec.policyTypes);
  const isolates = {
    ingress: types.length === 0 || types.includes('Ingress'),
    egress: types.length === 0 ? asList(spec.egress).length > 0 : types.includes('Egress'),
  };
  const rules: Record<Direction, TrafficRule[]> = { ingress: [], egress: [] };
  const allRules: TrafficRule[] = [];
  const policy: NetworkPolicy = { at, podSelector, selectsAll: isEmpty(podSelector), isolates, rules, allRules };
  for (const direction of DIRECTIONS) {
    if (!isolates[direction]) continue;
    asList(spec[direction]).forEach((entry, i) => {
      const rule = trafficRule(policy, direction, entry ?? {}, ['spec', direction, i]);
      if (rule === undefined) return;
      rules[direction].push(rule);
      allRules.push(rule);
    });
  }
  return policy;
}

/** Whether a selector selects everything whatever its labels. */
export function isEmpty(selector: unknown): boolean {
  if (typeof selector !== 'object' || selector === null || Array.isArray(selector)) return false;
  const { matchLabels, matchExpressions } = selector as Json;
  return Object.keys(asObject(matchLabels)).length === 0 && asList(matchExpressions).length === 0;
}

function trafficRule(policy: NetworkPolicy, direction: Direction, entry: unknown, path: Path): TrafficRule | undefined {
  if (!isMap(entry)) return undefined;
  const side = direction === 'ingress' ? 'from' : 'to';
  const peers = entry[side] ?? [];
  const ports = entry.ports ?? [];
  if (!Array.isArray(peers) || !Array.isArray(ports)) return undefined;
  return {
    policy,
    direction,
    path,
    peers: peers.map((peer: unknown, i) => readPeer(asObject(peer), [...path, side, i], policy)),
    ports: ports.map((port: unknown, i) => readPort(asObject(port), [...path, 'ports', i])),
  };
}

function readPeer(peer: Json, path: Path, policy: NetworkPolicy): Peer {
  const namespaceSelector = (peer.namespaceSelector ?? undefined) as Json | undefined;
  const podSelector = (peer.podSelector ?? undefined) as Json | undefined;
  const isPods = namespaceSelector !== undefined || podSelector !== undefined;
  if (!isPods || (peer.ipBlock ?? undefined) !== undefined) return readBlock(isPods ? {} : asObject(peer.ipBlock), path);
  return new SelectorPeer(path, policy.at.namespace, namespaceSelector, podSelector);
}

/** Its selectors are read when somebody asks whom they select. */
class SelectorPeer implements PodPeer {
  readonly kind = 'pods';
  private matchesNamespace?: (labels: Labels) => boolean;
  private matchesPod?: (pod: PodTemplate) => boolean;

  constructor(
    readonly path: Path,
    private readonly namespace: string,
    readonly namespaceSelector: Json | undefined,
    readonly podSelector: Json | undefined,
  ) {}

  selectsNamespace(labels: Labels): boolean {
    if (this.namespaceSelector === undefined) return labels['kubernetes.io/metadata.name'] === this.namespace;
    this.matchesNamespace ??= labelMatcher(this.namespaceSelector);
    return this.matchesNamespace(labels);
  }

  selectsPod(pod: PodTemplate): boolean {
    this.matchesPod ??= compilePodSelector(this.podSelector ?? {});
    return this.matchesPod(pod);
  }
}

function readBlock(block: Json, path: Path): BlockPeer {
  const cidr = typeof block.cidr === 'string' ? block.cidr : '';
  const whole = parseCidr(cidr);
  const except = asList(block.except).flatMap((entry) => (typeof entry === 'string' ? parseCidr(entry) ?? [] : []));
  return { kind: 'block', path, cidr, ranges: whole === undefined ? [] : subtract([whole], except) };
}

function readPort(entry: Json, path: Path): PolicyPort {
  const { protocol, port, endPort } = entry;
  return {
    path,
    protocol: typeof protocol === 'string' ? protocol : 'TCP',
    port: typeof port === 'number' || typeof port === 'string' ? port : undefined,
    endPort: typeof endPort === 'number' ? endPort : undefined,
  };
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
