import { App, ApiObject, Chart, Cron, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { all, findings, IMAGE, podOf, rendered, shop } from './shop';
import {
  HardenedCronJob, HardenedDaemonSet, HardenedDefaults, HardenedDeployment, HardenedDeploymentProps, HardenedJob, HardenedNamespace,
  HardenedStatefulSet, Image, Probe, Profile,
} from '../../src';
import { declareGuarded } from '../../src/constructs/guard';

function deployment(props: Partial<HardenedDeploymentProps> = {}): HardenedDeployment {
  return new HardenedDeployment(shop(), 'api', { image: IMAGE, port: 8080, ...props });
}

const KINDS = {
  Deployment: () => deployment(),
  StatefulSet: () => new HardenedStatefulSet(shop(), 'api', { image: IMAGE, port: 8080, replicas: 3, storage: { path: '/data', size: '1Gi' } }),
  DaemonSet: () => new HardenedDaemonSet(shop(), 'api', { image: IMAGE, port: 8080, maxNodes: 12 }),
  Job: () => new HardenedJob(shop(), 'api', { image: IMAGE }),
  CronJob: () => new HardenedCronJob(shop(), 'api', { image: IMAGE, schedule: Cron.daily() }),
};

describe.each(Object.entries(KINDS))('a hardened %s', (kind, make) => {
  it('has no finding of an error or a warning', () => {
    expect(findings(make()).filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('keeps in the YAML what it promises for the pod', () => {
    expect(podOf(make(), kind, 'api')).toMatchObject({
      serviceAccountName: 'api',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65532,
        runAsGroup: 65532,
        fsGroup: 65532,
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
        supplementalGroupsPolicy: 'Strict',
      },
    });
  });

  it('keeps in the YAML what it promises for containers', () => {
    const [container] = podOf(make(), kind, 'api').containers;
    expect(container).toMatchObject({
      name: 'api',
      image: IMAGE,
      imagePullPolicy: 'IfNotPresent',
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, privileged: false, capabilities: { drop: ['ALL'] } },
      resources: {
        requests: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' },
        limits: { 'cpu': '500m', 'memory': '256Mi', 'ephemeral-storage': '256Mi' },
      },
    });
    expect(container.volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' });
  });

  it('hardens containers that inherited methods add', () => {
    const workload = make();
    workload.addContainer({ name: 'second', image: IMAGE });
    workload.addInitContainer({ name: 'first', image: IMAGE });
    workload.attachContainer(new kplus.Container({ name: 'third', image: IMAGE, resources: { cpu: { request: kplus.Cpu.millis(20) } } }));
    workload.addSidecar('side', { image: IMAGE, port: 9090 });
    const { containers, initContainers } = podOf(workload, kind, 'api');
    for (const container of [...containers, ...initContainers]) {
      expect(container.securityContext).toMatchObject({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
      expect(container.resources.limits).toEqual({ 'cpu': '500m', 'memory': '256Mi', 'ephemeral-storage': '256Mi' });
    }
    expect(containers.at(-1).resources.requests).toEqual({ 'cpu': '20m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' });
    expect(initContainers.at(-1)).toMatchObject({ name: 'side', restartPolicy: 'Always' });
    expect(findings(workload).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('carries no hash in names, labels and selectors', () => {
    expect(JSON.stringify(all(make()))).not.toMatch(/cdk8s\.io|-c8[0-9a-f]{6}/);
  });
});

it('has identities that never change', () => {
  const namespace = shop();
  new HardenedDeployment(namespace, 'web', { image: IMAGE, port: 80 });
  const db = new HardenedStatefulSet(namespace, 'db', { image: IMAGE, port: 5432 });
  db.allowFrom(new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080, matchLabels: { app: 'api' }, serviceName: 'api-v1' }));
  new HardenedJob(namespace, 'migrate', { image: IMAGE });
  const identity = all(namespace).map(({ kind, metadata, spec }) => [
    `${kind}/${metadata.namespace ?? ''}/${metadata.name}`,
    kind === 'Service' ? spec.selector : spec?.selector?.matchLabels ?? spec?.podSelector?.matchLabels,
    spec?.serviceName,
  ].filter((part) => part !== undefined));
  expect(identity).toMatchSnapshot();
});

describe('switches', () => {
  // Rules that report a default that is switched off; test/whole/loop.test.ts holds that there is one for each.
  const SWITCHES: Partial<Record<keyof HardenedDefaults, { readonly off: unknown; readonly rule: string }>> = {
    runAsNonRoot: { off: false, rule: 'pss-run-as-non-root' },
    seccompProfile: { off: false, rule: 'pss-seccomp-restricted' },
    dropCapabilities: { off: false, rule: 'pss-capabilities-drop-all' },
    denyPrivilegeEscalation: { off: false, rule: 'pss-privilege-escalation' },
    readOnlyRootFilesystem: { off: false, rule: 'read-only-root-fs' },
    cpuLimit: { off: false, rule: 'resources-cpu-limit' },
    memoryLimit: { off: false, rule: 'resources-memory-limit' },
    ephemeralStorage: { off: false, rule: 'resources-ephemeral-storage' },
    serviceAccount: { off: false, rule: 'sa-dedicated' },
    withholdToken: { off: false, rule: 'sa-token-not-mounted' },
    omitServiceLinks: { off: false, rule: 'service-links-off' },
  };

  it.each(Object.entries(SWITCHES))('%s, off on the workload, is a finding and nothing else changes', (key, { off, rule }) => {
    const before = new Set(findings(deployment()).map((finding) => finding.rule));
    const after = findings(deployment({ defaults: { [key]: off } })).map((finding) => finding.rule).filter((id) => !before.has(id));
    expect(after).toContain(rule);
    // A pod below the level of its namespace is refused, which is a finding of its own.
    expect(after.filter((id) => id !== rule && id !== 'psa-workload-fits-namespace')).toEqual([]);
  });

  it('requests, off, are a finding where no limit stands in for them', () => {
    const reported = findings(deployment({ defaults: { requests: false, cpuLimit: false, memoryLimit: false } })).map(({ rule }) => rule);
    expect(reported).toEqual(expect.arrayContaining(['resources-cpu-request', 'resources-memory-request']));
  });

  it.each(['defaultDeny', 'allowDns'] as const)('%s, off on the namespace, is a finding', (key) => {
    const namespace = shop({ defaults: { [key]: false } });
    new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080 });
    expect(findings(namespace).map(({ rule }) => rule)).toContain(key === 'allowDns' ? 'netpol-egress-dns' : 'netpol-default-deny');
  });

  it('a workload overrules its namespace, and the namespace the app', () => {
    const namespace = shop({ defaults: { user: 2000, seccompProfile: false } }, { defaults: { user: 1000, omitServiceLinks: false } });
    const plain = new HardenedDeployment(namespace, 'plain', { image: IMAGE });
    new HardenedDeployment(namespace, 'own', { image: IMAGE, user: 3000, defaults: { seccompProfile: true, omitServiceLinks: true } });
    const [first, second] = ['plain', 'own'].map((name) => podOf(plain, 'Deployment', name));
    expect([first.securityContext.runAsUser, first.securityContext.seccompProfile, first.enableServiceLinks]).toEqual([2000, undefined, undefined]);
    expect([second.securityContext.runAsUser, second.securityContext.seccompProfile, second.enableServiceLinks]).toEqual([3000, { type: 'RuntimeDefault' }, false]);
  });

  it('resources are merged field by field, over those of the namespace and ours', () => {
    const namespace = shop({ defaults: { resources: { limits: { memory: '1Gi' } } } });
    new HardenedDeployment(namespace, 'api', { image: IMAGE, resources: { requests: { 'cpu': '250m', 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '1' } } });
    expect(podOf(namespace, 'Deployment', 'api').containers[0].resources).toEqual({
      requests: { 'cpu': '250m', 'memory': '128Mi', 'ephemeral-storage': '64Mi', 'nvidia.com/gpu': '1' },
      limits: { 'cpu': '500m', 'memory': '1Gi', 'ephemeral-storage': '256Mi', 'nvidia.com/gpu': '1' },
    });
  });

  it('resources that the app says stay where the namespace and the workload speak of others', () => {
    const namespace = shop({ defaults: { resources: { requests: { cpu: '20m' } } } }, { defaults: { resources: { limits: { cpu: '1', memory: '1Gi' } } } });
    new HardenedDeployment(namespace, 'api', { image: IMAGE, defaults: { resources: { limits: { cpu: '2' } } } });
    expect(podOf(namespace, 'Deployment', 'api').containers[0].resources).toEqual({
      requests: { 'cpu': '20m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' },
      limits: { 'cpu': '2', 'memory': '1Gi', 'ephemeral-storage': '256Mi' },
    });
  });
});

describe('defaults beside what is said', () => {
  const resources = (said: object): object => podOf(deployment({ resources: said }), 'Deployment', 'api').containers[0].resources;

  it('never ask for more than the limit that is said, nor limit below the request that is said', () => {
    expect(resources({ limits: { memory: '64Mi' } })).toMatchObject({ requests: { memory: '64Mi' }, limits: { memory: '64Mi' } });
    expect(resources({ requests: { cpu: '2' } })).toMatchObject({ requests: { cpu: '2' }, limits: { cpu: '2' } });
  });

  it('give way to each other where the app says one of the two, and its LimitRange agrees', () => {
    const namespace = shop({}, { defaults: { resources: { requests: { cpu: '1' }, limits: { memory: '64Mi' } } } });
    new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080 });
    expect(podOf(namespace, 'Deployment', 'api').containers[0].resources).toMatchObject({ requests: { cpu: '1', memory: '64Mi' }, limits: { cpu: '1', memory: '64Mi' } });
    expect(findings(namespace)).toEqual([]);
  });

  it('limit an extended resource to its request, as Kubernetes wants it', () => {
    expect(resources({ requests: { 'nvidia.com/gpu': '1' } })).toMatchObject({ limits: { 'nvidia.com/gpu': '1' } });
  });

  it('bound ephemeral storage above the scratch volumes, which count for it', () => {
    const limits = (props: Partial<HardenedDeploymentProps>): unknown => podOf(deployment(props), 'Deployment', 'api').containers[0].resources.limits['ephemeral-storage'];
    expect(limits({ writablePaths: ['/a', '/b', '/c'] })).toBe('256Mi');
    expect(limits({ writablePaths: ['/a', '/b', '/c', '/d', '/e'] })).toBe('448Mi');
    expect(limits({ defaults: { scratchSize: '1Gi' } })).toBe('1088Mi');
    expect(limits({ defaults: { scratchSize: '1Gi' }, resources: { limits: { 'ephemeral-storage': '512Mi' } } })).toBe('512Mi');
  });

  it('leave a volume named tmp to whoever named it so', () => {
    const workload = deployment();
    workload.addVolume(kplus.Volume.fromEmptyDir(workload, 'tmp', 'tmp', { sizeLimit: Size.mebibytes(1) }));
    const pod = podOf(workload, 'Deployment', 'api');
    expect(pod.containers[0].volumeMounts).toEqual([{ name: 'tmp-2', mountPath: '/tmp' }]);
  });

  it('leave half of the grace period to finish what is under way', () => {
    const [container] = podOf(deployment({ terminationGracePeriod: Duration.seconds(5) }), 'Deployment', 'api').containers;
    expect(container.lifecycle.preStop.sleep.seconds).toBe(2);
  });
});

describe('overrides', () => {
  it('keep fields that the schema of 1.28 does not know', () => {
    const workload = deployment({
      overrides: {
        'spec.template.spec.resources': { limits: { memory: '1Gi' } },
        'spec.template.spec.containers[0].volumeMounts[0].recursiveReadOnly': 'Disabled',
        'spec.template.spec.securityContext.appArmorProfile.type': 'RuntimeDefault',
      },
    });
    const pod = podOf(workload, 'Deployment', 'api');
    expect(pod.resources).toEqual({ limits: { memory: '1Gi' } });
    expect(pod.securityContext.appArmorProfile).toEqual({ type: 'RuntimeDefault' });
  });

  it('take fields out, and have the last word', () => {
    const pod = podOf(deployment({
      overrides: { 'spec.template.spec.securityContext.seccompProfile': null, 'spec.template.spec.securityContext.runAsUser': 1 },
    }), 'Deployment', 'api');
    expect(pod.securityContext).toMatchObject({ runAsUser: 1 });
    expect(pod.securityContext).not.toHaveProperty('seccompProfile');
  });

  it('make a Windows pod, which the API server lets have no field of Linux', () => {
    const workload = deployment({ overrides: { 'spec.template.spec.os.name': 'windows', 'spec.template.spec.nodeSelector["kubernetes.io/os"]': 'windows' } });
    const pod = podOf(workload, 'Deployment', 'api');
    expect([pod.securityContext, pod.containers[0].securityContext]).toEqual([{ runAsNonRoot: true }, undefined]);
    expect(findings(workload).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('leave JSON patches of cdk8s in force', () => {
    const workload = deployment();
    ApiObject.of(workload).addJsonPatch(JsonPatch.add('/spec/template/spec/hostUsers', false));
    expect(podOf(workload, 'Deployment', 'api').hostUsers).toBe(false);
  });
});

describe('around the pod', () => {
  it('makes a Service for a port, a budget for two replicas and spreads them without ever blocking', () => {
    const workload = deployment();
    expect(rendered(workload, 'Service', 'api').spec).toEqual({
      type: 'ClusterIP',
      selector: { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'api' },
      ports: [{ name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP' }],
    });
    expect(rendered(workload, 'PodDisruptionBudget', 'api').spec).toMatchObject({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
    for (const constraint of podOf(workload, 'Deployment', 'api').topologySpreadConstraints) expect(constraint.whenUnsatisfiable).toBe('ScheduleAnyway');
  });

  it('makes a Service for the port of a DaemonSet, unless it is switched off, and none for a Job', () => {
    const agent = new HardenedDaemonSet(shop(), 'agent', { image: IMAGE, port: 4317, maxNodes: 3 });
    expect(rendered(agent, 'Service', 'agent').spec).toMatchObject({ selector: { 'app.kubernetes.io/name': 'agent' }, ports: [{ port: 4317, targetPort: 'http' }] });
    expect(findings(agent)).toEqual([]);
    const alone = new HardenedDaemonSet(shop(), 'agent', { image: IMAGE, port: 4317, maxNodes: 3, defaults: { service: false } });
    expect(all(alone).map(({ kind }) => kind)).not.toContain('Service');
    expect(findings(alone).map(({ rule }) => rule)).toEqual(['default-switched-off']);
    expect(all(new HardenedJob(shop(), 'once', { image: IMAGE, port: 8080 })).map(({ kind }) => kind)).not.toContain('Service');
  });

  it('makes no budget for one replica, which no drain could ever pass', () => {
    expect(all(deployment({ replicas: 1 })).map(({ kind }) => kind)).not.toContain('PodDisruptionBudget');
  });

  it('leaves the number of replicas to the autoscaler', () => {
    const workload = deployment({ autoscaling: { min: 3, max: 9, cpuPercent: 60 } });
    expect(rendered(workload, 'Deployment', 'api').spec).not.toHaveProperty('replicas');
    expect(rendered(workload, 'HorizontalPodAutoscaler', 'api').spec).toMatchObject({ minReplicas: 3, maxReplicas: 9 });
  });

  it('claims storage for each replica of a StatefulSet behind a headless Service', () => {
    const workload = KINDS.StatefulSet();
    const { spec } = rendered(workload, 'StatefulSet', 'api');
    expect(spec.volumeClaimTemplates[0]).toEqual({
      metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    expect(spec.template.spec.containers[0].volumeMounts).toContainEqual({ name: 'data', mountPath: '/data' });
    expect(spec.serviceName).toBe('api');
    expect(rendered(workload, 'Service', 'api').spec.clusterIP).toBe('None');
  });

  it('mounts an existing Secret as files that the group reads', () => {
    const workload = deployment();
    workload.mountSecret('db-password', '/run/secrets/db');
    const pod = podOf(workload, 'Deployment', 'api');
    expect(pod.volumes).toContainEqual({ name: 'secret-db-password', secret: { secretName: 'db-password', defaultMode: 0o440 } });
    expect(pod.containers[0].volumeMounts).toContainEqual({ name: 'secret-db-password', mountPath: '/run/secrets/db', readOnly: true });
  });

  it('makes directories writable, each with a size', () => {
    const pod = podOf(deployment({ writablePaths: ['/var/cache'], defaults: { scratchSize: '1Gi' } }), 'Deployment', 'api');
    expect(pod.volumes).toContainEqual({ name: 'scratch-api-0', emptyDir: { sizeLimit: '1Gi' } });
    expect(pod.containers[0].volumeMounts).toContainEqual({ name: 'scratch-api-0', mountPath: '/var/cache' });
  });

  it('probes over HTTP, TCP, gRPC and by running a program', () => {
    const [container] = podOf(deployment({
      startup: Probe.tcp({ failureThreshold: 60 }),
      readiness: Probe.http('/ready', { port: 9000, headers: { 'X-From': 'kubelet' } }),
      liveness: Probe.grpc({ service: 'live', periodSeconds: 30 }),
    }), 'Deployment', 'api').containers;
    expect(container.startupProbe).toEqual({ tcpSocket: { port: 8080 }, failureThreshold: 60 });
    expect(container.readinessProbe).toEqual({ httpGet: { path: '/ready', port: 9000, httpHeaders: [{ name: 'X-From', value: 'kubelet' }] } });
    expect(container.livenessProbe).toEqual({ grpc: { port: 8080, service: 'live' }, periodSeconds: 30 });
    const [other] = podOf(deployment({ liveness: Probe.exec(['/bin/check']) }), 'Deployment', 'api').containers;
    expect(other.livenessProbe).toEqual({ exec: { command: ['/bin/check'] } });
  });

  it('takes a runtime class, a priority, tolerations and what the cdk8s-plus class takes', () => {
    const pod = podOf(deployment({
      runtimeClassName: 'gvisor',
      priorityClassName: 'high',
      tolerations: [{ key: 'gpu', effect: 'NoSchedule' }, { key: 'team', value: 'a' }],
      terminationGracePeriod: Duration.seconds(90),
    }), 'Deployment', 'api');
    expect(pod).toMatchObject({
      runtimeClassName: 'gvisor',
      priorityClassName: 'high',
      tolerations: [{ key: 'gpu', effect: 'NoSchedule', operator: 'Exists' }, { key: 'team', value: 'a', operator: 'Equal' }],
      terminationGracePeriodSeconds: 90,
    });
  });

  it('gives a CronJob a time zone and deadlines, and no overlap', () => {
    expect(rendered(KINDS.CronJob(), 'CronJob', 'api').spec).toMatchObject({
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 600,
      jobTemplate: { spec: { activeDeadlineSeconds: 3600 } },
    });
  });
});

describe('the target', () => {
  it.each([['1.29', false], ['1.32', false], ['1.33', true], ['1.37', true]])('decides on supplementalGroupsPolicy: %s', (kubernetesVersion, written) => {
    const namespace = shop({}, { kubernetesVersion });
    new HardenedDeployment(namespace, 'api', { image: IMAGE });
    expect('supplementalGroupsPolicy' in podOf(namespace, 'Deployment', 'api').securityContext).toBe(written);
  });

  it('has no sidecars before 1.29, which would keep the main container from starting', () => {
    const workload = new HardenedDeployment(shop({}, { kubernetesVersion: '1.28' }), 'api', { image: IMAGE });
    expect(() => workload.addSidecar('proxy', { image: IMAGE })).toThrow("sidecar 'proxy' needs Kubernetes 1.29, the target is 1.28; use addContainer");
  });

  it('asks for AppArmor and user namespaces only where all nodes have them', () => {
    const namespace = shop({}, { cluster: { appArmor: true, userNamespaces: true } });
    new HardenedDeployment(namespace, 'api', { image: IMAGE });
    const pod = podOf(namespace, 'Deployment', 'api');
    expect(pod.hostUsers).toBe(false);
    expect(pod.securityContext.appArmorProfile).toEqual({ type: 'RuntimeDefault' });
    const plain = podOf(deployment(), 'Deployment', 'api');
    expect(plain).not.toHaveProperty('hostUsers');
    expect(plain.securityContext).not.toHaveProperty('appArmorProfile');
  });
});

describe('misuse', () => {
  const cases: Record<string, [() => unknown, string]> = {
    'a port out of range': [() => deployment({ port: 70000 }), 'shop/api: '],
    'a name with an underscore': [() => new HardenedDeployment(shop(), 'Bad_Name', { image: IMAGE }), 'Bad_Name'],
    'no container': [() => new HardenedDeployment(shop(), 'api', {}), 'shop/api: has no container; give it an image'],
    'a chart without a namespace': [() => new HardenedDeployment(new Chart(new App(), 'c'), 'api', { image: IMAGE }), 'c/api: has no namespace; make it in a HardenedNamespace'],
    'a floating tag': [() => deployment({ image: 'ghcr.io/acme/api:latest' }), "image 'ghcr.io/acme/api:latest': tag 'latest' names another image tomorrow"],
    'a malformed image': [() => deployment({ image: 'ghcr.io/Acme/api' }), "image 'ghcr.io/Acme/api': "],
    'an edge with another app': [() => deployment().allowTo(deployment()), 'is in another app; name its pods with Peer.pods(namespace, labels)'],
    'a bad label': [() => deployment({ matchLabels: { app: 'a b' } }), 'shop/api: '],
    'a storage size that is no quantity': [
      () => new HardenedStatefulSet(shop(), 'db', { image: IMAGE, port: 1, storage: { path: '/d', size: 'big' } }), "shop/db: storage size 'big' is not a quantity",
    ],
    'a storage of nothing': [
      () => new HardenedStatefulSet(shop(), 'db', { image: IMAGE, port: 1, storage: { path: '/d', size: '-1Gi' } }), "storage size '-1Gi' is not a quantity above zero",
    ],
    'a StatefulSet whose pods could not be named': [() => new HardenedStatefulSet(shop(), 'd'.repeat(53), { image: IMAGE, port: 1 }), 'takes at most 52'],
    'a directory that is no absolute path': [() => deployment({ writablePaths: ['cache'] }), "writablePaths has 'cache'"],
    'an empty probe': [() => Probe.exec([]), 'Probe.exec: the command is empty'],
    'labels that select the pods of another': [
      () => {
        const namespace = shop();
        new HardenedDeployment(namespace, 'a', { image: IMAGE, matchLabels: { app: 'x' } });
        new HardenedDeployment(namespace, 'b', { image: IMAGE, matchLabels: { app: 'x' } });
      },
      'shop/b: its matchLabels select the pods of shop/a too',
    ],
    'a StatefulSet without a port': [() => new HardenedStatefulSet(shop(), 'db', { image: IMAGE }), 'shop/db: has no port for its headless Service'],
  };

  it.each(Object.entries(cases))('throws when made: %s', (_, [make, message]) => {
    expect(make).toThrow(message);
  });

  it('throws on a name taken twice, wherever in the app it was taken', () => {
    const namespace = shop();
    new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 80 });
    expect(() => new HardenedDeployment(new Chart(namespace.node.root, 'other', { namespace: 'shop' }), 'api', { image: IMAGE }))
      .toThrow("other/api: Deployment 'api' in namespace 'shop' is made by shop/api already; choose another name");
  });

  const escapes: Record<string, [(profile: Profile) => unknown, RegExp]> = {
    'a capability': [(profile) => made(profile, { capabilities: ['SYS_ADMIN'] }), /capabilities\.add breaks pss-capabilities-add.*'privileged'.*Profile\.privileged/],
    'a capability of the default set': [(profile) => made(profile, { capabilities: ['CHOWN'] }), /'baseline'.*Profile\.development\(\)/],
    'the host network': [(profile) => made(profile, { hostNetwork: true }), /spec\.hostNetwork breaks pss-host-network/],
    'a path of the node': [
      (profile) => {
        const workload = made(profile);
        workload.addVolume(kplus.Volume.fromHostPath(workload, 'dev', 'dev', { path: '/dev' }));
      },
      /breaks pss-volume-types/,
    ],
    'a privileged container': [
      (profile) => made(profile).addContainer({ name: 'p', image: IMAGE, securityContext: { privileged: true, allowPrivilegeEscalation: true } }), /pss-privileged/,
    ],
  };

  function made(profile: Profile, props: Partial<HardenedDeploymentProps> = {}): HardenedDeployment {
    return new HardenedDeployment(shop({ profile }), 'api', { image: IMAGE, ...props });
  }

  it.each(Object.entries(escapes))('throws at once on what the namespace refuses: %s', (_, [make, message]) => {
    expect(() => make(Profile.production())).toThrow(message);
    expect(() => make(Profile.auditOnly())).not.toThrow();
  });

  it('allows in development what baseline allows', () => {
    expect(() => made(Profile.development(), { capabilities: ['CHOWN'] })).not.toThrow();
    expect(() => made(Profile.development(), { hostNetwork: true })).toThrow(/'privileged'/);
  });

  it('says so where nobody judges a hardened workload', () => {
    const namespace = new HardenedNamespace(new App(), 'shop');
    new HardenedDeployment(namespace, 'api', { image: IMAGE });
    expect(() => Testing.synth(namespace)).toThrow('[shop/api] is not judged: use HardenedApp instead of App, or call Hardening.of(app)');
    declareGuarded(namespace.node.root);
    expect(() => Testing.synth(namespace)).not.toThrow();
  });
});

describe('images', () => {
  it('reads strings wherever an image is taken, and takes what is refused with a reason', () => {
    expect(Image.from(IMAGE).pinned).toBe(true);
    expect(Image.of('nginx:latest', { accept: 'local trial only' }).reference).toBe('nginx:latest');
    expect(() => Image.of('nginx')).toThrow('has neither tag nor digest');
    expect(() => Image.of('gcr.io/distroless/static-debian12:nonroot')).toThrow("is past its end of life; use 'static-debian13'");
    expect(() => Image.of('gcr.io/distroless/static-debian13:debug-nonroot')).toThrow('brings a shell');
    expect(() => Image.of('k8s.gcr.io/pause:3.9')).toThrow("use 'registry.k8s.io/'");
  });

  it('knows the distroless catalogue', () => {
    expect(Image.distroless('nodejs24').reference).toBe('gcr.io/distroless/nodejs24-debian13:nonroot');
    expect(() => Image.distroless('nodejs18')).toThrow('use one of static, base');
  });
});

it('renders a Deployment that can be read in a diff', () => {
  const workload = deployment({ writablePaths: ['/var/cache'] });
  workload.addVolume(kplus.Volume.fromEmptyDir(workload, 'shared', 'shared', { sizeLimit: Size.mebibytes(10) }));
  expect(rendered(workload, 'Deployment', 'api')).toMatchSnapshot();
});
