/** What became of a kind in one of its API versions; minors are the N of 1.N. */
export interface Lifecycle {
  readonly apiVersion: string;
  readonly kind: string;
  introduced?: number;
  deprecated?: number;
  removed?: number;
  replacement?: { readonly apiVersion: string; readonly kind: string };
}

/**
 * What the lifecycle methods do not say: APIs that were gone before there were such methods, that are in no Go module of their own, or whose
 * deprecation is only a comment on the type.
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
export const HISTORY: readonly Lifecycle[] = [
  { apiVersion: 'apps/v1beta1', kind: 'ReplicaSet', removed: 16, replacement: { apiVersion: 'apps/v1', kind: 'ReplicaSet' } },
  { apiVersion: 'auditregistration.k8s.io/v1alpha1', kind: 'AuditSink', removed: 19 },
  { apiVersion: 'batch/v2alpha1', kind: 'CronJob', removed: 21, replacement: { apiVersion: 'batch/v1', kind: 'CronJob' } },
  { apiVersion: 'discovery.k8s.io/v1alpha1', kind: 'EndpointSlice', removed: 21, replacement: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' } },
  { apiVersion: 'scheduling.k8s.io/v1alpha1', kind: 'PriorityClass', deprecated: 14, removed: 17, replacement: { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass' } },
  { apiVersion: 'settings.k8s.io/v1alpha1', kind: 'PodPreset', removed: 20 },
  ...['Event', 'Policy'].map((kind) => ({ apiVersion: 'audit.k8s.io/v1', kind, introduced: 12 })),
  ...['Event', 'Policy'].flatMap((kind) => ['audit.k8s.io/v1alpha1', 'audit.k8s.io/v1beta1'].map((apiVersion) => (
    { apiVersion, kind, deprecated: 21, removed: 24, replacement: { apiVersion: 'audit.k8s.io/v1', kind } }
  ))),
  ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'].map((kind) => (
    { apiVersion: 'rbac.authorization.k8s.io/v1alpha1', kind, deprecated: 17, removed: 22, replacement: { apiVersion: 'rbac.authorization.k8s.io/v1', kind } }
  )),
  { apiVersion: 'v1', kind: 'ComponentStatus', deprecated: 19 },
  { apiVersion: 'v1', kind: 'Endpoints', deprecated: 33, replacement: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' } },
];
