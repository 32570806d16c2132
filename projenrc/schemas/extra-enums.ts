/** A value of an enum, or a value with the minor it came in. */
type Value = string | { readonly value: string; readonly since: number };

/** The values that a field may have in a minor, where upstream checks them without having marked its Go type as an enum. */
export function extraEnums(minor: number): Map<string, readonly string[]> {
  return new Map(Object.entries(VALUES).map(([field, values]) => [field, values.flatMap((entry) => {
    if (typeof entry === 'string') return [entry];
    return entry.since <= minor ? [entry.value] : [];
  })]));
}

const CONDITION: readonly Value[] = ['False', 'True', 'Unknown'];
const FLOW_KINDS: Readonly<Record<string, readonly Value[]>> = {
  'FlowDistinguisherMethod.type': ['ByNamespace', 'ByUser'],
  'LimitResponse.type': ['Queue', 'Reject'],
  'PriorityLevelConfigurationSpec.type': ['Exempt', 'Limited'],
  'Subject.kind': ['Group', 'ServiceAccount', 'User'],
};

/**
 * Each is a list of constants beside its type in `types.go` of k8s.io/api, k8s.io/apimachinery or k8s.io/apiextensions-apiserver.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
const VALUES: Readonly<Record<string, readonly Value[]>> = {
  'admissionregistration.v1.ParamRef.parameterNotFoundAction': ['Allow', 'Deny'],
  'apiextensions.v1.CustomResourceConversion.strategy': ['None', 'Webhook'],
  'apiextensions.v1.CustomResourceDefinitionSpec.scope': ['Cluster', 'Namespaced'],
  'apiextensions.v1.JSONSchemaProps.type': ['array', 'boolean', 'integer', 'number', 'object', 'string'],
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': ['Delete', 'Retain'],
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': ['Delete', 'Retain'],
  'autoscaling.v2.HPAScalingPolicy.type': ['Percent', 'Pods'],
  'autoscaling.v2.HPAScalingRules.selectPolicy': ['Disabled', 'Max', 'Min'],
  'autoscaling.v2.MetricSpec.type': ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'],
  'autoscaling.v2.MetricTarget.type': ['AverageValue', 'Utilization', 'Value'],
  'batch.v1.PodFailurePolicyOnPodConditionsPattern.status': CONDITION,
  'core.v1.Container.restartPolicy': ['Always', { value: 'Never', since: 34 }, { value: 'OnFailure', since: 34 }],
  'core.v1.ContainerResizePolicy.resourceName': ['cpu', 'memory'],
  'core.v1.ContainerResizePolicy.restartPolicy': ['NotRequired', 'RestartContainer'],
  'core.v1.ContainerRestartRule.action': ['Restart', { value: 'RestartAllContainers', since: 35 }],
  'core.v1.ContainerRestartRuleOnExitCodes.operator': ['In', 'NotIn'],
  'core.v1.PodOS.name': ['linux', 'windows'],
  'core.v1.PodSecurityContext.seLinuxChangePolicy': ['MountOption', 'Recursive'],
  'core.v1.ServiceSpec.trafficDistribution': ['PreferClose', { value: 'PreferSameNode', since: 33 }, { value: 'PreferSameZone', since: 33 }],
  'core.v1.VolumeMount.bindMountOptions': ['nodev', 'noexec', 'nosuid'],
  'core.v1.VolumeMount.recursiveReadOnly': ['Disabled', 'Enabled', 'IfPossible'],
  ...forEach(['flowcontrol.v1', 'flowcontrol.v1beta2', 'flowcontrol.v1beta3'], FLOW_KINDS),
  'meta.v1.LabelSelectorRequirement.operator': ['DoesNotExist', 'Exists', 'In', 'NotIn'],
  'networking.v1.IngressClassParametersReference.scope': ['Cluster', 'Namespace'],
  'rbac.v1.RoleRef.kind': ['ClusterRole', 'Role'],
  'rbac.v1.Subject.kind': ['Group', 'ServiceAccount', 'User'],
  'storage.v1.CSIDriverSpec.fsGroupPolicy': ['File', 'None', 'ReadWriteOnceWithFSType'],
  'storage.v1.CSIDriverSpec.volumeLifecycleModes': ['Ephemeral', 'Persistent'],
};

function forEach(groups: readonly string[], fields: Readonly<Record<string, readonly Value[]>>): Record<string, readonly Value[]> {
  return Object.fromEntries(groups.flatMap((group) => Object.entries(fields).map(([field, values]) => [`${group}.${field}`, values])));
}
