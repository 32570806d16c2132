import { Json } from './plain';

/** Kinds of the built-in API groups that live outside namespaces. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'Namespace', 'Node', 'PersistentVolume', 'ClusterRole', 'ClusterRoleBinding', 'PriorityClass', 'StorageClass', 'VolumeAttributesClass', 'CSIDriver', 'CSINode',
  'RuntimeClass', 'IngressClass', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding', 'MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding', 'CustomResourceDefinition', 'APIService',
  'CertificateSigningRequest', 'ClusterTrustBundle', 'FlowSchema', 'PriorityLevelConfiguration', 'IPAddress', 'ServiceCIDR', 'DeviceClass', 'ResourceSlice',
  'ClusterIssuer', 'ClusterSecretStore', 'ClusterExternalSecret', 'GatewayClass',
]);

/** An object as it is written: cdk8s stamps the namespace of a chart on cluster-scoped objects too, which tools refuse. */
export function finalJson(object: Json, custom?: ReadonlySet<string>): Json {
  if (object.metadata?.namespace === undefined || !(CLUSTER_SCOPED.has(object.kind as string) || custom?.has(customKind(object)))) return object;
  const { namespace, ...metadata } = object.metadata as Json;
  return { ...object, metadata };
}

/** Kinds that a CustomResourceDefinition among these objects puts outside namespaces. Undefined where there are none. */
export function clusterScopedKinds(objects: readonly Json[]): ReadonlySet<string> | undefined {
  const kinds = objects.filter(({ kind, spec }) => kind === 'CustomResourceDefinition' && spec?.scope === 'Cluster')
    .map(({ spec }) => `${String(spec.group)}/${String(spec.names?.kind)}`);
  return kinds.length === 0 ? undefined : new Set(kinds);
}

function customKind({ apiVersion, kind }: Json): string {
  return `${String(apiVersion).split('/')[0]}/${String(kind)}`;
}
