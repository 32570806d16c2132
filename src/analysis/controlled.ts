import { asList, asObject, PodTemplate, Resource } from '../manifest/model';

/** Whether a controller made the object and keeps it, as in a dump of a cluster: what is wrong with it is wrong with its owner. */
export function isControlled({ raw }: Resource): boolean {
  const { ownerReferences } = asObject(raw.metadata);
  return ownerReferences !== undefined && asList(ownerReferences).some((owner) => asObject(owner).controller === true);
}

/** Whether Helm or Argo CD run the object at a moment of a release, and not as a part of it. */
export function isHook({ annotations }: Resource): boolean {
  return annotations['helm.sh/hook'] !== undefined || annotations['argocd.argoproj.io/hook'] !== undefined;
}

/** Whether the pods are meant to run for ever, and are made by somebody: those of a workload that is no Job. */
export function isLongRunning({ owner }: PodTemplate): boolean {
  return LONG_RUNNING.has(owner.kind) && !isControlled(owner);
}

const LONG_RUNNING: ReadonlySet<string> = new Set([
  'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Rollout', 'CloneSet', 'DeploymentConfig',
]);
