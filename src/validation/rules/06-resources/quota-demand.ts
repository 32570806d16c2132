import { containerDefaults } from './container-defaults';
import { claimsIn, claimsOf, StorageClaim } from './storage-claim';
import { Model, PodTemplate, Resource } from '../../../manifest/model';
import { podCount, PodCount, Scale } from '../../../manifest/pod-count';
import { ContainerDefaults, podDemand } from '../../../manifest/pod-resources';
import { Quantity } from '../../../manifest/quantity';

/** A workload and how many pods it has. */
export interface Workload {
  readonly pod: PodTemplate;
  readonly count: PodCount;
}

/** Who shares the quota of a namespace. */
export interface Tenants {
  /** Those that have pods. */
  readonly workloads: readonly Workload[];
  /** Claims that stand by themselves. */
  readonly claims: readonly StorageClaim[];
  readonly defaults: ContainerDefaults;
}

/** What one workload or claim takes of what a quota counts. */
export interface Demand {
  readonly by: Resource;
  readonly each: Quantity;
  /** How many of it there are. */
  readonly count: PodCount;
  readonly pod?: PodTemplate;
  /** Names of the containers of the pod that do not say how much they take. */
  readonly unbounded: readonly string[];
}

/** What a quota counts under a name. */
export interface Counted {
  readonly kind: 'pods' | 'requests' | 'limits' | 'claims' | 'storage';
  /** The resource of pods, or the class of storage where only one is counted. */
  readonly resource?: string;
}

/** Who shares the quota of a namespace, with what autoscalers make of them. */
export function tenantsOf(model: Model, namespace: string, scaled: ReadonlyMap<string, Scale>): Tenants {
  const workloads: Workload[] = [];
  for (const pod of model.podsIn(namespace)) {
    const { kind, name, spec } = pod.owner;
    const count = podCount(kind, spec, scaled.size === 0 ? undefined : scaled.get(`${namespace}/${kind}/${name}`));
    if (count.largest > 0) workloads.push({ pod, count });
  }
  return { workloads, claims: claimsIn(model, namespace), defaults: containerDefaults(model, namespace) };
}

/**
 * What a quota counts under a name: `pods`, `limits.cpu`, `requests.nvidia.com/gpu`, or `cpu`, which means its requests. Undefined for other objects.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#types-of-resource-quota
 */
export function countedBy(name: string): Counted | undefined {
  const counted = known.get(name) ?? readCounted(name);
  if (counted !== undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(name, counted);
  }
  return counted;
}

/** Quotas everywhere count the same few things. */
const MOST_KNOWN = 200;
const known = new Map<string, Counted>();

function readCounted(name: string): Counted | undefined {
  if (name === 'pods' || name === 'count/pods') return { kind: 'pods' };
  if (name === 'count/persistentvolumeclaims') return { kind: 'claims' };
  const storage = /^(?:([^/]+)\.storageclass\.storage\.k8s\.io\/)?(requests\.storage|persistentvolumeclaims)$/.exec(name);
  if (storage !== null) return { kind: storage[2] === 'requests.storage' ? 'storage' : 'claims', resource: storage[1] };
  if (name.startsWith('requests.')) return { kind: 'requests', resource: name.slice('requests.'.length) };
  if (COMPUTE.has(name) || name.startsWith('hugepages-')) return { kind: 'requests', resource: name };
  const limit = name.startsWith('limits.') ? name.slice('limits.'.length) : '';
  return COMPUTE.has(limit) ? { kind: 'limits', resource: limit } : undefined;
}

/** What each takes of what a quota counts. */
export function demands({ kind, resource }: Counted, { workloads, claims, defaults }: Tenants): readonly Demand[] {
  if (kind === 'claims' || kind === 'storage') {
    const own = workloads.flatMap(({ pod, count }) => claimsOf(pod).map((claim) => ({ claim, count })));
    return [...own, ...claims.map((claim) => ({ claim, count: ONCE }))]
      .filter(({ claim }) => resource === undefined || claim.storageClass === resource)
      .map(({ claim, count }) => ({ by: claim.by, each: kind === 'storage' ? claim.size : ONE, count, unbounded: NONE }));
  }
  return workloads.map(({ pod, count }): Demand => {
    if (kind === 'pods') return { by: pod.owner, each: ONE, count, unbounded: NONE };
    const { amount, unbounded } = podDemand(pod.spec, kind, resource ?? '', defaults);
    return { by: pod.owner, each: amount, count, pod, unbounded };
  });
}

const NONE: readonly string[] = [];
const ONCE: PodCount = { steady: 1, largest: 1 };
const COMPUTE: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);
const ONE: Quantity = { nano: 1_000_000_000n, format: 'DecimalSI' };
