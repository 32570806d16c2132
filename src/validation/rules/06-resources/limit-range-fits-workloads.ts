import { containerDefaults, firstLimitRange } from './container-defaults';
import { LIMIT_RANGES, MITRE_DENIAL } from './references';
import { allClaimsIn, StorageClaim } from './storage-claim';
import { asList, asObject, Container, Json, PodTemplate, Resource } from '../../../manifest/model';
import { formatPath, Path } from '../../../manifest/path';
import { ContainerDefaults, containerDemand, podDemand } from '../../../manifest/pod-resources';
import { compareQuantity, formatQuantity, Quantity, readQuantity } from '../../../manifest/quantity';
import { quote } from '../../../manifest/quote';
import { Edit, Problem, Rule } from '../../rule';

const RESOURCES = 'spec.template.spec.containers[0].resources';
const range = (entry: object): Edit => ({
  add: [{ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'tight', namespace: 'shop' }, spec: { limits: [{ type: 'Container', ...entry }] } }],
});
const claimRange = (bounds: object, storage: string, namespace = 'shop'): Edit => ({
  add: [
    ...range({ type: 'PersistentVolumeClaim', ...bounds }).add!,
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'files', namespace }, spec: { resources: { requests: { storage } } } },
  ],
});

export const limitRangeFitsWorkloads: Rule = {
  id: 'limit-range-fits-workloads',
  title: 'Containers, pods and claims stay within the LimitRange of their namespace',
  item: 6,
  severity: 'error',
  why: 'A LimitRange refuses pods, not workloads: a Deployment whose containers ask for more than is allowed is created without an error, and then stands there with no pod.',
  references: [
    LIMIT_RANGES,
    { title: 'Configure minimum and maximum memory constraints for a namespace', url: 'https://kubernetes.io/docs/tasks/administer-cluster/manage-resources/memory-constraint-namespace/' },
    { title: 'Limit storage consumption', url: 'https://kubernetes.io/docs/tasks/administer-cluster/limit-storage-consumption/' },
    MITRE_DENIAL,
  ],
  edition: '2026.11',
  bad: {
    'a limit above the maximum': { set: { [`${RESOURCES}.limits.memory`]: '2Gi' } },
    'a request above the maximum': { set: { [`${RESOURCES}.requests.cpu`]: 3 }, unset: [`${RESOURCES}.limits.cpu`] },
    'a request below the minimum': range({ min: { cpu: '200m' } }),
    'a limit below the minimum': { ...range({ min: { memory: '64Mi' } }), set: { [`${RESOURCES}.limits.memory`]: '32Mi', [`${RESOURCES}.requests.memory`]: '32Mi' } },
    'a limit too far above the request': range({ maxLimitRequestRatio: { cpu: '2' } }),
    'a request above the limit that it is given': { set: { [`${RESOURCES}.requests.memory`]: '512Mi' }, unset: [`${RESOURCES}.limits.memory`] },
    'an init container': { set: { 'spec.template.spec.initContainers': [{ name: 'copy', image: 'ghcr.io/acme/copy:1', resources: { limits: { cpu: '3' } } }] } },
    'a whole pod': range({ type: 'Pod', max: { memory: '128Mi' } }),
    'a whole pod that is too small': range({ type: 'Pod', min: { cpu: '1' } }),
    'a whole pod that says so itself': { ...range({ type: 'Pod', max: { memory: '128Mi' } }), set: { 'spec.template.spec.resources': { limits: { memory: '256Mi' } } } },
    'a claim of a StatefulSet': range({ type: 'PersistentVolumeClaim', max: { storage: '1Gi' } }),
    'a claim that lives as long as its pod': {
      ...range({ type: 'PersistentVolumeClaim', max: { storage: '20Gi' } }),
      set: { 'spec.template.spec.volumes[1]': { name: 'cache', ephemeral: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '30Gi' } } } } } } },
    },
    'a claim by itself that is too small': claimRange({ min: { storage: '2Gi' } }, '1Gi'),
  },
  good: {
    'the maximum itself': { set: { [`${RESOURCES}.limits.memory`]: '1024Mi' } },
    'gets what it does not say': { unset: [RESOURCES] },
    'a LimitRange of another namespace': {
      add: [{ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'tight', namespace: 'other' }, spec: { limits: [{ type: 'Container', max: { cpu: '1m' } }] } }],
    },
    'claims within their bounds': claimRange({ min: { storage: '1Gi' }, max: { storage: '20Gi' } }, '20Gi'),
    'a claim of another namespace': claimRange({ max: { storage: '10Gi' } }, '11Gi', 'other'),
    'a LimitRange of images': range({ type: 'openshift.io/Image', max: { storage: '1Gi' } }),
  },
  * checkEach(objects, _, model) {
    for (const object of objects.ofKind('LimitRange')) {
      if (object.group !== '') continue;
      const defaults = containerDefaults(model, object.namespace);
      // What all of a namespace give together is judged with the first.
      if (firstLimitRange(model, object.namespace) === object) yield* aboveGivenLimit(model.podsIn(object.namespace), defaults);
      const entries = asList(object.spec.limits);
      for (let i = 0; i < entries.length; i++) {
        const entry = asObject(entries[i]);
        const bounds = boundsOf(entry);
        if (bounds.length === 0) continue;
        const pods = model.podsIn(object.namespace);
        if (entry.type !== 'PersistentVolumeClaim') yield* misfits({ object, i, type: entry.type }, bounds, pods, defaults);
        else yield* claimMisfits({ object, i }, bounds, allClaimsIn(model, object.namespace));
      }
    }
  },
};

/** One entry of a LimitRange. */
interface Entry {
  readonly object: Resource;
  readonly i: number;
  readonly type: unknown;
}

interface Bound {
  readonly kind: 'min' | 'max' | 'maxLimitRequestRatio';
  readonly resource: string;
  readonly amount: Quantity;
}

function boundsOf(entry: Json): readonly Bound[] {
  const bounds: Bound[] = [];
  for (const kind of ['min', 'max', 'maxLimitRequestRatio'] as const) {
    const said = asObject(entry[kind]);
    for (const resource of Object.keys(said)) {
      const amount = readQuantity(said[resource]);
      if (amount !== undefined) bounds.push({ kind, resource, amount });
    }
  }
  return bounds;
}

/** What a bound holds: each container, or the pod as a whole. */
type Asker = Container | PodTemplate;

function* misfits(entry: Entry, bounds: readonly Bound[], pods: readonly PodTemplate[], defaults: ContainerDefaults): Iterable<Problem> {
  const { object, i, type } = entry;
  for (const pod of pods) {
    for (const asker of askersOf(pod, type)) {
      for (const bound of bounds) {
        const misfit = misfitOf(bound, demandOf(asker, 'requests', bound.resource, defaults), demandOf(asker, 'limits', bound.resource, defaults));
        if (misfit === undefined) continue;
        const { path, found, change } = sourceOf(asker, misfit, bound, defaults);
        yield {
          at: pod.owner,
          container: asker instanceof PodTemplate ? undefined : asker.name,
          path,
          message: `${found} ${formatQuantity(misfit.found)}, and LimitRange ${quote(object.name)} ${misfit.allows}, so these pods are refused`,
          remedy: `${change} spec.limits[${i}].${bound.kind} of LimitRange ${quote(object.name)}`,
        };
      }
    }
  }
}

/** Where an amount comes from: a field of a container or of the pod, or all containers together, of which none says it. */
function sourceOf(asker: Asker, { kind }: Misfit, { kind: side, resource }: Bound, defaults: ContainerDefaults): Source {
  if (asker instanceof PodTemplate && !podDemand(asker.spec, kind, resource, defaults).isOfPod) {
    const change = `${side === 'min' ? 'raise' : 'lower'} that of a container, or change`;
    return { path: asker.at('containers'), found: `the containers together have ${formatPath([kind, resource])}`, change };
  }
  const path = [...asker instanceof PodTemplate ? asker.at() : asker.path, 'resources', kind, resource];
  return { path, found: `${formatPath(path)} is`, change: 'change it, or' };
}

interface Source {
  readonly path: Path;
  readonly found: string;
  readonly change: string;
}

/** Of a claim only what it requests counts. */
function* claimMisfits({ object, i }: Omit<Entry, 'type'>, bounds: readonly Bound[], claims: readonly StorageClaim[]): Iterable<Problem> {
  for (const { by, path: claim, size } of claims) {
    for (const bound of bounds) {
      const misfit = bound.resource !== 'storage' || size.nano === 0n ? undefined : misfitOf(bound, size, undefined);
      if (misfit === undefined) continue;
      const path = [...claim, 'resources', 'requests', 'storage'];
      yield {
        at: by,
        path,
        message: `${formatPath(path)} is ${formatQuantity(size)}, and LimitRange ${quote(object.name)} ${misfit.allows}, so the claim is refused`,
        remedy: `change it, or spec.limits[${i}].${bound.kind} of LimitRange ${quote(object.name)}`,
      };
    }
  }
}

function askersOf(pod: PodTemplate, type: unknown): readonly Asker[] {
  if (type === 'Pod') return [pod];
  if (type !== 'Container') return [];
  return pod.containers.some(isEphemeral) ? pod.containers.filter((container) => !isEphemeral(container)) : pod.containers;
}

function isEphemeral({ list }: Container): boolean {
  return list === 'ephemeralContainers';
}

function demandOf(asker: Asker, kind: 'requests' | 'limits', resource: string, defaults: ContainerDefaults): Quantity | undefined {
  if (!(asker instanceof PodTemplate)) return containerDemand(asker.spec, kind, resource, defaults);
  const { amount, unbounded } = podDemand(asker.spec, kind, resource, defaults);
  return unbounded.length > 0 && amount.nano === 0n ? undefined : amount;
}

function misfitOf({ kind, amount }: Bound, request: Quantity | undefined, limit: Quantity | undefined): Misfit | undefined {
  if (kind === 'max') {
    if (isAbove(limit, amount)) return { kind: 'limits', found: limit, allows: `allows ${formatQuantity(amount)} at most` };
    if (isAbove(request, amount)) return { kind: 'requests', found: request, allows: `allows ${formatQuantity(amount)} at most` };
  } else if (kind === 'min') {
    if (isBelow(request, amount)) return { kind: 'requests', found: request, allows: `asks for ${formatQuantity(amount)} at least` };
    if (isBelow(limit, amount)) return { kind: 'limits', found: limit, allows: `asks for ${formatQuantity(amount)} at least` };
  } else if (request !== undefined && limit !== undefined && request.nano > 0n && limit.nano * 1_000_000_000n > request.nano * amount.nano) {
    return { kind: 'limits', found: limit, allows: `allows ${formatQuantity(amount)} times the request of ${formatQuantity(request)}` };
  }
  return undefined;
}

interface Misfit {
  readonly kind: 'requests' | 'limits';
  readonly found: Quantity;
  readonly allows: string;
}

function isAbove(quantity: Quantity | undefined, bound: Quantity): quantity is Quantity {
  return quantity !== undefined && compareQuantity(quantity, bound) > 0;
}

function isBelow(quantity: Quantity | undefined, bound: Quantity): quantity is Quantity {
  return quantity !== undefined && compareQuantity(quantity, bound) < 0;
}

/** A limit that a LimitRange gives may lie below the request that the container makes itself: then the pod is refused too. */
function* aboveGivenLimit(pods: readonly PodTemplate[], defaults: ContainerDefaults): Iterable<Problem> {
  const given = Object.keys(defaults.limits);
  if (given.length === 0) return;
  for (const pod of pods) {
    for (const container of pod.containers) {
      if (isEphemeral(container)) continue;
      const resources = asObject(container.spec.resources);
      const limits = asObject(resources.limits);
      for (const resource of given) {
        if ((limits[resource] ?? undefined) !== undefined) continue;
        const request = containerDemand({ resources: { requests: resources.requests } }, 'requests', resource);
        const limit = containerDemand({}, 'limits', resource, defaults);
        if (request === undefined || limit === undefined || compareQuantity(request, limit) <= 0) continue;
        const path = [...container.path, 'resources', 'requests', resource];
        yield {
          at: pod.owner,
          container: container.name,
          path,
          message: `${formatPath(path)} is ${formatQuantity(request)}, and the LimitRange of the namespace sets the limit to ${formatQuantity(limit)}, so these pods are refused`,
          remedy: `set resources.limits["${resource}"] to at least ${formatQuantity(request)}`,
        };
      }
    }
  }
}
