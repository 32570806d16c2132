import { Resources } from './defaults';
import { labelKeyProblem } from '../manifest/name';
import { compareQuantity, parseQuantity } from '../manifest/quantity';
import { quote } from '../manifest/quote';

/** What is wrong with requests and limits, or undefined. */
export function resourcesProblem({ requests = {}, limits = {} }: Resources = {}): string | undefined {
  for (const [kind, quantities] of Object.entries({ requests, limits })) {
    for (const [name, text] of Object.entries(quantities)) {
      const problem = resourceNameProblem(`resources.${kind}`, name) ?? quantityProblem(`resources.${kind}.${name}`, text)
        ?? (name.includes('/') ? wholeProblem(`resources.${kind}.${name}`, text) : undefined);
      if (problem !== undefined) return problem;
    }
  }
  for (const [name, request] of Object.entries(requests)) {
    if (limits[name] === undefined || compareQuantity(parseQuantity(String(request))!, parseQuantity(String(limits[name]))!) <= 0) continue;
    return `resources.requests.${name} ${quote(String(request))} is above its limit ${quote(String(limits[name]))}; raise the limit, or ask for less`;
  }
  return undefined;
}

/**
 * A container has no other resources than these: a name without a domain is a slip of the pen.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-types
 */
function resourceNameProblem(at: string, name: string): string | undefined {
  if (STANDARD.has(name) || name.startsWith('hugepages-')) return undefined;
  if (name.includes('/') && labelKeyProblem(name) === undefined) return undefined;
  return `${at} has ${quote(name)}, which is no resource of containers; use ${[...STANDARD].join(', ')}, or a name with a domain such as nvidia.com/gpu`;
}

const STANDARD: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** What is wrong with a hard limit of a ResourceQuota, or undefined. Objects are counted, and so are devices. */
export function quotaProblem(name: string, text: unknown): string | undefined {
  const at = `quota.${name}`;
  return quantityProblem(at, text) ?? (COUNTED.test(name) ? wholeProblem(at, text) : undefined);
}

const COUNTED = /^(?:pods|services|secrets|configmaps|persistentvolumeclaims|replicationcontrollers|resourcequotas|services\.(?:nodeports|loadbalancers)|count\/.+)$/;

function wholeProblem(name: string, text: unknown): string | undefined {
  const quantity = parseQuantity(String(text));
  return quantity !== undefined && quantity.nano % 1_000_000_000n !== 0n ? `${name} ${quote(String(text))} is no number of things; use a whole number` : undefined;
}

/** What is wrong with a quantity, or undefined. */
export function quantityProblem(name: string, text: unknown): string | undefined {
  if (good.has(text)) return undefined;
  // Kubernetes takes a plain number too, and people write one where TypeScript does not stop them.
  const quantity = typeof text === 'string' || typeof text === 'number' ? parseQuantity(String(text)) : undefined;
  if (quantity === undefined || quantity.nano < 0n) return `${name} ${quote(String(text))} is not a quantity; write it as '250m' or '256Mi'`;
  good.add(text);
  return undefined;
}

/** Thousands of workloads say the same few. */
const good = new Set<unknown>();
