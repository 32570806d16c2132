import { postable } from './server-pods';
import { Json } from '../../../src/manifest/model';
import { randomPods } from '../../admission/random-pods';
import { Random } from '../../conformance/random';

/** Random objects of the kinds that policies look at, each with a name of its own; the same for the same seed on every machine. */
export function* randomObjects(seed: number, count: number): Iterable<Json> {
  const random = new Random(seed);
  const pods = randomPods(seed, count);
  for (let i = 0; i < count; i++) {
    const name = `random-${i}`;
    if (i % 10 === 9) {
      yield other(name, random);
      continue;
    }
    // Ephemeral containers come later, and no template has them.
    const { metadata: { name: _, ...metadata }, spec: { ephemeralContainers, ...spec } } = postable(pods[i], name);
    yield random.pick(SHAPES)(name, metadata, spec);
  }
}

type Shape = (name: string, metadata: Json, spec: Json) => Json;

const object = (apiVersion: string, kind: string, name: string, rest: Json): Json => ({ apiVersion, kind, metadata: { name }, ...rest });

const labelled = (name: string, metadata: Json): Json => ({ ...metadata, labels: { ...metadata.labels as Json, app: name } });

const workload = (apiVersion: string, kind: string, more: Json = {}): Shape => (name, metadata, spec) => object(apiVersion, kind, name, {
  spec: { ...more, selector: { matchLabels: { app: name } }, template: { metadata: labelled(name, metadata), spec } },
});

const SHAPES: readonly Shape[] = [
  (name, metadata, spec) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name }, spec }),
  (name, metadata, spec) => object('v1', 'PodTemplate', name, { template: { metadata, spec } }),
  (name, metadata, spec) => object('v1', 'ReplicationController', name, { spec: { selector: { app: name }, template: { metadata: labelled(name, metadata), spec } } }),
  workload('apps/v1', 'Deployment'),
  workload('apps/v1', 'ReplicaSet'),
  workload('apps/v1', 'StatefulSet', { serviceName: 'a' }),
  workload('apps/v1', 'DaemonSet'),
  (name, metadata, spec) => object('batch/v1', 'Job', name, { spec: { template: { metadata, spec: { ...spec, restartPolicy: 'Never' } } } }),
  (name, metadata, spec) => object('batch/v1', 'CronJob', name, {
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { metadata, spec: { ...spec, restartPolicy: 'OnFailure' } } } } },
  }),
];

const RBAC = 'rbac.authorization.k8s.io';

/** What is no pod. */
function other(name: string, random: Random): Json {
  return random.pick([
    () => object(`${RBAC}/v1`, random.pick(['Role', 'ClusterRole']), random.pick([name, name, `system:${name}`]), {
      metadata: { name, ...random.chance(10) ? { labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } } : {} },
      rules: random.chance(10) ? undefined : [grant(random), grant(random)],
    }),
    () => object(`${RBAC}/v1`, random.pick(['RoleBinding', 'ClusterRoleBinding']), name, {
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'view' },
      subjects: [
        random.pick([{ apiGroup: RBAC, kind: 'Group', name: random.pick(['system:masters', 'ops']) }, { apiGroup: RBAC, kind: 'User', name: 'system:masters' }]),
      ],
    }),
    () => object('v1', 'Service', name, {
      spec: {
        type: random.pick([undefined, 'ClusterIP', 'NodePort', 'LoadBalancer']),
        ports: [{ port: 80 }],
        externalIPs: random.pick([undefined, [], ['192.0.2.10'], ['192.0.2.10', '192.0.2.11']]),
      },
    }),
    () => object('networking.k8s.io/v1', 'Ingress', name, {
      spec: {
        defaultBackend: random.chance(30) ? BACKEND : undefined,
        rules: [rule(random), rule(random)],
      },
    }),
    () => object('v1', 'Secret', name, random.chance(50)
      ? { type: 'Opaque' }
      : { type: 'kubernetes.io/service-account-token', metadata: { name, annotations: { 'kubernetes.io/service-account.name': 'api' } } }),
  ])();
}

const BACKEND = { service: { name: 'web', port: { number: 80 } } };

function rule(random: Random): Json {
  return {
    host: random.pick([undefined, '', 'a.example.com', '*.example.com']),
    http: { paths: [{ path: '/', pathType: 'Prefix', backend: BACKEND }] },
  };
}

function grant(random: Random): Json {
  return {
    apiGroups: random.pick([[''], ['*'], ['apps', '*']]),
    resources: random.pick([['pods'], ['*'], ['*/scale'], ['pods/*'], ['deployments', '*/status']]),
    verbs: random.pick([['get'], ['*'], ['get', '*'], ['list', 'watch']]),
  };
}
