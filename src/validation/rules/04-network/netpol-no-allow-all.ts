import { NETWORK_POLICIES } from './references';
import { shownSelector } from './shown-selector';
import { connectivityOf } from '../../../analysis/connectivity';
import { exposuresOf, isDirect } from '../../../analysis/exposure';
import { BlockPeer, isEmpty, NetworkPolicy, TrafficRule } from '../../../analysis/network-policy';
import { calledByApiServer } from '../../../analysis/webhook-backends';
import { parseCidr, wholeAmong } from '../../../manifest/cidr';
import { asList, asObject, Model } from '../../../manifest/model';
import { formatPath, Path } from '../../../manifest/path';
import { cis, mitre, nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

const FROM = 'spec.ingress[0].from';

export const netpolNoAllowAll: Rule = {
  id: 'netpol-no-allow-all',
  title: 'Policies say whom they allow',
  item: 4,
  severity: 'error',
  why: 'Allowed traffic adds up over all policies of a pod: one rule for everyone takes back what the default deny and every other policy denied.',
  references: [NETWORK_POLICIES, cis('5.3.2'), nsa('network policies'), mitre('T1046')],
  edition: '2026.11',
  bad: {
    'an empty rule': { on: 'NetworkPolicy/allow-api-from-web', set: { 'spec.ingress': [{}] } },
    'no from': { on: 'NetworkPolicy/allow-api-from-web', unset: [FROM] },
    'an empty from': { on: 'NetworkPolicy/allow-api-from-web', set: { [FROM]: [] } },
    'no to': { on: 'NetworkPolicy/allow-api-to-db', unset: ['spec.egress[0].to'] },
    'all addresses': { on: 'NetworkPolicy/allow-api-to-db', set: { 'spec.egress[0].to': [{ ipBlock: { cidr: '0.0.0.0/0' } }] } },
    'all addresses of IPv6': { on: 'NetworkPolicy/allow-api-to-db', set: { 'spec.egress[0].to': [{ ipBlock: { cidr: '::/0' } }] } },
    'all addresses in two halves': {
      on: 'NetworkPolicy/allow-api-to-db', set: { 'spec.egress[0].to': [{ ipBlock: { cidr: '0.0.0.0/1' } }, { ipBlock: { cidr: '128.0.0.0/1' } }] },
    },
    'all namespaces': { on: 'NetworkPolicy/allow-api-from-web', set: { [FROM]: [{ namespaceSelector: {} }] } },
    'all namespaces, by a label that all of them bear': {
      on: 'NetworkPolicy/allow-api-from-web', set: { [FROM]: [{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'Exists' }] } }] },
    },
    'all pods of all namespaces': { on: 'NetworkPolicy/allow-api-from-web', set: { [FROM]: [{ namespaceSelector: {}, podSelector: {} }] } },
  },
  good: {
    'all addresses but those of the cluster': {
      on: 'NetworkPolicy/allow-api-to-db',
      set: { 'spec.egress[0].to': [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.0.0/16'] } }] },
    },
    'some pods of all namespaces': {
      on: 'NetworkPolicy/allow-api-from-web', set: { [FROM]: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'prometheus' } } }] },
    },
    'all namespaces but one': {
      on: 'NetworkPolicy/allow-api-from-web',
      set: { [FROM]: [{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['sandbox'] }] } }] },
    },
    'all pods of the own namespace': { on: 'NetworkPolicy/allow-api-from-web', set: { [FROM]: [{ podSelector: {} }] } },
    'a direction that the policy does not isolate': { on: 'NetworkPolicy/allow-api-from-web', set: { 'spec.egress': [{}] } },
    'one port, behind a load balancer': {
      on: 'NetworkPolicy/allow-api-from-web',
      unset: [FROM],
      add: [{
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'edge', namespace: 'shop' },
        spec: { type: 'LoadBalancer', selector: { 'app.kubernetes.io/name': 'api' }, ports: [{ port: 443, targetPort: 8080 }] },
      }],
    },
    'one port, that the API server calls': {
      on: 'NetworkPolicy/allow-api-from-web',
      unset: [FROM],
      add: [{
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        metadata: { name: 'api' },
        webhooks: [{ name: 'api.acme.io', clientConfig: { service: { namespace: 'shop', name: 'api' } } }],
      }],
    },
  },
  * checkEach(objects, _, model) {
    const connectivity = connectivityOf(model);
    for (const policy of connectivity.policiesAmong(objects)) {
      for (const rule of policy.allRules) {
        const found = openPeer(rule);
        if (found === undefined || (rule.ports.length > 0 && hasToBeOpen(model, policy, rule))) continue;
        yield {
          at: policy.at,
          path: found.path,
          message: `${formatPath(found.path)} ${found.what}: ${rule.direction === 'ingress' ? 'it lets in' : 'it lets out to'} ${found.who}${rule.ports.length > 0 ? ' on these ports' : ' on every port'}`,
          remedy: 'name the pods with podSelector and namespaceSelector, or the addresses with ipBlock',
          severity: rule.ports.length > 0 ? 'warning' : undefined,
        };
      }
    }
  },
};

interface OpenPeer {
  readonly path: Path;
  readonly what: string;
  readonly who: string;
}

/** What makes a rule one for everyone. */
function openPeer({ peers, path, direction }: TrafficRule): OpenPeer | undefined {
  if (peers.length === 0) return { path: [...path, direction === 'ingress' ? 'from' : 'to'], what: 'names nobody', who: 'everyone' };
  for (const peer of peers) {
    if (peer.kind !== 'pods' || !selectsEveryNamespace(peer.namespaceSelector) || (peer.podSelector !== undefined && !isEmpty(peer.podSelector))) continue;
    const what = isEmpty(peer.namespaceSelector) ? 'is empty' : `is ${shownSelector(peer.namespaceSelector)}, a label that every namespace bears`;
    return { path: [...peer.path, 'namespaceSelector'], what, who: 'every pod of the cluster' };
  }
  const blocks = peers.filter((peer) => peer.kind === 'block');
  if (blocks.length === 0) return undefined;
  if (wholeAmong(blocks.flatMap(({ ranges }) => ranges)) === undefined) return undefined;
  const one = blocks.find((block: BlockPeer) => parseCidr(block.cidr)?.prefix === 0);
  return one !== undefined
    ? { path: [...one.path, 'ipBlock', 'cidr'], what: `is ${one.cidr} with no exception`, who: 'every address' }
    : { path, what: 'has blocks that add up to all addresses', who: 'every address' };
}

/** Whether a selector asks nothing, or only for the label that the API server gives to every namespace. */
function selectsEveryNamespace(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = asObject(selector);
  const asked = asList(matchExpressions).map(asObject);
  return isEmpty(selector) || (asked.length > 0 && isEmpty({ matchLabels })
    && asked.every(({ key, operator }) => key === 'kubernetes.io/metadata.name' && operator === 'Exists'));
}

/** Whether nobody can say who calls the pods: through a load balancer comes any address, and the API server has one that only the cluster knows. */
function hasToBeOpen(model: Model, policy: NetworkPolicy, { direction }: TrafficRule): boolean {
  const pods = direction === 'ingress' ? connectivityOf(model).podsOf(policy) : [];
  return pods.length > 0 && pods.every((pod) => (
    exposuresOf(model).get(pod)?.some(({ by, service }) => by.kind === 'Service' && isDirect(service)) === true || calledByApiServer(model).has(pod)
  ));
}
