import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { kindProblem } from './given';
import { inNamespace } from './in-namespace';
import { misuse } from './misuse';
import { claimName } from './names';
import { IPeer, Peer, Port } from './peer';
import { Json } from './plain';
import { partsOf, WorkloadParts } from './workload';
import { standardLabels } from './workload-shape';
import { portNumberProblem } from '../manifest/name';

/** Opens the way from a workload to a peer: our egress, and, for a workload of this app, its ingress. */
export function allowTo(from: WorkloadParts, peer: IPeer, ports: readonly (number | Port)[]): void {
  connect(from, endOf(from, peer), ports, 'to');
}

/** Opens the way from a peer to a workload: our ingress, and, for a workload of this app, its egress. */
export function allowFrom(to: WorkloadParts, peer: IPeer, ports: readonly (number | Port)[]): void {
  const end = endOf(to, peer);
  const other = end._workload === undefined ? undefined : partsOf(end._workload as Construct);
  if (other !== undefined) connect(other, asPeer(to), ports, 'to');
  else connect(to, end, ports, 'from');
}

function endOf(near: WorkloadParts, peer: IPeer): Peer {
  const problem = kindProblem('peer', peer, 'Peer');
  if (problem !== undefined) throw misuse(near.workload, problem);
  return peer.asPeer();
}

/** A workload as the end of a connection. */
export function asPeer(parts: WorkloadParts): Peer {
  return Peer._ofWorkload(parts.workload, parts.name, (scope) => {
    const podSelector = { matchLabels: { ...parts.matchLabels } };
    const here = partsOf(scope)?.namespace === parts.namespace;
    return [here ? { podSelector } : { namespaceSelector: inNamespace(parts.namespace), podSelector }];
  });
}

/** The policies that the owners of other namespaces have to write so that the edges of this app work, in the order in which the edges were made. */
export function counterparts(root: IConstruct): Json[] {
  return counterpartsOf.get(root) ?? [];
}

const counterpartsOf = new WeakMap<IConstruct, Json[]>();

function connect(near: WorkloadParts, far: Peer, given: readonly (number | Port)[], way: 'to' | 'from'): void {
  const other = far._workload === undefined ? undefined : partsOf(far._workload as Construct);
  if (far._workload !== undefined && far._workload.node.root !== near.workload.node.root) {
    throw misuse(near.workload, `${far._workload.node.path} is in another app; name its pods with Peer.pods(namespace, labels)`);
  }
  const listening = way === 'to' ? other : near;
  const ports = portsOf(near, far, given, listening);
  write(near, way, far, ports);
  if (other !== undefined) write(other, way === 'to' ? 'from' : 'to', asPeer(near), ports);
  if (far._outside !== undefined) remember(near, way, far, ports);
}

/** The ports of an edge: those that are given, or those that the listening workload declares. */
function portsOf(near: WorkloadParts, far: Peer, given: readonly (number | Port)[], listening?: WorkloadParts): Port[] {
  const ports = given.map((port) => (typeof port === 'object' && port !== null ? port : Port.tcp(port)));
  for (const { number } of ports) {
    const problem = portNumberProblem(number);
    if (problem !== undefined) throw misuse(near.workload, problem);
  }
  if (ports.length === 0) {
    if (listening === undefined) throw misuse(near.workload, `an edge with '${far.name}' needs a port; write allowTo(peer, 443)`);
    ports.push(...listening.ports.map(({ number, protocol }) => Port._of(number, protocol)));
    if (ports.length === 0) throw misuse(near.workload, `${listening.workload.node.path} declares no port; give it a port, or name one in the edge`);
  }
  return ports;
}

/** Writes one side of an edge, or adds its ports to the policy that is there already. */
function write(parts: WorkloadParts, way: 'to' | 'from', far: Peer, ports: readonly Port[]): void {
  // Where nothing is denied yet, a first allow would deny everything else.
  if (!parts.settings.profile.deniesTraffic || !parts.settings.defaultDeny) return;
  const other = far._workload === undefined ? undefined : partsOf(far._workload as Construct);
  const farName = other !== undefined && other.namespace !== parts.namespace ? `${other.namespace}-${other.name}` : far.name;
  const name = `allow-${parts.name}-${way}-${farName}`;
  const edges = edgesOf(parts);
  const selectors = far._selectors(parts.workload);
  const key = JSON.stringify(selectors);
  let edge = edges.get(name);
  if (edge === undefined) {
    const known: Edge = edge = new Map();
    edges.set(name, known);
    claimName(parts.workload, 'NetworkPolicy', parts.namespace, name);
    const api = new ApiObject(parts.workload, `Policy-${name}`, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: parts.namespace, labels: standardLabels(parts.name) },
    });
    const render = api.toJson.bind(api);
    api.toJson = () => ({ ...render(), spec: policySpec(parts.matchLabels, way, [...known.values()]) });
  }
  // A second edge of this name is either the same one with more ports, or one to other addresses: then a rule of its own.
  const rule = edge.get(key) ?? { peers: selectors, ports: [] };
  edge.set(key, rule);
  for (const port of ports) {
    if (!rule.ports.some((there) => there.number === port.number && there.protocol === port.protocol)) rule.ports.push(port);
  }
}

/** Whom one rule of a policy is about, and the ports that are open so far. */
interface Opening {
  readonly peers: readonly Json[];
  readonly ports: Port[];
}

/** One side of an edge, by what it selects. */
type Edge = Map<string, Opening>;

const edgesByWorkload = new WeakMap<WorkloadParts, Map<string, Edge>>();

function edgesOf(parts: WorkloadParts): Map<string, Edge> {
  let edges = edgesByWorkload.get(parts);
  if (edges === undefined) edgesByWorkload.set(parts, edges = new Map());
  return edges;
}

/** The counterpart of an edge with pods of somebody else's namespace. */
function remember(near: WorkloadParts, way: 'to' | 'from', { _outside: outside }: Peer, ports: readonly Port[]): void {
  const root = near.workload.node.root;
  const list = counterpartsOf.get(root) ?? [];
  counterpartsOf.set(root, list);
  const back = way === 'to' ? 'from' : 'to';
  list.push({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `allow-${back}-${near.namespace}-${near.name}`, namespace: outside!.namespace },
    spec: policySpec(outside!.labels, back, [{
      peers: [{ namespaceSelector: inNamespace(near.namespace), podSelector: { matchLabels: { ...near.matchLabels } } }],
      ports: [...ports],
    }]),
  });
}

function policySpec(matchLabels: Readonly<Record<string, string>>, way: 'to' | 'from', openings: readonly Opening[]): Json {
  const rules = openings.map(({ peers, ports }) => ({
    [way]: peers.map((peer) => ({ ...peer })), ports: ports.map(({ number, protocol }) => ({ protocol, port: number })),
  }));
  return {
    podSelector: { matchLabels: { ...matchLabels } },
    policyTypes: [way === 'to' ? 'Egress' : 'Ingress'],
    [way === 'to' ? 'egress' : 'ingress']: rules,
  };
}
