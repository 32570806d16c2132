import { App, Chart, Cron } from 'cdk8s';
import { ApiResource } from 'cdk8s-plus-28';
import { all, findings, IMAGE, podOf, rendered, shop } from './shop';
import { Autoscaling, HardenedCronJob, HardenedDeployment, HardenedNamespace, HardenedStatefulSet, Peer, Port, Probe, ScopedRole, Verb } from '../../src';
import { Json } from '../../src/constructs/plain';

const secretVolumes = (spec: ReturnType<typeof podOf>): unknown => (spec.volumes as { name: string; secret?: { secretName: string } }[])
  .filter(({ secret }) => secret !== undefined).map(({ name, secret }) => [name, secret!.secretName]);

describe('the protocol of an edge', () => {
  it('is that of the port, SCTP too', () => {
    const namespace = shop();
    const api = new HardenedDeployment(namespace, 'api', { image: IMAGE });
    const hss = new HardenedDeployment(namespace, 'hss', { image: IMAGE, ports: [{ number: 3868, name: 'diameter', protocol: 'SCTP' }] });
    api.allowTo(hss);
    api.allowTo(hss, Port.sctp(2905));
    expect(rendered(namespace, 'NetworkPolicy', 'allow-api-to-hss').spec.egress[0].ports)
      .toEqual([{ protocol: 'SCTP', port: 3868 }, { protocol: 'SCTP', port: 2905 }]);
  });
});

describe('an app that nobody judges', () => {
  it('does not synthesize a namespace', () => {
    const namespace = new HardenedNamespace(new App(), 'shop');
    expect(namespace.node.validate()).toEqual(['is not judged: use HardenedApp instead of App, or call Hardening.of(app)']);
  });

  it('does not synthesize a role', () => {
    const role = new ScopedRole(new Chart(new App(), 'shop', { namespace: 'shop' }), 'reader', {
      grants: [{ verbs: [Verb.GET], resources: [ApiResource.CONFIG_MAPS] }],
    });
    expect(role.node.validate()).toEqual(['is not judged: use HardenedApp instead of App, or call Hardening.of(app)']);
  });
});

describe('a mounted Secret', () => {
  it('has a volume of its own, whatever its name is like', () => {
    const namespace = shop();
    const api = new HardenedDeployment(namespace, 'api', { image: IMAGE });
    const long = 'a'.repeat(70);
    for (const [i, name] of ['a.b', 'a-b', `${long}1`, `${long}2`].entries()) api.mountSecret(name, `/run/secrets/${i}`);
    const pod = podOf(namespace, 'Deployment', 'api');
    const named = secretVolumes(pod) as [string, string][];
    expect(named.map(([, secret]) => secret)).toEqual(['a.b', 'a-b', `${long}1`, `${long}2`]);
    expect(new Set(named.map(([name]) => name)).size).toBe(4);
    expect(named.every(([name]) => name.length <= 63)).toBe(true);
    const mounts = pod.containers[0].volumeMounts as { name: string; mountPath: string }[];
    expect(mounts.filter(({ mountPath }) => mountPath.startsWith('/run')).map(({ name }) => name)).toEqual(named.map(([name]) => name));
  });

  it('keeps the one volume where it is mounted twice', () => {
    const namespace = shop();
    const api = new HardenedDeployment(namespace, 'api', { image: IMAGE });
    api.mountSecret('tls', '/a');
    api.mountSecret('tls', '/b');
    expect(secretVolumes(podOf(namespace, 'Deployment', 'api'))).toEqual([['secret-tls', 'tls']]);
  });

  it('needs a name that a Secret can have, and a path that nothing is mounted at', () => {
    const api = new HardenedDeployment(shop(), 'api', { image: IMAGE });
    expect(() => api.mountSecret('A_b', '/a')).toThrow(/^shop\/api: mountSecret: 'A_b' is not/);
    api.mountSecret('one', '/a');
    expect(() => api.mountSecret('two', '/a')).toThrow("shop/api: mountSecret('two') at '/a' meets Secret 'one' there; choose another path");
  });

  it('does not vanish where the container does not exist', () => {
    const api = new HardenedDeployment(shop(), 'api', { image: IMAGE });
    api.mountSecret('one', '/a', 'sidekick');
    expect(api.node.validate()).toEqual(["has no container 'sidekick', for which a Secret is mounted; use api"]);
    api.addContainer({ name: 'sidekick', image: IMAGE });
    expect(api.node.validate()).toEqual([]);
  });
});

describe('labels that select', () => {
  it('are at least one: none selects every pod of the namespace', () => {
    expect(() => new HardenedDeployment(shop(), 'api', { image: IMAGE, matchLabels: {} }))
      .toThrow('shop/api: matchLabels is empty, which selects every pod of the namespace; name a label');
  });
});

describe('the name of a policy', () => {
  it('is one that the API server takes, whatever the label is', () => {
    const namespace = shop();
    const api = new HardenedDeployment(namespace, 'api', { image: IMAGE });
    api.allowTo(Peer.pods('mon', { app: 'My_App.v1' }), 443);
    api.allowTo(Peer.pods('mon', { app: '' }), 443);
    const names = all(namespace).filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata }) => metadata.name);
    expect(names).toEqual(['default-deny', 'allow-dns', 'allow-api-to-mon-my-app-v1', 'allow-api-to-mon']);
  });
});

describe('a grant', () => {
  it('of Secrets names at least one', () => {
    const role = new ScopedRole(shop(), 'reader');
    expect(() => role.allow({ verbs: [Verb.GET], resources: [ApiResource.SECRETS], names: [] })).toThrow('shop/reader: names is empty, which Kubernetes reads as every object');
  });

  it.each([
    ApiResource.CSI_NODES, ApiResource.TOKEN_REVIEWS, ApiResource.SUBJECT_ACCESS_REVIEWS, ApiResource.VOLUME_ATTACHMENTS, ApiResource.FLOW_SCHEMAS,
    ApiResource.COMPONENT_STATUSES,
  ])('of $resourceType throws: a Role does not reach them', (resource) => {
    expect(() => new ScopedRole(shop(), 'reader', { grants: [{ verbs: [Verb.GET], resources: [resource] }] })).toThrow('live outside namespaces');
  });
});

describe('numbers of replicas', () => {
  it.each([-1, 2.5, NaN])('%s throws', (replicas) => {
    expect(() => new HardenedDeployment(shop(), 'api', { image: IMAGE, replicas }))
      .toThrow(`shop/api: replicas ${replicas} is no number of pods; use a whole number from 0`);
  });

  it('of the autoscaler are whole and in order', () => {
    const at = (autoscaling: Autoscaling): unknown => new HardenedDeployment(shop(), 'api', { image: IMAGE, autoscaling });
    expect(() => at({ max: 2.5 })).toThrow('shop/api: autoscaling.max 2.5 is no number of pods; use a whole number from 1');
    expect(() => at({ min: 0, max: 2 })).toThrow('shop/api: autoscaling.min 0 is no number of pods; use a whole number from 1');
    expect(() => at({ min: 3, max: 2 })).toThrow('shop/api: autoscaling.min 3 is more than max 2; use at most 2');
    expect(() => at({ max: 2, cpuPercent: 0 })).toThrow('shop/api: autoscaling.cpuPercent 0 is no share; use a whole number from 1');
  });

  it('of the autoscaler go down to the most where that is one', () => {
    const namespace = shop();
    new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080, autoscaling: { max: 1 } });
    expect(rendered(namespace, 'HorizontalPodAutoscaler', 'api').spec).toMatchObject({ minReplicas: 1, maxReplicas: 1 });
  });
});

it('keeps a budget for a StatefulSet that scales from two replicas on', () => {
  const namespace = shop();
  new HardenedStatefulSet(namespace, 'db', { image: IMAGE, port: 5432, autoscaling: { max: 5 } });
  expect(rendered(namespace, 'PodDisruptionBudget', 'db').spec.maxUnavailable).toBe(1);
});

describe('a container', () => {
  const api = (): HardenedDeployment => new HardenedDeployment(shop(), 'api', { image: IMAGE, port: 8080 });

  it('has a name of its own', () => {
    expect(() => api().addSidecar('api', { image: IMAGE })).toThrow("shop/api: container 'api' is there already; choose another name");
    const twice = api();
    twice.addContainer({ image: IMAGE });
    expect(() => twice.addContainer({ image: IMAGE })).toThrow("shop/api: container 'main' is there already; choose another name");
  });

  it('has a name that the API server takes', () => {
    expect(() => api().addSidecar('Proxy_1', { image: IMAGE })).toThrow("shop/api: 'Proxy_1' is not an RFC 1123 label");
  });

  it('listens on ports that exist', () => {
    expect(() => api().addSidecar('proxy', { image: IMAGE, port: 70000 })).toThrow('shop/api: 70000 is not a port number');
    expect(() => Probe.tcp({ port: 70000 })).toThrow('Probe: 70000 is not a port number');
    expect(() => Probe.http('/', { port: 0 })).toThrow('Probe: 0 is not a port number');
    expect(() => Probe.grpc({ port: 1.5 })).toThrow('Probe: 1.5 is not a port number');
  });

  it('has a port that is named after it where that is a name of a port, and is ready when the port answers', () => {
    const workload = api();
    workload.addSidecar('proxy', { image: IMAGE, port: 9000 });
    workload.addSidecar('exporter-of-all-metrics', { image: IMAGE, port: 9001 });
    workload.addSidecar('agent', { image: IMAGE });
    const [proxy, exporter, agent] = podOf(workload, 'Deployment', 'api').initContainers as Json[];
    expect([proxy.ports[0].name, exporter.ports[0].name]).toEqual(['proxy', 'port-9001']);
    expect(proxy.readinessProbe).toEqual({ tcpSocket: { port: 'proxy' }, periodSeconds: 10 });
    expect(exporter.readinessProbe.tcpSocket.port).toBe('port-9001');
    expect(agent.readinessProbe).toBeUndefined();
  });

  it('beside the main one is checked as the main one is', () => {
    expect(() => api().addSidecar('proxy', { image: IMAGE, writablePaths: ['cache'] })).toThrow("shop/api: writablePaths has 'cache', which is not an absolute path");
    expect(() => api().addSidecar('proxy', { image: IMAGE, env: { 'A=B': '1' } })).toThrow("shop/api: 'A=B' is not an environment variable name");
  });

  it('gets a volume only where one can be mounted', () => {
    const make = (path: string): HardenedDeployment => new HardenedDeployment(shop(), 'api', { image: IMAGE, writablePaths: [path] });
    expect(() => make('/')).toThrow("shop/api: writablePaths has '/', the whole file system");
    expect(() => make('/a:b')).toThrow("shop/api: writablePaths has '/a:b', and a path to mount at holds no colon");
    expect(() => new HardenedStatefulSet(shop(), 'db', { image: IMAGE, port: 5432, storage: { path: 'data', size: '1Gi' } }))
      .toThrow("shop/db: storage has path 'data', which is not an absolute path; start it with /");
  });

  it('says whose override names no path', () => {
    expect(() => new HardenedDeployment(shop(), 'api', { image: IMAGE, overrides: { 'spec..x': 1 } })).toThrow("shop/api: overrides: 'spec..x' is not a path");
  });

  it('is not made of nothing by an override', () => {
    expect(() => new HardenedDeployment(shop(), 'api', { image: IMAGE, overrides: { 'spec.template.spec.containers[5].image': 'x' } }))
      .toThrow('shop/api: overrides leave containers[1] empty; number containers from 0 without a gap');
  });
});

describe('names', () => {
  it('of the Service are those that a Service can have', () => {
    expect(() => new HardenedDeployment(shop(), 'api', { image: IMAGE, port: 8080, serviceName: 'Old_Api' }))
      .toThrow("shop/api: 'Old_Api' is not an RFC 1035 label");
  });

  it('and schedules of a CronJob are those that the API server takes', () => {
    expect(() => new HardenedCronJob(shop(), 'report', { image: IMAGE, schedule: new Cron({ minute: '0', hour: '3', weekDay: '7' }) }))
      .toThrow("shop/report: schedule '0 3 * * 7' has day of the week '7'; use 0 to 6");
  });

  it('of a CronJob leave room for what the API server appends', () => {
    const make = (length: number): unknown => new HardenedCronJob(shop(), 'a'.repeat(length), { image: IMAGE, schedule: Cron.daily() });
    expect(() => make(53)).toThrow('has 53 characters; a CronJob takes at most 52, since its Jobs get 11 more');
    expect(() => make(52)).not.toThrow();
  });

  it('of a role are checked when it is made', () => {
    expect(() => new ScopedRole(shop(), 'Bad Role')).toThrow("shop/Bad Role: 'Bad Role' is not an RFC 1123 subdomain");
  });
});

describe('the API that makes things', () => {
  it('names a StatefulSet without a port by its own path', () => {
    expect(() => new HardenedStatefulSet(shop(), 'db', { image: IMAGE })).toThrow(/^shop\/db: /);
  });

  it('leaves nothing to report where nothing is wrong', () => {
    const namespace = shop();
    const api = new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080 });
    api.mountSecret('tls', '/run/secrets/tls');
    expect(findings(namespace)).toEqual([]);
  });
});
