import { Json } from './plain';
import { compareQuantity, parseQuantity } from '../manifest/quantity';

/**
 * Makes the defaults of a container agree with what it says itself: Kubernetes refuses a request above its limit, and an extended resource without a
 * limit. Where only one of the two was said, the other one follows it.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#extended-resources
 */
export function fitResources(container: Json, said: Json | undefined): void {
  const { requests = {}, limits = {} } = (container.resources ?? {}) as Record<string, Record<string, string>>;
  for (const name of Object.keys(requests)) {
    const saidRequest = said?.requests?.[name] !== undefined;
    const saidLimit = said?.limits?.[name] !== undefined;
    if (limits[name] === undefined) {
      if (name.includes('/')) container.resources.limits = { ...limits, ...container.resources.limits, [name]: requests[name] };
    } else if (above(requests[name], limits[name])) {
      if (saidLimit && !saidRequest) requests[name] = limits[name];
      else if (saidRequest && !saidLimit) limits[name] = requests[name];
    }
  }
}

function above(request: string, limit: string): boolean {
  const [a, b] = [parseQuantity(request), parseQuantity(limit)];
  return a !== undefined && b !== undefined && compareQuantity(a, b) > 0;
}
