import { reasonOf, reasonsIn } from './reasons';
import { FULL, isFull, Sample } from './sample';
import { eventually, Scene } from './scene';
import { serverPods, ServerPod } from './server-pods';
import { forEach, Tally } from './tally';
import { defaultedPodSpec } from '../../../src/manifest/defaults';
import { Level } from '../../../src/standard/control';
import { violations } from '../../../src/standard/judge';
import { podSecurityControls } from '../../../src/standard/pod-security';
import { Reply } from '../client';
import { Cluster, KubernetesObject } from '../cluster';

const LEVELS = ['baseline', 'restricted'] as const;

/**
 * Proof 2: random pods, created as Pods (in a dry run) in namespaces of each level and several policy versions, are admitted or refused by the API
 * server exactly as our rows say, and for the same reasons. A pod counts where the privileged namespace takes it: what Kubernetes itself refuses
 * never meets Pod Security.
 */
export async function provePodSecurity(cluster: Cluster, sample: Sample = FULL): Promise<Tally> {
  const tally = new Tally('proof 2: Pod Security end to end', sample.say);
  const count = sample.pods;
  const scene = new Scene(cluster);
  try {
    const newest = Number(/^v1\.(\d+)\./.exec(cluster.version)![1]);
    const pinned = Array.from({ length: newest - 24 }, (_, i) => newest - i);
    const privileged = await scene.namespace('privileged', labels('privileged', 'latest'));
    const namespaces = await Promise.all(LEVELS.flatMap((level) => ['latest', ...pinned].map(async (minor): Promise<Place> => {
      const version = minor === 'latest' ? minor : `v1.${minor}`;
      const name = await scene.namespace(`${level}-${version}`, labels(level, version));
      return { level, minor: minor === 'latest' ? newest : Number(minor), latest: minor === 'latest', name };
    })));

    const pods: ServerPod[] = [];
    let tried = 0;
    for (const candidates of inChunks(serverPods(), 200)) {
      const taken = new Set<ServerPod>();
      await forEach(candidates.map(withoutEphemeral), async (pod) => {
        if ((await cluster.dryRun(asPod(pod), privileged)).status === 201) taken.add(pod);
      });
      tried += candidates.length;
      // In the order of the generator, so that each run judges the same pods.
      pods.push(...[...taken].sort((a, b) => indexOf(a) - indexOf(b)));
      if (pods.length >= count) break;
    }
    pods.length = Math.min(pods.length, count);
    tally.check(`${count} random pods are pods to the API server`, pods.length === count, `${pods.length} of ${tried}`);

    const seen = { refused: 0, admitted: 0 };
    const rows = new Set<string>();
    const judge: Judge = async (place, pod, ask) => {
      const reply = await ask();
      const defaulted = { metadata: pod.metadata, spec: defaultedPodSpec(pod.spec) };
      const found = violations(podSecurityControls(place.level, place.minor), defaulted, place.minor);
      for (const { control } of found) rows.add(control.id);
      const ours = [...new Set(found.map(({ control }) => reasonOf(control.check!)))].sort();
      const theirs = reply.status === 403 ? [...new Set(reasonsIn(reply.body.message ?? ''))].sort() : [];
      seen[reply.status === 403 ? 'refused' : 'admitted']++;
      tally.check(`${place.level} at 1.${place.minor} says ${ours.join(', ') || 'nothing'}`,
        (reply.status === 403 || Math.floor(reply.status / 100) === 2) && ours.join() === theirs.join(),
        `${reply.status} ${reply.body.message ?? ''} for ${JSON.stringify(pod)}`);
    };
    await forEach(pods, async (pod, i) => {
      for (const level of LEVELS) {
        const places = namespaces.filter((place) => place.level === level);
        // Each pod at the newest version, and at one older pin after the other.
        for (const place of [places[0], places[1 + i % pinned.length]]) await judge(place, pod, () => cluster.dryRun(asPod(pod), place.name));
      }
    });
    tally.note(`${pods.length} pods of ${tried} tried, ${namespaces.length} namespaces: ${seen.admitted} admitted, ${seen.refused} refused`);

    const before = { ...seen };
    const debugged = await proveEphemeral(scene, namespaces.filter(({ latest }) => latest), judge, Math.ceil(count * 0.6));
    tally.note(`${debugged} sets of ephemeral containers: ${seen.admitted - before.admitted} admitted, ${seen.refused - before.refused} refused`);

    const all = podSecurityControls('restricted', newest).concat(podSecurityControls('baseline', newest)).map(({ id }) => id);
    const unseen = [...new Set(all)].filter((id) => !rows.has(id));
    if (isFull(sample)) tally.check('each row is seen broken', unseen.length === 0, unseen);
    tally.check(`as many as ${count / 2} were refused and as many admitted`, seen.refused >= count / 2 && seen.admitted >= count / 2, seen);
  } finally {
    await scene.clear();
  }
  return tally;
}

/** A namespace of a level. */
interface Place {
  readonly name: string;
  readonly level: Exclude<Level, 'privileged' | 'hardened'>;
  readonly minor: number;
  readonly latest: boolean;
}

type Judge = (place: Place, pod: ServerPod, ask: () => Promise<Reply>) => Promise<void>;

/** Ephemeral containers cannot be created with a pod: they are put into one that is stored. */
async function proveEphemeral(scene: Scene, places: readonly Place[], judge: Judge, count: number): Promise<number> {
  const { cluster } = scene;
  const base = {
    metadata: { name: 'base' },
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{
        name: 'base', image: 'ghcr.io/acme/api:1.4.2', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      }],
    },
  };
  const sets: (readonly object[])[] = [];
  for (const { spec } of serverPods()) {
    if (Array.isArray(spec.ephemeralContainers) && spec.ephemeralContainers.length > 0) sets.push(spec.ephemeralContainers as object[]);
    if (sets.length === count) break;
  }
  let judged = 0;
  for (const place of places) {
    const path = `/api/v1/namespaces/${place.name}/pods`;
    await scene.store(path, { apiVersion: 'v1', kind: 'Pod', ...base });
    const { body: stored } = await eventually(() => cluster.request('GET', `${path}/base`), ({ status }) => status === 200);
    await forEach(sets, async (ephemeralContainers) => {
      const changed = { ...stored, spec: { ...stored.spec as object, ephemeralContainers } };
      const put = (): Promise<Reply> => cluster.request('PUT', `${path}/base/ephemeralcontainers`, changed, { dryRun: 'All', fieldValidation: 'Strict' });
      const reply = await put();
      // Not all that may stand in a container may stand in one that is added later.
      if (reply.status === 400 || reply.status === 422) return;
      judged++;
      await judge(place, { metadata: base.metadata, spec: { ...base.spec, ephemeralContainers } }, async () => reply);
    });
  }
  return judged;
}

function labels(level: string, version: string): Record<string, string> {
  return { 'pod-security.kubernetes.io/enforce': level, 'pod-security.kubernetes.io/enforce-version': version };
}

function asPod(pod: ServerPod): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', ...pod };
}

function indexOf({ metadata }: ServerPod): number {
  return Number(String(metadata.name).split('-').at(-1));
}

function withoutEphemeral({ metadata, spec }: ServerPod): ServerPod {
  const { ephemeralContainers, ...rest } = spec;
  return { metadata, spec: rest };
}

function* inChunks<T>(entries: Iterable<T>, size: number): Iterable<T[]> {
  let chunk: T[] = [];
  for (const entry of entries) {
    chunk.push(entry);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
