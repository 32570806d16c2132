import fc from 'fast-check';
import { accessOf } from '../../src/analysis/access';
import { covers, Grantable, grantedOf, reachOf } from '../../src/analysis/escalation';
import { grantsSomething } from '../../src/analysis/role';
import { automounts, holdsToken } from '../../src/analysis/token';
import { Model } from '../../src/manifest/model';
import { ALL_ESCALATIONS, ESCALATIONS, Permission } from '../../src/standard/access';
import { ends } from '../ends';

const RBAC = 'rbac.authorization.k8s.io/v1';

type Fields = Record<string, unknown>;

function object(kind: string, name: string, namespace?: string, fields: Fields = {}): Fields {
  const apiVersion = kind === 'ServiceAccount' || kind === 'Pod' ? 'v1' : RBAC;
  const { labels, ...rest } = fields;
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }), ...(labels === undefined ? {} : { labels }) };
  return { apiVersion, kind, metadata, ...rest };
}

function binding(name: string, namespace: string | undefined, role: string, ...subjects: readonly Fields[]): Fields {
  const [kind, roleName] = role.split('/');
  return object(namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding', name, namespace, {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: roleName }, subjects,
  });
}

const account = (name: string, namespace?: string): Fields => ({ kind: 'ServiceAccount', name, ...(namespace === undefined ? {} : { namespace }) });

function modelOf(...values: readonly unknown[]): Model {
  return new Model(values.map((value) => ({ value })));
}

describe('who is granted what', () => {
  const granted = (model: Model, namespace: string, name: string): string[] => accessOf(model).granted(namespace, name).map(({ at }) => at.name);

  it('finds a ServiceAccount by its name, its user and its groups', () => {
    const model = modelOf(
      binding('name', 'shop', 'Role/a', account('api', 'shop')),
      binding('user', 'shop', 'Role/a', { kind: 'User', name: 'system:serviceaccount:shop:api' }),
      binding('namespace', 'shop', 'Role/a', { kind: 'Group', name: 'system:serviceaccounts:shop' }),
      binding('all', undefined, 'ClusterRole/a', { kind: 'Group', name: 'system:serviceaccounts' }),
      binding('other namespace', 'shop', 'Role/a', account('api', 'other'), { kind: 'Group', name: 'system:serviceaccounts:other' }),
      binding('other account', 'shop', 'Role/a', account('web', 'shop'), { kind: 'User', name: 'api' }),
    );
    expect(granted(model, 'shop', 'api').sort()).toEqual(['all', 'name', 'namespace', 'user']);
  });

  it('takes the namespace of the binding where a subject names none', () => {
    const model = modelOf(binding('api', 'shop', 'Role/a', account('api')));
    expect(granted(model, 'shop', 'api')).toEqual(['api']);
    expect(granted(model, 'other', 'api')).toEqual([]);
  });

  it('takes no namespace from a ClusterRoleBinding, which has none whatever it says', () => {
    const [{ subjects }] = accessOf(modelOf({ ...binding('api', undefined, 'ClusterRole/a', account('api')), metadata: { name: 'api', namespace: 'shop' } })).bindings;
    expect(subjects.map(({ namespace }) => namespace)).toEqual(['']);
  });

  it('takes a side without a namespace for either, as Helm prints it', () => {
    const model = modelOf(binding('given', 'shop', 'Role/a', account('api', 'shop')), binding('none', '', 'Role/a', account('web')));
    expect(granted(model, '', 'api')).toEqual(['given']);
    expect(granted(model, 'shop', 'web')).toEqual(['none']);
  });

  it('counts a binding once that names an account twice', () => {
    expect(granted(modelOf(binding('api', 'shop', 'Role/a', account('api', 'shop'), account('api', 'shop'))), 'shop', 'api')).toHaveLength(1);
  });

  it('knows when nothing is granted', () => {
    const something = (...objects: readonly unknown[]): boolean => grantsSomething(accessOf(modelOf(...objects)).bindings[0]);
    const bound = binding('api', 'shop', 'Role/api', account('api', 'shop'));
    expect(something(bound)).toBe(true);
    expect(something(bound, object('Role', 'api', 'shop', { rules: [] }))).toBe(false);
    expect(something(bound, object('Role', 'api', 'shop', { rules: [{ verbs: ['get'] }] }))).toBe(true);
    expect(something(binding('api', 'shop', 'Role/api'))).toBe(false);
  });

  it('leaves the roles of other APIs alone', () => {
    expect(accessOf(modelOf({ apiVersion: 'iam.acme.io/v1', kind: 'Role', metadata: { name: 'a' }, rules: [{ verbs: ['*'] }] })).roles).toEqual([]);
  });
});

describe('roles and bindings', () => {
  it('reach the cluster only by a ClusterRoleBinding', () => {
    const reach = (...bindings: readonly Fields[]): string => reachOf(accessOf(modelOf(object('ClusterRole', 'a', undefined, { rules: [] }), ...bindings)).roles[0]);
    expect(reach()).toBe('nobody');
    expect(reach(binding('b', 'shop', 'ClusterRole/a', account('api', 'shop')))).toBe('namespace');
    expect(reach(binding('b', undefined, 'ClusterRole/a', account('api', 'shop')))).toBe('cluster');
    expect(reach(binding('b', undefined, 'ClusterRole/a'))).toBe('nobody');
    expect(reach(binding('b', undefined, 'ClusterRole/other', account('api', 'shop')))).toBe('nobody');
  });

  it('keep Roles of one name apart by namespace', () => {
    const { bindings } = accessOf(modelOf(
      object('Role', 'a', 'one', { rules: [] }), object('Role', 'a', 'two', { rules: [] }),
      binding('b', 'two', 'Role/a', account('x', 'two')), binding('c', 'three', 'Role/a', account('x', 'three')),
    ));
    expect(bindings.map(({ role }) => role?.at.namespace)).toEqual(['two', undefined]);
  });

  it('hand out what a role gathers, by way of others and in circles', () => {
    const gathers = (label: string): Fields => ({ aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [label]: 'true' } }] } });
    const model = modelOf(
      object('ClusterRole', 'admin', undefined, { ...gathers('to-admin'), labels: { 'to-leaf': 'true' } }),
      object('ClusterRole', 'edit', undefined, { ...gathers('to-edit'), labels: { 'to-admin': 'true' } }),
      object('ClusterRole', 'leaf', undefined, { ...gathers('to-leaf'), labels: { 'to-edit': 'true' }, rules: [] }),
      object('ClusterRole', 'apart', undefined, { rules: [] }),
      binding('b', undefined, 'ClusterRole/admin', account('api', 'shop')),
    );
    const { roles } = accessOf(model);
    expect(roles.map((role) => reachOf(role))).toEqual(['cluster', 'cluster', 'cluster', 'nobody']);
    expect(roles[0].gathers.map(({ at }) => at.name).sort()).toEqual(['edit', 'leaf']);
  });
});

describe('tokens', () => {
  const pod = (spec: Fields): Model => modelOf(
    object('Pod', 'p', 'shop', { spec }), object('ServiceAccount', 'off', 'shop', { automountServiceAccountToken: false }), object('ServiceAccount', 'on', 'shop'),
  );
  const mounts = (spec: Fields): boolean => automounts(pod(spec), pod(spec).pods()[0]);

  it('are mounted as the pod says, then the ServiceAccount, then by default', () => {
    expect(mounts({ serviceAccountName: 'off' })).toBe(false);
    expect(mounts({ serviceAccountName: 'off', automountServiceAccountToken: true })).toBe(true);
    expect(mounts({ serviceAccountName: 'on' })).toBe(true);
    expect(mounts({ serviceAccountName: 'on', automountServiceAccountToken: false })).toBe(false);
    expect(mounts({ serviceAccountName: 'on', automountServiceAccountToken: null })).toBe(true);
    expect(mounts({})).toBe(true);
  });

  it('are held by a projected volume too, unless they are for somebody else', () => {
    const holds = (serviceAccountToken: Fields): boolean => {
      const model = pod({ automountServiceAccountToken: false, volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken }] } }] });
      return holdsToken(model, model.pods()[0]);
    };
    expect(holds({ path: 'token' })).toBe(true);
    expect(holds({ path: 'token', audience: 'vault' })).toBe(false);
  });
});

describe('what a rule grants', () => {
  it('matches resources and subresources', () => {
    expect(['*', 'pods/exec', '*/exec', 'pods/*'].filter((pattern) => !covers(pattern, 'pods/exec'))).toEqual([]);
    expect(['pods', 'exec', '*/log', 'services/*', 'pods/exec/*', ''].filter((pattern) => covers(pattern, 'pods/exec'))).toEqual([]);
    expect(covers('*', 'pods')).toBe(true);
    expect(covers('pods/*', 'pods')).toBe(false);
  });

  it('names what it covers', () => {
    const rule = { apiGroups: ['', 'apps'], resources: ['configmaps', 'deployments', 'pods'], verbs: ['get', 'create', 'patch'] };
    expect(grantedOf(rule, ESCALATIONS.createWorkloads, 36)).toEqual({ resources: ['pods', 'deployments'], verbs: ['create', 'patch'], index: 1 });
  });

  // The reference is the authorizer itself: one request after the other, as evaluation_helpers.go of Kubernetes judges it.
  function allows(rule: Grantable, request: { group: string; resource: string; verb: string; name: string }): boolean {
    const has = (list: readonly string[], value: string): boolean => list.includes('*') || list.includes(value);
    const subresource = request.resource.split('/')[1];
    const names = rule.resourceNames ?? [];
    return has(rule.verbs, request.verb) && has(rule.apiGroups, request.group)
      && (has(rule.resources, request.resource) || (subresource !== undefined && rule.resources.includes(`*/${subresource}`)))
      && (names.length === 0 || names.includes(request.name));
  }

  function requests(
    { apiGroups, resources, verbs, names }: Permission, rule: Grantable,
  ): { group: string; resource: string; verb: string; name: string }[] {
    const tried = names === 'any' ? ['any', ...rule.resourceNames ?? []] : ['any', ...names ?? []];
    return apiGroups.flatMap((group) => resources.flatMap((resource) => verbs.flatMap((verb) => {
      const nameless = (verb === 'create' && !resource.includes('/')) || verb === 'deletecollection';
      return (nameless ? [''] : tried).map((name) => ({ group, resource, verb, name }));
    })));
  }

  it('is what the authorizer of Kubernetes allows', () => {
    const some = (...values: readonly string[]): fc.Arbitrary<string[]> => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 4 });
    const all = ALL_ESCALATIONS.flatMap(({ permissions }) => permissions as readonly Permission[]);
    const pool = (pick: (permission: Permission) => readonly string[], ...more: readonly string[]): string[] => (
      [...new Set([...all.flatMap(pick), ...more])]
    );
    const rules = fc.record({
      apiGroups: some(...pool(({ apiGroups }) => apiGroups, '*', 'acme.io')),
      resources: some(...pool(({ resources }) => resources, '*', '*/exec', '*/proxy', 'configmaps')),
      verbs: some(...pool(({ verbs }) => verbs, '*', 'get')),
      resourceNames: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some('db', 'cluster-admin', 'system:masters', 'kubernetes.io/kube-apiserver-client') }),
    });
    fc.assert(fc.property(rules, fc.constantFrom(...ALL_ESCALATIONS), fc.constantFrom(34, 36), (rule, escalation, minor) => {
      const expected = escalation.permissions
        .filter(({ until }) => until === undefined || minor < until)
        .some((permission) => requests(permission, rule).some((request) => allows(rule, request)));
      expect(grantedOf(rule, escalation, minor) !== undefined).toBe(expected);
    }), { numRuns: 5000 });
  });
});

it('stays quick where every role gathers every other', () => {
  const roles = Array.from({ length: 3000 }, (_, i) => object('ClusterRole', `r${i}`, undefined, {
    labels: { all: 'true' }, aggregationRule: { clusterRoleSelectors: [{ matchLabels: { all: 'true' } }] }, rules: [],
  }));
  const bindings = roles.map((_, i) => binding(`b${i}`, undefined, `ClusterRole/r${i}`, account('api', 'shop')));
  const model = modelOf(...roles, ...bindings);
  expect(ends(() => accessOf(model).granted('shop', 'api'))).toHaveLength(3000);
});
