import { auditLogRetention } from './audit-log-retention';
import { auditPolicyContent } from './audit-policy-content';
import { auditPolicyPresent } from './audit-policy-present';
import { auditPolicyRuleReachable } from './audit-policy-rule-reachable';
import { auditPolicySecretsAtMetadata } from './audit-policy-secrets-at-metadata';
import { auditPolicyValid } from './audit-policy-valid';
import { Rule } from '../../rule';

/** Item 9, as far as files show it: the audit policy, and the flags of the API server where its manifest is at hand. */
export const AUDIT_RULES: readonly Rule[] = [
  auditPolicyPresent,
  auditLogRetention,
  auditPolicyValid,
  auditPolicyContent,
  auditPolicySecretsAtMetadata,
  auditPolicyRuleReachable,
];
