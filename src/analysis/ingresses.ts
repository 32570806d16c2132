import { asList, asObject, Json, Model, Resource } from '../manifest/model';
import { Path } from '../manifest/path';

/** A Service that an Ingress names, by any of its versions. */
export interface IngressBackend {
  /** Of the Service's name. */
  readonly path: Path;
  readonly service: string;
  /** Of the port, by name or number; undefined where none is given. */
  readonly port?: number | string;
  readonly portPath: Path;
}

/** The Ingresses of Kubernetes, in old groups too. */
export function ingressesOf(model: Model): readonly Resource[] {
  return model.ofKind('Ingress').filter(({ group }) => group === 'networking.k8s.io' || group === 'extensions');
}

/** The Services behind an Ingress. */
export function ingressBackends({ spec }: Resource): readonly IngressBackend[] {
  const backends = [...read(spec.defaultBackend, ['spec', 'defaultBackend']), ...read(spec.backend, ['spec', 'backend'])];
  for (const { path, backend } of ingressPaths(spec)) backends.push(...read(backend, [...path, 'backend']));
  return backends;
}

/** The paths of all rules of an Ingress. */
export function ingressPaths(spec: Json): { readonly path: Path; readonly entry: Json; readonly backend: unknown }[] {
  return asList(spec.rules).flatMap((rule, i) => asList(asObject(asObject(rule).http).paths).map((each, j) => ({
    path: ['spec', 'rules', i, 'http', 'paths', j], entry: asObject(each), backend: asObject(each).backend,
  })));
}

function read(backend: unknown, path: Path): IngressBackend[] {
  const { service, serviceName, servicePort } = asObject(backend);
  if (typeof serviceName === 'string') {
    return [{ path: [...path, 'serviceName'], service: serviceName, port: portOf(servicePort), portPath: [...path, 'servicePort'] }];
  }
  const { name, port } = asObject(service);
  if (typeof name !== 'string') return [];
  const { number, name: portName } = asObject(port);
  return [{
    path: [...path, 'service', 'name'],
    service: name,
    port: portOf(number) ?? portOf(portName),
    portPath: [...path, 'service', 'port', portOf(number) === undefined ? 'name' : 'number'],
  }];
}

function portOf(value: unknown): number | string | undefined {
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? value : undefined;
}
