import { NETWORK_POLICIES } from './references';
import { shownPods } from './shown-pods';
import { Connectivity, connectivityOf } from '../../../analysis/connectivity';
import { containerPorts } from '../../../analysis/container-ports';
import { isInjected } from '../../../analysis/injected';
import { NetworkPolicy, PolicyPort, TrafficRule } from '../../../analysis/network-policy';
import { mayHaveOtherPods } from '../../../analysis/other-pods';
import { shownName } from '../../../analysis/shown-name';
import { Model, PodTemplate } from '../../../manifest/model';
import { portProblem } from '../../../manifest/name';
import { formatPath } from '../../../manifest/path';
import { Rule } from '../../rule';

const PORTS = 'spec.ingress[0].ports';

export const netpolPortExists: Rule = {
  id: 'netpol-port-exists',
  title: 'The ports that a policy allows are open at the other end',
  item: 4,
  severity: 'warning',
  why: 'Policies see the port of the pod, not of the Service: with the port of the Service, a misspelt name or the wrong protocol the rule allows nothing, and the connection is cut.',
  references: [
    NETWORK_POLICIES,
    { title: 'Targeting a range of ports', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-range-of-ports' },
  ],
  edition: '2026.11',
  bad: {
    'a name that no container has': { on: 'NetworkPolicy/allow-api-from-web', set: { [PORTS]: [{ port: 'web' }] } },
    'a name of another protocol': { on: 'NetworkPolicy/allow-api-from-web', set: { [PORTS]: [{ port: 'http', protocol: 'UDP' }] } },
    'the port of a Service': { on: 'NetworkPolicy/allow-api-from-web', set: { [PORTS]: [{ port: 80 }] } },
    'a range without the port': { on: 'NetworkPolicy/allow-api-from-web', set: { [PORTS]: [{ port: 9000, endPort: 9999 }] } },
    'the other end of egress': { on: 'NetworkPolicy/allow-api-to-db', set: { 'spec.egress[0].ports': [{ port: 3306 }] } },
  },
  good: {
    'by name': { on: 'NetworkPolicy/allow-api-from-web', set: { [PORTS]: [{ port: 'http' }] } },
    'a range with the port': { on: 'NetworkPolicy/allow-api-from-web', set: { [PORTS]: [{ port: 8000, endPort: 9000 }] } },
    'all ports of a protocol': { on: 'NetworkPolicy/allow-api-from-web', set: { [PORTS]: [{ protocol: 'TCP' }] } },
    'pods that declare no port, which they need not': {
      add: [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'extra', namespace: 'shop', labels: { app: 'extra' } },
          spec: { containers: [{ name: 'extra', image: 'ghcr.io/acme/extra:1' }] },
        },
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'allow-extra', namespace: 'shop' },
          spec: { podSelector: { matchLabels: { app: 'extra' } }, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 9000 }] }] },
        },
      ],
    },
    'addresses outside of the input': {
      on: 'NetworkPolicy/allow-api-to-db',
      set: { 'spec.egress[0]': { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: [{ port: 3306 }] } },
    },
  },
  * checkEach(objects, _, model) {
    const connectivity = connectivityOf(model);
    for (const policy of connectivity.policiesAmong(objects)) {
      for (const rule of policy.allRules) {
        if (rule.ports.length === 0) continue;
        const pods = destinations(model, connectivity, policy, rule);
        if (pods.length === 0) continue;
        for (const port of rule.ports) {
          // What is no port at all is reported by object-valid.
          if (port.port === undefined || portProblem(port.port) !== undefined || pods.some((pod) => mayOpen(pod, port))) continue;
          const path = [...port.path, 'port'];
          yield {
            at: policy.at,
            path,
            message: `${formatPath(path)} is ${typeof port.port === 'string' ? shownName(port.port) : port.port}${port.endPort === undefined ? '' : ` to ${port.endPort}`}, and ${shownPods(pods)} opens no such ${shownName(port.protocol)} port`,
            remedy: `use a port of the pods: ${openPorts(pods)}`,
            // What is not declared may still be open; a name has to be declared.
            severity: typeof port.port === 'string' ? undefined : 'info',
          };
        }
      }
    }
  },
};

/** The pods that the rule opens ports of; none where the rest of the cluster may have more of them. */
function destinations(model: Model, connectivity: Connectivity, policy: NetworkPolicy, { direction, peers }: TrafficRule): readonly PodTemplate[] {
  if (direction === 'ingress') return mayHaveOtherPods(model, policy.at.namespace) ? [] : connectivity.podsOf(policy);
  if (peers.length === 0) return [];
  const pods: PodTemplate[] = [];
  for (const peer of peers) {
    if (peer.kind === 'block' || peer.namespaceSelector !== undefined || mayHaveOtherPods(model, policy.at.namespace)) return [];
    pods.push(...connectivity.podsOfPeer(peer, policy));
  }
  return pods;
}

/** Whether a pod may open a port: it says so, says nothing of its ports at all, or does not say all that runs in it. */
function mayOpen(pod: PodTemplate, { port, endPort, protocol }: PolicyPort): boolean {
  if (pod.containers.some((container) => isInjected(pod, container))) return true;
  const ports = containerPorts(pod);
  if (typeof port === 'string') return ports.some((each) => each.name === port && each.protocol === protocol);
  return ports.length === 0
    || ports.some((each) => each.protocol === protocol && port !== undefined && port <= each.number && each.number <= (endPort ?? port));
}

function openPorts(pods: readonly PodTemplate[]): string {
  const ports = [...new Set(pods.flatMap((pod) => containerPorts(pod).map(({ number, protocol }) => `${shownName(protocol)} ${number}`)))];
  return ports.length === 0 ? 'none is declared' : ports.slice(0, 5).join(', ');
}
