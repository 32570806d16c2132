import { notRead } from './not-read';
import { NETWORK_POLICIES } from './references';
import { connectivityOf, inHostNetwork } from '../../../analysis/connectivity';
import { Direction, DIRECTIONS, NetworkPolicy } from '../../../analysis/network-policy';
import { otherPolicy } from '../../../analysis/other-policies';
import { shownName } from '../../../analysis/shown-name';
import { firstByName, Model, Objects, Resource } from '../../../manifest/model';
import { once } from '../../../manifest/once';
import { Path } from '../../../manifest/path';
import { cis, mitre, nsa } from '../../../standard/reference';
import { isSystemNamespace } from '../../../standard/system-namespaces';
import { Rule } from '../../rule';

/** Judged as a denial, not as the presence of an object: a policy that selects all pods and allows everything denies nothing. */
export const netpolDefaultDeny: Rule = {
  id: 'netpol-default-deny',
  title: 'Namespaces deny traffic in both directions until a policy allows it',
  item: 4,
  severity: 'error',
  development: 'warning',
  why: 'Without a policy every pod of the cluster reaches every other and the internet: who takes one pod over looks for the next from there.',
  references: [NETWORK_POLICIES, cis('5.3.2'), nsa('network policies'), mitre('T1046')],
  edition: '2026.11',
  bad: {
    'no policy at all': {
      remove: [
        'NetworkPolicy/default-deny', 'NetworkPolicy/allow-dns', 'NetworkPolicy/allow-ingress-to-web', 'NetworkPolicy/allow-web-to-api',
        'NetworkPolicy/allow-api-from-web', 'NetworkPolicy/allow-api-to-db', 'NetworkPolicy/allow-db-from-api',
      ],
    },
    'ingress only': { on: 'NetworkPolicy/default-deny', set: { 'spec.policyTypes': ['Ingress'] }, remove: ['NetworkPolicy/allow-dns'] },
    'egress by policyTypes that are not written': { on: 'NetworkPolicy/default-deny', unset: ['spec.policyTypes'], remove: ['NetworkPolicy/allow-dns'] },
    'only some pods': {
      on: 'NetworkPolicy/default-deny', set: { 'spec.podSelector': { matchLabels: { 'app.kubernetes.io/name': 'web' } } },
    },
    'a policy that allows everything': { on: 'NetworkPolicy/default-deny', set: { 'spec.ingress': [{}] } },
    'denied only beside an exception': { on: 'NetworkPolicy/default-deny', set: { 'spec.policyTypes': ['Ingress'] } },
    'pods in a namespace whose object is elsewhere': { remove: ['Namespace/shop', 'NetworkPolicy/default-deny', 'NetworkPolicy/allow-dns'] },
    'a namespace without pods': { add: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'spare' } }] },
  },
  good: {
    'one policy for each direction': {
      on: 'NetworkPolicy/default-deny',
      set: { 'spec.policyTypes': ['Ingress'] },
      add: [{
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'deny-egress', namespace: 'shop' },
        spec: { podSelector: {}, policyTypes: ['Egress'] },
      }],
    },
    'a selector that is left out': { on: 'NetworkPolicy/default-deny', unset: ['spec.podSelector'] },
    'the namespace of the cluster itself': { add: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } }] },
    'only pods in the host network, which no policy holds': {
      add: [{
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'agent', namespace: 'agents' },
        spec: { hostNetwork: true, containers: [{ name: 'agent', image: 'ghcr.io/acme/agent:1' }] },
      }],
    },
  },
  * checkEach(objects, _, model) {
    const connectivity = connectivityOf(model);
    for (const { name, at, path } of namespaces(objects, model)) {
      const policies = connectivity.policiesIn(name);
      if (DIRECTIONS.every((direction) => denial(policies, direction) === DENIED)) continue;
      const states = DIRECTIONS.map((direction) => ({ direction, ...denial(policies, direction) }));
      const open = states.filter(({ state }) => state === 'open').map(({ direction }) => direction);
      if (open.length > 0) {
        const other = otherPolicy(model, name);
        yield {
          at,
          path,
          message: `${of(name)} has no NetworkPolicy that denies ${open.join(' and ')} by default${other === undefined ? '' : `, and ${notRead(other)}`}`,
          remedy: `add a NetworkPolicy with podSelector {}, policyTypes ${JSON.stringify(open.map(policyType))} and no rules`,
          severity: other === undefined ? undefined : 'warning',
        };
      }
      for (const { state, direction, policy } of states) {
        if (state !== 'excepted' || policy === undefined) continue;
        yield {
          at: policy.at,
          path: ['spec', direction],
          message: `spec.${direction} has rules, and no policy without rules keeps ${direction} of ${of(name)} denied when this one goes`,
          remedy: `add a NetworkPolicy with podSelector {}, policyTypes ${JSON.stringify([policyType(direction)])} and no rules`,
          severity: 'info',
        };
      }
    }
  },
};

interface Judged {
  readonly name: string;
  readonly at: Resource;
  readonly path: Path;
}

/**
 * The namespaces that policies can hold something in: those with an object, unless all pods are in the host network, and those of pods. Each is among
 * the objects that have its own, the first if there are more, or else its first pod.
 */
function* namespaces(objects: Objects, model: Model): Iterable<Judged> {
  const shown = namespacesByName(model);
  for (const at of objects.ofKind('Namespace')) {
    if (isSystemNamespace(at.name) || shown.get(at.name) !== at) continue;
    const pods = model.podsIn(at.name);
    if (pods.length === 0 || !pods.every(inHostNetwork)) yield { name: at.name, at, path: [] };
  }
  const seen = new Set<string>();
  for (const pod of objects.pods()) {
    const { namespace } = pod;
    if (shown.has(namespace) || seen.has(namespace) || isSystemNamespace(namespace) || inHostNetwork(pod)) continue;
    seen.add(namespace);
    if (model.podsIn(namespace).find((other) => !inHostNetwork(other)) === pod) yield { name: namespace, at: pod.owner, path: ['metadata', 'namespace'] };
  }
}

const namespacesByName = once((model: Model) => firstByName(model.ofKind('Namespace').filter(({ group }) => group === '')));

/** Open: some pod of the namespace is not isolated. Excepted: all are, by a policy that allows something as well. */
interface Denial {
  readonly state: 'denied' | 'excepted' | 'open';
  readonly policy?: NetworkPolicy;
}

const OPEN: Denial = { state: 'open' };
const DENIED: Denial = { state: 'denied' };

function denial(policies: readonly NetworkPolicy[], direction: Direction): Denial {
  let found = OPEN;
  for (const policy of policies) {
    if (!policy.selectsAll || !policy.isolates[direction]) continue;
    const rules = policy.rules[direction];
    if (rules.some(({ peers, ports }) => peers.length === 0 && ports.length === 0)) return OPEN;
    if (rules.length === 0) found = DENIED;
    else if (found === OPEN) found = { state: 'excepted', policy };
  }
  return found;
}

function of(namespace: string): string {
  return namespace === '' ? 'the namespace' : `namespace ${shownName(namespace)}`;
}

function policyType(direction: Direction): string {
  return direction === 'ingress' ? 'Ingress' : 'Egress';
}
