import { asObject, Json } from './model';

/** How many pods a workload has. */
export interface PodCount {
  /** Once it stands, where nothing scales it up. */
  readonly steady: number;
  /** At the same time at most: scaled up, and in the middle of a rollout. */
  readonly largest: number;
}

/** What an autoscaler makes of a workload. */
export interface Scale {
  readonly least: number;
  readonly most: number;
}

/** How many pods a workload of this kind has by its spec. A DaemonSet is counted on one node: how many there are no manifest says. */
export function podCount(kind: string, spec: Json, scale?: Scale): PodCount {
  const replicas = number(spec.replicas) ?? 1;
  const { least, most } = scale ?? { least: replicas, most: replicas };
  switch (kind) {
    case 'Deployment':
      return { steady: least, largest: most + rolloutSurge(spec, most) };
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
      return { steady: least, largest: most };
    case 'Pod':
    case 'DaemonSet':
      return { steady: 1, largest: 1 };
    case 'Job':
      return times(jobPods(spec), 1);
    case 'CronJob':
      return spec.suspend === true ? NO_PODS : times(jobPods(asObject(asObject(spec.jobTemplate).spec)), runsAtOnce(spec));
    default:
      return NO_PODS;
  }
}

/** Pods that a rolling update of a Deployment starts beyond its replicas; percentages round up, as the controller does it. */
export function rolloutSurge(spec: Json, replicas: number): number {
  const strategy = asObject(spec.strategy);
  return strategy.type === 'Recreate' ? 0 : surge(asObject(strategy.rollingUpdate).maxSurge ?? '25%', replicas);
}

/** Pods that a rolling update of a DaemonSet starts beside the old ones, on so many nodes; none where nobody says so. */
export function nodeSurge(spec: Json, nodes: number): number {
  const strategy = asObject(spec.updateStrategy);
  return strategy.type === 'OnDelete' ? 0 : surge(asObject(strategy.rollingUpdate).maxSurge, nodes);
}

function surge(said: unknown, pods: number): number {
  if (typeof said === 'number') return number(said) ?? 0;
  const percent = typeof said === 'string' && /^\d{1,6}%$/.test(said) ? Number(said.slice(0, -1)) : 0;
  return Math.ceil(pods * percent / 100);
}

/** Pods that a Job runs side by side: never more than it has to complete. */
export function jobPods(spec: Json): number {
  if (spec.suspend === true) return 0;
  return Math.min(number(spec.parallelism) ?? 1, number(spec.completions) ?? Infinity);
}

/** A run of a CronJob that is late overlaps the next one, unless that is ruled out. */
export function runsAtOnce(spec: Json): number {
  return spec.concurrencyPolicy === 'Forbid' || spec.concurrencyPolicy === 'Replace' ? 1 : 2;
}

const NO_PODS: PodCount = { steady: 0, largest: 0 };

function times(pods: number, runs: number): PodCount {
  return { steady: pods, largest: pods * runs };
}

/** A count as the API server accepts one. */
function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : undefined;
}
