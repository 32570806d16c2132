import fc from 'fast-check';
import { AuditRequest, AuditRule, auditRules, decidingRule, shadows } from '../../src/analysis/audit-policy';
import { Resource } from '../../src/manifest/model';

const request = (parts: Partial<AuditRequest> = {}): AuditRequest => ({
  user: 'alice', groups: ['dev', 'system:authenticated'], verb: 'get', namespace: 'shop', group: '', resource: 'pods', name: 'api', ...parts,
});

function decides(rule: object, parts: Partial<AuditRequest> = {}): boolean {
  const policy = new Resource({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'Metadata', ...rule }] });
  return decidingRule(auditRules(policy), request(parts)) === 0;
}

// The cases follow ruleMatches of k8s.io/apiserver 0.37, pkg/audit/policy/checker.go.
it.each<[boolean, object, Partial<AuditRequest>]>([
  [true, {}, {}],
  [true, { users: ['alice'] }, {}],
  [false, { users: ['bob'] }, {}],
  [true, { userGroups: ['ops', 'dev'] }, {}],
  [false, { users: ['bob'], userGroups: ['dev'] }, {}],
  [false, { verbs: ['list'] }, {}],
  [true, { namespaces: ['shop'] }, {}],
  [false, { namespaces: [''] }, {}],
  [true, { namespaces: [''] }, { namespace: '' }],
  [true, { resources: [{ group: '' }] }, {}],
  [true, { resources: [{}] }, {}],
  [false, { resources: [{ group: 'apps' }] }, {}],
  [true, { resources: [{ group: '*' }] }, {}],
  [true, { resources: [{ group: '', resources: ['pods'] }] }, {}],
  [false, { resources: [{ group: '', resources: ['pods'] }] }, { resource: 'pods/log' }],
  [true, { resources: [{ group: '', resources: ['pods/log'] }] }, { resource: 'pods/log' }],
  [true, { resources: [{ group: '', resources: ['pods/*'] }] }, { resource: 'pods/log' }],
  [true, { resources: [{ group: '', resources: ['pods/*'] }] }, {}],
  [true, { resources: [{ group: '', resources: ['*/scale'] }] }, { resource: 'deployments/scale' }],
  [false, { resources: [{ group: '', resources: ['*/scale'] }] }, { resource: 'deployments' }],
  [true, { resources: [{ group: '', resources: ['*'] }] }, { resource: 'pods/log' }],
  [false, { resources: [{ group: '', resources: ['pods'], resourceNames: ['web'] }] }, {}],
  [true, { resources: [{ group: '', resources: ['pods'], resourceNames: ['api'] }] }, {}],
  [false, { nonResourceURLs: ['*'] }, {}],
])('fits as the API server does (%p): %j %j', (expected, rule, parts) => {
  expect(decides(rule, parts)).toBe(expected);
});

const some = (...values: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...values], { minLength: 0, maxLength: 2 });
const anyRule: fc.Arbitrary<AuditRule> = fc.record({
  level: fc.constant('Metadata' as const),
  users: some('alice', 'bob'),
  userGroups: some('dev', 'ops'),
  verbs: some('get', 'create'),
  namespaces: some('shop', ''),
  resources: fc.array(fc.record({ group: fc.constantFrom('', 'apps', '*'), resources: some('pods', 'pods/log', 'pods/*', '*', '*/log'), resourceNames: some('api', 'web') }), { maxLength: 2 }),
  nonResourceURLs: some('*', '/healthz*', '/healthz/live'),
});

it('calls a rule shadowed only where no request ever comes to it', () => {
  const requests = ['alice', 'bob', 'eve'].flatMap((user) => [['dev'], ['ops'], ['dev', 'ops'], []].flatMap((groups) => ['get', 'create'].flatMap((verb) => (
    ['shop', 'other', ''].flatMap((namespace) => ['', 'apps'].flatMap((group) => ['pods', 'pods/log', 'nodes'].flatMap((resource) => (
      ['api', 'web', 'db'].map((name) => request({ user, groups, verb, namespace, group, resource, name }))
    ))))
  ))));
  let shadowed = 0;
  fc.assert(fc.property(anyRule, anyRule, (earlier, later) => {
    if (!shadows(earlier, later)) return;
    shadowed++;
    for (const one of requests) expect(decidingRule([earlier, later], one)).not.toBe(1);
  }), { numRuns: 5000 });
  expect(shadowed).toBeGreaterThan(50);
});
