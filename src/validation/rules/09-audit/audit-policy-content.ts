import { auditPolicy, RECORDING, withFirst } from './audit-policy';
import { AUDIT_POLICY, CIS_POLICY_COVERS, MITRE_NO_TRACE, NSA_LOGGING } from './references';
import { AuditLevel, AuditRequest, auditRules, decidingRule, isAuditPolicy, recordsAtLeast } from '../../../analysis/audit-policy';
import { Resource } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { Problem, Rule } from '../../rule';

export const auditPolicyContent: Rule = {
  id: 'audit-policy-content',
  title: 'Audit policies record who reads Secrets, enters pods and changes what guards the cluster',
  item: 9,
  severity: 'error',
  why: 'The log is how somebody learns that a cluster was broken into, and the only way to know what was done. What no rule records did not happen, as far as anybody can tell.',
  references: [AUDIT_POLICY, CIS_POLICY_COVERS, NSA_LOGGING, MITRE_NO_TRACE],
  edition: '2026.11',
  bad: {
    'records nothing': auditPolicy([{ level: 'None' }]),
    'a rule for some, and none for the rest': auditPolicy([{ level: 'Metadata', resources: [{ group: '', resources: ['pods'] }] }]),
    'pods, and not what one does in them': auditPolicy([
      ...RECORDING.slice(0, 3), { level: 'RequestResponse', verbs: ['create', 'update', 'patch', 'delete'], resources: [{ group: '', resources: ['pods'] }] },
    ]),
    'nothing of Secrets': withFirst({ level: 'None', resources: [{ group: '', resources: ['secrets'] }] }),
    'nothing of programs': withFirst({ level: 'None', userGroups: ['system:serviceaccounts'] }),
    'nothing of reading': withFirst({ level: 'None', verbs: ['get', 'list', 'watch'] }),
    'nothing in a namespace of the cluster': withFirst({ level: 'None', namespaces: ['kube-system'] }),
    'who was granted something, and not what': withFirst({ level: 'Metadata', resources: [{ group: 'rbac.authorization.k8s.io' }] }),
  },
  good: {
    'a policy that records': auditPolicy(RECORDING),
    'everything, if not in full': auditPolicy([
      { level: 'Request', verbs: ['create', 'update', 'patch'], resources: [{ group: 'rbac.authorization.k8s.io' }, { group: 'admissionregistration.k8s.io' }] },
      { level: 'Request', verbs: ['create', 'update', 'patch'], resources: [{ group: '', resources: ['pods', 'pods/ephemeralcontainers', 'namespaces'] }] },
      { level: 'Metadata' },
    ]),
    'nothing of what the control plane does itself': withFirst({ level: 'None', users: ['system:apiserver', 'system:kube-controller-manager'] }),
    'nothing of events': withFirst({ level: 'None', resources: [{ group: '', resources: ['events'] }, { group: 'events.k8s.io', resources: ['events'] }] }),
  },
  * checkEach(objects) {
    for (const policy of objects.ofKind('Policy')) {
      if (isAuditPolicy(policy)) yield* gaps(policy);
    }
  },
};

/** Requests that have to leave a trace, and how much of one. */
interface Wanted {
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
  readonly level: AuditLevel;
}

const WANTED: readonly Wanted[] = (() => {
  const change = ['create', 'update', 'patch', 'delete'];
  const write = ['create', 'update', 'patch'];
  const of = (group: string, level: AuditLevel, verbs: readonly string[], ...resources: readonly string[]): Wanted[] => (
    resources.map((resource) => ({ group, resource, verbs, level }))
  );
  const guards = ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations', 'validatingadmissionpolicies', 'validatingadmissionpolicybindings'];
  return [
    ...of('', 'Metadata', ['get', 'list', 'watch', ...change], 'secrets'),
    ...of('', 'Metadata', change, 'configmaps', 'pods', 'namespaces', 'serviceaccounts'),
    ...of('', 'Metadata', ['get', 'create'], 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'services/proxy', 'nodes/proxy'),
    ...of('', 'Metadata', ['create'], 'serviceaccounts/token'),
    ...of('authentication.k8s.io', 'Metadata', ['create'], 'tokenreviews'),
    ...of('apps', 'Metadata', change, 'deployments', 'daemonsets', 'statefulsets'),
    ...of('certificates.k8s.io', 'Metadata', ['create', 'update'], 'certificatesigningrequests', 'certificatesigningrequests/approval'),
    ...of('networking.k8s.io', 'Metadata', change, 'networkpolicies'),
    // Who changed a role is half of it: what was granted, and what a pod was to run as, stands in the request.
    ...of('', 'Request', write, 'pods', 'pods/ephemeralcontainers', 'namespaces'),
    ...of('rbac.authorization.k8s.io', 'Request', write, 'roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'),
    ...of('rbac.authorization.k8s.io', 'Metadata', ['delete'], 'roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'),
    ...of('admissionregistration.k8s.io', 'Request', write, ...guards),
    ...of('admissionregistration.k8s.io', 'Metadata', ['delete'], ...guards),
  ];
})();

/** Somebody, and a program of somebody: neither is of the control plane. */
const REQUESTERS = [
  { user: 'somebody@example.com', groups: ['system:authenticated'] },
  { user: 'system:serviceaccount:shop:api', groups: ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'] },
];
const CLUSTER_SCOPED = /^(?:namespaces|nodes|clusterroles|clusterrolebindings|certificatesigningrequests|tokenreviews|validating|mutating)/;

interface Gap {
  readonly rule: number;
  readonly wanted: AuditLevel;
  readonly requests: Set<string>;
}

function* gaps(policy: Resource): Iterable<Problem> {
  const rules = auditRules(policy);
  if (rules.length === 0) return;
  const found = new Map<string, Gap>();
  for (const { group, resource, verbs, level } of WANTED) {
    for (const namespace of CLUSTER_SCOPED.test(resource) ? [''] : ['shop', 'kube-system']) {
      for (const verb of verbs) {
        for (const requester of REQUESTERS) {
          const request: AuditRequest = { ...requester, verb, namespace, group, resource, name: 'somename' };
          const rule = decidingRule(rules, request);
          const recorded = rule < 0 ? 'None' : rules[rule].level;
          // A level that does not exist is another rule's.
          if (recorded === undefined || recordsAtLeast(recorded, level)) continue;
          // What is not recorded at all is worse than what is not recorded in full.
          const wanted = recorded === 'None' ? 'Metadata' : level;
          const key = `${rule} ${wanted}`;
          const gap = found.get(key) ?? { rule, wanted, requests: new Set() };
          found.set(key, gap);
          gap.requests.add(`${verb} ${resource}${namespace === 'kube-system' ? ' in kube-system' : ''}${requester === REQUESTERS[1] ? ' by a ServiceAccount' : ''}`);
        }
      }
    }
  }
  for (const gap of found.values()) yield problem(policy, gap, rules[gap.rule]?.level);
}

function problem(at: Resource, { rule, wanted, requests }: Gap, level: AuditLevel | undefined): Problem {
  const path = rule < 0 ? ['rules'] : ['rules', rule, 'level'];
  // What holds for everybody everywhere is said once.
  const plain = [...requests].filter((request) => !/ in kube-system| by a ServiceAccount/.test(request));
  const listed = plain.length > 0 ? plain : [...requests];
  const what = `${listed.slice(0, 4).join(', ')}${listed.length > 4 ? ` and ${listed.length - 4} more` : ''}`;
  const found = rule < 0 ? `says nothing about requests to ${what}, so that they are not recorded` : `is ${level}, and decides about requests to ${what}`;
  return {
    at,
    path,
    message: `${formatPath(path)} ${found}`,
    remedy: rule < 0 ? 'end with a rule of level Metadata that has no conditions' : `write a rule of level ${wanted} for them before it`,
    severity: wanted === 'Request' ? 'warning' : undefined,
  };
}
