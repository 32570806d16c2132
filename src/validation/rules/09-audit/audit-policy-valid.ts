import { auditPolicy, RECORDING, withFirst } from './audit-policy';
import { AUDIT_POLICY, CIS_POLICY_EXISTS, MITRE_NO_TRACE, NSA_LOGGING } from './references';
import { AUDIT_LEVELS, isAuditPolicy } from '../../../analysis/audit-policy';
import { asList, asObject, Json, Resource } from '../../../manifest/model';
import { nearest } from '../../../manifest/nearest';
import { formatPath, Path } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Problem, Rule } from '../../rule';

export const auditPolicyValid: Rule = {
  id: 'audit-policy-valid',
  title: 'Audit policies are read as they are meant',
  item: 9,
  severity: 'error',
  why: 'The API server does not start with a policy that it refuses, and leaves out a field that it does not know: a rule that lost its condition holds for everything.',
  references: [AUDIT_POLICY, CIS_POLICY_EXISTS, NSA_LOGGING, MITRE_NO_TRACE],
  edition: '2026.11',
  bad: {
    'no rules': auditPolicy([]),
    'rules that are no list': auditPolicy({ level: 'Metadata' }),
    'a version that is gone': auditPolicy(RECORDING, { apiVersion: 'audit.k8s.io/v1beta1' }),
    'a field of the policy that is misspelt': auditPolicy(RECORDING, { omitStage: ['RequestReceived'] }),
    'a field of a rule that is misspelt': withFirst({ level: 'None', user: ['system:kube-proxy'] }),
    'a field of resources that is misspelt': withFirst({ level: 'Metadata', resources: [{ groups: '', resources: ['pods'] }] }),
    'no level': withFirst({ users: ['alice'] }),
    'a level that does not exist': withFirst({ level: 'metadata', users: ['alice'] }),
    'a stage that does not exist': withFirst({ level: 'Metadata', omitStages: ['Received'] }),
    'resources and paths in one rule': withFirst({ level: 'None', resources: [{ group: '' }], nonResourceURLs: ['/healthz'] }),
    'a path that does not begin with a slash': withFirst({ level: 'None', nonResourceURLs: ['healthz'] }),
    'a path with a wildcard inside': withFirst({ level: 'None', nonResourceURLs: ['/api*/v1'] }),
    'a group with its version': withFirst({ level: 'Metadata', resources: [{ group: 'apps/v1', resources: ['deployments'] }] }),
    'names of no resource': withFirst({ level: 'Metadata', resources: [{ group: '', resourceNames: ['controller-leader'] }] }),
    'a list that is a text': withFirst({ level: 'None', verbs: 'watch' }),
  },
  good: {
    'a policy that records': auditPolicy(RECORDING),
    'every path': withFirst({ level: 'None', users: ['system:prober'], nonResourceURLs: ['*', '/metrics*'] }),
    'every group': withFirst({ level: 'Metadata', users: ['alice'], resources: [{ group: '*', resources: ['*/scale'] }] }),
    'what is not set': withFirst({ level: 'Metadata', users: ['alice'], verbs: null, resources: null }),
    'a policy of somebody else': { add: [{ apiVersion: 'kyverno.io/v1', kind: 'Policy', metadata: { name: 'x', namespace: 'shop' }, rules: [] }] },
  },
  * checkEach(objects) {
    for (const policy of objects.ofKind('Policy')) {
      if (isAuditPolicy(policy)) yield* problems(policy);
    }
  },
};

function* problems(at: Resource): Iterable<Problem> {
  const report = (path: Path, found: string, remedy: string): Problem => ({ at, path, message: `${formatPath(path)} ${found}`, remedy });
  const { raw } = at;
  if (at.apiVersion !== 'audit.k8s.io/v1') yield report(['apiVersion'], `is ${quote(at.apiVersion)}, which Kubernetes 1.24 stopped to read`, 'write audit.k8s.io/v1');
  yield* unknownFields([], raw, POLICY_FIELDS, report);
  if (!Array.isArray(raw.rules) || raw.rules.length === 0) {
    yield report(['rules'], raw.rules === undefined || raw.rules === null ? 'is not set' : 'holds no rule', 'write at least one rule: without one the API server does not start');
  }
  yield* stages([], raw.omitStages, report);
  for (const [i, entry] of asList(raw.rules).entries()) yield* ruleProblems(['rules', i], asObject(entry), report);
}

type Report = (path: Path, found: string, remedy: string) => Problem;

function* ruleProblems(path: Path, rule: Json, report: Report): Iterable<Problem> {
  yield* unknownFields(path, rule, RULE_FIELDS, report);
  const { level } = rule;
  if (!AUDIT_LEVELS.some((known) => known === level)) {
    yield report([...path, 'level'], level === undefined || level === null || level === '' ? 'is not set' : `is ${shown(level)}`, `use ${AUDIT_LEVELS.join(', ')}`);
  }
  for (const field of LISTS) {
    if (rule[field] !== undefined && rule[field] !== null && !Array.isArray(rule[field])) yield report([...path, field], `is ${shown(rule[field])}, not a list`, 'write a list');
  }
  yield* stages(path, rule.omitStages, report);
  const urls = asList(rule.nonResourceURLs);
  if (urls.length > 0 && (asList(rule.resources).length > 0 || asList(rule.namespaces).length > 0)) {
    yield report([...path, 'nonResourceURLs'], 'stands beside resources or namespaces, and no request has both', 'write two rules');
  }
  for (const [i, url] of urls.entries()) {
    if (typeof url !== 'string' || url === '*') continue;
    const at = [...path, 'nonResourceURLs', i];
    if (!url.startsWith('/')) yield report(at, `is ${quote(url)}`, 'begin it with a slash');
    if (url.slice(0, -1).includes('*')) yield report(at, `is ${quote(url)}`, 'put the * at the end, and nowhere else');
  }
  for (const [i, entry] of asList(rule.resources).entries()) {
    const resources = asObject(entry);
    const at = [...path, 'resources', i];
    yield* unknownFields(at, resources, RESOURCE_FIELDS, report);
    const { group } = resources;
    if (typeof group === 'string' && group !== '' && group !== '*' && !/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(group)) {
      const slash = group.indexOf('/');
      yield report([...at, 'group'], `is ${quote(group)}, which is no API group`, slash > 0 ? `write ${quote(group.slice(0, slash))}, without the version` : 'write the name of the group');
    }
    if (asList(resources.resourceNames).length > 0 && asList(resources.resources).length === 0) {
      yield report([...at, 'resourceNames'], 'is set, and resources is not', 'say of which resources these are the names');
    }
  }
}

function* unknownFields(path: Path, object: Json, known: readonly string[], report: Report): Iterable<Problem> {
  for (const field in object) {
    if (known.includes(field)) continue;
    const meant = nearest(field, known);
    yield report([...path, field], 'is not a field of an audit policy, and is left out', meant === undefined ? 'remove it' : `write ${meant}`);
  }
}

function* stages(path: Path, value: unknown, report: Report): Iterable<Problem> {
  for (const [i, stage] of asList(value).entries()) {
    if (!STAGES.some((known) => known === stage)) yield report([...path, 'omitStages', i], `is ${shown(stage)}`, `use ${STAGES.join(', ')}`);
  }
}

const POLICY_FIELDS = ['apiVersion', 'kind', 'metadata', 'rules', 'omitStages', 'omitManagedFields'];
const RULE_FIELDS = ['level', 'users', 'userGroups', 'verbs', 'resources', 'namespaces', 'nonResourceURLs', 'omitStages', 'omitManagedFields'];
const RESOURCE_FIELDS = ['group', 'resources', 'resourceNames'];
const LISTS = ['users', 'userGroups', 'verbs', 'resources', 'namespaces', 'nonResourceURLs', 'omitStages'];
const STAGES = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'];

function shown(value: unknown): string {
  return typeof value === 'string' ? quote(value) : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : String(value);
}
