import { unbound } from './grant-rule';
import { accessOf } from '../../../analysis/access';
import { grantsAny } from '../../../analysis/escalation';
import { isBootstrap, Role } from '../../../analysis/role';
import { asList, asObject } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { ESCALATIONS } from '../../../standard/access';
import { Edit, Policy, Problem, Rule } from '../../rule';

const gathering = (clusterRoleSelectors: unknown, more: object = {}): Edit => ({
  add: [{
    apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'all' }, aggregationRule: { clusterRoleSelectors }, ...more,
  }],
});

const TO_VIEW = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };

export const rbacAggregatedRules: Rule = {
  id: 'rbac-aggregated-rules',
  title: 'Aggregated ClusterRoles gather what they name, and nothing that their holders must not have',
  item: 3,
  severity: 'warning',
  why: 'The control plane copies the rules of all ClusterRoles that a selector matches into one, and keeps doing so: a selector that is too wide, or a label on the wrong role, '
    + 'changes the rights of everybody who holds the role, without a binding.',
  references: [{ title: 'Aggregated ClusterRoles', url: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles' }],
  edition: '2026.11',
  bad: {
    'a selector that matches every role, cluster-admin too': gathering([{}]),
    'rules that the control plane overwrites': gathering(
      [{ matchLabels: { 'acme.io/gather': 'true' } }], { rules: [{ apiGroups: ['acme.io'], resources: ['anvils'], verbs: ['get'] }] },
    ),
    'writing, for those who may only look': unbound({ apiGroups: ['acme.io'], resources: ['anvils'], verbs: ['get', 'update'] }, TO_VIEW),
    'Secrets, for those who may only look': unbound({ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] }, TO_VIEW),
  },
  good: {
    'one label': gathering([{ matchLabels: { 'acme.io/gather': 'true' } }], { rules: [] }),
    'reading a type of its own, for those who may look': unbound({ apiGroups: ['acme.io'], resources: ['anvils'], verbs: ['get', 'list', 'watch'] }, TO_VIEW),
    'writing, for those who may edit': unbound(
      { apiGroups: ['acme.io'], resources: ['anvils'], verbs: ['create', 'update'] }, { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' },
    ),
  },
  * check(model, policy) {
    for (const role of accessOf(model).roles) {
      if (role.at.kind !== 'ClusterRole' || isBootstrap(role.at)) continue;
      yield* gatherProblems(role);
      yield* viewProblems(role, policy);
    }
  },
};

function* gatherProblems(role: Role): Iterable<Problem> {
  if (role.at.raw.aggregationRule === undefined || role.at.raw.aggregationRule === null) return;
  for (const [i, entry] of asList(asObject(role.at.raw.aggregationRule).clusterRoleSelectors).entries()) {
    const { matchLabels, matchExpressions } = asObject(entry);
    if (Object.keys(asObject(matchLabels)).length > 0 || asList(matchExpressions).length > 0) continue;
    const path = ['aggregationRule', 'clusterRoleSelectors', i];
    yield {
      at: role.at,
      path,
      message: `${formatPath(path)} is empty, which gathers every ClusterRole, cluster-admin too`,
      remedy: 'select the roles by a label of your own in matchLabels',
      severity: 'error',
    };
  }
  if (role.rules.length === 0) return;
  yield {
    at: role.at,
    path: ['rules'],
    message: 'rules is written beside aggregationRule, and the control plane overwrites it',
    remedy: 'set rules to [], and put these into a ClusterRole of their own with the label that is gathered',
  };
}

function* viewProblems(role: Role, policy: Policy): Iterable<Problem> {
  if (role.at.labels[VIEW] !== 'true') return;
  for (const rule of role.rules) {
    const secrets = grantsAny([rule], ESCALATIONS.secretsRead, policy.minor);
    const verb = rule.verbs.find((candidate) => !READ.has(candidate));
    if (!secrets && verb === undefined) continue;
    yield {
      at: role.at,
      path: ['metadata', 'labels', VIEW],
      message: `${formatPath(['metadata', 'labels', VIEW])} gives ${secrets ? 'the contents of Secrets' : `the verb ${quote(verb ?? '')}`} to everybody who may only look`,
      remedy: 'remove the label, or split what only reads into a ClusterRole of its own',
    };
    return;
  }
}

const VIEW = 'rbac.authorization.k8s.io/aggregate-to-view';
const READ: ReadonlySet<string> = new Set(['get', 'list', 'watch']);
