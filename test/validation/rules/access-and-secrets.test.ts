import fc from 'fast-check';
import { Json, Model } from '../../../src/manifest/model';
import { parsePath, unsetAt } from '../../../src/manifest/path';
import { compliantApp, edited } from '../../../src/validation/compliant-app';
import { judge } from '../../../src/validation/engine';
import { Finding } from '../../../src/validation/finding';
import { DEFAULT_POLICY } from '../../../src/validation/policy';
import { Edit, Rule } from '../../../src/validation/rule';
import { ACCESS_RULES } from '../../../src/validation/rules/03-access';
import { SECRET_RULES } from '../../../src/validation/rules/05-secrets';
import { namesUnique } from '../../../src/validation/rules/reliability/names-unique';
import { namespaceExplicit } from '../../../src/validation/rules/reliability/namespace-explicit';
import { ends } from '../../ends';

const RULES: readonly Rule[] = [...ACCESS_RULES, ...SECRET_RULES, namesUnique, namespaceExplicit];

function findings(values: readonly Json[], file?: (i: number) => string): Finding[] {
  return judge(new Model(values.map((value, i) => ({ value, origin: file && { file: file(i) } }))), DEFAULT_POLICY, RULES);
}

function found(rule: string, edit: Edit): Finding[] {
  return findings(edited(edit)).filter((finding) => finding.rule === rule);
}

const SECRETS = { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] };

function clusterRole(rule: object, labels: object = {}): object {
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'c', labels }, rules: [rule] };
}

function clusterBinding(role: string): object {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'c' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
  };
}

describe('a grant', () => {
  it('weighs less where nobody has it', () => {
    expect(found('rbac-secrets-read', { add: [clusterRole(SECRETS)] })[0].severity).toBe('warning');
    expect(found('rbac-secrets-read', { add: [clusterRole(SECRETS), clusterBinding('c')] })[0].severity).toBe('error');
  });

  it('is reported at the resource that grants it, with who has it and where', () => {
    const [finding] = found('rbac-secrets-read', { on: 'Role/api', set: { rules: [{ ...SECRETS, resources: ['configmaps', 'secrets'] }] } });
    expect(finding.object).toMatchObject({ kind: 'Role', name: 'api', namespace: 'shop' });
    expect(finding.path).toEqual(['rules', 0, 'resources', 1]);
    expect(finding.message).toBe("rules[0] lets ServiceAccount 'shop/api', in namespace 'shop', read every Secret: get, list on secrets");
  });

  it('weighs less in a namespace for development', () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } } };
    const [finding] = found('rbac-secrets-read', { on: 'Role/api', set: { rules: [SECRETS] }, remove: ['Namespace/shop'], add: [namespace] });
    expect(finding.severity).toBe('warning');
  });
});

describe('a wildcard', () => {
  const weight = (rule: object): string => found('rbac-no-wildcard-verbs', { on: 'Role/api', set: { rules: [rule] } })[0].severity;

  it('is an error where it hands over the namespace', () => {
    expect(weight({ apiGroups: ['apps'], resources: ['deployments'], verbs: ['*'] })).toBe('error');
  });

  it('is a warning within an API of its own', () => {
    expect(weight({ apiGroups: ['acme.io'], resources: ['anvils'], verbs: ['*'] })).toBe('warning');
  });
});

it('weighs what everybody may read less than what everybody may write', () => {
  const weight = (verbs: readonly string[]): string => found('rbac-authenticated-subject', {
    on: 'Role/api',
    set: { 'rules[0].verbs': verbs },
    remove: ['RoleBinding/api'],
    add: [{
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'api', namespace: 'shop' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'api' },
      subjects: [{ kind: 'Group', name: 'system:authenticated' }],
    }],
  })[0].severity;
  expect(weight(['get'])).toBe('warning');
  expect(weight(['get', 'update'])).toBe('error');
});

it('does not turn off a token that somebody asked for', () => {
  expect(found('sa-token-not-mounted', { on: 'Deployment/web', set: { 'spec.template.spec.automountServiceAccountToken': true } })[0].fix).toBeUndefined();
  expect(found('sa-object-automount-off', { on: 'ServiceAccount/web', set: { automountServiceAccountToken: true } })[0].fix).toBeUndefined();
});

it('never shows a credential in a message', () => {
  const edit: Edit = {
    set: {
      'spec.template.spec.containers[0].env': [{ name: 'DB_PASSWORD', value: 'hunter2' }, { name: 'URL', value: 'postgres://shop:hunter2@db/shop' }],
      'spec.template.spec.containers[0].args': ['--password=hunter2'],
      'metadata.annotations': { 'acme.io/url': 'postgres://shop:hunter2@db/shop' },
    },
    add: [
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'shop' }, stringData: { password: 'hunter2' } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'shop' }, data: { password: 'hunter2', file: 'a=b\npassword=hunter2\n' } },
    ],
  };
  const reported = findings(edited(edit)).filter(({ rule }) => rule.startsWith('secret-'));
  expect(reported.length).toBeGreaterThanOrEqual(6);
  expect(JSON.stringify(reported.map(({ message, remedy }) => [message, remedy]))).not.toContain('hunter2');
});

it('weighs less what is missing in a namespace of the system, which the control plane fills too', () => {
  const weights = (namespace: string): string[] => findings([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'other', namespace } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other', namespace } },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'proxy', namespace },
      spec: { serviceAccountName: 'kube-proxy', containers: [{ name: 'proxy', image: 'proxy', envFrom: [{ configMapRef: { name: 'proxy' } }] }] },
    },
  ]).filter(({ rule }) => rule === 'sa-exists' || rule === 'config-ref-exists').map(({ rule, severity }) => `${severity} ${rule}`).sort();
  expect(weights('shop')).toEqual(['warning config-ref-exists', 'warning sa-exists']);
  expect(weights('kube-system')).toEqual(['info config-ref-exists', 'info sa-exists']);
});

it('weighs less a subject without a namespace where its account has none either, which kustomize gives to both', () => {
  const weights = (subject: string): unknown => {
    const add = [
      { ...clusterBinding('view'), subjects: [{ kind: 'ServiceAccount', name: subject }] },
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'agent' } },
    ];
    return found('rbac-binding-resolves', { add }).map(({ severity, remedy }) => [severity, remedy.includes('kustomize')]);
  };
  expect(weights('agent')).toEqual([['info', true]]);
  for (const other of ['api', 'agnet']) expect(weights(other)).toEqual([['warning', false]]);
});

it('takes folders side by side for variants, and for components where they hold copies', () => {
  const twins = (one: string, other: string): Json[] => (
    [one, other].map((value) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' }, data: { value } }))
  );
  const weights = (objects: readonly Json[], files: readonly string[]): string[] => (
    findings(objects, (i) => files[i]).filter(({ rule }) => rule === 'names-unique').map(({ severity }) => severity)
  );
  expect(weights(twins('1', '1'), ['a.yaml', 'b.yaml'])).toEqual(['error']);
  expect(weights(twins('1', '2'), ['dev/a.yaml', 'prod/a.yaml'])).toEqual(['info']);
  expect(weights(twins('1', '1'), ['api/a.yaml', 'web/a.yaml'])).toEqual([]);
});

describe('the reach of a workload', () => {
  const reach = (unset: readonly string[]): string => {
    const objects = compliantApp().filter(({ kind }) => ['Deployment', 'ServiceAccount', 'RoleBinding'].includes(String(kind)));
    for (const object of objects) for (const path of unset) unsetAt(object, parsePath(path));
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'api' }, rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] };
    return findings([...objects, role]).find(({ rule }) => rule === 'workload-effective-rbac')!.message;
  };

  it('is told with the namespace, where that is known', () => {
    expect(reach([])).toContain("in namespace 'shop', ");
    expect(reach(['metadata.namespace', 'subjects[0].namespace'])).toContain('in its namespace, ');
  });

  it('is told in three powers', () => {
    expect(reach([])).toMatch(/ and \d+ more \(RoleBinding 'api'\)$/);
  });
});

describe('manifests of others', () => {
  // Every key that the rules read, so that junk ends up where they look.
  const keys = fc.constantFrom(
    'rules', 'apiGroups', 'resources', 'verbs', 'resourceNames', 'nonResourceURLs', 'subjects', 'roleRef', 'kind', 'name', 'namespace', 'apiGroup', 'aggregationRule',
    'clusterRoleSelectors', 'matchLabels', 'matchExpressions', 'metadata', 'labels', 'annotations', 'spec', 'template', 'jobTemplate', 'containers', 'initContainers',
    'serviceAccountName', 'serviceAccount', 'automountServiceAccountToken', 'volumes', 'secret', 'secretName', 'projected', 'sources', 'configMap', 'items', 'mode', 'defaultMode',
    'env', 'envFrom', 'value', 'valueFrom', 'secretKeyRef', 'configMapKeyRef', 'secretRef', 'key', 'args', 'command', 'livenessProbe', 'httpGet', 'httpHeaders', 'lifecycle',
    'data', 'stringData', 'sops', 'mac', 'type', 'providers', 'kms', 'identity', 'keys', 'target', 'tls', 'secretObjects', 'destination', 'names', 'group', 'scope', 'os',
    'securityContext', 'fsGroup', 'configMapGenerator', 'serviceAccountToken', '__proto__', 'constructor', 'toString', 'valueOf', 'plural', '',
  );
  const leaf = fc.oneof(
    fc.constantFrom(null, undefined, true, false, 0, -1, 0.5, NaN, '', '*', 'api', 'shop', 'default', 'get', 'secrets', 'password=x', 'system:masters', 'Role', 'ClusterRole', 'ServiceAccount', 'toString', 'a\nb\u0007'),
    fc.string({ maxLength: 5 }),
  );
  const { junk } = fc.letrec((tie) => ({
    junk: fc.oneof({ maxDepth: 6, withCrossShrink: true }, leaf, fc.array(tie('junk'), { maxLength: 3 }), fc.dictionary(keys, tie('junk'), { maxKeys: 6 })),
  }));
  const kind = fc.constantFrom(
    ...['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'].map((each) => ['rbac.authorization.k8s.io/v1', each]),
    ...['Pod', 'Secret', 'ConfigMap', 'ServiceAccount', 'Namespace', 'toString'].map((each) => ['v1', each]),
    ['apps/v1', 'Deployment'], ['batch/v1', 'CronJob'], ['apiserver.config.k8s.io/v1', 'EncryptionConfiguration'], ['external-secrets.io/v1', 'ExternalSecret'],
    ['bitnami.com/v1alpha1', 'SealedSecret'], ['networking.k8s.io/v1', 'Ingress'], ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
    ['kustomize.config.k8s.io/v1beta1', 'Kustomization'], ['secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass'],
  );
  const object = fc.tuple(kind, fc.dictionary(keys, junk, { maxKeys: 8 }))
    .map(([[apiVersion, name], fields]) => ({ ...fields, apiVersion, kind: name }));
  const objects = fc.array(object, { maxLength: 6 });

  // eslint-disable-next-line no-control-regex
  const CONTROL = /[\u0000-\u001f]/;

  it('never make a rule throw, whatever they hold', () => {
    fc.assert(fc.property(objects, (values) => {
      for (const { message, remedy } of findings(values)) expect(`${message}${remedy}`).not.toMatch(CONTROL);
    }), { numRuns: 3000 });
  });

  it('never make a rule throw where one field of the compliant app is junk', () => {
    const app = compliantApp();
    const places = app.flatMap((value, i) => paths(value).map((path) => [i, path] as const));
    fc.assert(fc.property(fc.constantFrom(...places), junk, ([i, path], value) => {
      const objectsWithJunk = structuredClone(app);
      let parent = objectsWithJunk[i] as Record<string | number, unknown>;
      for (const step of path.slice(0, -1)) parent = parent[step] as Record<string | number, unknown>;
      parent[path.at(-1)!] = value;
      for (const { message, remedy } of findings(objectsWithJunk)) expect(`${message}${remedy}`).not.toMatch(CONTROL);
    }), { numRuns: 3000 });
  });
});

function paths(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const step = Array.isArray(value) ? Number(key) : key;
    return [[step], ...paths((value as Record<string, unknown>)[key]).map((rest) => [step, ...rest])];
  });
}

describe('hostile input', () => {
  const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  const role = (name: string, rules: readonly object[], more: object = {}): Json => ({
    apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name, labels: { all: 'true' } }, rules, ...more,
  });
  const bound = (i: number, name: string, subjects: readonly object[]): Json => ({
    apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name: `b${i}` }, roleRef: { kind: 'ClusterRole', name }, subjects,
  });
  const pod = (i: number): Json => ({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${i}`, namespace: 'shop' }, spec: { serviceAccountName: 'api', containers: [{ name: 'a', envFrom: [{ secretRef: { name: `s${i}` } }] }] },
  });
  const api = { kind: 'ServiceAccount', name: 'api', namespace: 'shop' };
  const EVERYTHING = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };

  it.each<[string, () => Json[]]>([
    ['many pods under many bindings', () => [role('r', [EVERYTHING]), ...many(5000, (i) => bound(i, 'r', [api])), ...many(5000, pod)]],
    ['many pods under many bindings to nothing', () => [role('r', []), ...many(5000, (i) => bound(i, 'r', [api])), ...many(5000, pod)]],
    ['a binding of many subjects to many rules', () => [role('r', many(5000, () => EVERYTHING)), bound(0, 'r', many(5000, () => ({ kind: 'Group', name: 'system:authenticated' })))]],
    ['many rules under many bindings', () => [role('r', many(3000, () => EVERYTHING)), ...many(3000, (i) => bound(i, 'r', [api]))]],
    ['many bindings to a role that gathers many', () => [
      role('r', [], { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { all: 'true' } }] } }), ...many(3000, (i) => role(`r${i}`, [EVERYTHING])), ...many(3000, (i) => bound(i, 'r', [api])),
    ]],
    ['many names of Secrets for many accounts', () => [
      role('r', [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'], resourceNames: many(5000, (i) => `s${i}`) }]),
      ...many(100, (i) => ({ ...bound(i, 'r', many(1000, () => api)), kind: 'RoleBinding', metadata: { name: `b${i}`, namespace: 'shop' } })),
      ...many(5000, pod),
    ]],
    ['many variables', () => [{ ...pod(0), spec: { containers: [{ name: 'a', env: many(100_000, (i) => ({ name: `PASSWORD_${i % 7}`, value: 'x=://:@' })) }] } }]],
    ['a command of a megabyte', () => [{ ...pod(0), spec: { containers: [{ name: 'a', args: ['password= '.repeat(100_000), '--password '.repeat(100_000)] }] } }]],
    ['a ConfigMap of a megabyte', () => [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: '\n'.repeat(1_000_000), b: 'a: \n'.repeat(200_000), c: '"'.repeat(1_000_000) } }]],
  ])('is judged in time in proportion to it: %s', (_, make) => {
    const model = new Model(make().map((value) => ({ value })));
    let longest = 0;
    for (const rule of RULES) for (const { message } of ends(() => judge(model, DEFAULT_POLICY, [rule]))) longest = Math.max(longest, message.length);
    expect(longest).toBeLessThan(2000);
  });
});
