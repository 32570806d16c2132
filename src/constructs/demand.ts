import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { misuse } from './misuse';
import { Json } from './plain';
import { Demand } from './quota';
import { partsOf, workloadsIn, WorkloadParts } from './workload';
import { mostStarts } from '../manifest/cron-schedule';
import { templatePath } from '../manifest/model';
import { jobPods, nodeSurge, podCount, rolloutSurge, runsAtOnce, Scale } from '../manifest/pod-count';

/**
 * What the workloads of a namespace can take of it at their largest: ours, those of other charts too, and what is below the namespace of cdk8s-plus,
 * of a chart of others, or made by hand.
 */
export function demandsIn(namespace: Construct, name: string): Demand[] {
  const below = namespace.node.findAll() as Construct[];
  const inside = new Set<Construct>(below);
  const elsewhere = workloadsIn(namespace.node.root, name).filter(({ workload }) => !inside.has(workload));
  const objects = [...below, ...elsewhere.flatMap(({ workload }) => workload.node.findAll() as Construct[])]
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  const scalers = objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler').map((scaler) => scaler.toJson() as Json);
  const scaleOf = (kind: string, workload: string): Scale | undefined => {
    const scaler = scalers.find(({ spec }) => spec.scaleTargetRef?.kind === kind && spec.scaleTargetRef?.name === workload);
    return scaler && { least: scaler.spec.minReplicas ?? 1, most: scaler.spec.maxReplicas };
  };
  const ours = [...below.flatMap((construct) => partsOf(construct) ?? []).filter((parts) => parts.namespace === name), ...elsewhere];
  const foreign = objects.filter((object) => object.metadata.namespace === name && templatePath(object.apiVersion, object.kind) !== undefined
    && partsOf(object.node.scope as Construct) === undefined);
  return [
    ...ours.map((parts) => demandOf(parts, scaleOf(parts.workload.kind, parts.name))),
    ...foreign.flatMap((object) => foreignDemand(object, scaleOf(object.kind, object.name))),
  ];
}

/** The sizes of the claims of a namespace that stand by themselves. */
export function standingClaimsIn(namespace: Construct, name: string): string[] {
  return namespace.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .filter(({ apiVersion, kind, metadata }) => apiVersion === 'v1' && kind === 'PersistentVolumeClaim' && metadata.namespace === name)
    .flatMap((claim) => ((claim.toJson() as Json).spec?.resources?.requests?.storage as string | undefined) ?? []);
}

/** What a workload takes at its largest: the most replicas, and those that a rollout adds. */
function demandOf(parts: WorkloadParts, scale: Scale | undefined): Demand {
  const spec = parts.renderedSpec();
  const pod = parts.podSpec();
  // An override has the last word; an autoscaler leaves the number out of the spec.
  const replicas = scale?.most ?? (typeof spec.replicas === 'number' ? spec.replicas : parts.shape.replicas ?? 1);
  const { replicas: nodes } = parts.shape;
  switch (parts.workload.kind) {
    case 'Deployment':
      return { pods: replicas + rolloutSurge(spec, replicas), spec: pod };
    case 'StatefulSet':
      return { pods: replicas, spec: pod, claims: { replicas, sizes: claimSizes(spec) } };
    case 'DaemonSet':
      return { pods: nodes === undefined ? onEachNode(parts.workload, 'set maxNodes') : nodes + nodeSurge(spec, nodes), spec: pod };
    case 'Job':
      return { pods: jobPods(spec), spec: pod };
    default:
      return { pods: jobPods((spec.jobTemplate as Json).spec as Json) * mostRuns(spec, pod), spec: pod };
  }
}

/**
 * How many runs of a CronJob there are at once at most. `Replace` starts a run while the pods of the old one stop. `Allow` starts as many as its
 * schedule has within the deadline of a run and the time that its pods take to stop; where nothing ends a run, two: it and the next one.
 */
function mostRuns(spec: Json, pod: Json): number {
  if (spec.concurrencyPolicy === 'Replace') return 2;
  const deadline: unknown = spec.jobTemplate.spec.activeDeadlineSeconds;
  if (spec.concurrencyPolicy === 'Forbid' || typeof deadline !== 'number') return runsAtOnce(spec);
  return mostStarts(String(spec.schedule), deadline + Number(pod.terminationGracePeriodSeconds ?? 30)) ?? runsAtOnce(spec);
}

function foreignDemand(object: ApiObject, scale: Scale | undefined): Demand[] {
  const json = object.toJson() as Json;
  const path = templatePath(object.apiVersion, object.kind)!;
  const template = path.reduce<Json | undefined>((parent, step) => parent?.[step] as Json | undefined, json);
  if (template?.spec === undefined) return [];
  const spec = (json.spec ?? {}) as Json;
  const pods = object.kind === 'DaemonSet' ? onEachNode(object, 'make it a HardenedDaemonSet with maxNodes') : podCount(object.kind, spec, scale).largest;
  return [{ pods, spec: template.spec as Json, ...(object.kind === 'StatefulSet' ? { claims: { replicas: pods as number, sizes: claimSizes(spec) } } : {}) }];
}

/** A pod on each node, of which nobody said how many there are: only a quota has to know. */
function onEachNode(at: Construct, wayOut: string): () => number {
  return () => {
    throw misuse(at, `how many nodes it runs on is not known, so the quota of its namespace cannot be derived; ${wayOut}, or defaults: { resourceQuota: false }`);
  };
}

function claimSizes(spec: Json): string[] {
  return ((spec.volumeClaimTemplates ?? []) as Json[]).flatMap((claim) => (claim.spec?.resources?.requests?.storage as string | undefined) ?? []);
}
