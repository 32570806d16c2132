import { grantsAny } from '../../../analysis/escalation';
import { Binding, isBootstrap } from '../../../analysis/role';
import { ALL_ESCALATIONS, BUILT_IN_GRANTS, Escalation } from '../../../standard/access';

/** What a binding grants that hands over the namespace or the cluster. */
export function powersOf(binding: Binding, minor: number): readonly Escalation[] {
  const { role, roleName, clusterWide } = binding;
  const rules = isToBuiltIn(binding) ? BUILT_IN_GRANTS[roleName] : role === undefined ? [] : [role, ...role.gathers].flatMap((each) => each.rules);
  return ALL_ESCALATIONS.filter((escalation) => (
    escalation.severity === 'error' && (clusterWide || escalation.clusterScoped !== true) && grantsAny(rules, escalation, minor)
  ));
}

/** Whether a binding names a ClusterRole for people as every cluster has it, and not a role of that name that the input brings. */
export function isToBuiltIn({ role, roleKind, roleName }: Binding): boolean {
  return roleKind === 'ClusterRole' && Object.hasOwn(BUILT_IN_GRANTS, roleName) && (role === undefined || isBootstrap(role.at));
}

/** Powers as a message lists them, the first three in words. */
export function shownPowers(powers: readonly Escalation[]): string {
  return `${powers.slice(0, 3).map(({ power }) => power).join(', ')}${powers.length > 3 ? ` and ${powers.length - 3} more` : ''}`;
}
