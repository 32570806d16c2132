import { OBJECT_NAMES, VALIDATION_METADATA } from './references';
import { asObject, Model, Resource } from '../../../manifest/model';
import { checkMetadata, customNaming, Naming, namingOf, ObjectProblems, UNKNOWN_NAMING } from '../../../manifest/object-problems';
import { once } from '../../../manifest/once';
import { Path } from '../../../manifest/path';
import { WAIVER_ANNOTATION } from '../../../standard/waiver';
import { Edit, Rule } from '../../rule';

const object = (apiVersion: string, kind: string, metadata: object, rest: object = {}): object => ({
  apiVersion, kind, metadata: { namespace: 'shop', ...metadata }, ...rest,
});
const config = (metadata: object, apiVersion = 'v1', kind = 'ConfigMap'): Edit => ({ add: [object(apiVersion, kind, metadata)] });
const inCluster = (apiVersion: string, kind: string, name: string, rest: object = {}): Edit => ({
  add: [{ apiVersion, kind, metadata: { name }, ...rest }],
});
const rbac = 'rbac.authorization.k8s.io/v1';
const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'x', image: 'ghcr.io/acme/x:1' }] } };
const stateful = { spec: { serviceName: 'x', selector: { matchLabels: { app: 'x' } }, template } };
const service = { spec: { ports: [{ port: 80 }] } };
const job = { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'x', image: 'ghcr.io/acme/x:1' }] } } } };
const cronJob = { spec: { schedule: '@daily', jobTemplate: job } };
const definition = (name: string): object => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name },
  spec: {
    group: 'acme.io',
    scope: 'Namespaced',
    names: { kind: 'Backup', plural: 'backups' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
});
const apiService = { spec: { group: 'metrics.acme.io', version: 'v1', groupPriorityMinimum: 100, versionPriority: 100, service: { name: 'metrics', namespace: 'shop' } } };

export const metadataValid: Rule = {
  id: 'metadata-valid',
  title: 'Objects are named as their kind allows, and so are their annotations',
  item: 10,
  severity: 'error',
  why: 'The schema takes any text for a name. The API server does not: it refuses the object in the middle of a deployment, when what stands before it is applied already.',
  references: [OBJECT_NAMES, VALIDATION_METADATA],
  edition: '2026.11',
  bad: {
    'no name': config({}),
    'an empty name': config({ name: '' }),
    'no metadata': { add: [{ apiVersion: 'v1', kind: 'ConfigMap' }] },
    'upper case': config({ name: 'Flags' }),
    'an underscore': config({ name: 'feature_flags' }),
    'too long': config({ name: 'a'.repeat(254) }),
    'a name to be completed that begins with upper case': config({ generateName: 'Flags-' }),
    'a name to be completed that is too long': config({ generateName: 'a'.repeat(254) }),
    'a name to be completed that is no name, beside one that is': config({ name: 'flags', generateName: 'Flags-' }),
    'a CronJob that leaves no room for the time when it is completed': { add: [object('batch/v1', 'CronJob', { generateName: 'a'.repeat(50) }, cronJob)] },
    'a namespace with a dot': config({ name: 'flags', namespace: 'shop.test' }),
    'a Namespace with a dot': inCluster('v1', 'Namespace', 'shop.test'),
    'a StatefulSet with a dot': { add: [object('apps/v1', 'StatefulSet', { name: 'db.shop' }, stateful)] },
    'a Service with a dot': { add: [object('v1', 'Service', { name: 'db.shop' }, service)] },
    'a Service that begins with a digit, in older minors': { add: [object('v1', 'Service', { name: '1-db' }, service)], policy: { minor: 33 } },
    'a CronJob that leaves no room for the time': { add: [object('batch/v1', 'CronJob', { name: 'a'.repeat(53) }, cronJob)] },
    'a Role with a slash': config({ name: 'read/flags' }, rbac, 'Role'),
    'a ClusterRole with a percent sign': inCluster(rbac, 'ClusterRole', 'read%2Fflags'),
    'a definition that is not named after what it defines': { add: [definition('backup.acme.io')] },
    'an APIService that is not named after what it serves': inCluster('apiregistration.k8s.io/v1', 'APIService', 'metrics.acme.io', apiService),
    'a custom resource in upper case': { add: [definition('backups.acme.io'), object('acme.io/v1', 'Backup', { name: 'Nightly' })] },
    'a custom resource without a name': { add: [definition('backups.acme.io'), object('acme.io/v1', 'Backup', {})] },
    'an annotation with a blank': config({ name: 'x', annotations: { 'the team': 'shop' } }),
    'an annotation with two slashes': config({ name: 'x', annotations: { 'acme.io/shop/team': 'shop' } }),
    'an annotation of the template': { set: { 'spec.template.metadata.annotations["the team"]': 'shop' } },
  },
  good: {
    'a name that the API server completes': config({ generateName: 'flags-' }),
    'a name that is cut off where it is completed': config({ generateName: 'a'.repeat(200) }),
    'dots': config({ name: 'flags.v2' }),
    'a name for Helm tests': {
      add: [object('v1', 'Pod', { name: 'shop-test-connection', annotations: { 'helm.sh/hook': 'test' } }, { spec: { restartPolicy: 'Never', containers: template.spec.containers } })],
    },
    'a Role of the system': config({ name: 'system:controller:Shop_1' }, rbac, 'Role'),
    'a binding with blanks': inCluster(rbac, 'ClusterRoleBinding', 'the shop', { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' } }),
    'a budget whose name nobody looks at': config({ name: 'Shop_Api' }, 'policy/v1', 'PodDisruptionBudget'),
    'a Service that begins with a digit': { add: [object('v1', 'Service', { name: '1-db' }, service)] },
    'a CronJob that leaves room for the time': { add: [object('batch/v1', 'CronJob', { name: 'a'.repeat(52) }, cronJob)] },
    'a namespace where there is none, which is passed over': {
      add: [{ apiVersion: rbac, kind: 'ClusterRole', metadata: { name: 'x', namespace: 'The Shop' } }],
    },
    'a definition': { add: [definition('backups.acme.io'), object('acme.io/v1', 'Backup', { name: 'nightly' })] },
    'an APIService': inCluster('apiregistration.k8s.io/v1', 'APIService', 'v1.metrics.acme.io', apiService),
    'a review, which needs no name': { add: [{ apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace: 'shop' } }] },
    'an annotation whose prefix has upper case': config({ name: 'x', annotations: { 'Acme.IO/team': 'The Shop' } }),
    'a waiver with a glob is another rule\'s': config({ name: 'x', annotations: { 'cdk8s-hardened/waive.pss-*': 'it mounts disks for others' } }),
    'a variable that is filled in later': config({ name: '${APP}-flags', namespace: '${NAMESPACE}', annotations: { '${DOMAIN}/team': 'shop' } }),
    'a template': config({ name: '{{ .Release.Name }}-flags' }),
    'a release without a name, as Helm called it': config({ name: 'RELEASE-NAME-flags' }),
    'a placeholder of the vault plugin': config({ name: '<path:kv/data/shop#name>' }),
    'a name that SOPS encrypted': config({ name: 'ENC[AES256_GCM,data:q1w2,iv:e3r4,tag:t5y6,type:str]' }),
    'objects of a list': {
      add: [{ apiVersion: 'v1', kind: 'List', items: [object('v1', 'ConfigMap', { name: 'flags' }), object('v1', 'ConfigMap', { generateName: 'flags-' })] }],
    },
    'the kind of another project': config({ name: 'The_Shop' }, 'serving.knative.dev/v1', 'Service'),
    'a file of kustomize': { add: [{ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: ['api.yaml'] }] },
    'a file that no API server reads': { add: [{ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', readOnlyPort: 0 }] },
  },
  * checkEach(objects, policy, model) {
    const problems = new ObjectProblems();
    for (const { apiVersion, kind, resources } of objects.types()) {
      const naming = namingOf(apiVersion, kind, policy.minor) ?? customNamings(model).get(`${groupOf(resources)} ${kind}`) ?? UNKNOWN_NAMING;
      for (const at of resources) {
        checkMetadata(at, naming, problems);
        for (const problem of problems.take()) if (!isWaiver(problem.path)) yield { at, ...problem };
      }
    }
  },
};

/** What is wrong with an annotation that waives a rule is said by the rules about waivers. */
function isWaiver(path: Path): boolean {
  return String(path.at(-1)).startsWith(WAIVER_ANNOTATION);
}

/** How custom resources are named that are defined in the input, by group and kind. */
const customNamings = once((model: Model): ReadonlyMap<string, Naming> => new Map(model.ofKind('CustomResourceDefinition').map(({ spec }) => (
  [`${String(spec.group)} ${String(asObject(spec.names).kind)}`, customNaming(spec.scope === 'Namespaced')]
))));

function groupOf([{ group }]: readonly Resource[]): string {
  return group;
}
