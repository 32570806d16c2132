import fc from 'fast-check';
import { Model } from '../../../src/manifest/model';
import { judge } from '../../../src/validation/engine';
import { DEFAULT_POLICY } from '../../../src/validation/policy';
import { Rule } from '../../../src/validation/rule';
import { IMAGE_RULES } from '../../../src/validation/rules/01-images';
import { RESOURCE_RULES } from '../../../src/validation/rules/06-resources';
import { FILESYSTEM_RULES } from '../../../src/validation/rules/07-filesystem';
import { AUDIT_RULES } from '../../../src/validation/rules/09-audit';
import { VERSION_RULES } from '../../../src/validation/rules/10-version';

const RULES: readonly Rule[] = [...IMAGE_RULES, ...RESOURCE_RULES, ...FILESYSTEM_RULES, ...AUDIT_RULES, ...VERSION_RULES];

/** Anything where something else belongs. */
const junk = fc.oneof(
  { maxDepth: 3 },
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, [], {}, [null], [[]]),
  fc.constantFrom('', '/', '$(X)', 'nginx', '100m', '1e999', '50%', '__proto__', 'constructor', 'a\nb'),
  fc.string({ maxLength: 8 }),
);

/** An object with some of these fields, each of them junk as often as not. */
function shape(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> {
  const mixed = Object.entries(fields).map(([key, value]) => [key, fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: junk })]);
  return fc.record(Object.fromEntries(mixed) as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] });
}

function list(entry: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.array(fc.oneof({ weight: 3, arbitrary: entry }, { weight: 1, arbitrary: junk }), { maxLength: 3 });
}

const quantities = fc.dictionary(fc.constantFrom('cpu', 'memory', 'storage', 'ephemeral-storage', 'nvidia.com/gpu', 'hugepages-2Mi', '__proto__'), junk, { maxKeys: 4 });
const resources = shape({ requests: quantities, limits: quantities, claims: junk });
const image = fc.constantFrom('nginx', 'gcr.io/distroless/static:debug', 'node:24', 'k8s.gcr.io/x', 'a@b', 'gcr.io/distroless/nodejs24-debian13', 'x:y:z');
const exec = shape({ exec: shape({ command: list(fc.constantFrom('sh', '/bin/cat')) }), sleep: junk });
const container = shape({
  name: fc.constantFrom('a', 'b'),
  image,
  resources,
  restartPolicy: fc.constant('Always'),
  command: list(fc.constantFrom('sh', '-c', 'kube-apiserver', '--audit-log-path=/x', '--audit-log-maxage', '--')),
  args: list(fc.constant('sh')),
  env: list(shape({ name: fc.constantFrom('TMPDIR', 'TMP'), value: fc.constantFrom('/tmp', '/x/') })),
  securityContext: shape({ readOnlyRootFilesystem: fc.constant(true) }),
  volumeMounts: list(shape({ name: fc.constant('tmp'), mountPath: fc.constantFrom('/tmp', '/', '') })),
  livenessProbe: exec,
  lifecycle: shape({ preStop: exec, postStart: exec }),
});
const podSpec = shape({
  containers: list(container),
  initContainers: list(container),
  ephemeralContainers: list(container),
  volumes: list(shape({ name: fc.constant('tmp'), emptyDir: junk, image: shape({ reference: image }), ephemeral: shape({ volumeClaimTemplate: shape({ spec: shape({ resources }) }) }) })),
  resources,
  overhead: quantities,
  affinity: shape({ podAffinity: shape({ requiredDuringSchedulingIgnoredDuringExecution: list(shape({ namespaces: list(junk) })) }) }),
  priorityClassName: junk,
  hostUsers: junk,
});
const template = shape({ metadata: shape({ labels: junk, annotations: fc.dictionary(fc.constantFrom('cdk8s-hardened/base-image'), junk) }), spec: podSpec });
const metadata = shape({ name: fc.constantFrom('a', 'b\nc'), namespace: fc.constantFrom('n', 'm\u2028'), labels: junk, annotations: junk });
const spec = shape({
  template,
  jobTemplate: shape({ spec: shape({ template, parallelism: junk, completions: junk }) }),
  replicas: junk,
  parallelism: junk,
  strategy: shape({ rollingUpdate: shape({ maxSurge: junk }) }),
  volumeClaimTemplates: list(shape({ spec: shape({ resources, storageClassName: junk }) })),
  hard: fc.dictionary(fc.constantFrom('pods', 'cpu', 'limits.memory', 'requests.storage', 'x.storageclass.storage.k8s.io/requests.storage', 'requests.', '__proto__'), junk, { maxKeys: 4 }),
  scopes: list(fc.constantFrom('Terminating', 'BestEffort', 'NotBestEffort', 'CrossNamespacePodAffinity')),
  scopeSelector: shape({ matchExpressions: list(shape({ scopeName: fc.constant('PriorityClass'), operator: fc.constantFrom('In', 'Exists'), values: list(junk) })) }),
  limits: list(shape({ type: fc.constantFrom('Container', 'Pod'), default: quantities, defaultRequest: quantities, min: quantities, max: quantities, maxLimitRequestRatio: quantities })),
  scaleTargetRef: shape({ kind: fc.constant('Deployment'), name: fc.constantFrom('a', 'b') }),
  maxReplicas: junk,
  minReplicas: junk,
  group: fc.constant('acme.io'),
  names: shape({ kind: fc.constant('Backup'), plural: junk }),
  versions: list(shape({ name: fc.constant('v1'), schema: shape({ openAPIV3Schema: shape({ type: junk, properties: junk, items: junk }) }) })),
});
const kinds = [
  'Namespace', 'Pod', 'PodTemplate', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'ReplicaSet', 'ResourceQuota', 'LimitRange',
  'HorizontalPodAutoscaler', 'ScaledObject', 'PersistentVolumeClaim', 'CustomResourceDefinition', 'Backup', 'Endpoints', 'Policy', 'List', 'constructor',
];
const object = fc.record({
  apiVersion: fc.oneof(fc.constantFrom('v1', 'apps/v1', 'batch/v1', 'autoscaling/v2', 'keda.sh/v1alpha1', 'apiextensions.k8s.io/v1', 'acme.io/v1', 'batch/v1beta1', 'audit.k8s.io/v1'), junk),
  kind: fc.constantFrom(...kinds),
  metadata: fc.oneof(metadata, junk),
  spec: fc.oneof({ weight: 5, arbitrary: spec }, { weight: 1, arbitrary: podSpec }, { weight: 1, arbitrary: junk }),
  items: junk,
  rules: list(shape({
    level: fc.constantFrom('None', 'Metadata', 'Request', 'RequestResponse'),
    users: list(junk),
    verbs: list(fc.constantFrom('get', 'create')),
    resources: list(shape({ group: fc.constantFrom('', '*', 'apps/v1'), resources: list(fc.constantFrom('secrets', 'pods/*', '*')), resourceNames: list(junk) })),
    nonResourceURLs: list(fc.constantFrom('*', '/x*', 'y')),
    omitStages: list(junk),
  })),
});

it.each(RULES.map((rule) => [rule.id, rule] as const))('%s does not throw, whatever the objects hold, and speaks in lines', (_, rule) => {
  fc.assert(fc.property(fc.array(object, { maxLength: 6 }), fc.integer({ min: 20, max: 40 }), (objects, minor) => {
    const policy = { ...DEFAULT_POLICY, minor, registries: ['ghcr.io/acme/'], date: '2026-11-23' };
    for (const problem of judge(new Model(objects.map((value) => ({ value }))), policy, [rule])) {
      expect(`${problem.message}; ${problem.remedy}`).toMatch(/^[^\n\r]+$/);
    }
  }), { numRuns: 300 });
}, 60_000);
