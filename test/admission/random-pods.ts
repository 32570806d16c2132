import { podLines } from '../conformance/pods';
import { Random } from '../conformance/random';

type Fields = Record<string, unknown>;

/** A random pod: nothing in it is null. */
export interface RandomPod {
  readonly metadata: Fields;
  readonly spec: Fields;
}

/**
 * The random pods of the conformance test, with what our rows beyond the Pod Security Standards look at: resources, scratch volumes, images,
 * ServiceAccounts. The same pods for the same seed on every machine.
 */
export function randomPods(seed: number, count: number): RandomPod[] {
  const random = new Random(seed);
  return podLines(seed, count).map((line) => {
    const pod = prune(JSON.parse(line)) as RandomPod;
    for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
      for (const container of (pod.spec[list] ?? []) as Fields[]) dress(container, list, random);
    }
    if (random.chance(60)) pod.spec.enableServiceLinks = random.chance(80) ? false : true;
    if (random.chance(50)) pod.spec[random.chance(80) ? 'serviceAccountName' : 'serviceAccount'] = random.pick(['api', 'api', 'default', '']);
    if (random.chance(15)) pod.spec.resources = random.pick(POD_RESOURCES);
    if (random.chance(10)) pod.spec.volumes = [...(pod.spec.volumes ?? []) as unknown[], { name: 'model', image: { reference: random.pick(IMAGES) } }];
    if (random.chance(10)) pod.spec.nodeSelector = random.pick([{ 'kubernetes.io/os': 'windows' }, { 'kubernetes.io/os': 'linux' }, { disk: 'ssd' }]);
    if (random.chance(5)) pod.metadata.labels = { 'sidecar.istio.io/inject': random.pick(['true', 'false']) };
    return pod;
  });
}

const POD_RESOURCES = [{}, { requests: { cpu: '1' } }, { limits: { cpu: '1', memory: '1Gi' } }, { requests: { memory: '1Gi' } }];

const DIGEST = `@sha256:${'0123456789abcdef'.repeat(4)}`;

/** Images that are references, each in another way. */
export const IMAGES: readonly string[] = [
  'nginx', 'nginx:1.29', 'nginx:latest', 'auto', `nginx${DIGEST}`, 'acme/api:2', 'ghcr.io/acme/api', 'ghcr.io/acme/api:1.4.2', `ghcr.io/acme/api:1.4.2${DIGEST}`,
  `ghcr.io/acme/api:latest${DIGEST}`, 'ghcr.io/acme/api:latests', 'ghcr.io/acme/api:latest-slim', 'ghcr.io/acme/api:slim-latest', 'localhost/api:1',
  'localhost:5000/api', 'registry:5000/api:1', 'GHCR.io/acme/api:1', 'docker.io/library/nginx:1.29', 'index.docker.io/acme/api:1', 'ghcr.io/acme-evil/api:1',
  'ghcr.io.evil.com/acme/api:1', 'ghcr.io:5000/acme/api:1', 'a.b/c/d/e:1', 'library/nginx:1',
];

function dress(container: Fields, list: string, random: Random): void {
  if (random.chance(80)) container.image = random.pick(IMAGES);
  if (random.chance(70)) container.securityContext = { ...container.securityContext as Fields, readOnlyRootFilesystem: random.chance(85) };
  if (list !== 'ephemeralContainers' && random.chance(85)) container.resources = resources(random);
  const configKey = { configMapKeyRef: { name: 'db', key: 'a' } };
  if (random.chance(10)) container.env = [{ name: 'A', value: 'b' }, { name: 'P', valueFrom: random.pick([SECRET_KEY, configKey]) }];
  if (random.chance(5)) container.envFrom = [random.pick([{ secretRef: { name: 'db' } }, { configMapRef: { name: 'db' } }])];
}

const SECRET_KEY = { secretKeyRef: { name: 'db', key: 'password' } };

function resources(random: Random): Fields {
  const some = (cpu: string, memory: string, storage: string): Fields => Object.fromEntries([
    ['cpu', cpu], ['memory', memory], ['ephemeral-storage', storage],
  ].filter(() => random.chance(85)));
  return random.pick([
    { requests: some('100m', '128Mi', '64Mi'), limits: some('500m', '256Mi', '256Mi') },
    { limits: some('1', '1Gi', '1Gi') },
    { requests: some('1', '1Gi', '1Gi') },
    {},
  ]);
}

function prune(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((entry) => entry !== null).map(prune);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null).map(([key, entry]) => [key, prune(entry)]));
}
