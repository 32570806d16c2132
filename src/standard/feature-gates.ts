/** A field that the API server knows, and drops without a word while its feature is switched off. */
export interface GatedField {
  readonly gate: string;
  /** The minor in which it is on without being switched on; undefined where none is yet. */
  readonly on?: number;
  /** Where it stands in a pod, as rows write it; `volumes[*]` means every entry. */
  readonly fields: readonly string[];
  /** The only value that means something, where the others are what happens anyway. */
  readonly value?: unknown;
}

/**
 * Fields of pods behind a feature gate, in the minors that have the field but not yet the feature.
 *
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/test/compatibility_lifecycle/reference/versioned_feature_list.yaml
 */
export const GATED_FIELDS: readonly GatedField[] = [
  { gate: 'SidecarContainers', on: 29, fields: ['spec.initContainers[*].restartPolicy'], value: 'Always' },
  { gate: 'PodLifecycleSleepAction', on: 30, fields: ['spec.containers[*].lifecycle.preStop.sleep', 'spec.containers[*].lifecycle.postStart.sleep'] },
  { gate: 'RecursiveReadOnlyMounts', on: 31, fields: ['spec.containers[*].volumeMounts[*].recursiveReadOnly'] },
  { gate: 'UserNamespacesSupport', on: 33, fields: ['spec.hostUsers'], value: false },
  { gate: 'SupplementalGroupsPolicy', on: 33, fields: ['spec.securityContext.supplementalGroupsPolicy'] },
  { gate: 'SELinuxChangePolicy', on: 33, fields: ['spec.securityContext.seLinuxChangePolicy'] },
  { gate: 'InPlacePodVerticalScaling', on: 33, fields: ['spec.containers[*].resizePolicy'] },
  { gate: 'PodLevelResources', on: 34, fields: ['spec.resources'] },
  { gate: 'DynamicResourceAllocation', on: 34, fields: ['spec.resourceClaims'] },
  { gate: 'ImageVolume', on: 35, fields: ['spec.volumes[*].image'] },
  { gate: 'ContainerRestartRules', on: 35, fields: ['spec.containers[*].restartPolicyRules'] },
  { gate: 'HostnameOverride', on: 35, fields: ['spec.hostnameOverride'] },
  { gate: 'EnvFiles', on: 35, fields: ['spec.containers[*].env[*].valueFrom.fileKeyRef'] },
  { gate: 'ClusterTrustBundleProjection', on: 37, fields: ['spec.volumes[*].projected.sources[*].clusterTrustBundle'] },
  { gate: 'PodCertificateRequest', on: 37, fields: ['spec.volumes[*].projected.sources[*].podCertificate'] },
  { gate: 'ContainerStopSignals', fields: ['spec.containers[*].lifecycle.stopSignal'] },
  { gate: 'EmptyDirVolumeMode', fields: ['spec.volumes[*].emptyDir.mode'] },
  { gate: 'VolumeBindMountOptions', fields: ['spec.containers[*].volumeMounts[*].bindMountOptions'] },
];

/**
 * Since 1.24 a new beta API is not served until an administrator switches it on; an alpha API never was.
 *
 * @see https://kubernetes.io/blog/2022/05/03/kubernetes-1-24-release-announcement/#beta-apis-off-by-default
 */
export function isServedByDefault(apiVersion: string, introduced: number): boolean {
  if (!/(?:alpha|beta)\d+$/.test(apiVersion)) return true;
  if (/\/v\d+alpha\d+$/.test(apiVersion)) return false;
  // Priority and fairness was on from its first beta, and stayed so.
  return !/\/v\d+beta\d+$/.test(apiVersion) || introduced < 24 || apiVersion.startsWith('flowcontrol.apiserver.k8s.io/');
}
