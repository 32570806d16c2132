import { FULL, Sample } from './sample';
import { eventually, Scene } from './scene';
import { synthesizedExamples } from './synthesized';
import { forEach, Tally } from './tally';
import { asList, asObject, Json, Model, PodTemplate } from '../../../src/manifest/model';
import { Cluster, KubernetesObject } from '../cluster';

/**
 * Proof 1: every object of every example is admitted into its own namespace (in a dry run, with strict field validation) with no warning, and the
 * pods of every template are admitted there as Pods, since Pod Security refuses Pods only. The namespace, its LimitRange and its ResourceQuota are
 * stored, so that pods meet them.
 */
export async function proveExamples(cluster: Cluster, { say }: Sample = FULL, { apps, error } = synthesizedExamples()): Promise<Tally> {
  const tally = new Tally('proof 1: what the examples synthesize is admitted', say);
  const scene = new Scene(cluster);
  try {
    tally.check('every example synthesizes', error === undefined, error);
    for (const [name, objects] of apps) await proveApp(scene, tally, name, objects);
    tally.check('there are examples', apps.size >= 5, [...apps.keys()]);
  } finally {
    await scene.clear();
  }
  return tally;
}

async function proveApp(scene: Scene, tally: Tally, app: string, objects: readonly Json[]): Promise<void> {
  const { cluster } = scene;
  const model = new Model(objects.map((value) => ({ value })));
  const namespaces = new Map<string, string>();
  for (const { name, labels } of model.ofKind('Namespace')) namespaces.set(name, await scene.namespace(name, labels));
  for (const { kind, namespace, raw } of model.ofKind('LimitRange', 'ResourceQuota')) await storeLimits(scene, kind, namespaces.get(namespace)!, raw);
  if (cluster.serviceAccounts) await storeServiceAccounts(scene, model, namespaces);

  const foreign = new Set<string>();
  let pods = 0;
  await forEach(model.resources, async ({ apiVersion, id, kind, namespace, raw }) => {
    if (apiVersion.split('/')[0].includes('.') && !apiVersion.split('/')[0].endsWith('.k8s.io')) {
      foreign.add(`${apiVersion}/${kind}`);
      return;
    }
    const home = namespace === '' ? undefined : namespaces.get(namespace);
    if (!tally.check(`${app}: ${id} names a namespace that the example makes`, namespace === '' || home !== undefined, namespace)) return;
    const isStored = ['Namespace', 'LimitRange', 'ResourceQuota', ...cluster.serviceAccounts ? ['ServiceAccount'] : []].includes(kind);
    const reply = await cluster.dryRun(placed(raw, home, isStored ? scene.prefix : undefined));
    tally.check(`${app}: ${id} is admitted`, reply.status === 201, reply.body.message);
    tally.check(`${app}: ${id} is admitted without a warning`, reply.warnings.length === 0, reply.warnings);
  });
  await forEach(model.pods().filter(({ owner }) => owner.kind !== 'Pod'), async (template) => {
    pods++;
    const { owner } = template;
    const reply = await cluster.dryRun(podOf(template, namespaces.get(owner.namespace)));
    tally.check(`${app}: the pod of ${owner.id} is admitted`, reply.status === 201, reply.body.message);
    tally.check(`${app}: the pod of ${owner.id} is admitted without a warning`, reply.warnings.length === 0, reply.warnings);
  });
  const levels = model.ofKind('Namespace').map(({ name, labels }) => `${name} enforces ${labels['pod-security.kubernetes.io/enforce']}`);
  tally.note(`${app}: ${model.resources.length} objects, ${pods} pods${levels.length > 0 ? `; ${levels.join(', ')}` : ''}`);
  for (const kind of foreign) tally.note(`${app}: ${kind} is not of Kubernetes, and not asked`);
}

/** A quota counts only once its controller has filled in the status; there is none here, so we do its work. */
async function storeLimits(scene: Scene, kind: string, namespace: string, raw: Json): Promise<void> {
  const collection = `/api/v1/namespaces/${namespace}/${kind === 'LimitRange' ? 'limitranges' : 'resourcequotas'}`;
  await scene.store(collection, placed(raw, namespace));
  if (kind === 'LimitRange') return;
  const { hard } = asObject(raw.spec);
  const used = Object.fromEntries(Object.keys(asObject(hard)).map((resource) => [resource, '0']));
  const { name } = asObject(raw.metadata) as { name: string };
  const { status, body } = await scene.cluster.request('PATCH', `${collection}/${name}/status`, { status: { hard, used } });
  if (status !== 200) throw new Error(`the status of ResourceQuota/${name} is not stored: ${body.message}`);
}

/** Where pods have to name a ServiceAccount that there is, those of the example are stored; the default one is made by a controller. */
async function storeServiceAccounts(scene: Scene, model: Model, namespaces: ReadonlyMap<string, string>): Promise<void> {
  for (const home of namespaces.values()) {
    const path = `/api/v1/namespaces/${home}/serviceaccounts/default`;
    const { status } = await eventually(() => scene.cluster.request('GET', path), (reply) => reply.status === 200);
    if (status !== 200) throw new Error(`${home} has no default ServiceAccount after 30 s`);
  }
  for (const { name, namespace, raw } of model.ofKind('ServiceAccount')) {
    if (name !== 'default') await scene.store(`/api/v1/namespaces/${namespaces.get(namespace)}/serviceaccounts`, placed(raw, namespaces.get(namespace)));
  }
}

/** An object in another namespace, and of another name where the one it has is taken. */
function placed(raw: Json, namespace?: string, prefix?: string): KubernetesObject {
  const metadata = asObject(raw.metadata);
  const name = prefix === undefined ? metadata.name : `${prefix}-${String(metadata.name)}`;
  return { ...raw, metadata: { ...metadata, name, ...(namespace === undefined ? {} : { namespace }) } } as unknown as KubernetesObject;
}

/** The pod that a controller makes from a template. That of a StatefulSet mounts the claims that are made for it. */
function podOf({ owner, path, metadata }: PodTemplate, namespace?: string): KubernetesObject {
  let template: Json = owner.raw;
  for (const step of path) template = asObject(template[step]);
  const spec = asObject(template.spec);
  const claims = asList(owner.spec.volumeClaimTemplates).map((claim) => {
    const { name } = asObject(asObject(claim).metadata) as { name: string };
    return { name, persistentVolumeClaim: { claimName: `${name}-${owner.name}-0` } };
  });
  const volumes = [...asList(spec.volumes), ...claims];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name: `${owner.name}-0`, namespace },
    spec: volumes.length === 0 ? spec : { ...spec, volumes },
  };
}
