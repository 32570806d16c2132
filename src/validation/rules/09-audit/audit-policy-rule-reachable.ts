import { auditPolicy, RECORDING, withFirst } from './audit-policy';
import { AUDIT_POLICY, MITRE_NO_TRACE, NSA_LOGGING } from './references';
import { auditRules, isAuditPolicy, shadows } from '../../../analysis/audit-policy';
import { formatPath } from '../../../manifest/path';
import { Rule } from '../../rule';

export const auditPolicyRuleReachable: Rule = {
  id: 'audit-policy-rule-reachable',
  title: 'Every rule of an audit policy decides about something',
  item: 9,
  severity: 'warning',
  why: 'The first rule that fits decides. A rule behind one that fits all of its requests does nothing, and whoever wrote it believes that it does.',
  references: [AUDIT_POLICY, NSA_LOGGING, MITRE_NO_TRACE],
  edition: '2026.11',
  bad: {
    'behind a rule for everything': withFirst({ level: 'Metadata' }),
    'behind a rule for the whole group': withFirst({ level: 'Metadata', resources: [{ group: 'authentication.k8s.io' }, { group: '' }] }),
    'behind a rule for all subresources': auditPolicy([
      { level: 'Metadata', resources: [{ group: '', resources: ['pods/*'] }] }, { level: 'Request', resources: [{ group: '', resources: ['pods/exec'] }] }, ...RECORDING,
    ]),
    'behind a rule for more users': auditPolicy([{ level: 'None', users: ['alice', 'bob'] }, { level: 'Request', users: ['bob'], verbs: ['delete'] }, ...RECORDING]),
    'behind a rule for a longer path': auditPolicy([{ level: 'None', nonResourceURLs: ['/health*'] }, ...RECORDING.slice(0, 1), { level: 'Metadata', nonResourceURLs: ['/healthz*'] }]),
    'twice the same': auditPolicy([...RECORDING, RECORDING[4]]),
  },
  good: {
    'a policy that records': auditPolicy(RECORDING),
    'a resource does not mean its subresources': auditPolicy([{ level: 'Metadata', resources: [{ group: '', resources: ['pods'] }] }, { level: 'Request', resources: [{ group: '', resources: ['pods/exec'] }] }]),
    'names of some': auditPolicy([
      { level: 'None', resources: [{ group: '', resources: ['configmaps'], resourceNames: ['leader'] }] }, { level: 'Metadata', resources: [{ group: '', resources: ['configmaps'] }] },
    ]),
    'other namespaces': auditPolicy([{ level: 'None', namespaces: ['dev'] }, { level: 'Metadata', namespaces: ['dev', 'shop'] }]),
    'resources do not mean paths': auditPolicy([{ level: 'None', resources: [{ group: '*' }] }, { level: 'Metadata' }]),
  },
  * checkEach(objects) {
    for (const policy of objects.ofKind('Policy')) {
      if (!isAuditPolicy(policy)) continue;
      const rules = auditRules(policy).slice(0, MOST_RULES);
      for (const [i, rule] of rules.entries()) {
        const earlier = rules.slice(0, i).findIndex((other) => shadows(other, rule));
        if (earlier < 0) continue;
        const path = ['rules', i];
        yield { at: policy, path, message: `${formatPath(path)} never decides: rules[${earlier}] fits all of its requests`, remedy: `move it before rules[${earlier}], or remove it` };
      }
    }
  },
};

/** Each is compared with all before it; policies have some dozens. */
const MOST_RULES = 500;
