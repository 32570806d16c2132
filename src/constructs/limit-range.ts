import { Json } from './plain';
import { Settings } from './settings';
import { compareQuantity, formatQuantity, parseQuantity, Quantity } from '../manifest/quantity';

/**
 * The spec of a LimitRange that agrees with the workloads of its namespace: it gives containers that say nothing the defaults of the namespace, and
 * allows the largest container that is declared. A resource that some container leaves without a bound on purpose gets no default and no maximum:
 * the API server would bound it again.
 */
export function limitsFor(specs: readonly Json[], settings: Settings): Json {
  const containers = specs.flatMap((spec) => [...(spec.containers ?? []), ...(spec.initContainers ?? [])] as Json[]);
  const bounded = (kind: 'requests' | 'limits', name: string): boolean => containers.every((container) => container.resources?.[kind]?.[name] !== undefined);
  const defaults = (kind: 'requests' | 'limits', quantities: Readonly<Record<string, string>>): Record<string, string> => (
    Object.fromEntries(Object.entries(quantities).filter(([name]) => bounded(kind, name)))
  );
  const limit = defaults('limits', settings.defaultLimits);
  const max: Record<string, string> = {};
  for (const name of Object.keys(limit)) {
    max[name] = formatQuantity(containers.reduce<Quantity>((largest, container) => {
      const own = parseQuantity(container.resources.limits[name]);
      return own !== undefined && compareQuantity(own, largest) > 0 ? own : largest;
    }, parseQuantity(limit[name])!));
  }
  return { limits: [{ type: 'Container', defaultRequest: defaults('requests', settings.defaultRequests), default: limit, max }] };
}
