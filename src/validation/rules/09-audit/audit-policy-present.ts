import { apiServer, apiServers } from './api-server';
import { AUDIT_BACKEND, AUDIT_POLICY, CIS_POLICY_EXISTS, MITRE_NO_TRACE, NSA_LOGGING } from './references';
import { Rule } from '../../rule';

export const auditPolicyPresent: Rule = {
  id: 'audit-policy-present',
  title: 'The API server keeps an audit log',
  item: 9,
  severity: 'error',
  why: 'Without a policy, or with none of the places that the log may go to, the API server records nothing.',
  references: [AUDIT_POLICY, AUDIT_BACKEND, CIS_POLICY_EXISTS, NSA_LOGGING, MITRE_NO_TRACE],
  edition: '2026.11',
  bad: {
    'neither': apiServer('--secure-port=6443'),
    'no policy': apiServer('--audit-log-path=/var/log/kubernetes/audit.log'),
    'no log': apiServer('--audit-policy-file=/etc/kubernetes/audit-policy.yaml'),
    'an empty flag': apiServer('--audit-policy-file=', '--audit-log-path=/var/log/kubernetes/audit.log'),
  },
  good: {
    'to a file': apiServer('--audit-policy-file=/etc/kubernetes/audit-policy.yaml', '--audit-log-path=/var/log/kubernetes/audit.log'),
    'to standard output': apiServer('--audit-policy-file=/etc/kubernetes/audit-policy.yaml', '--audit-log-path=-'),
    'to a webhook': apiServer('--audit-policy-file=/etc/kubernetes/audit-policy.yaml', '--audit-webhook-config-file=/etc/kubernetes/audit-webhook.yaml'),
    'no API server': {},
  },
  * checkEach(objects) {
    for (const { pod, container, flags } of apiServers(objects)) {
      const isSet = (flag: string): boolean => (flags.get(flag)?.value ?? '') !== '';
      const missing = isSet('audit-policy-file') ? isSet('audit-log-path') || isSet('audit-webhook-config-file') ? undefined : '--audit-log-path' : '--audit-policy-file';
      if (missing === undefined) continue;
      yield {
        at: pod.owner,
        container: container.name,
        path: [...container.path, 'command'],
        message: `kube-apiserver runs without ${missing}, so that nothing is recorded`,
        remedy: missing === '--audit-log-path' ? 'set --audit-log-path, or --audit-webhook-config-file' : 'set --audit-policy-file to a policy',
      };
    }
  },
};
