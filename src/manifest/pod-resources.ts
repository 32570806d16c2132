import { asList, asObject, Json } from './model';
import { addQuantity, compareQuantity, Quantity, readQuantity } from './quantity';

/** What a pod takes of a resource. */
export interface PodDemand {
  readonly amount: Quantity;
  /** Names of the containers that say nothing about the resource, and so take any amount. */
  readonly unbounded: readonly string[];
  /** Whether the pod says it as a whole, and not its containers. */
  readonly isOfPod: boolean;
}

/** What containers are given that say nothing, as a LimitRange does it. */
export interface ContainerDefaults {
  readonly requests: Json;
  readonly limits: Json;
}

/**
 * What a pod asks for: containers and native sidecars run side by side, init containers one after another before them; resources of the pod as a
 * whole take the place of the sum, and its overhead comes on top.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
 */
export function podDemand(spec: Json, kind: 'requests' | 'limits', resource: string, defaults?: ContainerDefaults): PodDemand {
  const before = containersOf(spec.initContainers);
  const containers = containersOf(spec.containers);
  const unbounded: string[] = [];
  let running = ZERO;
  let highest = ZERO;
  for (let i = 0; i < before.length; i++) {
    const container = before[i];
    const own = containerDemand(container, kind, resource, defaults);
    if (own === undefined) unbounded.push(String(container.name ?? ''));
    if (container.restartPolicy === 'Always') running = addQuantity(running, own ?? ZERO);
    highest = larger(highest, container.restartPolicy === 'Always' ? running : addQuantity(running, own ?? ZERO));
  }
  for (let i = 0; i < containers.length; i++) {
    const container = containers[i];
    const own = containerDemand(container, kind, resource, defaults);
    if (own === undefined) unbounded.push(String(container.name ?? ''));
    else running = addQuantity(running, own);
  }
  const ofPod = podLevel(spec, kind, resource, unbounded.length < before.length + containers.length);
  const isOfPod = ofPod !== undefined;
  return { amount: withOverhead(spec, kind, resource, ofPod ?? larger(highest, running)), unbounded: isOfPod ? [] : unbounded, isOfPod };
}

/** What a container asks for; a request that is not set is the limit. Undefined where it says nothing. */
export function containerDemand(container: Json, kind: 'requests' | 'limits', resource: string, defaults?: ContainerDefaults): Quantity | undefined {
  const resources = asObject(container.resources);
  const limit = asObject(resources.limits)[resource];
  const said = kind === 'limits' ? limit : asObject(resources.requests)[resource] ?? limit;
  const given = said ?? defaults?.[kind][resource] ?? undefined;
  return given === undefined ? undefined : readQuantity(given) ?? ZERO;
}

function containersOf(list: unknown): readonly Json[] {
  const entries = asList(list);
  return entries.every(isContainer) ? entries : entries.filter(isContainer);
}

function isContainer(entry: unknown): entry is Json {
  return typeof entry === 'object' && entry !== null;
}

/** Resources of the pod as a whole: for processors, memory and huge pages only. */
function podLevel(spec: Json, kind: 'requests' | 'limits', resource: string, containersAsk: boolean): Quantity | undefined {
  if (resource !== 'cpu' && resource !== 'memory' && !resource.startsWith('hugepages-')) return undefined;
  const resources = asObject(spec.resources);
  const limit = asObject(resources.limits)[resource];
  if (kind === 'limits') return readQuantity(limit);
  return readQuantity(asObject(resources.requests)[resource] ?? (containersAsk ? undefined : limit));
}

/** What the runtime itself takes for each pod: counted as a request always, and as a limit where there is one. */
function withOverhead(spec: Json, kind: 'requests' | 'limits', resource: string, amount: Quantity): Quantity {
  const overhead = readQuantity(asObject(spec.overhead)[resource]);
  return overhead === undefined || (kind === 'limits' && amount.nano === 0n) ? amount : addQuantity(amount, overhead);
}

const ZERO: Quantity = { nano: 0n, format: 'DecimalSI' };

function larger(a: Quantity, b: Quantity): Quantity {
  return compareQuantity(a, b) > 0 ? a : b;
}
