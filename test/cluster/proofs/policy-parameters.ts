import { Stage } from './policy-stage';
import { eventually, Scene } from './scene';
import { Tally } from './tally';
import { policies, PolicyOptions } from '../../../src/admission/policies';
import { Json } from '../../../src/manifest/model';
import { Reply } from '../client';
import { KubernetesObject } from '../cluster';

const API = '/apis/admissionregistration.k8s.io/v1';
const RULE = 'image-registry-allowed';

/** What the ConfigMap says is judged by, without the policies being stored anew; and where it is missing, only a binding that denies refuses. */
export async function proveParameters({ scene }: Stage, tally: Tally): Promise<void> {
  const mark = { 'cdk8s-hardened-parameters': scene.prefix };
  const { cluster } = scene;
  const [namespace, other, place] = [await scene.namespace('shop', mark), await scene.namespace('billing', mark), await scene.namespace('platform')];
  const options: PolicyOptions = { rules: [RULE], registries: ['ghcr.io/acme/'], namespaceLabels: mark, parametersNamespace: place };
  const ask = (image: string, where = namespace): Promise<Reply> => cluster.dryRun(pod([image]), where);
  /** What is changed takes effect a moment later. */
  const verdict = async (what: string, image: string, admitted: boolean, where?: string): Promise<Reply> => {
    const reply = await eventually(() => ask(image, where), ({ status }) => status === (admitted ? 201 : 403));
    tally.check(`${what}: ${image} is ${admitted ? 'admitted' : 'denied'}`, reply.status === (admitted ? 201 : 403), reply);
    return reply;
  };

  const name = `${scene.prefix}-p`;
  await store(scene, policies({ ...options, stage: 'deny', prefix: name }));
  await verdict('with the list as it was printed', 'quay.io/acme/app:1', false);
  await verdict('with the list as it was printed', 'ghcr.io/acme/app:1', true);

  const map = `/api/v1/namespaces/${place}/configmaps/${name}`;
  const change = async (data: Json): Promise<void> => {
    const { status, body } = await cluster.request('PATCH', map, { data });
    if (status !== 200) throw new Error(`the ConfigMap is not changed: ${body.message}`);
  };
  await change({ registries: 'ghcr.io/acme/\nQuay.io/acme # mirrored nightly\n' });
  await verdict('with one more', 'quay.io/acme/app:1', true);
  await verdict('with one more', 'quay.io/acme-evil/app:1', false);
  await verdict('with one more', 'ghcr.io/acme/app:1', true);
  await change({ registries: 'quay.io/acme\n' });
  await verdict('with one less', 'ghcr.io/acme/app:1', false);
  await change({ [`registries.${other}`]: 'ghcr.io/acme/' });
  await verdict('with more for one namespace', 'ghcr.io/acme/app:1', true, other);
  await verdict('with more for one namespace', 'ghcr.io/acme/app:1', false);
  await change({ registries: null });
  const empty = await verdict('without the list', 'quay.io/acme/app:1', false);
  tally.check('without the list, the message is that of the policy', /is not from an allowed registry/.test(empty.body.message ?? ''), empty);

  const many = Array.from({ length: 300 }, (_, i) => `registry-${i}.example.com/some/owner-${i}`);
  await change({ registries: many.join('\n') });
  await verdict('with 300 registries', 'registry-299.example.com/some/owner-299/app:1', true);
  const large = await cluster.dryRun(pod(Array.from({ length: 50 }, () => 'registry-300.example.com/some/owner-300/app:1')), namespace);
  tally.check('a pod with 50 containers is judged by 300 registries within the budget', large.status === 403 && / and 49 more/.test(large.body.message ?? ''), large);

  await cluster.request('DELETE', map);
  const missing = await eventually(() => ask('ghcr.io/acme/app:1'), isMissing);
  tally.check('at stage deny without the ConfigMap, all is refused, and the refusal says so', isMissing(missing), missing);
  await proveGentleStages(scene, tally, options);
  tally.note('lists of a ConfigMap: changed, for one namespace, 300 long, missing');
}

/**
 * A stage that refuses nothing refuses nothing without its ConfigMap either: the API server would, if the binding did not say otherwise. The bindings
 * from before stay: without any, this server would look at no ConfigMap again.
 */
async function proveGentleStages(scene: Scene, tally: Tally, options: PolicyOptions): Promise<void> {
  const { cluster } = scene;
  const mark = { 'cdk8s-hardened-parameters': `${scene.prefix}-gentle` };
  const namespace = await scene.namespace('gentle', mark);
  const ask = (image: string): Promise<Reply> => cluster.dryRun(pod([image]), namespace);
  const gentle = { ...options, namespaceLabels: mark };
  const printed = (['audit', 'warn'] as const).flatMap((stage) => policies({ ...gentle, stage, prefix: `${scene.prefix}-${stage}` }));
  const maps = printed.filter(({ kind }) => kind === 'ConfigMap');
  await store(scene, printed);
  const acts = await eventually(() => ask('docker.io/acme/app:1'), ({ warnings }) => warnings.length > 0);
  tally.check('at stages audit and warn, it is admitted with one warning', acts.status === 201 && acts.warnings.length === 1, acts);
  for (const { metadata } of maps) {
    await cluster.request('DELETE', `/api/v1/namespaces/${options.parametersNamespace}/configmaps/${(metadata as { readonly name: string }).name}`);
  }
  const gone = await eventually(() => ask('docker.io/acme/app:1'), ({ warnings }) => warnings.length === 0);
  tally.check('without their ConfigMaps, it is admitted without a warning', gone.status === 201 && gone.warnings.length === 0, gone);

  // Why the binding says Allow there: this one says Deny, and records only.
  const [, policy, binding] = policies({ ...gentle, stage: 'audit', prefix: `${scene.prefix}-strict` });
  const spec = binding.spec as Json;
  await store(scene, [policy, { ...binding, spec: { ...spec, paramRef: { ...spec.paramRef as Json, parameterNotFoundAction: 'Deny' } } }]);
  const denied = await eventually(() => ask('ghcr.io/acme/app:1'), isMissing);
  tally.check('a binding that only records would refuse without its parameters, if it said Deny', isMissing(denied), denied);
}

/** The API server refuses this as invalid, not as forbidden. */
function isMissing({ status, body }: Reply): boolean {
  return status === 422 && (body.message ?? '').includes('no params found for policy binding');
}

async function store(scene: Scene, objects: readonly Json[]): Promise<void> {
  for (const object of objects) {
    const metadata = object.metadata as { readonly namespace?: string };
    const collection = object.kind === 'ConfigMap' ? `/api/v1/namespaces/${metadata.namespace}/configmaps`
      : `${API}/${object.kind === 'ValidatingAdmissionPolicy' ? 'validatingadmissionpolicies' : 'validatingadmissionpolicybindings'}`;
    await scene.store(collection, object as unknown as KubernetesObject);
  }
}

function pod(images: readonly string[]): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec: { containers: images.map((image, i) => ({ name: `app-${i}`, image })) } };
}
