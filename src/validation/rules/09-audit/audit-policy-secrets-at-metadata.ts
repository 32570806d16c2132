import { auditPolicy, RECORDING, withFirst } from './audit-policy';
import { AUDIT_POLICY, CIS_POLICY_COVERS, MITRE_LOGS, NSA_LOGGING } from './references';
import { AuditRule, auditRules, decidingRule, isAuditPolicy } from '../../../analysis/audit-policy';
import { formatPath } from '../../../manifest/path';
import { Rule } from '../../rule';

export const auditPolicySecretsAtMetadata: Rule = {
  id: 'audit-policy-secrets-at-metadata',
  title: 'Audit logs hold no Secrets and no tokens',
  item: 9,
  severity: 'error',
  why: 'Whoever reads the log would read every credential that was written or read since: logs are copied to more places, kept longer and guarded less than Secrets.',
  references: [AUDIT_POLICY, CIS_POLICY_COVERS, NSA_LOGGING, MITRE_LOGS],
  edition: '2026.11',
  bad: {
    'everything in full': auditPolicy([{ level: 'RequestResponse' }]),
    'what is written': auditPolicy([{ level: 'Request' }]),
    'Secrets by name': withFirst({ level: 'RequestResponse', resources: [{ group: '', resources: ['secrets'] }] }),
    'of the core group': withFirst({ level: 'RequestResponse', resources: [{ group: '' }] }),
    'tokens that are handed out': withFirst({ level: 'RequestResponse', resources: [{ group: '', resources: ['serviceaccounts/token'] }] }),
    'tokens that are looked up': withFirst({ level: 'Request', resources: [{ group: 'authentication.k8s.io' }] }),
    'ConfigMaps, which hold credentials too often': withFirst({ level: 'Request', verbs: ['update'], resources: [{ group: '', resources: ['configmaps'] }] }),
    'of one user': withFirst({ level: 'RequestResponse', users: ['alice'] }),
    'of one group in one namespace': withFirst({ level: 'RequestResponse', userGroups: ['system:nodes'], namespaces: ['shop'] }),
  },
  good: {
    'a policy that records': auditPolicy(RECORDING),
    'what is read is in the response, not in the request': withFirst({ level: 'Request', verbs: ['get', 'list', 'watch'] }),
    'Secrets are decided before': auditPolicy([RECORDING[2], { level: 'RequestResponse' }]),
    'of other resources': withFirst({ level: 'RequestResponse', resources: [{ group: '', resources: ['pods', 'pods/*'] }] }),
    'paths of no resource': withFirst({ level: 'RequestResponse', nonResourceURLs: ['/logs*'] }),
  },
  * checkEach(objects) {
    for (const policy of objects.ofKind('Policy')) {
      if (!isAuditPolicy(policy)) continue;
      const rules = auditRules(policy);
      for (const [i, rule] of rules.entries()) {
        const leaks = SENSITIVE.filter((sensitive) => leaksFrom(rules, i, sensitive)).map(({ resource }) => resource);
        if (leaks.length === 0) continue;
        const path = ['rules', i, 'level'];
        yield {
          at: policy,
          path,
          message: `${formatPath(path)} is ${rule.level}, and with it the log holds what is in ${leaks.join(', ')}`,
          remedy: 'write a rule of level Metadata for them before it',
          severity: leaks.every((resource) => resource === 'configmaps') ? 'warning' : undefined,
        };
      }
    }
  },
};

interface Sensitive {
  readonly group: string;
  readonly resource: string;
  /** Verbs whose request holds it; the response of the others does. */
  readonly inRequest: readonly string[];
  readonly inResponse: readonly string[];
}

const WRITE = ['create', 'update', 'patch'];
const SENSITIVE: readonly Sensitive[] = [
  { group: '', resource: 'secrets', inRequest: WRITE, inResponse: ['get', 'list', 'watch', ...WRITE] },
  { group: '', resource: 'serviceaccounts/token', inRequest: [], inResponse: ['create'] },
  { group: 'authentication.k8s.io', resource: 'tokenreviews', inRequest: ['create'], inResponse: ['create'] },
  { group: '', resource: 'configmaps', inRequest: WRITE, inResponse: ['get', 'list', 'watch', ...WRITE] },
];

/** Whether a rule decides about a request that brings the contents into the log: of one that it is about, if it is about any. */
function leaksFrom(rules: readonly AuditRule[], i: number, { group, resource, inRequest, inResponse }: Sensitive): boolean {
  const rule = rules[i];
  const verbs = rule.level === 'RequestResponse' ? inResponse : rule.level === 'Request' ? inRequest : [];
  return verbs.some((verb) => (rule.namespaces.length === 0 ? [resource === 'tokenreviews' ? '' : 'shop'] : rule.namespaces).some((namespace) => (
    decidingRule(rules, {
      user: rule.users[0] ?? 'somebody@example.com',
      groups: rule.userGroups.length > 0 ? [rule.userGroups[0]] : ['system:authenticated'],
      verb,
      namespace,
      group,
      resource,
      name: rule.resources.flatMap(({ resourceNames }) => resourceNames)[0] ?? 'somename',
    }) === i
  )));
}
