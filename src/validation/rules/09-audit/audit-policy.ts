import { Edit } from '../../rule';

/** An audit policy that records what matters, without what must not be recorded. Examples of the rules are changes of its rules. */
export const RECORDING: readonly object[] = [
  { level: 'None', users: ['system:kube-proxy'], verbs: ['watch'], resources: [{ group: '', resources: ['endpoints', 'services'] }] },
  { level: 'None', nonResourceURLs: ['/healthz*', '/version'] },
  {
    level: 'Metadata',
    resources: [
      { group: '', resources: ['secrets', 'configmaps', 'serviceaccounts/token'] },
      { group: 'authentication.k8s.io', resources: ['tokenreviews'] },
    ],
  },
  { level: 'RequestResponse', verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'] },
  { level: 'Metadata', omitStages: ['RequestReceived'] },
];

/** The compliant app with an audit policy of these rules. */
export function auditPolicy(rules: unknown, fields: object = {}): Edit {
  return { add: [{ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules, ...fields }] };
}

/** The policy above with a rule before all others. */
export function withFirst(rule: object): Edit {
  return auditPolicy([rule, ...RECORDING]);
}
