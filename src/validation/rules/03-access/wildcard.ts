import { isOutOfReach } from './grant-rule';
import { accessOf } from '../../../analysis/access';
import { grantsAny, reachOf } from '../../../analysis/escalation';
import { isOfControlPlane, Role, RoleRule } from '../../../analysis/role';
import { Model } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { ALL_ESCALATIONS } from '../../../standard/access';
import { Policy, Problem } from '../../rule';

/**
 * The rules of roles that have a wildcard in a field. One that hands over the namespace or the cluster weighs as much as its rule says;
 * one within an API of its own, or in a role that nobody has, is a warning.
 */
export function* wildcards(
  model: Model,
  policy: Policy,
  field: 'apiGroups' | 'resources' | 'verbs' | 'nonResourceURLs',
  isWildcard: (entry: string, rule: RoleRule, role: Role) => boolean,
  remedy: string,
): Iterable<Problem> {
  for (const role of accessOf(model).roles) {
    if (isOfControlPlane(role)) continue;
    for (const rule of role.rules) {
      const i = rule[field].findIndex((entry) => isWildcard(entry, rule, role));
      if (i < 0) continue;
      const path = [...rule.path, field];
      yield {
        at: role.at,
        path,
        message: `${formatPath(path)} has "${rule[field][i]}"${of(rule, field)}`,
        remedy,
        severity: handsOver(role, rule, policy) ? undefined : 'warning',
      };
    }
  }
}

function handsOver(role: Role, rule: RoleRule, policy: Policy): boolean {
  return reachOf(role) !== 'nobody' && ALL_ESCALATIONS.some((escalation) => (
    escalation.severity === 'error' && grantsAny([rule], escalation, policy.minor) && !isOutOfReach(role, escalation, policy)
  ));
}

/** What the wildcard is about, in short. */
function of(rule: RoleRule, field: string): string {
  if (field === 'nonResourceURLs') return '';
  if (field === 'verbs') return rule.resources.length > 0 ? `, on ${list(rule.resources)}` : '';
  if (field === 'resources') return rule.apiGroups.length > 0 ? `, of ${list(rule.apiGroups.map((group) => group || 'the core group'))}` : '';
  return rule.resources.length > 0 ? `, for ${list(rule.resources)}` : '';
}

function list(texts: readonly string[]): string {
  const shown = texts.slice(0, 3).map((text) => (/^[\w.*/-]{1,60}$|^the core group$/.test(text) ? text : quote(text))).join(', ');
  return texts.length > 3 ? `${shown} and ${texts.length - 3} more` : shown;
}
