/* Starts a cluster of each minor named, or of the newest, and shows that it does what the proofs lean on. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Reply } from './client';
import { Cluster, KubernetesObject, startCluster } from './cluster';
import { minorNamed, modules } from './modules';

let passed = 0;
let failed = 0;

function check(name: string, holds: boolean, seen: unknown): void {
  if (holds) passed++;
  else failed++;
  console.log(`  ${holds ? 'ok  ' : 'FAIL'} ${name}${holds ? '' : `: saw ${JSON.stringify(seen)}`}`);
}

const levels = ['privileged', 'baseline', 'restricted'] as const;
const prefix = `cdk8s-hardened-smoke-${randomBytes(3).toString('hex')}`;
const admission = '/apis/admissionregistration.k8s.io/v1';

const image = 'registry.example/app@sha256:0000000000000000000000000000000000000000000000000000000000000000';
const pod = (name: string, securityContext: object): KubernetesObject => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name: 'app', image, securityContext }] },
});
const privilegedPod = pod('privileged', { privileged: true });
const hardenedPod = pod('hardened', {
  allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' },
});
const deployment = (template: KubernetesObject, more: object = {}): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'app' },
  spec: { selector: { matchLabels: { app: 'app' } }, template: { metadata: { labels: { app: 'app' } }, spec: template.spec }, ...more },
});

const policy = (name: string, resource: string, validation: object): object => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: `${prefix}-${name}` },
  spec: {
    failurePolicy: 'Fail',
    matchConstraints: {
      namespaceSelector: { matchLabels: { smoke: prefix } },
      resourceRules: [{
        apiGroups: [resource === 'pods' ? '' : 'apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: [resource],
      }],
    },
    validations: [validation],
  },
});
const binding = (name: string, validationActions: readonly string[]): object => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: `${prefix}-${name}` },
  spec: { policyName: `${prefix}-${name}`, validationActions },
});

/** Policies and type checking take effect a moment after they are stored. */
async function eventually(ask: () => Promise<Reply>, holds: (reply: Reply) => boolean): Promise<Reply> {
  let reply = await ask();
  for (let i = 0; i < 100 && !holds(reply); i++) {
    await sleep(200);
    reply = await ask();
  }
  return reply;
}

async function podSecurity(cluster: Cluster): Promise<void> {
  for (const level of levels) {
    const refused = await cluster.dryRun(privilegedPod, `${prefix}-${level}`);
    if (level === 'privileged') {
      check('privileged admits a privileged pod', refused.status === 201 && refused.body.kind === 'Pod', refused);
    } else {
      const reason = `violates PodSecurity "${level}:latest": privileged (container "app" must not set securityContext.privileged=true)`;
      const restricted = level === 'restricted' ? ', allowPrivilegeEscalation != false' : '';
      const says = refused.body.message ?? '';
      check(`${level} refuses a privileged pod and says why`, refused.status === 403 && says.includes(reason) && says.includes(restricted), refused);
    }
    const admitted = await cluster.dryRun(hardenedPod, `${prefix}-${level}`);
    check(`${level} admits a hardened pod, without a warning`, admitted.status === 201 && admitted.warnings.length === 0, admitted);
  }
  const template = await cluster.dryRun(deployment(privilegedPod), `${prefix}-restricted`);
  check('restricted only warns of a Deployment with that pod', template.status === 201
    && template.warnings.some((text) => text.startsWith('would violate PodSecurity "restricted:latest": privileged')), template);
  const gone = await cluster.request('GET', `/api/v1/namespaces/${prefix}-privileged/pods`);
  check('a dry run stores nothing', gone.status === 200 && (gone.body.items as unknown[]).length === 0, gone.body);
}

async function validationAndAccess(cluster: Cluster): Promise<void> {
  const unknown = await cluster.dryRun(deployment(hardenedPod, { replica: 2 }), `${prefix}-restricted`);
  check('strict validation refuses an unknown field', unknown.status === 400
    && (unknown.body.message ?? '').includes('unknown field "spec.replica"'), unknown);
  const access = (user: string): Promise<Reply> => cluster.request('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: { user, resourceAttributes: { verb: 'get', resource: 'secrets', namespace: `${prefix}-restricted` } },
  });
  const rbac = 'rbac.authorization.k8s.io';
  const bind = async (user: string, kind: string, name: string): Promise<boolean> => {
    await cluster.request('POST', `/apis/${rbac}/v1/namespaces/${prefix}-restricted/rolebindings`, {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata: { name: user },
      subjects: [{ apiGroup: rbac, kind: 'User', name: user }],
      roleRef: { apiGroup: rbac, kind, name },
    });
    const { body } = await eventually(() => access(user), (reply) => (reply.body.status as { allowed: boolean }).allowed);
    return (body.status as { allowed: boolean }).allowed;
  };
  await cluster.request('POST', `/apis/${rbac}/v1/namespaces/${prefix}-restricted/roles`, {
    apiVersion: `${rbac}/v1`, kind: 'Role', metadata: { name: 'reader' }, rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
  });
  check('RBAC lets a bound user read', await bind(`${prefix}-reader`, 'Role', 'reader'), false);
  if (cluster.controllers) check('RBAC knows what the aggregated role edit may do', await bind(`${prefix}-editor`, 'ClusterRole', 'edit'), false);
  const stranger = await access(`${prefix}-stranger`);
  check('RBAC lets nobody else', !(stranger.body.status as { allowed: boolean }).allowed, stranger.body.status);
}

async function policies(cluster: Cluster): Promise<void> {
  const noLatest = {
    expression: "object.spec.containers.all(c, !c.image.endsWith(':latest'))",
    messageExpression: "'spec.containers: ' + object.spec.containers[0].name + ' uses latest'",
    reason: 'Invalid',
  };
  const latest: KubernetesObject = { ...hardenedPod, spec: { containers: [{ name: 'app', image: 'app:latest' }] } };
  const typeError = { expression: "object.spec.replicas == 'three' || object.spec.replicaz > 1" };
  for (const [name, resource, validation, actions] of [
    ['deny', 'pods', noLatest, ['Deny']],
    ['audit', 'pods', { ...noLatest, expression: "!has(object.metadata.labels) || !('audit' in object.metadata.labels)" }, ['Warn', 'Audit']],
    ['types', 'deployments', typeError, undefined],
  ] as const) {
    const stored = await cluster.request('POST', `${admission}/validatingadmissionpolicies`, policy(name, resource, validation));
    check(`policy ${name} is stored`, stored.status === 201, stored);
    if (actions) await cluster.request('POST', `${admission}/validatingadmissionpolicybindings`, binding(name, actions));
  }

  const denied = await eventually(() => cluster.dryRun(latest, `${prefix}-privileged`), ({ status }) => status !== 201);
  check('a policy denies, with its own message', denied.status === 422 && (denied.body.message ?? '').includes('spec.containers: app uses latest'), denied);
  const good = await cluster.dryRun(hardenedPod, `${prefix}-privileged`);
  check('a policy admits what complies', good.status === 201, good);
  const labelled: KubernetesObject = { ...hardenedPod, metadata: { name: 'labelled', labels: { audit: 'yes' } } };
  const warned = await eventually(() => cluster.dryRun(labelled, `${prefix}-privileged`), ({ warnings }) => warnings.length > 0);
  check('a policy that warns admits with a Warning header', warned.status === 201
    && warned.warnings.some((text) => text.includes(`'${prefix}-audit'`)), warned);
  if (cluster.auditLog !== undefined) {
    const log = readFileSync(cluster.auditLog, 'utf8');
    check('a policy that audits is in the audit log', log.includes('validation.policy.admission.k8s.io/validation_failure'), log.slice(-500));
  }

  if (!cluster.controllers) return;
  const status = async (name: string): Promise<{ observed: boolean; warnings: readonly { fieldRef: string; warning: string }[] }> => {
    const { body } = await eventually(
      () => cluster.request('GET', `${admission}/validatingadmissionpolicies/${prefix}-${name}`),
      (reply) => (reply.body.status as { observedGeneration?: number }).observedGeneration === 1,
    );
    const { observedGeneration, typeChecking } = body.status as { observedGeneration?: number; typeChecking?: { expressionWarnings?: [] } };
    return { observed: observedGeneration === 1, warnings: typeChecking?.expressionWarnings ?? [] };
  };
  const wrong = await status('types');
  check('type checking reports a type error at its field', wrong.warnings.length === 1 && wrong.warnings[0].fieldRef === 'spec.validations[0].expression'
    && /undefined field 'replicaz'/.test(wrong.warnings[0].warning) && /no matching overload for '_==_'/.test(wrong.warnings[0].warning), wrong);
  const right = await status('deny');
  check('type checking has looked at a correct policy and is silent', right.observed && right.warnings.length === 0, right);
}

async function speed(cluster: Cluster, count: number): Promise<void> {
  const started = process.hrtime.bigint();
  let next = 0;
  let right = 0;
  await Promise.all(Array.from({ length: 16 }, async () => {
    while (next < count) {
      const i = next++;
      const { status } = await cluster.dryRun(i % 2 ? privilegedPod : hardenedPod, `${prefix}-restricted`);
      if (status === (i % 2 ? 403 : 201)) right++;
    }
  }));
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  check(`${count} dry runs are each judged right (${Math.round(count / seconds)} per second)`, right === count, right);
}

async function smoke(minor: string): Promise<void> {
  console.log(`Kubernetes ${minor}`);
  const started = process.hrtime.bigint();
  const cluster = await startCluster(minor);
  if ('skipped' in cluster) {
    console.log(`  skipped: ${cluster.skipped}`);
    return;
  }
  try {
    console.log(`  up in ${(Number(process.hrtime.bigint() - started) / 1e9).toFixed(1)} s: ${cluster.server}`);
    check(`the server is ${minor}`, cluster.version.startsWith(`v${minor}.`), cluster.version);
    for (const level of levels) {
      const labels = Object.fromEntries(['enforce', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, level]));
      const made = await cluster.request('POST', '/api/v1/namespaces', {
        apiVersion: 'v1', kind: 'Namespace', metadata: { name: `${prefix}-${level}`, labels: { ...labels, smoke: prefix } },
      });
      check(`namespace ${level} is stored`, made.status === 201, made);
      if (cluster.serviceAccounts) {
        await eventually(() => cluster.request('GET', `/api/v1/namespaces/${prefix}-${level}/serviceaccounts/default`), ({ status }) => status === 200);
      }
    }
    await podSecurity(cluster);
    await validationAndAccess(cluster);
    await speed(cluster, 1000);
    await policies(cluster);
  } finally {
    for (const name of ['deny', 'audit', 'types']) {
      await cluster.request('DELETE', `${admission}/validatingadmissionpolicybindings/${prefix}-${name}`);
      await cluster.request('DELETE', `${admission}/validatingadmissionpolicies/${prefix}-${name}`);
    }
    for (const level of levels) await cluster.request('DELETE', `/api/v1/namespaces/${prefix}-${level}`);
    await cluster.stop();
  }
  if (cluster.auditLog !== undefined) check('nothing is left behind', !existsSync(cluster.kubeconfig) && !existsSync(cluster.auditLog), cluster.kubeconfig);
  if (cluster.auditLog !== undefined) await serviceAccounts(minor);
}

/** The second mode: pods as an ordinary cluster sees them, with a ServiceAccount and its token. */
async function serviceAccounts(minor: string): Promise<void> {
  const cluster = await startCluster(minor, { serviceAccounts: true });
  if ('skipped' in cluster) throw new Error(cluster.skipped);
  try {
    if (!cluster.controllers) {
      await cluster.request('POST', '/api/v1/namespaces/default/serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } });
    }
    const reply = await eventually(() => cluster.dryRun(hardenedPod), ({ status }) => status === 201);
    const { serviceAccountName, volumes } = (reply.body.spec ?? {}) as { serviceAccountName?: string; volumes?: { projected?: object }[] };
    check('with service accounts, a pod gets the default one and its token', serviceAccountName === 'default' && volumes?.[0].projected !== undefined, reply);
    const missing = await cluster.dryRun({ ...hardenedPod, spec: { ...(hardenedPod.spec as object), serviceAccountName: 'missing' } });
    check('with service accounts, a missing one is refused', missing.status === 403, missing);
  } finally {
    await cluster.stop();
  }
}

async function main(): Promise<void> {
  const minors = process.argv.slice(2).map(minorNamed);
  for (const minor of minors.length > 0 ? minors : [modules()[0].minor]) await smoke(minor);
}

main().catch((error: Error) => {
  failed++;
  console.error(error.stack);
}).finally(() => {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
});
