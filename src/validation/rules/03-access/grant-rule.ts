import { named } from './subject';
import { Access, accessOf } from '../../../analysis/access';
import { Granted, grantedOf, grantsAny, reachOf } from '../../../analysis/escalation';
import { Binding, isOfControlPlane, Role } from '../../../analysis/role';
import { once } from '../../../manifest/once';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { BUILT_IN_GRANTS, Escalation } from '../../../standard/access';
import { Edit, Policy, Problem, Rule, WholeRule } from '../../rule';

/** The examples of a rule about a grant. */
interface Examples {
  readonly bad: Rule['bad'];
  readonly good?: Rule['good'];
}

/** The rule that reports roles with a grant of the standard. */
export function grantRule(escalation: Escalation, examples: Examples): WholeRule {
  return {
    id: escalation.id,
    title: escalation.title,
    item: escalation.item,
    severity: escalation.severity,
    development: escalation.severity === 'error' ? 'warning' : 'info',
    why: escalation.why,
    references: escalation.references,
    edition: '2026.11',
    ...examples,
    check: (model, policy) => problems(accessOf(model), escalation, policy),
  };
}

function* problems(access: Access, escalation: Escalation, policy: Policy): Iterable<Problem> {
  for (const role of access.roles) {
    const found = role.rules.flatMap((rule) => {
      const granted = grantedOf(rule, escalation, policy.minor);
      return granted === undefined ? [] : [{ rule, granted }];
    });
    if (found.length === 0 || isOfControlPlane(role) || isOutOfReach(role, escalation, policy)) continue;
    // Nobody has it, as far as the input shows; whoever binds the role later does not read it again.
    const severity = escalation.severity === 'error' && reachOf(role) === 'nobody' ? 'warning' : undefined;
    for (const { rule, granted } of found) {
      yield {
        at: role.at,
        path: [...rule.path, 'resources', granted.index],
        message: `${formatPath(rule.path)} lets ${who(role)} ${escalation.power}: ${what(granted)}`,
        remedy: escalation.remedy,
        severity,
      };
    }
  }
}

/** Whether a grant of the role comes to nothing, or adds nothing to what its holders have. */
export function isOutOfReach(role: Role, escalation: Escalation, policy: Policy): boolean {
  const reach = reachOf(role);
  if (escalation.clusterScoped === true && (role.at.kind === 'Role' || reach === 'namespace')) return true;
  // Rules that are added to a role for people, which holds the same already.
  return reach === 'nobody' && ['admin', 'edit'].some((name) => (
    role.at.labels[`rbac.authorization.k8s.io/aggregate-to-${name}`] === 'true' && grantsAny(BUILT_IN_GRANTS[name], escalation, policy.minor)
  ));
}

/** Who is bound to the role, and where, for a message. */
export const who = once((role: Role): string => {
  const bindings = role.bindings.filter((binding) => binding.subjects.length > 0);
  return bindings.length === 0 ? 'whoever is bound to it' : `${named(bindings.flatMap((binding) => binding.subjects))}${where(role, bindings)}`;
});

function where(role: Role, bindings: readonly Binding[]): string {
  if (role.at.kind === 'ClusterRole' && bindings.some((binding) => binding.clusterWide)) return ', in the whole cluster,';
  const namespaces = [...new Set(bindings.map((binding) => binding.at.namespace))].filter((namespace) => namespace !== '');
  if (namespaces.length === 0) return '';
  return `, in namespace ${namespaces.slice(0, 3).map(quote).join(', ')}${namespaces.length > 3 ? ` and ${namespaces.length - 3} more` : ''},`;
}

function what({ verbs, resources, how }: Granted): string {
  return `${verbs.join(', ')} on ${resources.slice(0, 4).join(', ')}${resources.length > 4 ? ` and ${resources.length - 4} more` : ''}${how === undefined ? '' : `, ${how}`}`;
}

/** An edit that puts one rule into the Role that the API is bound to. */
export function inRole(rule: object): Edit {
  return { on: 'Role/api', set: { rules: [rule] } };
}

/** An edit that grants one rule of a ClusterRole to the API in the whole cluster. */
export function inCluster(rule: object): Edit {
  return {
    add: [
      clusterRole([rule]),
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'api' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'api' },
        subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
      },
    ],
  };
}

/** An edit that grants one rule of a ClusterRole to the API in its namespace. */
export function inNamespace(rule: object): Edit {
  return {
    on: 'RoleBinding/api',
    set: { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'api' } },
    add: [clusterRole([rule])],
  };
}

/** An edit that adds a ClusterRole that nobody is bound to. */
export function unbound(rule: object, labels: Readonly<Record<string, string>> = {}, name = 'api'): Edit {
  return { add: [clusterRole([rule], labels, name)] };
}

function clusterRole(rules: readonly object[], labels: Readonly<Record<string, string>> = {}, name = 'api'): object {
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name, labels }, rules };
}
