import { checkConfigMap, checkSecret } from './config';
import { checkContainers } from './containers';
import { checkIngress } from './ingress';
import { checkCronJob, checkJob } from './job';
import { checkNetworkPolicy } from './network-policy';
import { checkPodSpec } from './pod-spec';
import { ObjectCheck } from './problems';
import { checkAutoscaler, checkDisruptionBudget } from './scaling';
import { checkPodSecurity } from './security-context';
import { checkService } from './service';
import { checkVolumes } from './volumes';
import { checkDaemonSet, checkDeployment, checkStatefulSet, checkWorkload } from './workload';
import { valueAt } from '../path';

export { checkMetadata, customNaming, namingOf, UNKNOWN_NAMING } from './metadata';
export type { Naming } from './metadata';
export { ObjectProblems } from './problems';
export type { ObjectCheck, ObjectProblem } from './problems';

/**
 * What the API server asks of objects of a kind beyond their schema, as far as it is known here: the part of its validation that is written by hand.
 * Metadata are looked at apart.
 */
export function objectChecks(apiVersion: string, kind: string): readonly ObjectCheck[] {
  return CHECKS.get(`${apiVersion} ${kind}`) ?? [];
}

const checkPod: ObjectCheck = ({ raw, pod }, minor, problems) => {
  if (pod === undefined || pod.containers.length === 0) {
    // The schema asks for what is in a spec, and not for the spec.
    const spec = pod?.at() ?? ['spec'];
    if ((valueAt(raw, spec) ?? undefined) === undefined) problems.add(spec, 'is not set', 'write what runs');
  }
  if (pod === undefined) return;
  checkPodSpec(pod, problems);
  checkPodSecurity(pod, problems);
  checkVolumes(pod, problems);
  checkContainers(pod, minor, problems);
};

const CHECKS: ReadonlyMap<string, readonly ObjectCheck[]> = new Map<string, readonly ObjectCheck[]>([
  ['v1 Pod', [checkPod]],
  ['v1 PodTemplate', [checkPod]],
  ['v1 ReplicationController', [checkPod, checkWorkload]],
  ['apps/v1 ReplicaSet', [checkPod, checkWorkload]],
  ['apps/v1 Deployment', [checkPod, checkWorkload, checkDeployment]],
  ['apps/v1 DaemonSet', [checkPod, checkWorkload, checkDaemonSet]],
  ['apps/v1 StatefulSet', [checkPod, checkWorkload, checkStatefulSet]],
  ['batch/v1 Job', [checkPod, checkJob]],
  ['batch/v1 CronJob', [checkPod, checkCronJob]],
  ['v1 Service', [checkService]],
  ['networking.k8s.io/v1 Ingress', [checkIngress]],
  ['networking.k8s.io/v1 NetworkPolicy', [checkNetworkPolicy]],
  ['autoscaling/v1 HorizontalPodAutoscaler', [checkAutoscaler]],
  ['autoscaling/v2 HorizontalPodAutoscaler', [checkAutoscaler]],
  ['policy/v1 PodDisruptionBudget', [checkDisruptionBudget]],
  ['v1 ConfigMap', [checkConfigMap]],
  ['v1 Secret', [checkSecret]],
]);
