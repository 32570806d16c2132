import { Json } from './plain';
import { addQuantity, compareQuantity, formatQuantity, parseQuantity } from '../manifest/quantity';

/**
 * Makes the defaults of a container agree with what it says itself: Kubernetes refuses a request above its limit, and an extended resource or huge
 * pages without a limit. Where only one of the two was said, the other one follows it.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#extended-resources
 */
export function fitResources(container: Json, said: Json | undefined): void {
  const { requests = {}, limits = {} } = (container.resources ?? {}) as Record<string, Record<string, string>>;
  for (const name of Object.keys(requests)) {
    const saidRequest = said?.requests?.[name] !== undefined;
    const saidLimit = said?.limits?.[name] !== undefined;
    if (limits[name] === undefined) {
      if (name.includes('/') || name.startsWith('hugepages-')) container.resources.limits = { ...limits, ...container.resources.limits, [name]: requests[name] };
    } else if (above(requests[name], limits[name])) {
      if (saidLimit && !saidRequest) requests[name] = limits[name];
      else if (saidRequest && !saidLimit) limits[name] = requests[name];
    }
  }
}

/**
 * Makes the default limit for ephemeral storage large enough for the scratch volumes that a container mounts: the kubelet counts them, and evicts the
 * pod before one that is larger than the limit is full. What the request sets aside stays for logs.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-emphemeralstorage-consumption
 */
export function fitScratch(container: Json, volumes: readonly Json[], said: Json | undefined): void {
  const { requests = {}, limits = {} } = (container.resources ?? {}) as Record<string, Record<string, string>>;
  if (limits[EPHEMERAL] === undefined || said?.limits?.[EPHEMERAL] !== undefined) return;
  const mounted = new Set(((container.volumeMounts ?? []) as Json[]).map(({ name }) => name as unknown));
  const sizes = volumes.flatMap(({ name, emptyDir }) => (
    mounted.has(name) && emptyDir?.sizeLimit !== undefined && emptyDir.medium !== 'Memory' ? parseQuantity(String(emptyDir.sizeLimit)) ?? [] : []
  ));
  if (sizes.length === 0) return;
  const scratch = sizes.reduce(addQuantity);
  if (compareQuantity(scratch, parseQuantity(limits[EPHEMERAL])!) <= 0) return;
  const rest = parseQuantity(requests[EPHEMERAL] ?? '0');
  limits[EPHEMERAL] = formatQuantity(rest === undefined ? scratch : addQuantity(scratch, rest));
}

const EPHEMERAL = 'ephemeral-storage';

function above(request: string, limit: string): boolean {
  const [a, b] = [parseQuantity(request), parseQuantity(limit)];
  return a !== undefined && b !== undefined && compareQuantity(a, b) > 0;
}
