import { NETWORK_POLICIES } from './references';
import { shownSelector } from './shown-selector';
import { Connectivity, connectivityOf } from '../../../analysis/connectivity';
import { NetworkPolicy, PodPeer } from '../../../analysis/network-policy';
import { mayHaveOtherPods } from '../../../analysis/other-pods';
import { scalarText } from '../../../analysis/scalar-text';
import { shownName } from '../../../analysis/shown-name';
import { asList, asObject, asStrings, Model } from '../../../manifest/model';
import { formatPath, Path } from '../../../manifest/path';
import { Rule } from '../../rule';

const FROM = 'spec.ingress[0].from';

export const netpolPeerMatches: Rule = {
  id: 'netpol-peer-matches',
  title: 'The pods and namespaces that a policy allows exist',
  item: 4,
  severity: 'warning',
  why: 'A peer that selects nothing allows nothing: the connection it was written for is cut. Mostly the labels are misspelt, or the namespaceSelector is missing and the peer is looked for in the namespace of the policy.',
  references: [NETWORK_POLICIES],
  edition: '2026.11',
  bad: {
    'a label that no pod of the namespace has': { on: 'NetworkPolicy/allow-api-from-web', set: { [FROM]: [{ podSelector: { matchLabels: { app: 'web' } } }] } },
    'a pod that is in another namespace': {
      on: 'NetworkPolicy/allow-api-from-web',
      set: { [FROM]: [{ podSelector: { matchLabels: { app: 'prometheus' } } }] },
      add: [{
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'prometheus', namespace: 'monitoring', labels: { app: 'prometheus' } },
        spec: { containers: [{ name: 'prometheus', image: 'ghcr.io/acme/prometheus:1' }] },
      }],
    },
    'a label that no pod of the named namespace has': {
      on: 'NetworkPolicy/allow-api-from-web',
      set: { [FROM]: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, podSelector: { matchLabels: { app: 'web' } } }] },
    },
    'the same, named by an expression': {
      on: 'NetworkPolicy/allow-api-from-web',
      set: {
        [FROM]: [{
          namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] }] },
          podSelector: { matchLabels: { app: 'web' } },
        }],
      },
    },
    'a namespace by a label that it does not bear': {
      on: 'NetworkPolicy/allow-api-from-web', set: { [FROM]: [{ namespaceSelector: { matchLabels: { name: 'shop' } } }] },
    },
  },
  good: {
    'a namespace that is not in the input': {
      on: 'NetworkPolicy/allow-api-from-web', set: { [FROM]: [{ namespaceSelector: { matchLabels: { name: 'monitoring' } }, podSelector: {} }] },
    },
    'namespaces by a label of which others may bear it': {
      on: 'NetworkPolicy/allow-api-from-web', set: { [FROM]: [{ namespaceSelector: { matchLabels: { team: 'shop' } } }] },
    },
    'pods that an operator makes': {
      on: 'NetworkPolicy/allow-api-from-web',
      set: { [FROM]: [{ podSelector: { matchLabels: { app: 'kafka' } } }] },
      add: [{ apiVersion: 'kafka.strimzi.io/v1', kind: 'Kafka', metadata: { name: 'events', namespace: 'shop' }, spec: {} }],
    },
    'addresses': { on: 'NetworkPolicy/allow-api-from-web', set: { [FROM]: [{ ipBlock: { cidr: '192.0.2.0/24' } }] } },
  },
  * checkEach(objects, _, model) {
    const connectivity = connectivityOf(model);
    for (const policy of connectivity.policiesAmong(objects)) {
      for (const { peers } of policy.allRules) {
        for (const peer of peers) {
          const found = peer.kind === 'pods' ? missing(model, connectivity, policy, peer) : undefined;
          if (found === undefined) continue;
          yield {
            at: policy.at,
            path: found.path,
            message: `${formatPath(found.path)} is ${shownSelector(found.selector)}, which ${found.what}`,
            remedy: found.remedy,
          };
        }
      }
    }
  },
};

interface Missing {
  readonly path: Path;
  readonly selector: unknown;
  readonly what: string;
  readonly remedy: string;
}

/** What a peer names and the input shows not to be there; undefined where the rest of the cluster may have it. */
function missing(model: Model, connectivity: Connectivity, policy: NetworkPolicy, peer: PodPeer): Missing | undefined {
  if (connectivity.podsOfPeer(peer, policy).length > 0) return undefined;
  if (peer.namespaceSelector === undefined) {
    if (mayHaveOtherPods(model, policy.at.namespace)) return undefined;
    return {
      path: [...peer.path, 'podSelector'],
      selector: peer.podSelector,
      what: 'selects no pod of the policy\'s own namespace',
      remedy: 'write labels that the pods have; for pods of another namespace add a namespaceSelector beside podSelector',
    };
  }
  const named = namespacesByName(peer.namespaceSelector);
  if (named !== undefined) {
    if (named.length === 0 || named.some((name) => mayHaveOtherPods(model, name))) return undefined;
    return {
      path: [...peer.path, peer.podSelector === undefined ? 'namespaceSelector' : 'podSelector'],
      selector: peer.podSelector ?? peer.namespaceSelector,
      what: `selects no pod of namespace ${named.slice(0, 3).map(shownName).join(', ')}`,
      remedy: 'write labels that the pods have',
    };
  }
  const { name } = asStrings(asObject(peer.namespaceSelector).matchLabels);
  if (name === undefined || !connectivity.knowsLabelsOf(name)) return undefined;
  if (connectivity.namespaces().select(peer.namespaceSelector).length > 0) return undefined;
  return {
    path: [...peer.path, 'namespaceSelector'],
    selector: peer.namespaceSelector,
    what: `selects no namespace: namespace ${shownName(name)} does not bear this label`,
    remedy: `use the label that every namespace bears, kubernetes.io/metadata.name: ${shownName(name)}`,
  };
}

/** The only namespaces that a selector can select, by the label that bears their name. */
function namespacesByName(selector: unknown): readonly string[] | undefined {
  const { matchLabels, matchExpressions } = asObject(selector);
  const name = asStrings(matchLabels)[METADATA_NAME];
  if (name !== undefined) return [name];
  for (const expression of asList(matchExpressions)) {
    const { key, operator, values } = asObject(expression);
    if (key === METADATA_NAME && operator === 'In') return asList(values).map(scalarText);
  }
  return undefined;
}

const METADATA_NAME = 'kubernetes.io/metadata.name';
