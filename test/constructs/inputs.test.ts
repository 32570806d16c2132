import { App, Chart, Cron, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { findings, IMAGE, podOf, shop } from './shop';
import {
  HardenedApp, HardenedCronJob, HardenedDaemonSet, HardenedDeployment, HardenedDeploymentProps, HardenedJob, HardenedNamespace, HardenedStatefulSet,
  Hardening, Image, Peer, Probe, ScopedRole,
} from '../../src';
import { timeZoneProblem } from '../../src/manifest/time-zone';

const api = (props: Partial<HardenedDeploymentProps> | Record<string, unknown> = {}): HardenedDeployment => (
  new HardenedDeployment(shop(), 'api', { image: IMAGE, port: 8080, ...props } as HardenedDeploymentProps)
);

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).not.toBeInstanceOf(TypeError);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

describe('a time zone', () => {
  it.each(['Etc/UTC', 'UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+1', 'America/Port-au-Prince', 'EST5EDT'])('may be %s', (zone) => {
    expect(timeZoneProblem(zone)).toBeUndefined();
  });

  it.each([
    ['Local', 'another on each machine'],
    ['TZ=Europe/Berlin', 'is an assignment'],
    ['CRON_TZ=UTC', 'is an assignment'],
    ['', 'no name of the IANA'],
    ['Europe/', 'no name of the IANA'],
    ['../etc/passwd', 'no name of the IANA'],
    ['+01:00', 'no name of the IANA'],
    ['Europe/Berlin\n', 'no name of the IANA'],
  ])('may not be %j', (zone, problem) => {
    const message = messageOf(() => new HardenedCronJob(shop(), 'report', { image: IMAGE, schedule: Cron.daily(), timeZone: zone }));
    expect(message).toMatch(/^shop\/report: timeZone '.*$/);
    expect(message).toContain(problem);
  });

  it('does not stand in the schedule', () => {
    expect(messageOf(() => new HardenedCronJob(shop(), 'report', { image: IMAGE, schedule: Cron.schedule({ minute: 'TZ=UTC 0' }) })))
      .toBe("shop/report: schedule 'TZ=UTC 0 * * * *' names a time zone; set timeZone instead");
    expect(messageOf(() => new HardenedCronJob(shop(), 'report', { image: IMAGE } as never))).toBe('shop/report: has no schedule; give it one such as Cron.daily()');
  });
});

describe('a user', () => {
  it.each([-1, 1.5, 2 ** 31, NaN, '65532'])('may not be %j', (user) => {
    expect(messageOf(() => api({ user }))).toBe(`shop/api: user ${typeof user === 'string' ? `'${user}'` : user} is no number of one; use a whole number from 1 to 2147483647`);
    expect(messageOf(() => api({ defaults: { user } }))).toContain('shop/api: user ');
  });

  it('may not be root while nothing but that keeps it from starting', () => {
    for (const props of [{ user: 0 }, { defaults: { user: 0 } }, { securityContext: { user: 0 } }]) {
      expect(messageOf(() => api(props))).toMatch(/^shop\/api: user 0 is root, and runAsNonRoot keeps such a container from starting; use .*defaults: \{ runAsNonRoot: false \}/);
    }
    expect(findings(api({ user: 0, defaults: { runAsNonRoot: false } })).map(({ rule }) => rule)).toContain('pss-run-as-user');
  });

  it('and its groups have a number, given as cdk8s-plus takes them', () => {
    expect(messageOf(() => api({ securityContext: { group: 2 ** 31 } }))).toContain('shop/api: securityContext.group 2147483648 is no number of one');
    expect(messageOf(() => api({ securityContext: { fsGroup: -1 } }))).toContain('shop/api: securityContext.fsGroup -1 is no number of one');
    expect(podOf(api({ securityContext: { group: 4000 } }), 'Deployment', 'api').securityContext).toMatchObject({ runAsUser: 65532, runAsGroup: 4000 });
  });
});

describe('a quantity', () => {
  it('is one, wherever it is said', () => {
    expect(messageOf(() => api({ resources: { limits: { memory: 'lots' } } }))).toBe("shop/api: resources.limits.memory 'lots' is not a quantity; write it as '250m' or '256Mi'");
    expect(messageOf(() => api({ defaults: { resources: { requests: { cpu: '-1' } } } }))).toContain("shop/api: resources.requests.cpu '-1' is not a quantity");
    expect(messageOf(() => api({ defaults: { scratchSize: '64 MB' } }))).toContain("shop/api: scratchSize '64 MB' is not a quantity");
    expect(messageOf(() => api().addSidecar('proxy', { image: IMAGE, resources: { limits: { cpu: 'x' } } }))).toContain("shop/api: resources.limits.cpu 'x' is not a quantity");
    expect(messageOf(() => shop({ quota: { pods: 'many' } }))).toContain("shop: quota.pods 'many' is not a quantity");
  });
});

describe('a pause before the stop', () => {
  it.each([-1, 0.5, NaN, '5'])('may not be %j', (drainSeconds) => {
    expect(messageOf(() => api({ defaults: { drainSeconds } }))).toBe(`shop/api: drainSeconds ${typeof drainSeconds === 'string' ? `'${drainSeconds}'` : drainSeconds} is no pause; use a whole number of seconds from 0`);
  });

  it('fits into the grace period where the workload says it', () => {
    expect(messageOf(() => api({ defaults: { drainSeconds: 20 } }))).toBe(
      'shop/api: drainSeconds 20 leaves less than half of the 30 seconds of terminationGracePeriod to finish what is under way; '
      + 'use at most 15, or set terminationGracePeriod: Duration.seconds(40)',
    );
    const [container] = podOf(api({ defaults: { drainSeconds: 20 }, terminationGracePeriod: Duration.seconds(40) }), 'Deployment', 'api').containers;
    expect(container.lifecycle.preStop.sleep.seconds).toBe(20);
  });

  it('gives way where it is inherited', () => {
    const namespace = shop({ defaults: { drainSeconds: 60 } });
    new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080 });
    expect(podOf(namespace, 'Deployment', 'api').containers[0].lifecycle.preStop.sleep.seconds).toBe(15);
  });
});

describe('ports', () => {
  it('are named once, by number and by name', () => {
    expect(messageOf(() => api({ ports: [{ number: 8080 }] }))).toBe('shop/api: port 8080 is there twice for TCP; name each port once');
    expect(messageOf(() => api({ ports: [{ number: 9090, name: 'http' }] }))).toBe("shop/api: port name 'http' is there twice; give each port a name of its own");
    expect(podOf(api({ ports: [{ number: 8080, name: 'dns', protocol: 'UDP' }] }), 'Deployment', 'api').containers[0].ports).toHaveLength(2);
  });

  it('have a protocol that there is', () => {
    expect(messageOf(() => api({ ports: [{ number: 53, protocol: 'udp' }] }))).toBe("shop/api: protocol 'udp' of port 53 is none; use TCP, UDP, SCTP");
  });

  it.each(['8080', 0, 65536, 1.5])('are numbers, not %j', (port) => {
    expect(messageOf(() => api({ port }))).toMatch(/^shop\/api: .* is not a port number/);
  });
});

it('a DaemonSet runs on a whole number of nodes', () => {
  expect(messageOf(() => new HardenedDaemonSet(shop(), 'agent', { image: IMAGE, maxNodes: 0.5 }))).toBe('shop/agent: maxNodes 0.5 is no number of nodes; use a whole number from 1');
});

it('a namespace has labels and annotations that there can be', () => {
  expect(messageOf(() => shop({ labels: { 'a b': 'x' } }))).toMatch(/^shop: 'a b' is not a label key/);
  expect(messageOf(() => shop({ labels: { team: 'a b' } }))).toMatch(/^shop: 'a b' is not a label value/);
  expect(messageOf(() => shop({ annotations: { 'a b': 'x y' } }))).toMatch(/^shop: 'a b' is not an annotation key/);
});

describe('what is known of the cluster', () => {
  it.each([
    [{ apiServerCidrs: ['10.0.0.1/24'] }, "cluster.apiServerCidrs: '10.0.0.1/24' names an address within the block"],
    [{ apiServerCidrs: ['10.0.0.1'] }, "cluster.apiServerCidrs has '10.0.0.1', which is not a CIDR block; write it as '10.0.0.1/32'"],
    [{ apiServerCidrs: '10.0.0.1/32' }, "cluster.apiServerCidrs '10.0.0.1/32' is not a list; write ['10.0.0.1/32']"],
    [{ apiServerPort: 70000 }, 'cluster.apiServerPort: 70000 is not a port number; use a whole number from 1 to 65535'],
    [{ ingressNamespace: 'Ingress' }, "cluster.ingressNamespace: 'Ingress' is not an RFC 1123 label"],
  ])('%j throws when it is said', (cluster, message) => {
    expect(messageOf(() => new HardenedApp({ cluster } as never))).toContain(message);
  });
});

describe('an image', () => {
  it.each([
    [5, 'shop/api: image 5: is not text; write a reference'],
    [{ name: 'x' }, 'shop/api: image an object: is not text; write a reference'],
    [['x'], 'shop/api: image a list: is not text; write a reference'],
    ['x:1\n', "shop/api: image 'x:1\\n': "],
  ])('may not be %j', (image, message) => {
    const found = messageOf(() => api({ image }));
    expect(found).toContain(message);
    expect(found).not.toContain('\n');
  });

  it('says what it is on one line, whoever reads it', () => {
    expect(messageOf(() => Image.of('x:1\n'))).not.toContain('\n');
    expect(messageOf(() => Image.of(undefined as never))).toBe("image undefined: is not text; write a reference such as 'ghcr.io/acme/api:1.4.2@sha256:…'");
  });

  it('of a container that is added is text', () => {
    expect(messageOf(() => api().addContainer({ image: 5 } as never))).toBe('shop/api: image 5 of a container is not text; write a reference');
  });
});

describe('what TypeScript would not let through', () => {
  it.each([
    [{ ports: 8080 }, 'ports 8080 is not a list; write it in brackets'],
    [{ args: '--verbose' }, "args '--verbose' is not a list; write it in brackets"],
    [{ env: ['A=b'] }, 'env a list is not an object; write its fields in braces'],
    [{ readiness: '/ready' }, "readiness '/ready' is not a Probe; write Probe.http('/ready') or one of its siblings"],
    [{ terminationGracePeriod: 30 }, 'terminationGracePeriod 30 is not a Duration; write Duration.seconds(30)'],
    [{ strategy: 'Recreate' }, "strategy 'Recreate' is not a Strategy; write kplus.DeploymentStrategy.rollingUpdate() or one of its siblings"],
    [{ serviceName: 5 }, 'serviceName 5 is not text; write it in quotes'],
    [{ replicas: '3' }, "replicas '3' is no number of pods; use a whole number from 0"],
    [{ containers: [{}] }, 'image undefined of a container is not text; write a reference'],
  ])('%j throws, with the path and what to write', (props, problem) => {
    expect(messageOf(() => api(props))).toBe(`shop/api: ${problem}`);
  });

  it.each<[string, () => unknown, string]>([
    ['no props', () => new HardenedDeployment(shop(), 'api', undefined as never), 'shop/api: props undefined is not an object; write its fields in braces'],
    ['an id', () => new HardenedDeployment(shop(), 5 as never, { image: IMAGE }), 'shop/5: id 5 is not text; write it in quotes'],
    ['no scope', () => new HardenedDeployment(undefined as never, 'api', { image: IMAGE }), 'api: is made in undefined, which is no construct; give it a HardenedNamespace'],
    ['a profile', () => shop({ profile: 'restricted' as never }), "shop: profile 'restricted' is not a Profile; write Profile.production() or Profile.development()"],
    ['the parts of a namespace', () => HardenedNamespace.existing(new App(), 'x', { owns: 'all' as never }), "x: owns 'all' is not a list; write it in brackets"],
    ['an edge', () => api().allowTo('db' as never), "shop/api: peer 'db' is not a Peer; give it a hardened workload, or a Peer"],
    ['the port of an edge', () => api().allowTo(api(), '80' as never), 'is in another app'],
    ['a Secret', () => api().mountSecret('tls', undefined as never), 'shop/api: mountSecret: path undefined is not text; write it in quotes'],
    ['a sidecar', () => api().addSidecar('proxy', undefined as never), 'shop/api: addSidecar: props undefined is not an object; write its fields in braces'],
    ['labels', () => Peer.pods('x', undefined as never), 'Peer.pods: labels undefined is not an object; write its fields in braces'],
    ['a block', () => Peer.cidr(5 as never), 'Peer.cidr: block 5 is not text; write it in quotes'],
    ['a binding', () => new ScopedRole(shop(), 'reader').bindTo('api' as never), "shop/reader: workload 'api' is not a Peer; give it a hardened workload, or a Peer"],
    ['a grant', () => new ScopedRole(shop(), 'reader').allow({} as never), 'shop/reader: verbs undefined is not a list; write it in brackets'],
    ['an app', () => new HardenedApp({ defaults: 'off' } as never), "defaults 'off' is not an object; write its fields in braces"],
    ['what is judged', () => Hardening.of(undefined as never), 'Hardening.of: undefined is no construct; give it the app, or a part of it'],
  ])('%s throws too', (_, make, message) => {
    expect(messageOf(make)).toContain(message);
  });
});

describe('a waiver', () => {
  const waive = (rules: unknown, options?: unknown): unknown => Hardening.of(new App()).waive(rules as string[], options as never);

  it.each([
    [['read-only-root-fs'], {}, 'waive: the reason is not text; say in at least 10 characters why this is acceptable'],
    [['read-only-root-fs'], undefined, 'waive: the reason is not text; say in at least 10 characters why this is acceptable'],
    [['read-only-root-fs'], { reason: 5 }, 'waive: the reason is not text; say in at least 10 characters why this is acceptable'],
    [['read-only-root-fs'], { reason: 'writes its cache', until: 2027 }, "waive: '2027' is not a date; write YYYY-MM-DD"],
    ['read-only-root-fs', { reason: 'writes its cache' }, "waive 'read-only-root-fs' is not a list; write ['read-only-root-fs']"],
    [[5], { reason: 'writes its cache' }, 'waive: 5 is not a rule; list the ids that findings begin with'],
  ])('of %j with %j is told in one line', (rules, options, message) => {
    expect(messageOf(() => waive(rules, options))).toBe(message);
  });
});

describe('a chart within a namespace', () => {
  it('does not inherit the namespace, and says so where a workload or a role is made in it', () => {
    const inner = new Chart(shop(), 'inner');
    const message = "has no namespace: its chart shop/inner is a chart of its own within namespace 'shop', which it does not inherit; "
      + "give it { namespace: 'shop' }, or make a Construct instead of a Chart";
    expect(messageOf(() => new HardenedDeployment(inner, 'api', { image: IMAGE }))).toBe(`shop/inner/api: ${message}`);
    expect(messageOf(() => new ScopedRole(inner, 'reader'))).toBe(`shop/inner/reader: ${message}`);
  });

  it('does not synthesize where an object would end up in another namespace', () => {
    const namespace = shop();
    const inner = new Chart(namespace, 'inner');
    new kplus.ConfigMap(inner, 'flags');
    expect(namespace.node.validate()).toEqual([
      "the chart shop/inner is a chart of its own within namespace 'shop', which it does not inherit; give it { namespace: 'shop' }, or make a Construct instead of a Chart",
    ]);
  });

  it('may hold what lives in no namespace, and what says its namespace', () => {
    const namespace = shop();
    new kplus.ClusterRole(new Chart(namespace, 'cluster'), 'reader');
    const inner = new Chart(namespace, 'inner', { namespace: 'shop' });
    new HardenedStatefulSet(inner, 'db', { image: IMAGE, port: 5432 });
    expect(namespace.node.validate()).toEqual([]);
    expect((namespace.node.root as App).charts.flatMap((chart) => chart.toJson() as { kind: string; spec: { hard: object } }[])
      .find(({ kind }) => kind === 'ResourceQuota')!.spec.hard).toMatchObject({ pods: '2' });
  });

  it('is needed by what lives in one', () => {
    const message = 'has no namespace, and no chart; make it in a HardenedNamespace';
    expect(messageOf(() => new HardenedDeployment(new App(), 'api', { image: IMAGE }))).toBe(`api: ${message}`);
    expect(messageOf(() => new HardenedCronJob(new App(), 'report', { image: IMAGE, schedule: Cron.daily() }))).toBe(`report: ${message}`);
    expect(messageOf(() => new ScopedRole(new App(), 'reader'))).toBe(`reader: ${message}`);
  });

  it('is one like any other outside of namespaces', () => {
    expect(messageOf(() => new HardenedDeployment(new Chart(new App(), 'c'), 'api', { image: IMAGE })))
      .toBe('c/api: has no namespace; make it in a HardenedNamespace or give its chart a namespace');
    expect(new HardenedNamespace(new Chart(new App(), 'outer'), 'shop').node.validate()).toHaveLength(1);
  });
});

describe('what the API server would refuse is refused where it is written', () => {
  const cases: Record<string, [() => unknown, string]> = {
    'a probe that runs backwards': [() => Probe.http('/', { periodSeconds: -1 }), 'Probe: periodSeconds -1 is no count; use a whole number from 1'],
    'a header of no name': [() => Probe.http('/', { headers: { 'X Token': '1' } }), "Probe: 'X Token' is no name of a header; use letters, digits and '-'"],
    'half a second': [() => Probe.tcp({ timeoutSeconds: 0.5 }), 'Probe: timeoutSeconds 0.5 is no count'],
    'a restart that asks for two successes': [
      () => api({ liveness: Probe.http('/', { successThreshold: 2 }) }), 'shop/api: liveness has successThreshold 2; Kubernetes takes 1 only, leave it out',
    ],
    'a toleration of a value of nothing': [() => api({ tolerations: [{ value: 'gpu' }] }), "shop/api: tolerations have value 'gpu' without a key; name the key"],
    'a priority that is no name': [() => api({ priorityClassName: 'High_Prio' }), "shop/api: priorityClassName 'High_Prio' is not an RFC 1123 subdomain"],
    'a runtime that is no name': [() => api({ runtimeClassName: 'gVisor' }), "shop/api: runtimeClassName 'gVisor' is not an RFC 1123 subdomain"],
    'a taint that is no name': [() => api({ tolerations: [{ key: 'gpu-' }] }), "shop/api: tolerations: 'gpu-' is not a label key"],
    'a taint of no value': [() => api({ tolerations: [{ key: 'pool', value: 'a/b' }] }), "shop/api: tolerations: 'a/b' is not a label value"],
    'a resource that containers have not': [
      () => api({ resources: { limits: { mem: '1Gi' } } }), "shop/api: resources.limits has 'mem', which is no resource of containers; use cpu, memory, ephemeral-storage, or a name with a domain",
    ],
    'a request above the limit beside it': [
      () => api({ resources: { requests: { cpu: '1' }, limits: { cpu: '500m' } } }), "shop/api: resources.requests.cpu '1' is above its limit '500m'; raise the limit, or ask for less",
    ],
    'a part of a device': [() => api({ resources: { limits: { 'nvidia.com/gpu': '0.5' } } }), "shop/api: resources.limits.nvidia.com/gpu '0.5' is no number of things; use a whole number"],
    'a part of an object': [() => shop({ quota: { 'count/secrets': '1.5' } }), "shop: quota.count/secrets '1.5' is no number of things"],
    'an annotation of no name': [() => api({ podMetadata: { annotations: { 'scrape me': 'yes' } } }), "shop/api: 'scrape me' is not an annotation key"],
    'a class of storage of no name': [
      () => new HardenedStatefulSet(shop(), 'db', { image: IMAGE, port: 5432, storage: { path: '/data', size: '1Gi', storageClassName: 'Fast' } }),
      "shop/db: 'Fast' is not an RFC 1123 subdomain",
    ],
    'a Job that is tried less than once': [() => new HardenedJob(shop(), 'once', { image: IMAGE, backoffLimit: -1 }), 'shop/once: backoffLimit -1 is no count; use a whole number from 0'],
    'a history of half a run': [
      () => new HardenedCronJob(shop(), 'nightly', { image: IMAGE, schedule: Cron.daily(), failedJobsRetained: 1.5 }), 'shop/nightly: failedJobsRetained 1.5 is no count',
    ],
    'two claims at one path': [
      () => new HardenedStatefulSet(shop(), 'db', {
        image: IMAGE, port: 5432, storage: { path: '/data', size: '1Gi' }, storages: [{ name: 'wal', path: '/data', size: '1Gi' }],
      }),
      "shop/db: storage is mounted at '/data' twice; give each a path of its own",
    ],
    'a Secret over a directory to write to': [
      () => api({ writablePaths: ['/run/app'] }).mountSecret('tls', '/run/app'), "shop/api: mountSecret('tls') at '/run/app' is among writablePaths; choose another path",
    ],
    'a Secret instead of everything': [() => api().mountSecret('tls', '/'), "shop/api: mountSecret('tls') at '/', the whole file system"],
  };

  it.each(Object.entries(cases))('%s', (_, [make, message]) => {
    expect(messageOf(make)).toContain(message);
  });

  it('but huge pages, which need a limit and get it', () => {
    const { resources } = podOf(api({ resources: { requests: { 'hugepages-2Mi': '64Mi' } } }), 'Deployment', 'api').containers[0];
    expect(resources.limits['hugepages-2Mi']).toBe('64Mi');
  });

  it('but more than one success for readiness', () => {
    expect(podOf(api({ readiness: Probe.tcp({ successThreshold: 2 }) }), 'Deployment', 'api').containers[0].readinessProbe.successThreshold).toBe(2);
  });
});

describe('volumes that are made have names of their own', () => {
  it('beside a claim that is named as scratch space would be', () => {
    const db = new HardenedStatefulSet(shop(), 'db', {
      image: IMAGE, port: 5432, writablePaths: ['/run/db'], storage: { name: 'tmp', path: '/data', size: '1Gi' }, storages: [{ name: 'scratch-db-0', path: '/wal', size: '1Gi' }],
    });
    expect(podOf(db, 'StatefulSet', 'db').containers[0].volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/data' }, { name: 'scratch-db-0', mountPath: '/wal' }, { name: 'tmp-2', mountPath: '/tmp' }, { name: 'scratch-db-0-2', mountPath: '/run/db' },
    ]);
  });

  it('that 63 characters hold', () => {
    const name = `ab-${'c'.repeat(60)}`;
    const pod = podOf(new HardenedDeployment(shop(), name, { image: IMAGE, writablePaths: ['/a', '/b'] }), 'Deployment', name);
    const names = (pod.volumes as { name: string }[]).map((volume) => volume.name);
    expect(names.every((volume) => /^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/.test(volume))).toBe(true);
    expect(new Set(names).size).toBe(3);
  });
});
