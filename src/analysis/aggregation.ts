import { asList, asObject, Resource } from '../manifest/model';
import { compileSelector } from '../manifest/selector';

interface ClusterRole {
  readonly at: Resource;
}

/**
 * The ClusterRoles that each of these gathers by its aggregationRule, by way of gathered ones too: `admin` gathers `edit`, which gathers on its own.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
 */
export function gathered<Role extends ClusterRole>(roles: readonly Role[]): ReadonlyMap<Role, readonly Role[]> {
  const budget = { left: MAX_STEPS };
  const direct = new Map<Role, readonly Role[]>();
  for (const role of roles) {
    const selectors = asList(asObject(role.at.raw.aggregationRule).clusterRoleSelectors);
    if (selectors.length > 0) direct.set(role, [...selected(role, selectors, roles, budget)]);
  }
  const all = new Map<Role, readonly Role[]>();
  for (const role of direct.keys()) {
    const found = new Set<Role>([role]);
    for (const member of found) {
      const next = direct.get(member) ?? [];
      budget.left -= next.length;
      if (budget.left < 0) break;
      for (const other of next) found.add(other);
    }
    found.delete(role);
    all.set(role, [...found]);
  }
  return all;
}

/** Above this many comparisons roles count as not gathered, so that no input takes long: no cluster comes near it. */
const MAX_STEPS = 200_000;

function selected<Role extends ClusterRole>(
  role: Role, selectors: readonly unknown[], roles: readonly Role[], budget: { left: number },
): ReadonlySet<Role> {
  const found = new Set<Role>();
  for (const selector of selectors) {
    const selects = compileSelector(asObject(selector));
    for (const candidate of roles) {
      if (budget.left-- < 0) return found;
      if (candidate !== role && selects(candidate.at.labels)) found.add(candidate);
    }
  }
  return found;
}
