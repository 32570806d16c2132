import { App, Testing } from 'cdk8s';
import { ApiResource } from 'cdk8s-plus-28';
import { all, findings, IMAGE, podOf, rendered, shop } from './shop';
import { Grant, HardenedDeployment, HardenedNamespace, ScopedRole, Verb } from '../../src';
import { declareFacts } from '../../src/constructs/tree';

const FLAGS: Grant = { verbs: [Verb.GET], resources: [ApiResource.CONFIG_MAPS], names: ['flags'] };

it('grants what it names, in its namespace', () => {
  const namespace = shop();
  new ScopedRole(namespace, 'flags', { grants: [FLAGS, { verbs: [Verb.LIST, Verb.WATCH], resources: [ApiResource.DEPLOYMENTS, ApiResource.SERVICES] }] });
  const role = rendered(namespace, 'Role', 'flags');
  expect(role.metadata.namespace).toBe('shop');
  expect(role.rules).toEqual([
    { apiGroups: [''], resources: ['configmaps'], resourceNames: ['flags'], verbs: ['get'] },
    { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list', 'watch'] },
    { apiGroups: [''], resources: ['services'], verbs: ['list', 'watch'] },
  ]);
});

it('turns on the token of the workload it is bound to, and only of that one', () => {
  const namespace = shop();
  const [api, web] = ['api', 'web'].map((name) => new HardenedDeployment(namespace, name, { image: IMAGE, port: 80 }));
  const role = new ScopedRole(namespace, 'flags', { grants: [FLAGS] });
  role.bindTo(api);
  role.bindTo(api);
  expect([podOf(namespace, 'Deployment', 'api'), podOf(namespace, 'Deployment', 'web')].map((pod) => pod.automountServiceAccountToken)).toEqual([true, false]);
  expect(rendered(web, 'RoleBinding', 'flags-api')).toMatchObject({
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'flags' },
    subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
  });
  expect(findings(namespace).filter(({ severity }) => severity === 'error')).toEqual([]);
});

it('opens the way to the API server where the app knows it', () => {
  const namespace = shop();
  declareFacts(namespace.node.root, { cluster: { apiServerCidrs: ['10.0.0.1/32'], apiServerPort: 443 } });
  const role = new ScopedRole(namespace, 'flags', { grants: [FLAGS] });
  role.bindTo(new HardenedDeployment(namespace, 'api', { image: IMAGE }));
  expect(rendered(namespace, 'NetworkPolicy', 'allow-api-to-api-server').spec.egress).toEqual([
    { to: [{ ipBlock: { cidr: '10.0.0.1/32' } }], ports: [{ protocol: 'TCP', port: 443 }] },
  ]);
});

it('knows the API server from the app where the namespace says something else of the cluster', () => {
  const namespace = shop({}, { cluster: { apiServerCidrs: ['10.0.0.1/32'], apiServerPort: 443 } });
  declareFacts(namespace, { cluster: { appArmor: true, apiServerPort: 8443 } });
  const api = new HardenedDeployment(namespace, 'api', { image: IMAGE });
  new ScopedRole(namespace, 'flags', { grants: [FLAGS] }).bindTo(api);
  expect(rendered(namespace, 'NetworkPolicy', 'allow-api-to-api-server').spec.egress).toEqual([
    { to: [{ ipBlock: { cidr: '10.0.0.1/32' } }], ports: [{ protocol: 'TCP', port: 8443 }] },
  ]);
  expect(podOf(namespace, 'Deployment', 'api').securityContext.appArmorProfile).toEqual({ type: 'RuntimeDefault' });
});

describe('refuses', () => {
  const custom = (apiGroup: string, resourceType: string): ApiResource => ApiResource.custom({ apiGroup, resourceType });
  const cases: Record<string, [Grant, string]> = {
    'every verb': [{ verbs: ['*' as Verb], resources: [ApiResource.PODS] }, "verb '*' covers verbs that do not exist yet"],
    'escalate': [{ verbs: ['escalate' as Verb], resources: [ApiResource.ROLES] }, 'any permission'],
    'bind': [{ verbs: ['bind' as Verb], resources: [ApiResource.ROLES] }, 'any role'],
    'impersonate': [{ verbs: ['impersonate' as Verb], resources: [custom('', 'users')] }, 'act as anybody'],
    'every resource': [{ verbs: [Verb.GET], resources: [custom('', '*')] }, 'name each resource'],
    'every group': [{ verbs: [Verb.GET], resources: [custom('*', 'pods')] }, 'name each resource'],
    'list of secrets': [{ verbs: [Verb.LIST], resources: [ApiResource.SECRETS], names: ['db'] }, 'returns the contents of every Secret'],
    'get of any secret': [{ verbs: [Verb.GET], resources: [ApiResource.SECRETS] }, 'name the Secrets'],
    'change of any secret': [{ verbs: [Verb.PATCH], resources: [ApiResource.SECRETS] }, "'patch' on secrets without names reaches every Secret of the namespace"],
    'making secrets': [{ verbs: [Verb.CREATE], resources: [ApiResource.SECRETS] }, 'a token of every ServiceAccount'],
    'what lives outside namespaces': [{ verbs: [Verb.GET], resources: [custom('', 'nodes/proxy')] }, 'live outside namespaces'],
    'names that hold nothing, which would grant all': [{ verbs: [Verb.GET], resources: [ApiResource.CONFIG_MAPS], names: [] }, 'names is empty, which Kubernetes reads as every object'],
    'create by name, which grants nothing': [
      { verbs: [Verb.GET, Verb.CREATE], resources: [ApiResource.CONFIG_MAPS], names: ['flags'] }, "'create' on 'configmaps' cannot be limited by names and would grant nothing",
    ],
    'nothing': [{ verbs: [], resources: [ApiResource.PODS] }, 'needs verbs and resources'],
  };

  it.each(Object.entries(cases))('%s', (_, [grant, message]) => {
    expect(() => new ScopedRole(shop(), 'r', { grants: [grant] })).toThrow(message);
  });

  it('a role that grants nothing, when the app is synthesized', () => {
    const namespace = shop();
    new ScopedRole(namespace, 'r');
    expect(() => Testing.synth(namespace)).toThrow('[shop/r] grants nothing; use allow({ verbs, resources })');
  });

  it('a workload of another namespace, and one that shares its ServiceAccount', () => {
    const namespace = shop();
    const role = new ScopedRole(namespace, 'r', { grants: [FLAGS] });
    const other = new HardenedDeployment(new HardenedNamespace(namespace.node.root as App, 'other'), 'api', { image: IMAGE });
    expect(() => role.bindTo(other)).toThrow("other/api is in namespace 'other', the role in 'shop'");
    const shared = new HardenedDeployment(namespace, 'api', { image: IMAGE, defaults: { serviceAccount: false } });
    expect(() => role.bindTo(shared)).toThrow("runs as the ServiceAccount 'default', which others share");
  });
});

it('lets a subresource be created by the name of its object', () => {
  const namespace = shop();
  const evictions = ApiResource.custom({ apiGroup: '', resourceType: 'pods/eviction' });
  new ScopedRole(namespace, 'r', { grants: [{ verbs: [Verb.CREATE], resources: [evictions], names: ['api-0'] }] });
  expect(rendered(namespace, 'Role', 'r').rules).toEqual([{ apiGroups: [''], resources: ['pods/eviction'], resourceNames: ['api-0'], verbs: ['create'] }]);
});

it('lets one Secret be read by name', () => {
  const namespace = shop();
  new ScopedRole(namespace, 'r', { grants: [{ verbs: [Verb.GET], resources: [ApiResource.SECRETS], names: ['db'] }] });
  expect(all(namespace).find(({ kind }) => kind === 'Role')?.rules[0].resourceNames).toEqual(['db']);
});
