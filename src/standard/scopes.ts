/**
 * The kinds that Kubernetes brings and that live in a namespace, with the name that RBAC and URLs give them.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
const NAMESPACED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {
    Binding: 'bindings',
    ConfigMap: 'configmaps',
    Endpoints: 'endpoints',
    Event: 'events',
    LimitRange: 'limitranges',
    PersistentVolumeClaim: 'persistentvolumeclaims',
    Pod: 'pods',
    PodTemplate: 'podtemplates',
    ReplicationController: 'replicationcontrollers',
    ResourceQuota: 'resourcequotas',
    Secret: 'secrets',
    Service: 'services',
    ServiceAccount: 'serviceaccounts',
  },
  'apps': {
    ControllerRevision: 'controllerrevisions',
    DaemonSet: 'daemonsets',
    Deployment: 'deployments',
    ReplicaSet: 'replicasets',
    StatefulSet: 'statefulsets',
  },
  'authorization.k8s.io': { LocalSubjectAccessReview: 'localsubjectaccessreviews' },
  'autoscaling': { HorizontalPodAutoscaler: 'horizontalpodautoscalers' },
  'batch': { CronJob: 'cronjobs', Job: 'jobs' },
  'coordination.k8s.io': { Lease: 'leases' },
  'discovery.k8s.io': { EndpointSlice: 'endpointslices' },
  'events.k8s.io': { Event: 'events' },
  'extensions': { DaemonSet: 'daemonsets', Deployment: 'deployments', Ingress: 'ingresses', ReplicaSet: 'replicasets' },
  'networking.k8s.io': { Ingress: 'ingresses', NetworkPolicy: 'networkpolicies' },
  'policy': { PodDisruptionBudget: 'poddisruptionbudgets' },
  'rbac.authorization.k8s.io': { Role: 'roles', RoleBinding: 'rolebindings' },
  'resource.k8s.io': { ResourceClaim: 'resourceclaims', ResourceClaimTemplate: 'resourceclaimtemplates' },
  'storage.k8s.io': { CSIStorageCapacity: 'csistoragecapacities' },
};

/** Whether this is a kind of Kubernetes that lives in a namespace. False where we do not know the kind. */
export function isNamespacedKind(group: string, kind: string): boolean {
  return Object.hasOwn(NAMESPACED, group) && Object.hasOwn(NAMESPACED[group], kind);
}

/** Whether RBAC's `group` and `resource` (or `resource/subresource`) name something of Kubernetes in a namespace. False where we do not know it. */
export function isNamespacedResource(group: string, resource: string): boolean {
  const slash = resource.indexOf('/');
  return RESOURCES.has(`${group}/${slash < 0 ? resource : resource.slice(0, slash)}`);
}

const RESOURCES: ReadonlySet<string> = new Set(
  Object.entries(NAMESPACED).flatMap(([group, kinds]) => Object.values(kinds).map((resource) => `${group}/${resource}`)),
);
