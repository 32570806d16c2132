import { Stage } from './policy-stage';
import { eventually } from './scene';
import { Tally } from './tally';
import { Exception } from '../../../src/admission/exceptions';
import { policies } from '../../../src/admission/policies';
import { Json } from '../../../src/manifest/model';
import { Reply } from '../client';
import { KubernetesObject } from '../cluster';

const API = '/apis/admissionregistration.k8s.io/v1';
const RULE = 'read-only-root-fs';

/** What is accepted is admitted, with what its controllers make of it, and nothing else is; and an update that changes no pod is never held up. */
export async function proveExceptions({ scene }: Stage, tally: Tally): Promise<void> {
  const mark = { 'cdk8s-hardened-exceptions': scene.prefix };
  const { cluster } = scene;
  const namespace = await scene.namespace('exceptions', mark);
  const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
  const replicaSets = `/apis/apps/v1/namespaces/${namespace}/replicasets`;
  // These were there before the policy was.
  await scene.store(deployments, workload('apps/v1', 'Deployment', 'old'));
  await scene.store(replicaSets, workload('apps/v1', 'ReplicaSet', 'old-5d4f'));

  const object = (kind: string, name: string): Exception => ({ rule: RULE, object: { apiVersion: 'v1', kind, namespace, name }, reason: 'writes its cache beside the binary' });
  const printed = policies({
    rules: [RULE], stage: 'deny', prefix: `${scene.prefix}-x`, namespaceLabels: mark, exceptions: EXCEPTED.map(([kind, name]) => object(kind, name)),
  });
  for (const each of printed) {
    const plural = each.kind === 'ValidatingAdmissionPolicy' ? 'validatingadmissionpolicies' : 'validatingadmissionpolicybindings';
    await scene.store(`${API}/${plural}`, each as unknown as KubernetesObject);
  }
  const acts = await eventually(() => cluster.dryRun(workload('apps/v1', 'Deployment', 'probe'), namespace), ({ status }) => status === 403);
  tally.check('another Deployment is denied', acts.status === 403, acts);

  const asked: readonly (readonly [boolean, string, KubernetesObject])[] = [
    [true, 'the Deployment that is accepted', workload('apps/v1', 'Deployment', 'legacy')],
    [true, 'its ReplicaSet', workload('apps/v1', 'ReplicaSet', 'legacy-7c9d', owned('Deployment', 'legacy'))],
    [true, 'the pod of its ReplicaSet', pod('legacy-7c9d-x1', { ...owned('ReplicaSet', 'legacy-7c9d'), labels: { 'pod-template-hash': '7c9d' } })],
    [false, 'a Deployment whose name begins like it', workload('apps/v1', 'Deployment', 'legacy-2')],
    [false, 'the pod of another ReplicaSet', pod('legacy-2-7c9d-x1', { ...owned('ReplicaSet', 'legacy-2-7c9d'), labels: { 'pod-template-hash': '7c9d' } })],
    [false, 'a pod of its name, without an owner', pod('legacy-7c9d-x2')],
    [false, 'a StatefulSet of its name', workload('apps/v1', 'StatefulSet', 'legacy')],
    [true, 'the CronJob that is accepted', cronJob('nightly')],
    [true, 'its Job', job('nightly-29384756', owned('CronJob', 'nightly'))],
    [true, 'the pod of its Job', pod('nightly-29384756-x1', owned('Job', 'nightly-29384756'))],
    [true, 'a Job that is made of it by hand and named like its own', job('nightly-byhand01', owned('CronJob', 'nightly'))],
    [false, 'one that is named otherwise, whose pods would be denied', job('nightly-report', owned('CronJob', 'nightly'))],
    [false, 'the pod of another Job', pod('nightly-report-x1', owned('Job', 'nightly-report'))],
    [true, 'a Job that is accepted by the beginning of its name', generated('migrate-')],
    [true, 'the pod of such a Job', pod('migrate-x1x2x-x1', owned('Job', 'migrate-x1x2x'))],
    [false, 'a Job that only begins like it', job('migrate-all', {})],
    [false, 'the pod of a Job that only begins like it', pod('migrate-all-x1', owned('Job', 'migrate-all'))],
    [true, 'the pod of the StatefulSet that is accepted', pod('db-0', owned('StatefulSet', 'db'))],
  ];
  for (const [admitted, what, subject] of asked) {
    const { status, body } = await cluster.dryRun(subject, namespace);
    tally.check(`${what} is ${admitted ? 'admitted' : 'denied'}`, status === (admitted ? 201 : 403), body);
  }

  const patch = (path: string, change: object): Promise<Reply> => cluster.request('PATCH', path, change, { dryRun: 'All' });
  const updates: readonly (readonly [boolean, string, string, object])[] = [
    [true, 'an old Deployment is scaled', `${deployments}/old`, { spec: { replicas: 5 } }],
    [true, 'an old ReplicaSet is scaled down', `${replicaSets}/old-5d4f`, { spec: { replicas: 0 } }],
    [true, 'an old Deployment is labelled', `${deployments}/old`, { metadata: { labels: { team: 'shop' } } }],
    [false, 'an old Deployment gets another template', `${deployments}/old`, { spec: { template: { spec: { terminationGracePeriodSeconds: 5 } } } }],
  ];
  for (const [admitted, what, path, change] of updates) {
    const { status, body } = await patch(path, change);
    tally.check(`${what}: ${admitted ? 'admitted' : 'denied'}`, status === (admitted ? 200 : 403), body);
  }
  tally.note(`${asked.length} objects beside exceptions, ${updates.length} updates of what was there before`);
}

const EXCEPTED: readonly (readonly [kind: string, name: string])[] = [['Deployment', 'legacy'], ['CronJob', 'nightly'], ['StatefulSet', 'db'], ['Job', 'migrate-']];

const SPEC = { containers: [{ name: 'app', image: 'ghcr.io/acme/app:1' }] };

function owned(kind: string, name: string): Json {
  const apiVersion = kind === 'Job' || kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
  return { ownerReferences: [{ apiVersion, kind, name, uid: '00000000-0000-0000-0000-000000000000', controller: true }] };
}

function workload(apiVersion: string, kind: string, name: string, metadata: Json = {}): KubernetesObject {
  const template = { metadata: { labels: { app: name } }, spec: SPEC };
  return { apiVersion, kind, metadata: { ...metadata, name }, spec: { selector: { matchLabels: { app: name } }, template } };
}

function pod(name: string, metadata: Json = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name }, spec: SPEC };
}

function job(name: string, metadata: Json): KubernetesObject {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { ...metadata, name }, spec: { template: { spec: { ...SPEC, restartPolicy: 'Never' } } } };
}

function cronJob(name: string): KubernetesObject {
  const template = { spec: { ...SPEC, restartPolicy: 'Never' } };
  return { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name }, spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } } };
}

function generated(generateName: string): KubernetesObject {
  const { metadata, ...rest } = job('', { generateName });
  return { ...rest, metadata: { ...metadata, name: undefined } };
}
