import { INGRESS, NETWORK_POLICIES } from './references';
import { shownPods } from './shown-pods';
import { Connectivity, connectivityOf, inHostNetwork, opens } from '../../../analysis/connectivity';
import { ContainerPort, containerPorts } from '../../../analysis/container-ports';
import { exposuresBy, Exposure, exposuresOf } from '../../../analysis/exposure';
import { mayHold } from '../../../analysis/may-hold';
import { isEmpty, Peer, TrafficRule } from '../../../analysis/network-policy';
import { mayHaveOtherPods } from '../../../analysis/other-pods';
import { scaleOf } from '../../../analysis/scaling';
import { targetsOn } from '../../../analysis/services';
import { Model, PodTemplate, Resource } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { Rule } from '../../rule';

const API = { matchLabels: { 'app.kubernetes.io/name': 'api' } };
const TO_ITSELF = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'allow-api-to-api', namespace: 'shop' },
  spec: { podSelector: API, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: API }], ports: [{ port: 8080 }] }] },
};

export const connectivityServicePathOpen: Rule = {
  id: 'connectivity-service-path-open',
  title: 'A connection that one end allows, or that a Service or Ingress opens, is allowed at the other end',
  item: 4,
  severity: 'warning',
  why: 'A connection needs the egress of one pod and the ingress of the other. Where one is forgotten nothing reports it: calls time out, and the policies look complete.',
  references: [
    NETWORK_POLICIES,
    { title: 'The two sorts of pod isolation', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation' },
    INGRESS,
  ],
  edition: '2026.11',
  bad: {
    'egress is allowed and ingress is not': { remove: ['NetworkPolicy/allow-db-from-api'] },
    'ingress is allowed and egress is not': { remove: ['NetworkPolicy/allow-api-to-db'] },
    'on another port': { on: 'NetworkPolicy/allow-db-from-api', set: { 'spec.ingress[0].ports[0].port': 5433 } },
    'from other pods': {
      on: 'NetworkPolicy/allow-db-from-api', set: { 'spec.ingress[0].from[0].podSelector.matchLabels["app.kubernetes.io/name"]': 'web' },
    },
    'an Ingress whose pods let nobody in': { remove: ['NetworkPolicy/allow-ingress-to-web'] },
    'an Ingress whose pods let in their neighbours only': {
      on: 'NetworkPolicy/allow-ingress-to-web',
      set: { 'spec.ingress[0].from': [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } }] },
    },
    'replicas that let no others of their kind in': { add: [TO_ITSELF] },
    'one replica that an autoscaler makes more of': {
      set: { 'spec.replicas': 1 },
      add: [TO_ITSELF, {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'api', namespace: 'shop' },
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, minReplicas: 1, maxReplicas: 3 },
      }],
    },
    'a load balancer whose pods let in their neighbours only': { on: 'Service/api', set: { 'spec.type': 'LoadBalancer' } },
    'a route whose pods let in their neighbours only': {
      add: [{
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'api', namespace: 'shop' },
        spec: { rules: [{ backendRefs: [{ name: 'api', port: 8080 }] }] },
      }],
    },
  },
  good: {
    'neither end is isolated': {
      remove: [
        'NetworkPolicy/default-deny', 'NetworkPolicy/allow-dns', 'NetworkPolicy/allow-ingress-to-web', 'NetworkPolicy/allow-web-to-api',
        'NetworkPolicy/allow-api-from-web', 'NetworkPolicy/allow-api-to-db', 'NetworkPolicy/allow-db-from-api',
      ],
    },
    'egress to all pods of the namespace, which says of none that it is meant': {
      on: 'NetworkPolicy/allow-api-to-db', set: { 'spec.egress[0]': { to: [{ podSelector: {} }] } }, remove: ['NetworkPolicy/allow-db-from-api'],
    },
    'the other end lets in a namespace by a label that only the cluster knows': {
      add: [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'report', namespace: 'reports', labels: { app: 'report' } },
          spec: { containers: [{ name: 'report', image: 'ghcr.io/acme/report:1' }] },
        },
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'report', namespace: 'reports' },
          spec: {
            podSelector: { matchLabels: { app: 'report' } },
            policyTypes: ['Egress'],
            egress: [{ to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } }] }],
          },
        },
      ],
      on: 'NetworkPolicy/allow-api-from-web',
      set: { 'spec.ingress[0].from[1]': { namespaceSelector: { matchLabels: { team: 'reports' } } } },
    },
    'one replica, which no policy keeps from itself': { set: { 'spec.replicas': 1 }, add: [TO_ITSELF] },
    'an Ingress whose pods let in addresses': {
      on: 'NetworkPolicy/allow-ingress-to-web', set: { 'spec.ingress[0].from': [{ ipBlock: { cidr: '192.0.2.0/24' } }] },
    },
    'an Ingress whose pods let in a controller that is not in the input': {
      on: 'NetworkPolicy/allow-ingress-to-web', set: { 'spec.ingress[0].from': [{ podSelector: { matchLabels: { app: 'controller' } } }] },
    },
  },
  * checkEach(objects, _, model) {
    const connectivity = connectivityOf(model);
    for (const policy of connectivity.policiesAmong(objects)) {
      for (const rule of policy.allRules) {
        for (const peer of rule.peers) {
          const pair = cutPair(model, connectivity, rule, peer);
          if (pair === undefined) continue;
          const [here, there] = pair;
          yield {
            at: policy.at,
            path: peer.path,
            message: rule.direction === 'egress'
              ? `${formatPath(peer.path)} lets ${shownPods([here])} out to ${shownPods([there])}, whose own policies do not let it in there`
              : `${formatPath(peer.path)} lets in ${shownPods([there])}, whose own policies do not let it out to ${shownPods([here])} there`,
            remedy: `add the same connection to a policy that selects ${shownPods([there])}, as ${rule.direction === 'egress' ? 'ingress' : 'egress'}`,
          };
        }
      }
    }
    const exposures = exposuresBy(model);
    for (const by of exposures.size === 0 ? [] : objects.resources) {
      for (const exposure of exposures.get(by) ?? []) {
        const cut = cutPod(model, connectivity, exposure);
        if (cut === undefined) continue;
        yield {
          at: by,
          path: exposure.path,
          message: `${formatPath(exposure.path)} leads to port ${cut.port} of ${shownPods([cut.pod])}, whose policies let in nothing from outside of its namespace there`,
          remedy: 'add an ingress rule for the controller or load balancer, by its namespace or by the addresses it calls from',
        };
      }
    }
  },
};

/** The first pod that a way from outside leads to and whose policies let nothing in there, with the port. */
function cutPod(model: Model, connectivity: Connectivity, { service, ports }: Exposure): { pod: PodTemplate; port: number } | undefined {
  for (const pod of service.pods) {
    const rules = connectivity.rulesOf(pod, 'ingress');
    if (rules === undefined) continue;
    const targets = ports.flatMap((port) => targetsOn(pod, port).map((number) => ({ number, protocol: port.protocol })));
    if (targets.length === 0) continue;
    const outside = rules.filter((rule) => mayBeOutside(model, connectivity, rule));
    if (targets.some(({ number, protocol }) => outside.some((rule) => opens(rule, number, protocol, pod)))) continue;
    return { pod, port: targets[0].number };
  }
  return undefined;
}

/** Pairs that are looked at for one peer. Above, a peer is too broad to be about any one connection, and is taken for open. */
const MAX_PAIRS = 10_000;

/** The pods of a rule and of its peer, where nothing that the rule allows gets through at the other end; undefined where something does. */
function cutPair(model: Model, connectivity: Connectivity, rule: TrafficRule, peer: Peer): [PodTemplate, PodTemplate] | undefined {
  if (peer.kind !== 'pods' || peer.podSelector === undefined || isEmpty(peer.podSelector)) return undefined;
  const here = connectivity.podsOf(rule.policy).filter((pod) => !inHostNetwork(pod));
  const there = connectivity.podsOfPeer(peer, rule.policy);
  if (here.length === 0 || there.length === 0 || here.length * there.length > MAX_PAIRS) return undefined;
  const other = rule.direction === 'egress' ? 'ingress' : 'egress';
  let cut: [PodTemplate, PodTemplate] | undefined;
  for (const far of there) {
    if (!connectivity.isIsolated(far, other)) return undefined;
    for (const near of here) {
      if (near === far && isOnePod(model, near.owner)) continue;
      const destination = rule.direction === 'egress' ? far : near;
      const ports = containerPorts(destination).filter(({ number, protocol }) => opens(rule, number, protocol, destination));
      // A port that no container declares: whether it is the right one is the question of another rule.
      if (ports.length === 0) return undefined;
      const isLetThrough = ({ number, protocol }: ContainerPort): boolean => (
        connectivity.allowsOneSide(other, far, near, number, protocol)
        || connectivity.rulesOf(far, other)!.some((each) => opens(each, number, protocol, destination) && mayInclude(connectivity, each, near))
      );
      if (ports.some(isLetThrough)) return undefined;
      cut ??= [near, far];
    }
  }
  return cut;
}

/** Whether a workload runs one pod at most; no policy keeps a pod from itself. */
function isOnePod(model: Model, workload: Resource): boolean {
  if (workload.kind === 'Pod') return true;
  const { least, by } = scaleOf(model, workload);
  return HAVE_REPLICAS.has(workload.kind) && by === undefined && least <= 1;
}

const HAVE_REPLICAS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

/** Whether a rule may be about a pod, by labels of its namespace that only the cluster knows. */
function mayInclude(connectivity: Connectivity, { peers }: TrafficRule, pod: PodTemplate): boolean {
  return !connectivity.knowsLabelsOf(pod.namespace) && peers.some((peer) => (
    peer.kind === 'pods' && peer.namespaceSelector !== undefined && peer.selectsPod(pod)
    && mayHold(peer.namespaceSelector, true)({ 'kubernetes.io/metadata.name': pod.namespace })
  ));
}

/** Whether a rule may let in something that is not a pod of its own namespace, as far as the input shows its pods. */
function mayBeOutside(model: Model, connectivity: Connectivity, { peers, policy }: TrafficRule): boolean {
  return peers.length === 0 || peers.some((peer) => {
    if (peer.kind === 'block' || peer.namespaceSelector !== undefined || mayHaveOtherPods(model, policy.at.namespace)) return true;
    const pods = connectivity.podsOfPeer(peer, policy);
    // A pod that is itself open to the outside may be the controller.
    return pods.length === 0 || pods.some((pod) => exposuresOf(model).get(pod)?.some(({ by }) => by.kind === 'Service'));
  });
}
