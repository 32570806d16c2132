import { Json } from './plain';
import { podDemand } from '../manifest/pod-resources';
import { addQuantity, formatQuantity, multiplyQuantity, parseQuantity, Quantity } from '../manifest/quantity';

/** What one workload can take of its namespace at its largest. */
export interface Demand {
  /** Pods at the same time: replicas or the most the autoscaler makes, and those of a rollout. A function where asking for it is an error. */
  readonly pods: number | (() => number);
  /** The pod spec as it is rendered. */
  readonly spec: Json;
  /** Storage claimed for each replica, with how many replicas claim it. */
  readonly claims?: { readonly replicas: number; readonly sizes: readonly string[] };
}

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];

/**
 * The hard limits of a ResourceQuota that the demands fit into, and the claims that stand by themselves, with headroom in percent. A resource that
 * some container does not bound is left out.
 */
export function quotaFor(demands: readonly Demand[], standing: readonly string[], headroomPercent: number): Record<string, string> {
  const hard: Record<string, string> = {};
  // An empty namespace says nothing yet; a quota of nothing would keep the first pod out.
  if (demands.length === 0) return hard;
  const counts = demands.map(({ pods }) => (typeof pods === 'number' ? pods : pods()));
  const pods = counts.reduce((count, own) => count + own, 0);
  for (const kind of ['requests', 'limits'] as const) {
    for (const resource of COMPUTE) {
      const total = sum(demands.map(({ spec }, i) => {
        const ofPod = boundedDemand(spec, kind, resource);
        return ofPod && multiplyQuantity(ofPod, counts[i]);
      }));
      if (total !== undefined) hard[`${kind}.${resource}`] = formatQuantity(withHeadroom(total, headroomPercent));
    }
  }
  hard.pods = String(Math.ceil(pods * (100 + headroomPercent) / 100));
  const claims = [
    ...demands.flatMap(({ claims: own }) => (own === undefined ? [] : own.sizes.map((size) => ({ size, replicas: own.replicas })))),
    ...demands.flatMap(({ spec }, i) => passingClaims(spec).map((size) => ({ size, replicas: counts[i] }))),
    ...standing.map((size) => ({ size, replicas: 1 })),
  ];
  const storage = claims.length === 0 ? undefined : sum(claims.map(({ size, replicas }) => multiply(size, replicas)));
  if (storage !== undefined) {
    hard.persistentvolumeclaims = String(claims.reduce((count, { replicas }) => count + replicas, 0));
    hard['requests.storage'] = formatQuantity(withHeadroom(storage, headroomPercent));
  }
  return hard;
}

/** What a pod asks for; undefined where one of its containers sets no bound. */
function boundedDemand(spec: Json, kind: 'requests' | 'limits', resource: string): Quantity | undefined {
  const { amount, unbounded } = podDemand(spec, kind, resource);
  return unbounded.length === 0 ? amount : undefined;
}

/** The storage that each pod claims while it lives. */
function passingClaims({ volumes = [] }: Json): string[] {
  return (volumes as Json[]).flatMap(({ ephemeral }) => (
    (ephemeral?.volumeClaimTemplate?.spec?.resources?.requests?.storage as string | undefined) ?? []
  ));
}

function sum(quantities: readonly (Quantity | undefined)[]): Quantity | undefined {
  if (quantities.length === 0) return undefined;
  let total: Quantity | undefined;
  for (const quantity of quantities) {
    if (quantity === undefined) return undefined;
    total = total === undefined ? quantity : addQuantity(total, quantity);
  }
  return total;
}

function multiply(size: string, times: number): Quantity | undefined {
  const quantity = parseQuantity(size);
  return quantity && multiplyQuantity(quantity, times);
}

/** Rounded up to hundredths of a processor, or to mebibytes, so that the numbers stay readable. */
function withHeadroom(total: Quantity, percent: number): Quantity {
  const step = parseQuantity(total.format === 'BinarySI' ? '1Mi' : '100m')!;
  const wanted = total.nano * BigInt(100 + percent);
  const steps = (wanted + step.nano * 100n - 1n) / (step.nano * 100n);
  return multiplyQuantity(step, steps);
}
