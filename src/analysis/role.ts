import { asList, asObject, Resource } from '../manifest/model';
import { Path } from '../manifest/path';

/** One rule of a Role or ClusterRole, with everything in it that is text. */
export interface RoleRule {
  /** From the role. */
  readonly path: Path;
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** A Role or ClusterRole, and the bindings that hand it to somebody. */
export interface Role {
  readonly at: Resource;
  /** Its own rules; what it aggregates is in `gathers`. */
  readonly rules: readonly RoleRule[];
  /** The ClusterRoles whose rules the control plane copies into this one, directly or by way of others. */
  readonly gathers: readonly Role[];
  /** The bindings that hand out its own rules: those that name it, and those that name a ClusterRole that gathers it. */
  readonly bindings: readonly Binding[];
}

/** Somebody who is bound. */
export interface Subject {
  readonly kind: string;
  readonly name: string;
  /** Of a ServiceAccount. */
  readonly namespace: string;
  readonly path: Path;
}

/** A RoleBinding or ClusterRoleBinding. */
export interface Binding {
  readonly at: Resource;
  /** Whether it grants in the whole cluster; otherwise in the namespace of the binding. */
  readonly clusterWide: boolean;
  readonly roleKind: string;
  readonly roleName: string;
  /** Undefined where the input does not hold the role. */
  readonly role: Role | undefined;
  readonly subjects: readonly Subject[];
}

/** Whether a binding hands anything to anybody, as far as the input shows. */
export function grantsSomething(binding: Binding): boolean {
  const { role, subjects } = binding;
  if (subjects.length === 0) return false;
  // What is not in the input, or gathers rules that may not be, has to be taken for something.
  return role === undefined || role.rules.length > 0 || asObject(role.at.raw).aggregationRule !== undefined;
}

/** Whether it is one of the roles and bindings that the API server makes and repairs by itself. */
export function isBootstrap(resource: Resource): boolean {
  return resource.labels['kubernetes.io/bootstrapping'] === 'rbac-defaults'
    && (resource.name.startsWith('system:') || BUILT_IN_ROLES.has(resource.name));
}

/** Whether it is a role of the control plane: named and held by what Kubernetes reserves `system:` for. */
export function isOfControlPlane({ at, bindings }: Role): boolean {
  if (!at.name.startsWith('system:')) return isBootstrap(at);
  if (isBootstrap(at)) return true;
  const subjects = bindings.flatMap((binding) => binding.subjects);
  return subjects.length > 0 && subjects.every(({ kind, name }) => (
    (kind === 'User' || kind === 'Group') && name.startsWith('system:') && !/^system:(?:anonymous$|authenticated$|unauthenticated$|serviceaccount)/.test(name)
  ));
}

/** The ClusterRoles for people that every cluster has. */
export const BUILT_IN_ROLES: ReadonlySet<string> = new Set(['cluster-admin', 'admin', 'edit', 'view']);

/** Other APIs have Roles too; OpenShift's old group is the same thing. */
export function isRbac(resource: Resource): boolean {
  return resource.group === 'rbac.authorization.k8s.io' || resource.group === 'authorization.openshift.io';
}

/** The rules that a role is written with; what is no rule is left out. */
export function rulesOf(role: Resource): RoleRule[] {
  return asList(role.raw.rules).flatMap((entry, i) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
    const rule = asObject(entry);
    return [{
      path: ['rules', i],
      apiGroups: texts(rule.apiGroups),
      resources: texts(rule.resources),
      verbs: texts(rule.verbs),
      resourceNames: texts(rule.resourceNames),
      nonResourceURLs: texts(rule.nonResourceURLs),
    }];
  });
}

function texts(value: unknown): readonly string[] {
  return asList(value).filter((entry): entry is string => typeof entry === 'string');
}
