import { ingressBackends, ingressesOf } from './ingresses';
import { findService, Service, ServicePort, servicesOf } from './services';
import { asList, asObject, Model, PodTemplate, Resource } from '../manifest/model';
import { once } from '../manifest/once';
import { Path } from '../manifest/path';

/** A way from outside of the cluster to pods: the object that opens it and the Service behind it. */
export interface Exposure {
  readonly by: Resource;
  /** Where that object names the Service or its port. */
  readonly path: Path;
  readonly service: Service;
  /** The ports of the Service that are open this way. */
  readonly ports: readonly ServicePort[];
}

/** How pods are reached from outside of the cluster: through load balancers and node ports, Ingresses and the routes of the Gateway API. */
export function exposuresOf(model: Model): ReadonlyMap<PodTemplate, readonly Exposure[]> {
  return exposures(model).ofPods;
}

/** The same, by the objects that open the ways. */
export function exposuresBy(model: Model): ReadonlyMap<Resource, readonly Exposure[]> {
  return exposures(model).byObject;
}

interface Exposures {
  readonly ofPods: ReadonlyMap<PodTemplate, readonly Exposure[]>;
  readonly byObject: ReadonlyMap<Resource, readonly Exposure[]>;
}

const exposures = once((model: Model): Exposures => {
  const ofPods = new Map<PodTemplate, Exposure[]>();
  const byObject = new Map<Resource, Exposure[]>();
  for (const exposure of all(model)) {
    push(byObject, exposure.by, exposure);
    for (const pod of exposure.service.pods) push(ofPods, pod, exposure);
  }
  return { ofPods, byObject };
});

function push<K>(lists: Map<K, Exposure[]>, key: K, exposure: Exposure): void {
  const list = lists.get(key);
  if (list) list.push(exposure);
  else lists.set(key, [exposure]);
}

/** Whether a Service is itself open to the outside: by a port of every node, or by a load balancer that is not one of an inner network. */
export function isDirect({ type, at }: Service): boolean {
  return type === 'NodePort' || (type === 'LoadBalancer' && !isInternal(at));
}

/** Whether a load balancer is one of an inner network, by the annotations that clouds read. */
export function isInternal(service: Resource): boolean {
  return Object.entries(INTERNAL).some(([key, values]) => {
    const value = service.annotations[key];
    return value !== undefined && values.includes(value.toLowerCase());
  });
}

/** @see https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer */
const INTERNAL: Readonly<Record<string, readonly string[]>> = {
  'service.beta.kubernetes.io/aws-load-balancer-internal': ['true', '0.0.0.0/0'],
  'service.beta.kubernetes.io/aws-load-balancer-scheme': ['internal'],
  'service.beta.kubernetes.io/azure-load-balancer-internal': ['true'],
  'networking.gke.io/load-balancer-type': ['internal'],
  'cloud.google.com/load-balancer-type': ['internal'],
  'service.beta.kubernetes.io/openstack-internal-load-balancer': ['true'],
  'service.beta.kubernetes.io/oci-load-balancer-internal': ['true'],
  'oci.oraclecloud.com/load-balancer-internal': ['true'],
  'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type': ['private'],
  'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type': ['intranet'],
  'load-balancer.hetzner.cloud/use-private-ip': ['true'],
};

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

function* all(model: Model): Iterable<Exposure> {
  for (const service of servicesOf(model)) {
    if (isDirect(service)) yield { by: service.at, path: ['spec', 'type'], service, ports: service.ports };
  }
  for (const by of ingressesOf(model)) {
    for (const { path, service: name, port } of ingressBackends(by)) {
      const service = findService(model, by.namespace, name);
      if (service === undefined) continue;
      yield { by, path, service, ports: service.ports.filter((each) => port === undefined || each.number === port || each.name === port) };
    }
  }
  for (const by of model.ofKind(...ROUTES)) {
    if (by.group === 'gateway.networking.k8s.io') yield* behindRoute(model, by);
  }
}

function* behindRoute(model: Model, by: Resource): Iterable<Exposure> {
  for (const [i, rule] of asList(by.spec.rules).entries()) {
    for (const [j, entry] of asList(asObject(rule).backendRefs).entries()) {
      const { kind, name, namespace, port } = asObject(entry);
      if (typeof name !== 'string' || (kind !== undefined && kind !== 'Service')) continue;
      const service = findService(model, typeof namespace === 'string' ? namespace : by.namespace, name);
      if (service === undefined) continue;
      const ports = service.ports.filter((each) => port === undefined || each.number === port);
      yield { by, path: ['spec', 'rules', i, 'backendRefs', j], service, ports };
    }
  }
}
