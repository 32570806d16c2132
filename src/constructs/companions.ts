import { ApiObject } from 'cdk8s';
import { Autoscaling } from './autoscaling';
import { claimName } from './names';
import { compact, Json } from './plain';
import { fewestReplicas } from './replica-count';
import { WorkloadParts } from './workload';
import { standardLabels } from './workload-shape';
import { formatSwitchedOff, SWITCHED_OFF_ANNOTATION } from '../standard/switched-off';

/** The Service of a workload, as it is written: nothing but what it says. */
export function serviceObject(parts: WorkloadParts, headless: boolean): Json {
  const name = parts.shape.props.serviceName ?? parts.name;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: parts.namespace, labels: standardLabels(parts.name) },
    spec: compact({
      type: 'ClusterIP',
      clusterIP: headless ? 'None' : undefined,
      selector: { ...parts.matchLabels },
      ports: parts.ports.map(({ name: port, number, protocol }, i) => ({
        name: port, port: i === 0 ? parts.shape.props.servicePort ?? number : number, targetPort: port, protocol,
      })),
    }),
  };
}

/** Makes the Service that a workload with ports is reached by. */
export function addService(parts: WorkloadParts): void {
  if (parts.ports.length === 0) return;
  if (!parts.settings.service) {
    parts.workload.metadata.addAnnotation(SWITCHED_OFF_ANNOTATION, formatSwitchedOff(['service']));
    return;
  }
  const { apiVersion, kind, metadata, spec } = serviceObject(parts, false);
  claimName(parts.workload, kind, parts.namespace, metadata.name);
  new ApiObject(parts.workload, 'HardenedService', { apiVersion, kind, metadata, spec });
}

/** Makes the budget that keeps node drains from taking more than one replica at a time. */
export function addPodDisruptionBudget(parts: WorkloadParts, replicas: number): void {
  if (!parts.settings.podDisruptionBudget || replicas < 2) return;
  claimName(parts.workload, 'PodDisruptionBudget', parts.namespace, parts.name);
  new ApiObject(parts.workload, 'PodDisruptionBudget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: parts.name, namespace: parts.namespace, labels: standardLabels(parts.name) },
    // Pods that never became ready must not hold up a drain for ever.
    spec: { maxUnavailable: 1, selector: { matchLabels: { ...parts.matchLabels } }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  });
}

/** Makes the autoscaler; the workload then says no number of replicas itself. */
export function addAutoscaler(parts: WorkloadParts, autoscaling: Autoscaling): void {
  const { max, cpuPercent = 70 } = autoscaling;
  claimName(parts.workload, 'HorizontalPodAutoscaler', parts.namespace, parts.name);
  new ApiObject(parts.workload, 'HorizontalPodAutoscaler', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: parts.name, namespace: parts.namespace, labels: standardLabels(parts.name) },
    spec: {
      scaleTargetRef: { apiVersion: parts.workload.apiVersion, kind: parts.workload.kind, name: parts.name },
      minReplicas: fewestReplicas(autoscaling),
      maxReplicas: max,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpuPercent } } }],
    },
  });
}
