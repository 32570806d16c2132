import { Model, Resource } from '../../src/manifest/model';
import { read } from '../../src/manifest/read';
import { CallError } from '../../src/run/cli/call-error';
import { judgeInput } from '../../src/run/cli/judge-input';
import { example } from '../../src/validation/compliant-app';
import { judge } from '../../src/validation/engine';
import { DEFAULT_POLICY } from '../../src/validation/policy';
import { Edit, Problem, Rule } from '../../src/validation/rule';
import { RULES } from '../../src/validation/rules';
import { ends } from '../ends';

const POLICY = { ...DEFAULT_POLICY, severities: {} };

function pod(containers: number): object {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'shop' }, spec: { containers: Array.from({ length: containers }, (_, i) => ({ name: `c${i}`, image: 'x' })) } };
}

it('tells the first thousand of one rule and object, and how many more of each weight', () => {
  const model = new Model([{ value: pod(1) }]);
  const at = model.resources[0];
  const rule: Rule = { ...RULES[0], id: 'many', checkEach: undefined, * check(): Iterable<Problem> { for (let i = 0; i < 1503; i++) yield placeOf(at, i); } };
  const found = judge(model, POLICY, [rule]);
  expect(found.length).toBe(1002);
  expect(found.filter(({ path }) => path.length === 0).map(({ severity, message }) => `${severity}: ${message}`).sort()).toEqual([
    'error: 3 more places of Pod/p are like the first 1000', 'info: 500 more places of Pod/p are like the first 1000',
  ]);
});

it('refuses an input in which there is more to find than can be held', () => {
  const { resources } = new Model(Array.from({ length: 1001 }, () => ({ value: pod(1) })));
  const rule: Rule = { ...RULES[0], id: 'many', checkEach: undefined, * check(): Iterable<Problem> { for (const at of resources) for (let i = 0; i < 1000; i++) yield placeOf(at, i); } };
  const model = new Model([]);
  expect(() => judge(model, POLICY, [rule])).toThrow('there are more than 1000000 findings; judge a part of the manifests at a time, or fewer rules');
  const settings = { policy: POLICY, rules: [rule], levelOf: () => 'restricted' as const, waivers: [], clusterRules: [] };
  expect(() => judgeInput(read('kind: A\n', 'a.yaml').documents, settings)).toThrow(CallError);
});

it('takes a rule for an info where an older edition is pinned, until that is raised', () => {
  const model = new Model([{ value: pod(1) }]);
  const later: Rule = { ...RULES[0], edition: '2027.05', checkEach: undefined, * check() { yield { at: model.resources[0], path: [], message: 'it is wrong', remedy: 'mend it' }; } };
  const weighed = (edition: string): string[] => judge(model, { ...POLICY, edition }, [later]).map(({ severity }) => severity);
  expect([weighed('2026.11'), weighed('2027.05')]).toEqual([['info'], ['error']]);
});

it('asks where things stand object by object, since each is laid out anew for that', () => {
  const asked: number[] = [];
  const origin = (i: number) => ({ file: 'f', locate: () => { asked.push(i); return { file: 'f', line: 1, column: 1 }; } });
  judge(new Model(Array.from({ length: 5 }, (_, i) => ({ value: pod(2), origin: origin(i) }))), POLICY, RULES);
  expect(new Set(asked).size).toBe(5);
  expect(asked).toEqual([...asked].sort());
});

it('judges the containers of one pod in time in proportion to them', () => {
  expect(ends(() => judge(new Model([{ value: pod(100_000) }]), POLICY, RULES)).length).toBeGreaterThan(0);
});

function placeOf(at: Resource, i: number): Problem {
  return { at, path: ['spec', i], message: `spec[${i}] is wrong`, remedy: 'mend it', severity: i < 1500 ? 'info' : 'error' };
}

it.each(RULES.map((rule) => [rule.id, rule] as const))('says of the examples of %s the same, object by object or of all at once', (_, rule) => {
  for (const edit of [{}, ...Object.values(rule.bad), ...Object.values(rule.good ?? {})] as readonly Edit[]) {
    const policy = { ...DEFAULT_POLICY, ...edit.policy };
    expect(judge(new Model(example(edit), 1), policy, RULES)).toEqual(judge(new Model(example(edit)), policy, RULES));
  }
});

describe('an object that many others are looked up for', () => {
  const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  const inShop = (apiVersion: string, kind: string, name: string, more: object = {}): object => ({ apiVersion, kind, metadata: { name, namespace: 'shop' }, ...more });
  const policy = (i: number, type: string): object => inShop('networking.k8s.io/v1', 'NetworkPolicy', `${type}${i}`, { spec: { podSelector: {}, policyTypes: [type] } });
  const role = (i: number): object => inShop('rbac.authorization.k8s.io/v1', 'Role', `r${i}`, { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] });
  const binding = (i: number): object => inShop('rbac.authorization.k8s.io/v1', 'RoleBinding', `b${i}`, {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: `r${i}` }, subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'shop' }],
  });
  const pods = (count: number): object[] => many(count, (i) => inShop('v1', 'Pod', `p${i}`, { spec: { containers: [{ name: 'a', image: 'x' }] } }));

  // Each takes minutes where what is asked of one part is worked out anew for each other.
  it.each<[string, () => object[]]>([
    ['LimitRanges', () => [...many(20_000, (i) => inShop('acme.io/v1', 'LimitRange', `a${i}`)), ...many(20_000, (i) => inShop('v1', 'LimitRange', `b${i}`, { spec: { limits: [] } }))]],
    ['ServiceAccounts', () => [...many(20_000, (i) => inShop('v1', 'ServiceAccount', `a${i}`)), ...pods(20_000)]],
    ['policies', () => [...many(300, (i) => policy(i, 'Ingress')), ...many(300, (i) => policy(i, 'Egress')), ...pods(2000)]],
    ['roles', () => [...many(3000, role), ...many(3000, binding), ...pods(5000)]],
  ])('does not make it take long: %s', (_, make) => {
    expect(judge(new Model(make().map((value) => ({ value }))), POLICY, RULES).length).toBeGreaterThan(0);
  }, 20_000);
});
