import { App } from 'cdk8s';
import { all, IMAGE, rendered, shop } from './shop';
import { HardenedDeployment, HardenedNamespace, HardenedStatefulSet, IPeer, Peer, Port } from '../../src';
import { declareGuarded } from '../../src/constructs/guard';
import { counterparts } from '../../src/constructs/traffic';
import { declareFacts } from '../../src/constructs/tree';

function policies(namespace: HardenedNamespace): string[] {
  return all(namespace).filter(({ kind, metadata }) => kind === 'NetworkPolicy' && !['default-deny', 'allow-dns'].includes(metadata.name))
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort();
}

const labels = (name: string): object => ({ 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name });

it('opens both sides of an edge on the exact port, and nothing else', () => {
  const namespace = shop();
  const api = new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080 });
  const db = new HardenedStatefulSet(namespace, 'db', { image: IMAGE, port: 5432 });
  api.allowTo(db);
  expect(policies(namespace)).toEqual(['shop/allow-api-to-db', 'shop/allow-db-from-api']);
  expect(rendered(namespace, 'NetworkPolicy', 'allow-api-to-db').spec).toEqual({
    podSelector: { matchLabels: labels('api') },
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: { matchLabels: labels('db') } }], ports: [{ protocol: 'TCP', port: 5432 }] }],
  });
  expect(rendered(namespace, 'NetworkPolicy', 'allow-db-from-api').spec).toEqual({
    podSelector: { matchLabels: labels('db') },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: { matchLabels: labels('api') } }], ports: [{ protocol: 'TCP', port: 5432 }] }],
  });
});

it('writes the same for allowFrom as for allowTo', () => {
  const [one, other] = [shop(), shop()].map((namespace, i) => {
    const api = new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080 });
    const db = new HardenedDeployment(namespace, 'db', { image: IMAGE, port: 5432 });
    if (i === 0) api.allowTo(db);
    else db.allowFrom(api);
    return JSON.stringify(all(namespace).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)));
  });
  expect(one).toBe(other);
});

it('adds the ports of a second edge to the first', () => {
  const namespace = shop();
  const api = new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080 });
  const db = new HardenedDeployment(namespace, 'db', { image: IMAGE, ports: [{ number: 53, protocol: 'UDP' }] });
  api.allowTo(db);
  api.allowTo(db, 9187, Port.udp(53));
  expect(rendered(namespace, 'NetworkPolicy', 'allow-api-to-db').spec.egress[0].ports).toEqual([{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 9187 }]);
});

it('names the namespace of a workload that lives in another one', () => {
  const web = shop();
  const data = new HardenedNamespace(web.node.root as App, 'data');
  new HardenedDeployment(web, 'web', { image: IMAGE, port: 80 }).allowTo(new HardenedDeployment(data, 'db', { image: IMAGE, port: 5432 }));
  expect(policies(web)).toEqual(['data/allow-db-from-shop-web', 'shop/allow-web-to-data-db']);
  expect(rendered(web, 'NetworkPolicy', 'allow-web-to-data-db').spec.egress[0].to).toEqual([{
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } }, podSelector: { matchLabels: labels('db') },
  }]);
});

it('writes our side towards a namespace outside the app, and knows the counterpart', () => {
  const namespace = shop();
  const api = new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080 });
  api.allowTo(Peer.pods('monitoring', { app: 'tempo' }), 4317);
  expect(policies(namespace)).toEqual(['shop/allow-api-to-monitoring-tempo']);
  expect(counterparts(namespace.node.root)).toEqual([{
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'allow-from-shop-api', namespace: 'monitoring' },
    spec: {
      podSelector: { matchLabels: { app: 'tempo' } },
      policyTypes: ['Ingress'],
      ingress: [{
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, podSelector: { matchLabels: labels('api') } }],
        ports: [{ protocol: 'TCP', port: 4317 }],
      }],
    },
  }]);
});

it('speaks of addresses, the ingress controller and the API server in the same words', () => {
  const app = new App();
  declareGuarded(app);
  declareFacts(app, { cluster: { apiServerCidrs: ['10.0.0.1/32', 'fd00::1/128'], ingressNamespace: 'traefik' } });
  const namespace = new HardenedNamespace(app, 'shop');
  const api = new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080 });
  api.allowFrom(Peer.ingress());
  api.allowTo(Peer.apiServer(), 6443);
  api.allowTo(Peer.cidr('0.0.0.0/0').except('169.254.169.254/32', '10.0.0.0/8'), 443);
  expect(rendered(namespace, 'NetworkPolicy', 'allow-api-from-ingress').spec.ingress[0]).toEqual({
    from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } } }], ports: [{ protocol: 'TCP', port: 8080 }],
  });
  expect(rendered(namespace, 'NetworkPolicy', 'allow-api-to-api-server').spec.egress[0].to)
    .toEqual([{ ipBlock: { cidr: '10.0.0.1/32' } }, { ipBlock: { cidr: 'fd00::1/128' } }]);
  expect(rendered(namespace, 'NetworkPolicy', 'allow-api-to-cidr-0-0-0-0-0').spec.egress[0].to)
    .toEqual([{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32', '10.0.0.0/8'] } }]);
});

it('keeps two blocks of the same name but for their holes apart, as rules of one policy', () => {
  const namespace = shop();
  const api = new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080 });
  api.allowTo(Peer.cidr('10.0.0.0/8'), 443);
  api.allowTo(Peer.cidr('10.0.0.0/8').except('10.1.0.0/16'), 8443);
  expect(rendered(namespace, 'NetworkPolicy', 'allow-api-to-cidr-10-0-0-0-8').spec.egress).toEqual([
    { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ protocol: 'TCP', port: 443 }] },
    { to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ protocol: 'TCP', port: 8443 }] },
  ]);
});

describe('misuse', () => {
  const api = (): HardenedDeployment => new HardenedDeployment(shop(), 'api', { image: IMAGE, port: 8080 });
  const cases: Record<string, [() => unknown, string]> = {
    'a block that is none': [() => Peer.cidr('10.0.0.0/33'), "Peer.cidr: '10.0.0.0/33' is not a CIDR block"],
    'a block that names an address within': [
      () => Peer.cidr('10.0.0.5/8'), "Peer.cidr: '10.0.0.5/8' names an address within the block, which Kubernetes refuses from 1.36 on; write '10.0.0.0/8', or '10.0.0.5/32' for the one address",
    ],
    'a hole that does': [() => Peer.cidr('fd00::/8').except('fd00::1/64'), "write 'fd00::/64', or 'fd00::1/128'"],
    'a hole outside its block': [() => Peer.cidr('10.0.0.0/8').except('11.0.0.0/16'), "'11.0.0.0/16' is not inside '10.0.0.0/8'"],
    'a hole of another family': [() => Peer.cidr('0.0.0.0/0').except('fd00::/8'), "'fd00::/8' is not inside '0.0.0.0/0'"],
    'a hole in pods': [() => Peer.ingress().except('10.0.0.0/8'), 'except goes with Peer.cidr'],
    'pods without labels': [() => Peer.pods('shop', {}), "means every pod of 'shop'"],
    'no port towards an address': [() => api().allowTo(Peer.cidr('10.0.0.0/8')), 'needs a port'],
    'a port out of range': [() => api().allowTo(Peer.cidr('10.0.0.0/8'), 70000), 'shop/api: '],
    'an API server nobody knows': [() => api().allowTo(Peer.apiServer(), 6443), "give the app cluster: { apiServerCidrs: ['10.0.0.1/32'] }"],
    'a workload without ports': [
      () => {
        const namespace = shop();
        new HardenedDeployment(namespace, 'api', { image: IMAGE }).allowTo(new HardenedDeployment(namespace, 'job', { image: IMAGE }) as IPeer);
      },
      'shop/job declares no port',
    ],
  };

  it.each(Object.entries(cases))('throws when made: %s', (_, [make, message]) => {
    expect(make).toThrow(message);
  });
});
