import fc from 'fast-check';
import { connectivityOf, Endpoint } from '../../src/analysis/connectivity';
import { reachesDns } from '../../src/analysis/dns';
import { Json, Model, PodTemplate } from '../../src/manifest/model';
import { ends } from '../ends';

type Labels = Record<string, string>;

interface World {
  readonly namespaces: Record<string, Labels>;
  readonly pods: readonly { namespace: string; labels: Labels; hostNetwork: boolean; ports: readonly Json[] }[];
  readonly policies: readonly { namespace: string; spec: Json }[];
}

function modelOf(world: World): Model {
  return new Model([
    ...Object.entries(world.namespaces).map(([name, labels]) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })),
    ...world.pods.map(({ namespace, labels, hostNetwork, ports }, i) => ({
      apiVersion: 'v1', kind: 'Pod', metadata: { name: `pod-${i}`, namespace, labels }, spec: { hostNetwork, containers: [{ name: 'main', ports }] },
    })),
    ...world.policies.map(({ namespace, spec }, i) => ({
      apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: `policy-${i}`, namespace }, spec,
    })),
  ].map((value) => ({ value })));
}

// The reference: the paragraphs of the API, one after the other, for every policy and every pair of pods.

function selected(selector: any, labels: Labels): boolean {
  const expressions = (selector.matchExpressions ?? []) as { key: string; operator: string; values?: string[] }[];
  const matches = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return matches && expressions.every(({ key, operator, values }) => {
    if (operator === 'In') return key in labels && values!.includes(labels[key]);
    if (operator === 'NotIn') return !(key in labels) || !values!.includes(labels[key]);
    return operator === 'Exists' ? key in labels : !(key in labels);
  });
}

function number(ip: string): number {
  return ip.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

function inBlock(cidr: string, ip: string): boolean {
  const [address, prefix] = cidr.split('/');
  const size = 2 ** (32 - Number(prefix));
  return Math.floor(number(address) / size) === Math.floor(number(ip) / size);
}

function naiveAllows(world: World, from: number | string, to: number | string, port: number, protocol: string): boolean {
  return naiveSide(world, 'Egress', from, to, port, protocol) && naiveSide(world, 'Ingress', to, from, port, protocol);
}

function naiveSide(world: World, type: 'Ingress' | 'Egress', self: number | string, other: number | string, port: number, protocol: string): boolean {
  if (typeof self === 'string' || world.pods[self].hostNetwork) return true;
  const pod = world.pods[self];
  const destination = type === 'Ingress' ? self : other;
  const spec = (policy: { spec: Json }): any => policy.spec;
  const holding = world.policies.filter((policy) => {
    const types = spec(policy).policyTypes ?? ['Ingress', ...(spec(policy).egress?.length > 0 ? ['Egress'] : [])];
    return policy.namespace === pod.namespace && selected(spec(policy).podSelector, pod.labels) && types.includes(type);
  });
  if (holding.length === 0) return true;
  return holding.some((policy) => (spec(policy)[type.toLowerCase()] ?? []).some((rule: any) => {
    const peers = (type === 'Ingress' ? rule.from : rule.to) ?? [];
    const ports = rule.ports ?? [];
    const peerFits = peers.length === 0 || peers.some((peer: any) => {
      if (peer.ipBlock) {
        return typeof other === 'string' && inBlock(peer.ipBlock.cidr, other) && !(peer.ipBlock.except ?? []).some((cidr: string) => inBlock(cidr, other));
      }
      if (typeof other === 'string' || world.pods[other].hostNetwork) return false;
      const far = world.pods[other];
      const namespaceFits = peer.namespaceSelector
        ? selected(peer.namespaceSelector, { ...world.namespaces[far.namespace], 'kubernetes.io/metadata.name': far.namespace })
        : far.namespace === policy.namespace;
      return namespaceFits && (!peer.podSelector || selected(peer.podSelector, far.labels));
    });
    const portFits = ports.length === 0 || ports.some((entry: any) => {
      if ((entry.protocol ?? 'TCP') !== protocol) return false;
      if (entry.port === undefined) return true;
      if (typeof entry.port === 'number') return port >= entry.port && port <= (entry.endPort ?? entry.port);
      return typeof destination === 'number' && world.pods[destination].ports.some((named: any) => (
        named.name === entry.port && named.containerPort === port && (named.protocol ?? 'TCP') === protocol
      ));
    });
    return peerFits && portFits;
  }));
}

const labels = fc.dictionary(fc.constantFrom('app', 'tier'), fc.constantFrom('a', 'b'), { maxKeys: 2 });
const requirement = fc.oneof(
  fc.record({ key: fc.constantFrom('app', 'tier'), operator: fc.constantFrom('In', 'NotIn'), values: fc.subarray(['a', 'b', 'c'], { minLength: 1 }) }),
  fc.record({ key: fc.constantFrom('app', 'tier'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
);
const selector = fc.record({ matchLabels: labels, matchExpressions: fc.array(requirement, { maxLength: 1 }) }, { requiredKeys: [] });
const block = fc.constantFrom<Json>(
  { cidr: '0.0.0.0/0' }, { cidr: '10.0.0.0/8' }, { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.169.254/32'] }, { cidr: '8.8.8.8/32' },
);
const peer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector: selector }),
  fc.record({ namespaceSelector: selector, podSelector: selector }),
  fc.record({ ipBlock: block }),
);
const policyPort = fc.oneof(
  fc.record({ protocol: fc.constantFrom('TCP', 'UDP') }),
  fc.record({ protocol: fc.constantFrom('TCP', 'UDP'), port: fc.constantFrom<number | string>(80, 8080, 'http') }, { requiredKeys: ['port'] }),
  fc.constant({ port: 80, endPort: 9000 }),
);
const rule = (side: 'from' | 'to'): fc.Arbitrary<Json> => fc.record(
  { [side]: fc.array(peer, { maxLength: 2 }), ports: fc.array(policyPort, { maxLength: 2 }) }, { requiredKeys: [] },
) as fc.Arbitrary<Json>;
const spec = fc.record({
  podSelector: selector,
  policyTypes: fc.subarray(['Ingress', 'Egress'], { minLength: 1 }),
  ingress: fc.array(rule('from'), { maxLength: 2 }),
  egress: fc.array(rule('to'), { maxLength: 2 }),
}, { requiredKeys: ['podSelector'] }) as fc.Arbitrary<Json>;
const world: fc.Arbitrary<World> = fc.record({
  namespaces: fc.record({ one: labels, two: labels }),
  pods: fc.array(fc.record({
    namespace: fc.constantFrom('one', 'two'),
    labels,
    hostNetwork: fc.nat(3).map((one) => one === 0),
    ports: fc.subarray<Json>([
      { name: 'http', containerPort: 80 }, { name: 'http', containerPort: 8080, protocol: 'UDP' }, { name: 'http', containerPort: 8080 },
    ]),
  }), { minLength: 1, maxLength: 4 }),
  policies: fc.array(fc.record({ namespace: fc.constantFrom('one', 'two'), spec }), { maxLength: 4 }),
});

it('agrees with the paragraphs of the API on every pair of ends', () => {
  let allowed = 0;
  let denied = 0;
  fc.assert(fc.property(world, (given) => {
    const model = modelOf(given);
    const connectivity = connectivityOf(model);
    const endpoints: [number | string, Endpoint][] = [...model.pods().entries(), ['8.8.8.8', '8.8.8.8'], ['10.1.2.3', '10.1.2.3'], ['169.254.169.254', '169.254.169.254']];
    const disagreements: unknown[] = [];
    for (const [from, a] of endpoints) {
      for (const [to, b] of endpoints) {
        for (const [port, protocol] of [[80, 'TCP'], [8080, 'TCP'], [8080, 'UDP']] as const) {
          const expected = naiveAllows(given, from, to, port, protocol);
          if (expected) allowed++;
          else denied++;
          if (connectivity.allows(a, b, port, protocol) !== expected) disagreements.push({ from, to, port, protocol, expected });
        }
      }
    }
    expect(disagreements).toEqual([]);
  }), { numRuns: 1000 });
  // Both verdicts have to be common, or agreeing says little.
  expect(Math.min(allowed, denied)).toBeGreaterThan(1000);
}, 60_000);

it('lists exactly the pods that a peer is about', () => {
  fc.assert(fc.property(world, (given) => {
    const model = modelOf(given);
    const connectivity = connectivityOf(model);
    for (const policy of connectivity.policiesAmong(model)) {
      for (const each of [...policy.rules.ingress, ...policy.rules.egress]) {
        for (const one of each.peers) {
          const listed = connectivity.podsOfPeer(one, policy);
          const included = model.pods().filter((pod) => connectivity.includes({ ...each, peers: [one] }, pod));
          expect(new Set(listed)).toEqual(new Set(included));
        }
      }
    }
  }), { numRuns: 500 });
});

function world1(policies: readonly Json[], pods: readonly Json[] = []): { model: Model; pods: readonly PodTemplate[] } {
  const model = new Model([
    ...pods, ...policies.map((each, i) => ({
      apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: `policy-${i}`, namespace: 'one' }, spec: each,
    })),
  ].map((value) => ({ value })));
  return { model, pods: model.pods() };
}

const pod = (app: string, more: Json = {}): Json => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: app, namespace: 'one', labels: { app } }, spec: { containers: [{ name: app }] }, ...more,
});

describe('what is written in part', () => {
  it('isolates ingress where policyTypes is not written, and egress only with a rule for it', () => {
    const closed = world1([{ podSelector: {}, egress: [] }], [pod('a')]);
    expect(connectivityOf(closed.model).isIsolated(closed.pods[0], 'ingress')).toBe(true);
    expect(connectivityOf(closed.model).isIsolated(closed.pods[0], 'egress')).toBe(false);
    const both = world1([{ egress: [{}] }], [pod('a')]);
    expect(connectivityOf(both.model).isIsolated(both.pods[0], 'egress')).toBe(true);
  });

  it('takes a rule that is null for an empty one, which allows everything', () => {
    const { model, pods } = world1([{ podSelector: null, policyTypes: ['Ingress'], ingress: [null] }], [pod('a')]);
    expect(connectivityOf(model).isIsolated(pods[0], 'ingress')).toBe(true);
    expect(connectivityOf(model).allows('8.8.8.8', pods[0], 80)).toBe(true);
  });

  it.each([
    ['a peer without anything', [{}]],
    ['a peer with pods and addresses', [{ podSelector: {}, ipBlock: { cidr: '0.0.0.0/0' } }]],
    ['a block that is none', [{ ipBlock: { cidr: 'everywhere' } }]],
    ['peers that are no list', 'all'],
  ])('lets nothing through for %s, which the API server refuses', (_, from) => {
    const { model, pods } = world1([{ podSelector: {}, ingress: [{ from }] }], [pod('a')]);
    expect(connectivityOf(model).allows('8.8.8.8', pods[0], 80)).toBe(false);
    expect(connectivityOf(model).allows(pods[0], pods[0], 80)).toBe(false);
  });

  it('leaves the NetworkPolicies of Calico aside', () => {
    const model = new Model([{ value: { apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec: {} } }]);
    expect(connectivityOf(model).policiesAmong(model)).toEqual([]);
  });
});

it('resolves a named port on the sidecars of the destination, not on its init containers', () => {
  const ports = [{ name: 'metrics', containerPort: 9000 }];
  const { model, pods } = world1([{ podSelector: {}, ingress: [{ ports: [{ port: 'metrics' }] }] }], [
    pod('sidecar', { spec: { initContainers: [{ name: 'proxy', restartPolicy: 'Always', ports }] } }),
    pod('init', { spec: { initContainers: [{ name: 'setup', ports }] } }),
  ]);
  const connectivity = connectivityOf(model);
  expect(connectivity.allows(pods[1], pods[0], 9000)).toBe(true);
  expect(connectivity.allows(pods[0], pods[1], 9000)).toBe(false);
});

it('selects a template by the labels that its controller gives to the pods', () => {
  const { model, pods } = world1([
    { podSelector: { matchLabels: { 'statefulset.kubernetes.io/pod-name': 'db-0' } } },
    { podSelector: { matchLabels: { 'job-name': 'migrate' } } },
  ], [
    { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: 'one' }, spec: { template: { spec: { containers: [] } } } },
    { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'migrate', namespace: 'one' }, spec: { template: { spec: { containers: [] } } } },
    pod('other'),
  ]);
  const connectivity = connectivityOf(model);
  expect(pods.map((each) => connectivity.isIsolated(each, 'ingress'))).toEqual([true, true, false]);
});

it('is worked out once per model', () => {
  const model = new Model([]);
  expect(connectivityOf(model)).toBe(connectivityOf(model));
});

it('grows with the input, not with its square', () => {
  const objects: Json[] = [];
  for (let i = 0; i < 40_000; i++) {
    objects.push(pod(`app-${i}`));
    objects.push({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `app-${i}`, namespace: 'one' },
      spec: { podSelector: { matchLabels: { app: `app-${i}` } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: `app-${i + 1}` } } }] }] },
    });
  }
  const model = new Model(objects.map((value) => ({ value })));
  const reached = ends(() => {
    const connectivity = connectivityOf(model);
    const policies = [...connectivity.policiesAmong(model)];
    return policies.flatMap((policy) => (
      policy.rules.ingress.flatMap(({ peers }) => peers.flatMap((one) => [...connectivity.podsOfPeer(one, policy)]))
    ));
  });
  expect(reached).toHaveLength(39_999);
});

it('does not take DNS on another port of a private block for DNS', () => {
  const { model } = world1([{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 443 }, { protocol: 'UDP', port: 53 }] }] }]);
  const connectivity = connectivityOf(model);
  expect([...reachesDns(connectivity, connectivity.policiesAmong(model)[0].rules.egress[0])]).toEqual(['UDP']);
});
