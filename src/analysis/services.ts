import { containerPorts } from './container-ports';
import { podsSelectedByMap } from './selected-pods';
import { asList, asObject, Json, Model, PodTemplate, Resource } from '../manifest/model';
import { once } from '../manifest/once';
import { Path } from '../manifest/path';

/** A Service, and the pods of the input that it sends traffic to. */
export interface Service {
  readonly at: Resource;
  readonly type: string;
  /** Undefined where it selects by itself nothing: it has no selector, or is a name for something outside. */
  readonly selector?: Json;
  readonly isHeadless: boolean;
  readonly pods: readonly PodTemplate[];
  readonly ports: readonly ServicePort[];
}

/** A port of a Service. */
export interface ServicePort {
  readonly path: Path;
  readonly name: string;
  readonly number: number;
  /** The port of the pods, by name or number. */
  readonly target: number | string;
  readonly protocol: string;
}

/** The Services of a model, those of Knative and others, which bear the same kind in a group of their own, left out. */
export function servicesOf(model: Model): readonly Service[] {
  return lookup(model).services;
}

/** The Service of this name. */
export function findService(model: Model, namespace: string, name: string): Service | undefined {
  return lookup(model).byName.get(`${namespace}/${name}`);
}

/** Whether the input has the Services of a namespace: at least one. */
export function showsServices(model: Model, namespace: string): boolean {
  return lookup(model).namespaces.has(namespace);
}

/** The Services that send traffic to a pod. */
export function servicesBefore(model: Model, pod: PodTemplate): readonly Service[] {
  return lookup(model).byPod.get(pod) ?? [];
}

/** The ports of a pod that a port of a Service leads to: one for a number; for a name those that bear it. */
export function targetsOn(pod: PodTemplate, { target, protocol }: ServicePort): readonly number[] {
  if (typeof target === 'number') return [target];
  return containerPorts(pod).filter((port) => port.name === target && port.protocol === protocol).map(({ number }) => number);
}

interface Lookup {
  readonly services: readonly Service[];
  readonly byName: ReadonlyMap<string, Service>;
  readonly byPod: ReadonlyMap<PodTemplate, readonly Service[]>;
  readonly namespaces: ReadonlySet<string>;
}

const lookup = once((model: Model): Lookup => {
  const services = model.ofKind('Service').filter(({ group }) => group === '').map((at) => service(model, at));
  const byPod = new Map<PodTemplate, Service[]>();
  for (const each of services) {
    for (const pod of each.pods) {
      const before = byPod.get(pod);
      if (before) before.push(each);
      else byPod.set(pod, [each]);
    }
  }
  return {
    services,
    byName: new Map(services.map((each) => [`${each.at.namespace}/${each.at.name}`, each])),
    byPod,
    namespaces: new Set(services.map(({ at }) => at.namespace)),
  };
});

function service(model: Model, at: Resource): Service {
  const { spec } = at;
  const type = typeof spec.type === 'string' ? spec.type : 'ClusterIP';
  const map = asObject(spec.selector);
  const selector = type === 'ExternalName' || Object.keys(map).length === 0 ? undefined : map;
  return {
    at,
    type,
    selector,
    isHeadless: spec.clusterIP === 'None',
    pods: selector === undefined ? [] : podsSelectedByMap(model, at.namespace, selector),
    ports: asList(spec.ports).flatMap((entry, i) => servicePort(asObject(entry), ['spec', 'ports', i])),
  };
}

function servicePort({ name, port, targetPort, protocol }: Json, path: Path): ServicePort[] {
  if (typeof port !== 'number') return [];
  const isTarget = (typeof targetPort === 'number' && targetPort !== 0) || (typeof targetPort === 'string' && targetPort !== '');
  return [{
    path,
    name: typeof name === 'string' ? name : '',
    number: port,
    target: isTarget ? targetPort : port,
    protocol: typeof protocol === 'string' ? protocol : 'TCP',
  }];
}
