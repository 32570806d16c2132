import { Control } from '../../standard/control';
import { HARDENING } from '../../standard/hardening';
import { POD_SECURITY } from '../../standard/pod-security';
import { fieldRule } from '../field-rule';
import { Rule } from '../rule';
import { IMAGE_RULES } from './01-images';
import { NAMESPACE_RULES } from './02-pod-security';
import { ACCESS_RULES } from './03-access';
import { NETWORK_RULES } from './04-network';
import { SECRET_RULES } from './05-secrets';
import { RESOURCE_RULES } from './06-resources';
import { FILESYSTEM_RULES } from './07-filesystem';
import { AUDIT_RULES } from './09-audit';
import { VERSION_RULES } from './10-version';
import { RELIABILITY_RULES } from './reliability';

/** Every rule, in the order of the checklist; rows of the standard first. One more rule is one file and one line here. */
export const RULES: readonly Rule[] = [
  ...(POD_SECURITY as readonly Control[]).map((control) => fieldRule(control, 'error')),
  ...(HARDENING as readonly Control[]).map((control) => fieldRule(control, control.severity ?? 'error', control.severity ?? 'warning')),
  ...IMAGE_RULES,
  ...NAMESPACE_RULES,
  ...ACCESS_RULES,
  ...NETWORK_RULES,
  ...SECRET_RULES,
  ...RESOURCE_RULES,
  ...FILESYSTEM_RULES,
  ...AUDIT_RULES,
  ...VERSION_RULES,
  ...RELIABILITY_RULES,
];

/** The rule of this id. */
export function ruleById(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
