import { ObjectProblems } from './problems';
import { asObject, Resource } from '../model';
import { annotationKeyProblem, pathSegmentProblem, rfc1035LabelProblem, rfc1123LabelProblem, rfc1123SubdomainProblem } from '../name';
import { Path } from '../path';
import { hasPlaceholder } from '../placeholder';
import { quote } from '../quote';
import { isNamespaced } from '../schema';

/** What the API server asks of the metadata of a kind. */
export interface Naming {
  /** What is wrong with a name. */
  readonly problem: (name: string) => string | undefined;
  /** Whether every object has one; what is only asked, such as a review, has none. */
  readonly isNeeded: boolean;
  /** Whether the namespace counts; in an object that lives in none it is passed over. */
  readonly isNamespaced: boolean;
}

/** How objects of a kind of Kubernetes are named; undefined for kinds that it does not have. */
export function namingOf(apiVersion: string, kind: string, minor: number): Naming | undefined {
  const namespaced = isNamespaced(apiVersion, kind);
  if (namespaced === undefined) return undefined;
  return { problem: nameForm(kind, minor), isNeeded: !kind.endsWith('Review') && kind !== 'Binding', isNamespaced: namespaced };
}

/**
 * Custom resources whose definition says how they live.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/apiextensions-apiserver/pkg/registry/customresource/validator.go#L191
 */
export function customNaming(namespaced: boolean): Naming {
  return { problem: rfc1123SubdomainProblem, isNeeded: true, isNamespaced: namespaced };
}

/** Kinds of which nothing is known, such as those of another API server, or files that no API server reads. */
export const UNKNOWN_NAMING: Naming = { problem: pathSegmentProblem, isNeeded: false, isNamespaced: false };

/**
 * Reports a name that is missing or that the kind does not allow, a namespace that is none, and annotation keys that are none. Labels are left out.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go
 */
export function checkMetadata(resource: Resource, naming: Naming, problems: ObjectProblems): void {
  checkName(resource, naming, problems);
  const { namespace, annotations } = asObject(resource.raw.metadata);
  if (naming.isNamespaced && typeof namespace === 'string' && namespace !== '') {
    const problem = rfc1123LabelProblem(namespace);
    if (problem !== undefined && !hasPlaceholder(namespace)) problems.addText(['metadata', 'namespace'], problem);
  }
  if (annotations !== undefined) checkAnnotations(annotations, METADATA, problems);
  // The metadata of a Pod are those of the object.
  const { pod } = resource;
  if (pod !== undefined && pod.path.length > 0 && pod.metadata.annotations !== undefined) {
    checkAnnotations(pod.metadata.annotations, [...pod.path, 'metadata'], problems);
  }
}

const METADATA: Path = ['metadata'];

function checkName(resource: Resource, { problem, isNeeded }: Naming, problems: ObjectProblems): void {
  const { name, generateName } = asObject(resource.raw.metadata);
  const isNamed = typeof name === 'string' && name !== '';
  if (isNamed) {
    const said = problem(name) ?? lengthProblem(resource, name);
    if (said === undefined) checkDerivedName(resource, name, problems);
    else if (!hasPlaceholder(name)) problems.addText(['metadata', 'name'], said);
  }
  if (typeof generateName === 'string' && generateName !== '') {
    if (!hasPlaceholder(generateName)) problems.addText(['metadata', 'generateName'], generateProblem(resource, generateName, isNamed, problem));
  } else if (isNeeded && (name ?? '') === '' && (generateName ?? '') === '') {
    problems.add(['metadata', 'name'], 'is not set, and neither is metadata.generateName', 'name the object');
  }
}

/**
 * The beginning of a name has to be a name itself, but for a dash at its end, and so has what the API server makes of it: it cuts off what is too
 * long, and adds five characters.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go#L210
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/apiserver/pkg/storage/names/generate.go
 */
function generateProblem(resource: Resource, beginning: string, isNamed: boolean, problem: Naming['problem']): string | undefined {
  const alone = beginning.length > 1 && beginning.endsWith('-') ? `${beginning.slice(0, -2)}a` : beginning;
  const generated = `${beginning.slice(0, MAX_GENERATED)}xxxxx`;
  const said = problem(alone)?.replace(quote(alone), () => quote(beginning));
  if (said !== undefined || isNamed) return said;
  return (problem(generated) ?? lengthProblem(resource, generated))?.replace(quote(generated), () => quote(beginning));
}

const MAX_GENERATED = 58;

function checkAnnotations(annotations: unknown, parent: Path, problems: ObjectProblems): void {
  for (const key in asObject(annotations)) {
    if (goodKeys.has(key)) continue;
    const problem = annotationKeyProblem(key);
    if (problem !== undefined && !hasPlaceholder(key)) problems.addText([...parent, 'annotations', key], problem);
    else if (problem === undefined && goodKeys.size < MOST_KEYS) goodKeys.add(key);
  }
}

/** The same keys stand in most objects. */
const goodKeys = new Set<string>();
const MOST_KEYS = 500;

/**
 * A CronJob names its Jobs after itself and the time, in a label.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/batch/validation/validation.go#L866
 */
function lengthProblem({ kind, group }: Resource, name: string): string | undefined {
  if (kind !== 'CronJob' || group !== 'batch' || name.length <= MAX_CRON_JOB) return undefined;
  return `${quote(name)} is ${name.length} characters long; use at most ${MAX_CRON_JOB}, since Jobs are named after it and the time`;
}

const MAX_CRON_JOB = 52;

/**
 * Some names only say again what the object says.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/kube-aggregator/pkg/apis/apiregistration/validation/validation.go#L37
 */
function checkDerivedName({ kind, group: api, spec }: Resource, name: string, problems: ObjectProblems): void {
  if (kind === 'CustomResourceDefinition' && api === 'apiextensions.k8s.io') {
    const { plural } = asObject(spec.names);
    checkIs(name, plural, spec.group, 'spec.names.plural and spec.group', problems);
  } else if (kind === 'APIService' && api === 'apiregistration.k8s.io') {
    checkIs(name, spec.version, spec.group ?? '', 'spec.version and spec.group', problems);
  }
}

function checkIs(name: string, first: unknown, second: unknown, from: string, problems: ObjectProblems): void {
  if (typeof first !== 'string' || typeof second !== 'string' || hasPlaceholder(first) || hasPlaceholder(second)) return;
  const derived = `${first}.${second}`;
  if (name !== derived && !hasPlaceholder(name)) problems.add(['metadata', 'name'], `is ${quote(name)}`, `name it ${quote(derived)}, which is ${from}`);
}

/**
 * What a kind asks of names, as the functions `Validate…` of upstream do. A kind that is in no list takes what a path does.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L290
 * @see https://github.com/kubernetes/kubernetes/pull/114172 for StatefulSets
 * @see https://www.kubernetes.dev/resources/keps/5311/ for Services: behind a switch since 1.34, and on since 1.36
 */
function nameForm(kind: string, minor: number): Naming['problem'] {
  if (kind === 'Service') return minor < 34 ? rfc1035LabelProblem : rfc1123LabelProblem;
  if (kind === 'Namespace' || kind === 'StatefulSet') return rfc1123LabelProblem;
  return SUBDOMAINS.has(kind) ? rfc1123SubdomainProblem : pathSegmentProblem;
}

const SUBDOMAINS: ReadonlySet<string> = new Set([
  'ConfigMap', 'Endpoints', 'LimitRange', 'Node', 'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'PodTemplate', 'ReplicationController',
  'ResourceQuota', 'Secret', 'ServiceAccount',
  'ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'CronJob', 'Job', 'HorizontalPodAutoscaler',
  'Ingress', 'IngressClass', 'NetworkPolicy', 'ServiceCIDR', 'EndpointSlice', 'Lease',
  'PriorityClass', 'RuntimeClass', 'FlowSchema', 'PriorityLevelConfiguration',
  'CSIDriver', 'CSINode', 'CSIStorageCapacity', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass', 'StorageVersionMigration',
  'MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration',
  'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration',
  'CustomResourceDefinition', 'DeviceClass', 'DeviceTaintRule', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice', 'PodCertificateRequest',
]);
