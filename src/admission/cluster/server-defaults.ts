import { parseImageReference } from '../../manifest/image-reference';

type Fields = Record<string, unknown>;

/**
 * What the API server writes where a manifest is silent, by the type of the field's owner.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/v1/defaults.go and its neighbours in apps, batch, networking, rbac, autoscaling
 */
export const SERVER_DEFAULTS: Readonly<Record<string, (fields: Fields) => void>> = {
  'apps.v1.DaemonSetSpec': (spec) => {
    const strategy = map(spec, 'updateStrategy');
    fill(strategy, { type: 'RollingUpdate' });
    if (strategy.type === 'RollingUpdate') fill(map(strategy, 'rollingUpdate'), { maxUnavailable: 1, maxSurge: 0 });
    fill(spec, { revisionHistoryLimit: 10 });
  },
  'apps.v1.DeploymentSpec': (spec) => {
    const strategy = map(spec, 'strategy');
    fill(strategy, { type: 'RollingUpdate' });
    if (strategy.type === 'RollingUpdate') fill(map(strategy, 'rollingUpdate'), { maxUnavailable: '25%', maxSurge: '25%' });
    fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
  },
  'apps.v1.ReplicaSetSpec': (spec) => fill(spec, { replicas: 1 }),
  'apps.v1.StatefulSetSpec': (spec) => {
    const strategy = map(spec, 'updateStrategy');
    if (!isSet(strategy.type)) fill(strategy, { type: 'RollingUpdate', rollingUpdate: {} });
    if (strategy.type === 'RollingUpdate' && isSet(strategy.rollingUpdate)) fill(map(strategy, 'rollingUpdate'), { partition: 0 });
    fill(map(spec, 'persistentVolumeClaimRetentionPolicy'), { whenDeleted: 'Retain', whenScaled: 'Retain' });
    fill(spec, { podManagementPolicy: 'OrderedReady', replicas: 1, revisionHistoryLimit: 10 });
  },
  'autoscaling.v2.HorizontalPodAutoscalerSpec': (spec) => {
    fill(spec, { minReplicas: 1 });
    if (isEmpty(spec.metrics)) {
      spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }];
    }
  },
  'batch.v1.CronJobSpec': (spec) => fill(spec, { concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 }),
  'batch.v1.Job': (job) => {
    const labels = asMap(asMap(asMap(asMap(job.spec).template).metadata).labels);
    const metadata = map(job, 'metadata');
    if (Object.keys(labels).length > 0 && isEmpty(metadata.labels)) metadata.labels = { ...labels };
    const spec = map(job, 'spec');
    if (!isSet(spec.completions) && !isSet(spec.parallelism)) spec.completions = 1;
    fill(spec, {
      parallelism: 1,
      backoffLimit: isSet(spec.backoffLimitPerIndex) ? 2147483647 : 6,
      completionMode: 'NonIndexed',
      suspend: false,
      podReplacementPolicy: isSet(spec.podFailurePolicy) ? 'Failed' : 'TerminatingOrFailed',
      manualSelector: false,
    });
  },
  'core.v1.ConfigMapVolumeSource': (source) => fill(source, { defaultMode: 420 }),
  'core.v1.Container': defaultContainer,
  'core.v1.ContainerPort': (port) => fill(port, { protocol: 'TCP' }),
  'core.v1.DownwardAPIVolumeSource': (source) => fill(source, { defaultMode: 420 }),
  'core.v1.EphemeralContainer': defaultContainer,
  'core.v1.GRPCAction': (action) => { action.service ??= ''; },
  'core.v1.HTTPGetAction': (action) => fill(action, { path: '/', scheme: 'HTTP' }),
  'core.v1.HostPathVolumeSource': (source) => { source.type ??= ''; },
  'core.v1.ISCSIVolumeSource': (source) => fill(source, { iscsiInterface: 'default' }),
  'core.v1.LimitRangeItem': (item) => {
    if (item.type !== 'Container') return;
    const [limits, requests] = [map(item, 'default'), map(item, 'defaultRequest')];
    fill(limits, asMap(item.max));
    fill(requests, limits);
    fill(requests, asMap(item.min));
  },
  'core.v1.Namespace': (namespace) => {
    const metadata = map(namespace, 'metadata');
    if (typeof metadata.name === 'string' && metadata.name !== '') map(metadata, 'labels')['kubernetes.io/metadata.name'] = metadata.name;
    const finalizers = asMap(namespace.spec).finalizers;
    map(namespace, 'spec').finalizers = [...new Set(['kubernetes', ...Array.isArray(finalizers) ? finalizers as unknown[] : []])];
  },
  'core.v1.ObjectFieldSelector': (selector) => fill(selector, { apiVersion: 'v1' }),
  'core.v1.PersistentVolumeClaimSpec': (spec) => fill(spec, { volumeMode: 'Filesystem' }),
  'core.v1.PersistentVolumeSpec': (spec) => fill(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' }),
  'core.v1.Pod': (pod) => {
    const spec = map(pod, 'spec');
    fill(spec, { enableServiceLinks: true });
    for (const list of ['containers', 'initContainers']) {
      for (const container of maps(spec[list])) {
        const limits = asMap(asMap(container.resources).limits);
        if (Object.keys(limits).length > 0) fill(map(map(container, 'resources'), 'requests'), limits);
        if (spec.hostNetwork !== true) continue;
        for (const port of maps(container.ports)) fill(port, { hostPort: port.containerPort });
      }
    }
  },
  'core.v1.PodSpec': (spec) => {
    const account = isSet(spec.serviceAccountName) ? spec.serviceAccountName : spec.serviceAccount;
    if (isSet(account)) Object.assign(spec, { serviceAccountName: account, serviceAccount: account });
    map(spec, 'securityContext');
    fill(spec, { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', terminationGracePeriodSeconds: 30, schedulerName: 'default-scheduler' });
  },
  'core.v1.Probe': (probe) => fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }, true),
  'core.v1.ProjectedVolumeSource': (source) => fill(source, { defaultMode: 420 }),
  'core.v1.RBDVolumeSource': (source) => fill(source, { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }),
  'core.v1.ReplicationController': (controller) => {
    const spec = map(controller, 'spec');
    const labels = asMap(asMap(asMap(spec.template).metadata).labels);
    fill(spec, { replicas: 1 });
    if (isEmpty(spec.selector)) spec.selector = { ...labels };
    const metadata = map(controller, 'metadata');
    if (isEmpty(metadata.labels)) metadata.labels = { ...labels };
  },
  'core.v1.Secret': (secret) => fill(secret, { type: 'Opaque' }),
  'core.v1.SecretVolumeSource': (source) => fill(source, { defaultMode: 420 }),
  'core.v1.ServiceAccountTokenProjection': (source) => fill(source, { expirationSeconds: 3600 }),
  'core.v1.ServicePort': (port) => {
    fill(port, { protocol: 'TCP' });
    if (!isSet(port.targetPort) || port.targetPort === 0) port.targetPort = port.port;
  },
  'core.v1.ServiceSpec': (spec) => {
    fill(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
    if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
    if (spec.sessionAffinity === 'ClientIP') fill(map(map(spec, 'sessionAffinityConfig'), 'clientIP'), { timeoutSeconds: 10800 });
    const isOutside = spec.type === 'LoadBalancer' || spec.type === 'NodePort' || (spec.type === 'ClusterIP' && !isEmpty(spec.externalIPs));
    if (isOutside) fill(spec, { externalTrafficPolicy: 'Cluster' });
    if (spec.type !== 'ExternalName') fill(spec, { internalTrafficPolicy: 'Cluster' });
    if (spec.type === 'LoadBalancer') fill(spec, { allocateLoadBalancerNodePorts: true });
  },
  'core.v1.Volume': (volume) => {
    if (Object.keys(volume).every((field) => field === 'name' || !isSet(volume[field]))) volume.emptyDir = {};
    const image = asMap(volume.image);
    if (isSet(volume.image)) fill(map(volume, 'image'), { pullPolicy: pullPolicy(image.reference) });
  },
  'networking.v1.IngressClassSpec': (spec) => {
    if (isSet(spec.parameters)) fill(map(spec, 'parameters'), { scope: 'Cluster' });
  },
  'networking.v1.NetworkPolicyPort': (port) => fill(port, { protocol: 'TCP' }),
  'networking.v1.NetworkPolicySpec': (spec) => {
    if (isEmpty(spec.policyTypes)) spec.policyTypes = isEmpty(spec.egress) ? ['Ingress'] : ['Ingress', 'Egress'];
  },
  'rbac.v1.RoleRef': (reference) => fill(reference, { apiGroup: 'rbac.authorization.k8s.io' }),
  'rbac.v1.Subject': (subject) => {
    if (subject.kind === 'User' || subject.kind === 'Group') fill(subject, { apiGroup: 'rbac.authorization.k8s.io' });
  },
  'scheduling.v1.PriorityClass': (one) => fill(one, { preemptionPolicy: 'PreemptLowerPriority' }),
  'storage.v1.StorageClass': (one) => fill(one, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
};

function defaultContainer(container: Fields): void {
  fill(container, { imagePullPolicy: pullPolicy(container.image), terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' });
}

/** Always for what is latest or says nothing. */
function pullPolicy(image: unknown): string {
  const reference = parseImageReference(typeof image === 'string' ? image : '');
  const isLatest = !('error' in reference) && (reference.tag === 'latest' || (reference.tag === undefined && reference.digest === undefined));
  return isLatest ? 'Always' : 'IfNotPresent';
}

function fill(fields: Fields, values: Fields, isZeroUnset = false): void {
  for (const [field, value] of Object.entries(values)) {
    if (!isSet(fields[field]) || (isZeroUnset && fields[field] === 0)) fields[field] = value;
  }
}

/** Go tells an empty text from none only behind a pointer; what has a default and is one says so itself. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function isEmpty(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

/** The map in a field, made where there is none. */
function map(fields: Fields, field: string): Fields {
  if (!isSet(fields[field])) fields[field] = {};
  return asMap(fields[field]);
}

function asMap(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : {};
}

function maps(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(asMap) : [];
}
