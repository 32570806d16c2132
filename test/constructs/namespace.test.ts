import { ApiObject, App, Chart, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { all, findings, IMAGE, rendered, shop } from './shop';
import {
  Dns, HardenedCronJob, HardenedCronJobProps, HardenedDaemonSet, HardenedDeployment, HardenedJob, HardenedNamespace, HardenedStatefulSet,
  NamespacePart, Peer, Profile,
} from '../../src';
import { declareGuarded } from '../../src/constructs/guard';

const LABEL = 'pod-security.kubernetes.io/';

function podSecurity(namespace: HardenedNamespace): unknown[] {
  const { labels } = rendered(namespace, 'Namespace', 'shop').metadata;
  return ['enforce', 'audit', 'warn'].map((mode) => `${labels[LABEL + mode]}:${labels[`${LABEL}${mode}-version`]}`);
}

describe('the profile', () => {
  it('is production where nobody says otherwise: restricted, at the minor of the cluster', () => {
    expect(podSecurity(shop({}, { kubernetesVersion: '1.35' }))).toEqual(['restricted:v1.35', 'restricted:v1.35', 'restricted:v1.35']);
    expect(podSecurity(shop({ podSecurityVersion: 'v1.34' }))[0]).toBe('restricted:v1.34');
  });

  it('of development enforces baseline, and audits and warns restricted', () => {
    expect(podSecurity(shop({ profile: Profile.development() }))).toEqual(['baseline:v1.36', 'restricted:v1.36', 'restricted:v1.36']);
  });

  it('of audit refuses nothing and denies nothing, not even by an edge', () => {
    const namespace = shop({ profile: Profile.auditOnly() });
    const web = new HardenedDeployment(namespace, 'web', { image: IMAGE, port: 80 });
    web.allowTo(new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 80 }));
    expect(podSecurity(namespace)).toEqual(['privileged:v1.36', 'restricted:v1.36', 'restricted:v1.36']);
    expect(all(namespace).filter(({ kind }) => ['NetworkPolicy', 'ResourceQuota', 'LimitRange'].includes(kind))).toEqual([]);
  });

  it('of agents of the nodes refuses no pod, and keeps the denial of traffic, the quota and the limits', () => {
    const namespace = shop({ profile: Profile.privileged() });
    const agent = new HardenedDaemonSet(namespace, 'logs', { image: IMAGE, maxNodes: 3, user: 0, defaults: { runAsNonRoot: false } });
    agent.containers[0].mount('/var/log', kplus.Volume.fromHostPath(agent, 'log', 'log', { path: '/var/log' }), { readOnly: true });
    agent.allowTo(Peer.pods('logging', { app: 'store' }), 9200);
    expect(podSecurity(namespace)).toEqual(['privileged:v1.36', 'restricted:v1.36', 'restricted:v1.36']);
    expect(all(namespace).filter(({ kind }) => ['NetworkPolicy', 'ResourceQuota', 'LimitRange'].includes(kind)).map(({ metadata }) => metadata.name))
      .toEqual(['shop', 'shop', 'default-deny', 'allow-dns', 'allow-logs-to-logging-store']);
    expect(findings(namespace).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is inherited from the app', () => {
    expect(podSecurity(shop({}, { profile: Profile.development() }))[0]).toBe('baseline:v1.36');
  });
});

describe('the namespaces of the cluster', () => {
  it('are not made', () => {
    expect(() => new HardenedNamespace(shop().node.root, 'kube-system')).toThrow("kube-system: 'kube-system' belongs to the cluster; use a namespace of your own");
  });

  it('are not cut off where nobody asked for it', () => {
    expect(() => HardenedNamespace.existing(shop().node.root, 'kube-system')).toThrow('kube-system: belongs to the cluster, and denying traffic there cuts off its DNS');
    const namespace = HardenedNamespace.existing(shop().node.root, 'kube-system', { owns: [], profile: Profile.privileged() });
    new HardenedDaemonSet(namespace, 'logs', { image: IMAGE });
    expect(all(namespace).filter(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.namespace === 'kube-system')).toEqual([]);
  });
});

describe('traffic', () => {
  it('is denied in both directions, but for DNS', () => {
    const namespace = shop();
    expect(rendered(namespace, 'NetworkPolicy', 'default-deny').spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(rendered(namespace, 'NetworkPolicy', 'allow-dns').spec.egress).toEqual([{
      to: [{
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      }],
      ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
    }]);
  });

  it('knows the DNS of OpenShift and of node-local caches', () => {
    const openShift = rendered(shop({ dns: Dns.openShift() }), 'NetworkPolicy', 'allow-dns').spec.egress[0];
    expect([openShift.ports[0].port, openShift.to[0].namespaceSelector.matchLabels['kubernetes.io/metadata.name']]).toEqual([5353, 'openshift-dns']);
    expect(rendered(shop({ dns: Dns.nodeLocal() }), 'NetworkPolicy', 'allow-dns').spec.egress[0].to[0]).toEqual({ ipBlock: { cidr: '169.254.20.10/32' } });
    expect(rendered(shop({ dns: Dns.nodeLocal('fd00::a') }), 'NetworkPolicy', 'allow-dns').spec.egress[0].to[0]).toEqual({ ipBlock: { cidr: 'fd00::a/128' } });
    expect(() => Dns.nodeLocal('localhost')).toThrow("Dns.nodeLocal: 'localhost' is not an IP address");
  });
});

describe('the quota', () => {
  const tiny = { requests: { 'cpu': '100m', 'memory': '100Mi', 'ephemeral-storage': '10Mi' }, limits: { 'cpu': '200m', 'memory': '200Mi', 'ephemeral-storage': '20Mi' } };

  function hard(make: (namespace: HardenedNamespace) => void, headroom = 0): Record<string, string> {
    const namespace = shop({ quotaHeadroomPercent: headroom });
    make(namespace);
    return rendered(namespace, 'ResourceQuota', 'shop').spec.hard;
  }

  it('counts replicas and the surge of a rollout', () => {
    expect(hard((namespace) => new HardenedDeployment(namespace, 'api', { image: IMAGE, replicas: 4, resources: tiny }))).toEqual({
      'requests.cpu': '500m',
      'requests.memory': '500Mi',
      'requests.ephemeral-storage': '50Mi',
      'limits.cpu': '1',
      'limits.memory': '1000Mi',
      'limits.ephemeral-storage': '100Mi',
      'pods': '5',
    });
  });

  it('counts the most that an autoscaler makes, and no surge where pods are replaced', () => {
    expect(hard((namespace) => new HardenedDeployment(namespace, 'api', {
      image: IMAGE, autoscaling: { max: 10 }, strategy: kplus.DeploymentStrategy.recreate(), resources: tiny,
    })).pods).toBe('10');
  });

  it('counts workloads that another chart makes in the namespace, as their autoscalers scale them', () => {
    const quota = hard((namespace) => {
      new HardenedDeployment(namespace, 'api', { image: IMAGE, replicas: 2, strategy: kplus.DeploymentStrategy.recreate() });
      const chart = new Chart(namespace.node.root, 'team-b', { namespace: 'shop' });
      new HardenedDeployment(chart, 'web', { image: IMAGE, autoscaling: { max: 5 }, strategy: kplus.DeploymentStrategy.recreate() });
      new HardenedDeployment(new Chart(namespace.node.root, 'other', { namespace: 'other' }), 'api', { image: IMAGE });
    });
    expect(quota.pods).toBe('7');
  });

  it('counts jobs, nodes and claims', () => {
    const quota = hard((namespace) => {
      new HardenedJob(namespace, 'once', { image: IMAGE, overrides: { 'spec.parallelism': 3 } });
      new HardenedCronJob(namespace, 'nightly', { image: IMAGE, schedule: Cron.daily() });
      new HardenedDaemonSet(namespace, 'agent', { image: IMAGE, maxNodes: 7 });
      new HardenedStatefulSet(namespace, 'db', { image: IMAGE, port: 1, replicas: 2, storage: { path: '/d', size: '3Gi' } });
    });
    expect(quota.pods).toBe(String(3 + 1 + 7 + 2));
    expect([quota.persistentvolumeclaims, quota['requests.storage']]).toEqual(['2', '6Gi']);
  });

  it('counts claims that stand by themselves, and those that live as long as a pod', () => {
    const quota = hard((namespace) => {
      new HardenedStatefulSet(namespace, 'db', { image: IMAGE, port: 5432, storage: { path: '/d', size: '3Gi' } });
      new kplus.PersistentVolumeClaim(namespace, 'files', { storage: Size.gibibytes(5), accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY] });
      new HardenedDeployment(namespace, 'cache', {
        image: IMAGE,
        replicas: 2,
        strategy: kplus.DeploymentStrategy.recreate(),
        overrides: { 'spec.template.spec.volumes[0]': { name: 'work', ephemeral: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '2Gi' } } } } } } },
      });
    });
    expect([quota.persistentvolumeclaims, quota['requests.storage']]).toEqual(['4', '12Gi']);
  });

  describe('counts runs of a CronJob that', () => {
    const runs = (props: Partial<HardenedCronJobProps>): string => hard((namespace) => {
      new HardenedCronJob(namespace, 'report', { image: IMAGE, schedule: Cron.daily(), ...props });
    }).pods;

    it.each([
      ['wait for each other', { concurrencyPolicy: kplus.ConcurrencyPolicy.FORBID }, '1'],
      ['replace each other, while the old one stops', { concurrencyPolicy: kplus.ConcurrencyPolicy.REPLACE }, '2'],
      ['overlap, as many as may start before the first is ended', { concurrencyPolicy: kplus.ConcurrencyPolicy.ALLOW, schedule: Cron.schedule({ minute: '*/5' }) }, '13'],
      ['end before the next one starts', { concurrencyPolicy: kplus.ConcurrencyPolicy.ALLOW, activeDeadline: Duration.minutes(4), schedule: Cron.schedule({ minute: '*/5' }) }, '1'],
      ['may never end', {
        concurrencyPolicy: kplus.ConcurrencyPolicy.ALLOW, overrides: { 'spec.jobTemplate.spec.activeDeadlineSeconds': null },
      }, '2'],
      ['run several pods', { concurrencyPolicy: kplus.ConcurrencyPolicy.REPLACE, overrides: { 'spec.jobTemplate.spec.parallelism': 3 } }, '6'],
      ['are suspended, and can be resumed', { suspend: true }, '1'],
    ] as const)('%s', (_, props, pods) => {
      expect(runs(props)).toBe(pods);
    });
  });

  it.each([
    [undefined, '8'],
    [{ rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } }, '10'],
    [{ type: 'RollingUpdate', rollingUpdate: { maxSurge: '30%', maxUnavailable: 0 } }, '11'],
    [{ type: 'OnDelete' }, '8'],
  ])('counts what a rollout adds to a DaemonSet: %j', (updateStrategy, pods) => {
    const overrides = updateStrategy === undefined ? undefined : { 'spec.updateStrategy': updateStrategy };
    expect(hard((namespace) => new HardenedDaemonSet(namespace, 'agent', { image: IMAGE, maxNodes: 8, overrides })).pods).toBe(pods);
  });

  it('takes init containers one by one and sidecars beside the rest', () => {
    const namespace = shop({ quotaHeadroomPercent: 0 });
    const api = new HardenedDeployment(namespace, 'api', { image: IMAGE, replicas: 1, strategy: kplus.DeploymentStrategy.recreate(), resources: tiny });
    api.addInitContainer({ name: 'big', image: IMAGE, resources: { cpu: { request: kplus.Cpu.millis(900), limit: kplus.Cpu.millis(900) } } });
    api.addSidecar('side', { image: IMAGE, resources: { requests: { cpu: '300m' }, limits: { cpu: '300m' } } });
    expect(rendered(namespace, 'ResourceQuota', 'shop').spec.hard['requests.cpu']).toBe('900m');
  });

  it('counts workloads that are not ours, and those that an autoscaler of theirs makes', () => {
    const quota = hard((namespace) => {
      new HardenedDeployment(namespace, 'api', { image: IMAGE, replicas: 4, strategy: kplus.DeploymentStrategy.recreate(), resources: tiny });
      new kplus.Deployment(namespace, 'legacy', {
        replicas: 3,
        strategy: kplus.DeploymentStrategy.recreate(),
        containers: [{ image: IMAGE, resources: { cpu: { request: kplus.Cpu.millis(100) } } }],
      });
      const scaled = new kplus.Deployment(namespace, 'scaled', {
        strategy: kplus.DeploymentStrategy.recreate(), containers: [{ image: IMAGE, resources: { cpu: { request: kplus.Cpu.millis(10) } } }],
      });
      new kplus.HorizontalPodAutoscaler(namespace, 'hpa', { target: scaled, maxReplicas: 5 });
    });
    expect([quota.pods, quota['requests.cpu'], quota['limits.cpu']]).toEqual(['12', '800m', undefined]);
  });

  it('leaves headroom, takes numbers by hand, and never shuts an empty namespace', () => {
    expect(hard((namespace) => new HardenedDeployment(namespace, 'api', { image: IMAGE, replicas: 4, resources: tiny }), 50)['requests.cpu']).toBe('800m');
    expect(rendered(shop({ quota: { 'count/secrets': '5' } }), 'ResourceQuota', 'shop').spec.hard).toEqual({ 'count/secrets': '5' });
  });

  it('says how to go on where a DaemonSet does not say how many nodes there are', () => {
    expect(() => hard((namespace) => new HardenedDaemonSet(namespace, 'agent', { image: IMAGE }))).toThrow('shop/agent: how many nodes it runs on is not known');
    const namespace = shop({ defaults: { resourceQuota: false } });
    new HardenedDaemonSet(namespace, 'agent', { image: IMAGE });
    expect(rendered(namespace, 'LimitRange', 'shop').spec.limits).toHaveLength(1);
  });

  it('bounds nothing that a container leaves unbounded on purpose, nor does the LimitRange bind it again', () => {
    const namespace = shop({ defaults: { cpuLimit: false } });
    new HardenedDeployment(namespace, 'api', { image: IMAGE });
    expect(rendered(namespace, 'ResourceQuota', 'shop').spec.hard).not.toHaveProperty(['limits.cpu']);
    const [limits] = rendered(namespace, 'LimitRange', 'shop').spec.limits;
    expect([limits.default.cpu, limits.max.cpu, limits.default.memory]).toEqual([undefined, undefined, '256Mi']);
  });

  it('agrees with the LimitRange on the largest container', () => {
    const namespace = shop();
    new HardenedDeployment(namespace, 'api', { image: IMAGE, resources: { limits: { memory: '2Gi' } } });
    expect(rendered(namespace, 'LimitRange', 'shop').spec.limits[0].max.memory).toBe('2Gi');
    expect(findings(namespace).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('a namespace of somebody else', () => {
  it('gets no Namespace object, and only what is ours', () => {
    const app = new App();
    declareGuarded(app);
    const namespace = HardenedNamespace.existing(app, 'platform', { profile: Profile.production() });
    new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 80 });
    expect([...new Set(all(namespace).map(({ kind }) => kind))].sort())
      .toEqual(['Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount']);
  });

  it('gets the parts that we own', () => {
    const app = new App();
    declareGuarded(app);
    const namespace = HardenedNamespace.existing(app, 'platform', { owns: [NamespacePart.RESOURCE_QUOTA, NamespacePart.LIMIT_RANGE] });
    expect(all(namespace).map(({ kind }) => kind)).toEqual(['ResourceQuota', 'LimitRange']);
  });
});

it('keeps the namespace off cluster-scoped objects, and on all others', () => {
  const namespace = shop();
  new ApiObject(namespace, 'role', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'reader' } });
  expect(rendered(namespace, 'ClusterRole', 'reader').metadata).not.toHaveProperty('namespace');
  expect(rendered(namespace, 'Namespace', 'shop').metadata).not.toHaveProperty('namespace');
  expect(rendered(namespace, 'LimitRange', 'shop').metadata.namespace).toBe('shop');
});

it('takes the token from the default ServiceAccount', () => {
  expect(rendered(shop(), 'ServiceAccount', 'default').automountServiceAccountToken).toBe(false);
});

it('throws on a bad name, a name taken twice and a version that is none', () => {
  expect(() => new HardenedNamespace(new App(), 'My_Shop')).toThrow(/^My_Shop: 'My_Shop' is not an RFC 1123 label/);
  const app = new App();
  new HardenedNamespace(app, 'shop');
  expect(() => new HardenedNamespace(new Chart(app, 'other'), 'again', { name: 'shop' })).toThrow("Namespace 'shop' is made by shop already");
  expect(() => shop({ podSecurityVersion: '1.36' })).toThrow("podSecurityVersion '1.36' is not a version; write it as 'v1.36'");
});

it('renders a namespace that can be read in a diff', () => {
  const namespace = shop();
  new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080 });
  expect(all(namespace).filter(({ kind }) => ['Namespace', 'ResourceQuota', 'LimitRange'].includes(kind))).toMatchSnapshot();
});
