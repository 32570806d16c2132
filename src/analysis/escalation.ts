import { Role } from './role';
import { Escalation, Permission } from '../standard/access';

/** What a rule of a role holds; a permission of the standard is one too. */
export interface Grantable extends Permission {
  readonly resourceNames?: readonly string[];
}

/** What a rule grants of an escalation. */
export interface Granted {
  /** The resources and verbs of the escalation that it covers. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Where in the rule's resources the first of them is. */
  readonly index: number;
  /** How they give the power, where none of them sounds like it. */
  readonly how?: string;
}

/** Where a role grants what it holds: in the whole cluster, in namespaces, or nowhere as far as the input shows. */
export type Reach = 'cluster' | 'namespace' | 'nobody';

/** Where the bindings of a role, and of the roles that gather it, grant it. */
export function reachOf(role: Role): Reach {
  let reach: Reach = 'nobody';
  for (const binding of role.bindings) {
    if (binding.subjects.length === 0) continue;
    if (binding.clusterWide && role.at.kind === 'ClusterRole') return 'cluster';
    reach = 'namespace';
  }
  return reach;
}

/** What a rule grants of an escalation in Kubernetes 1.N: each of its groups with each of its resources and verbs. */
export function grantedOf(rule: Grantable, escalation: Pick<Escalation, 'permissions'>, minor: number): Granted | undefined {
  const { permissions } = escalation;
  let resources: Set<string> | undefined;
  let verbs: Set<string> | undefined;
  let index = Infinity;
  let how: string | undefined;
  // Counted, and with nothing made before it is needed: every rule of every role is held against every escalation, and nearly none grants one.
  for (let i = 0; i < permissions.length; i++) {
    const permission = permissions[i];
    if (permission.until !== undefined && minor >= permission.until) continue;
    if (!meets(rule.apiGroups, permission.apiGroups) || !meets(rule.verbs, permission.verbs)) continue;
    const granted = permission.verbs.filter((verb) => rule.verbs.includes('*') || rule.verbs.includes(verb));
    for (const resource of permission.resources) {
      const at = rule.resources.findIndex((pattern) => covers(pattern, resource));
      if (at < 0) continue;
      const usable = granted.filter((verb) => !isNarrowed(rule, permission, resource, verb));
      if (usable.length === 0) continue;
      how = resources === undefined ? permission.how : how && permission.how;
      (resources ??= new Set()).add(resource);
      for (const verb of usable) (verbs ??= new Set()).add(verb);
      index = Math.min(index, at);
    }
  }
  return resources === undefined || verbs === undefined ? undefined : { resources: [...resources], verbs: [...verbs], index, how };
}

/** Whether what a rule lists has something of what is asked for. */
function meets(listed: readonly string[], asked: readonly string[]): boolean {
  if (listed.includes('*')) return asked.length > 0;
  for (let i = 0; i < asked.length; i++) if (listed.includes(asked[i])) return true;
  return false;
}

/** Whether some rules together grant something of an escalation. */
export function grantsAny(rules: readonly Grantable[], escalation: Escalation, minor: number): boolean {
  return rules.some((rule) => grantedOf(rule, escalation, minor) !== undefined);
}

/**
 * Whether an entry of `resources` takes in a resource. RBAC reads `pods/*` to the letter, so that it grants nothing today; it is taken
 * as it is meant, since other authorizers, and people, read it so.
 */
export function covers(pattern: string, resource: string): boolean {
  if (pattern === '*' || pattern === resource) return true;
  const slash = resource.indexOf('/');
  if (slash < 0 || !pattern.includes('*')) return false;
  return pattern === `*${resource.slice(slash)}` || pattern === `${resource.slice(0, slash)}/*`;
}

/**
 * Whether resourceNames make a grant harmless. A request to create, or to delete a collection, has no name, so that a rule with names
 * does not allow it at all; subresources have the name of their object.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 */
function isNarrowed(rule: Grantable, permission: Permission, resource: string, verb: string): boolean {
  const names = rule.resourceNames ?? [];
  if (names.length === 0) return false;
  if ((verb === 'create' && !resource.includes('/')) || verb === 'deletecollection') return true;
  if (permission.names === undefined) return true;
  return permission.names !== 'any' && !permission.names.some((name) => names.includes(name));
}
