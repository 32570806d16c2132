import { apiServer, apiServers } from './api-server';
import { AUDIT_BACKEND, NSA_LOGGING } from './references';
import { quote } from '../../../manifest/quote';
import { mitre } from '../../../standard/reference';
import { Rule } from '../../rule';

const LOGGING = ['--audit-policy-file=/etc/kubernetes/audit-policy.yaml', '--audit-log-path=/var/log/kubernetes/audit.log'];

export const auditLogRetention: Rule = {
  id: 'audit-log-retention',
  title: 'The API server keeps its audit log for a month',
  item: 9,
  severity: 'warning',
  why: 'A break-in is found weeks after it happened, if at all. A log that is cut off after days, or pushed out by a flood of requests, has forgotten how it began.',
  references: [AUDIT_BACKEND, NSA_LOGGING, mitre('T1070')],
  edition: '2026.11',
  bad: {
    'too few days': apiServer(...LOGGING, '--audit-log-maxage=7', '--audit-log-maxbackup=10', '--audit-log-maxsize=100'),
    'too few files': apiServer(...LOGGING, '--audit-log-maxage=30', '--audit-log-maxbackup=2', '--audit-log-maxsize=100'),
    'files that are too small': apiServer(...LOGGING, '--audit-log-maxage=30', '--audit-log-maxbackup=10', '--audit-log-maxsize=10'),
    'no number': apiServer(...LOGGING, '--audit-log-maxage=month', '--audit-log-maxbackup=10', '--audit-log-maxsize=100'),
    'nothing is ever removed': apiServer(...LOGGING),
  },
  good: {
    'a month': apiServer(...LOGGING, '--audit-log-maxage=30', '--audit-log-maxbackup=10', '--audit-log-maxsize=100'),
    'to standard output, for others to keep': apiServer(LOGGING[0], '--audit-log-path=-'),
    'to a webhook': apiServer(LOGGING[0], '--audit-webhook-config-file=/etc/kubernetes/audit-webhook.yaml'),
  },
  * checkEach(objects) {
    for (const { pod, container, flags } of apiServers(objects)) {
      const log = flags.get('audit-log-path');
      if (log === undefined || log.value === '' || log.value === '-') continue;
      for (const { flag, least, unit } of LEAST) {
        const said = flags.get(flag);
        // Zero is what is not set: no bound at all, until the disk is full.
        const found = said === undefined || said.value === '0' ? 'is not set' : `is ${quote(said.value)}`;
        if (said !== undefined && /^\d{1,9}$/.test(said.value) && Number(said.value) >= least) continue;
        yield {
          at: pod.owner,
          container: container.name,
          path: said?.path ?? log.path,
          message: `--${flag} ${found}`,
          remedy: `set it to ${least} ${unit} or more`,
        };
      }
    }
  },
};

const LEAST = [
  { flag: 'audit-log-maxage', least: 30, unit: 'days' },
  { flag: 'audit-log-maxbackup', least: 10, unit: 'files' },
  { flag: 'audit-log-maxsize', least: 100, unit: 'megabytes' },
] as const;
