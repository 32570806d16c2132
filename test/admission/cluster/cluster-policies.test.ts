import { asking, deployment, judged, namespace, policy } from './judged';

describe('validations', () => {
  it('reports what is not true, at the field that it is about, with the message of the policy', () => {
    const files = policy({ validations: [{ expression: 'object.spec.replicas <= 5', message: 'no more than five' }] });
    expect(judged(files, [deployment({ replicas: 6 }), deployment({ replicas: 5 }, { name: 'other' })])).toEqual({
      found: ['policy.ours error Deployment/api spec.replicas: no more than five'], notices: [],
    });
  });

  it('words it by messageExpression, by message, and by the expression, in this order', () => {
    const words = (validation: object): string => judged(policy({ validations: [{ expression: 'object.spec.replicas > 5', ...validation }] }), [deployment()]).found[0];
    expect(words({ messageExpression: "'has ' + string(object.spec.replicas)", message: 'text' })).toMatch(/: has 1$/);
    expect(words({ messageExpression: 'string(object.spec.nothing)', message: 'text' })).toMatch(/: text$/);
    expect(words({ messageExpression: "'two\\nlines'", message: 'text' })).toMatch(/: text$/);
    expect(words({})).toMatch(/: failed expression: object\.spec\.replicas > 5$/);
  });

  it('reports every validation that is not true', () => {
    const files = policy({ validations: [{ expression: 'false', message: 'one' }, { expression: 'true', message: 'two' }, { expression: 'object.spec.replicas == 2', message: 'three' }] });
    expect(judged(files, [deployment()]).found).toEqual(['policy.ours error Deployment/api : one', 'policy.ours error Deployment/api spec.replicas: three']);
  });

  it('evaluates variables where they are asked for, with those before them', () => {
    const variables = [{ name: 'containers', expression: 'object.spec.template.spec.containers' }, { name: 'broken', expression: 'object.nothing' }, { name: 'names', expression: 'variables.containers.map(c, c.name)' }];
    expect(judged(asking("variables.names == ['api']", { variables }), [deployment()]).found).toEqual([]);
    expect(judged(asking("variables.names == ['web']", { variables }), [deployment()]).found).toHaveLength(1);
    expect(judged(asking('variables.broken == 1', { variables }), [deployment()]).found).toEqual([
      "policy.ours error Deployment/api : validations[0] fails: variable 'broken': No such key: nothing",
    ]);
  });
});

describe('failurePolicy', () => {
  it('makes an error a violation, or with Ignore a notice', () => {
    expect(judged(asking('object.spec.paused'), [deployment()]).found).toEqual(['policy.ours error Deployment/api spec.paused: validations[0] fails: No such key: paused']);
    expect(judged(asking('object.spec.paused', { failurePolicy: 'Ignore' }), [deployment()])).toEqual({
      found: [], notices: ["policy 'ours': validations[0] is not judged for 1 object: failurePolicy is Ignore, and it fails: No such key: paused"],
    });
  });
});

describe('matchConstraints', () => {
  const rule = (change: object): object => ({ matchConstraints: { resourceRules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'], ...change }] } });
  const isAsked = (spec: object, objects: readonly object[] = [deployment()], files: readonly object[] = []): boolean => (
    judged([...asking('false', spec), ...files], objects).found.length > 0
  );

  it.each([
    ['group', { apiGroups: ['batch'] }],
    ['version', { apiVersions: ['v1beta1'] }],
    ['operation', { operations: ['UPDATE'] }],
    ['resource', { resources: ['pods'] }],
    ['subresource', { resources: ['deployments/scale'] }],
    ['scope', { scope: 'Cluster' }],
    ['name', { resourceNames: ['web'] }],
  ])('asks nothing about another %s', (_, change) => {
    expect(isAsked(rule(change))).toBe(false);
  });

  it.each([
    ['group', { apiGroups: ['*'] }],
    ['version', { apiVersions: ['*'] }],
    ['operation', { operations: ['*'] }],
    ['resource', { resources: ['*'] }],
    ['resource and subresource', { resources: ['*/*'] }],
    ['subresource', { resources: ['deployments/*'] }],
    ['scope', { scope: 'Namespaced' }],
    ['name', { resourceNames: ['api'] }],
  ])('asks where the %s fits', (_, change) => {
    expect(isAsked(rule(change))).toBe(true);
  });

  it('leaves out what excludeResourceRules means', () => {
    const { matchConstraints } = rule({}) as { matchConstraints: { resourceRules: object[] } };
    expect(isAsked({ matchConstraints: { ...matchConstraints, excludeResourceRules: matchConstraints.resourceRules } })).toBe(false);
  });

  it('selects objects and namespaces by label', () => {
    const { matchConstraints } = rule({}) as { matchConstraints: object };
    const objectSelector = { matchLabels: { tier: 'web' } };
    expect(isAsked({ matchConstraints: { ...matchConstraints, objectSelector } })).toBe(false);
    expect(isAsked({ matchConstraints: { ...matchConstraints, objectSelector } }, [deployment({}, { labels: { tier: 'web' } })])).toBe(true);
    const namespaceSelector = { matchLabels: { env: 'prod' } };
    expect(isAsked({ matchConstraints: { ...matchConstraints, namespaceSelector } }, [deployment(), namespace('shop')])).toBe(false);
    expect(isAsked({ matchConstraints: { ...matchConstraints, namespaceSelector } }, [deployment(), namespace('shop', { env: 'prod' })])).toBe(true);
    // A namespace may stand in the files of the policies.
    expect(isAsked({ matchConstraints: { ...matchConstraints, namespaceSelector } }, [deployment()], [namespace('shop', { env: 'prod' })])).toBe(true);
  });

  it('says so where the labels of a namespace are not known, and judges by its name where that is enough', () => {
    const { matchConstraints } = rule({}) as { matchConstraints: object };
    const selecting = (matchExpressions: readonly object[]): object[] => asking('false', { matchConstraints: { ...matchConstraints, namespaceSelector: { matchExpressions } } });
    expect(judged(selecting([{ key: 'env', operator: 'Exists' }]), [deployment()])).toEqual({
      found: [], notices: ["policy 'ours': matchConstraints is not judged for 1 object: namespace 'shop' is not among the files, so that its labels are not known"],
    });
    const notSystem = { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] };
    expect(judged(selecting([notSystem]), [deployment(), deployment({}, { namespace: 'kube-system', name: 'dns' })])).toEqual({
      found: ['policy.ours error Deployment/api : broken'], notices: [],
    });
  });

  it('says so where only the API server converts to the version that is asked for', () => {
    const hpa = { apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata: { name: 'api', namespace: 'shop' }, spec: {} };
    const v2 = rule({ apiGroups: ['autoscaling'], apiVersions: ['v2'], resources: ['horizontalpodautoscalers'] }) as { matchConstraints: object };
    expect(judged(asking('false', v2), [hpa]).notices).toEqual([
      "policy 'ours': matchConstraints is not judged for 1 object: it asks for autoscaling/v2 of horizontalpodautoscalers, to which only the API server converts",
    ]);
    expect(judged(asking('false', { matchConstraints: { ...v2.matchConstraints, matchPolicy: 'Exact' } }), [hpa])).toEqual({ found: [], notices: [] });
  });

  it('knows the plural of a custom kind from its definition', () => {
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'geese.farm.io' },
      spec: { group: 'farm.io', scope: 'Namespaced', names: { kind: 'Goose', plural: 'geese' }, versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }] },
    };
    const goose = { apiVersion: 'farm.io/v1', kind: 'Goose', metadata: { name: 'martin', namespace: 'shop' }, spec: { weight: 5 } };
    const geese = rule({ apiGroups: ['farm.io'], resources: ['geese'] });
    expect(judged(asking('object.spec.weight < 5', geese), [goose]).found).toEqual([]);
    expect(judged(asking('object.spec.weight < 5', geese), [goose, crd]).found).toEqual(['policy.ours error Goose/martin spec.weight: broken']);
    // A definition may set defaults.
    expect(judged(asking('object.spec.size < 5', geese), [goose, crd])).toEqual({
      found: [], notices: ["policy 'ours': validations[0] is not judged for 1 object: No such key: size, unless the cluster adds it"],
    });
  });

  it('asks no policy about policies and bindings', () => {
    const all = rule({ apiGroups: ['*'], apiVersions: ['*'], resources: ['*'] });
    expect(isAsked(all, asking('true'))).toBe(false);
  });
});

describe('matchConditions', () => {
  const conditions = (...expressions: readonly string[]): object => ({ matchConditions: expressions.map((expression, i) => ({ name: `c${i}`, expression })) });

  it('asks only where all are true', () => {
    expect(judged(asking('false', conditions('true', "object.metadata.name == 'web'")), [deployment()]).found).toEqual([]);
    expect(judged(asking('false', conditions('true', "object.metadata.name == 'api'")), [deployment()]).found).toHaveLength(1);
  });

  it('lets one that is false win over one that fails', () => {
    expect(judged(asking('false', conditions('object.nothing', 'false')), [deployment()])).toEqual({ found: [], notices: [] });
    expect(judged(asking('false', conditions('object.nothing')), [deployment()]).found).toEqual([
      'policy.ours error Deployment/api nothing: matchConditions[0] fails: No such key: nothing',
    ]);
    expect(judged(asking('false', { ...conditions('object.nothing'), failurePolicy: 'Ignore' }), [deployment()]).found).toEqual([]);
  });
});

describe('bindings', () => {
  it.each([
    [['Deny'], 'error'], [['Warn'], 'warning'], [['Audit'], 'info'], [['Audit', 'Warn'], 'warning'], [['Audit', 'Deny'], 'error'],
  ])('makes %j an %s', (validationActions, severity) => {
    expect(judged(asking('false', {}, { validationActions }), [deployment()]).found).toEqual([`policy.ours ${severity} Deployment/api : broken`]);
  });

  it('takes the strongest of several, and reports once', () => {
    const [ours, binding] = asking('false', {}, { validationActions: ['Warn'] });
    const other = { ...binding, metadata: { name: 'other' }, spec: { policyName: 'ours', validationActions: ['Deny', 'Audit'] } };
    expect(judged([ours, binding, other], [deployment()]).found).toEqual(['policy.ours error Deployment/api : broken']);
  });

  it('holds only where matchResources match', () => {
    const files = asking('false', {}, { matchResources: { namespaceSelector: { matchLabels: { env: 'prod' } } } });
    expect(judged(files, [deployment(), namespace('shop')])).toEqual({ found: [], notices: [] });
    expect(judged(files, [deployment(), namespace('shop', { env: 'prod' })]).found).toHaveLength(1);
    expect(judged(files, [deployment()]).notices).toEqual([
      "policy 'ours': binding 'everywhere' is not judged for 1 object: namespace 'shop' is not among the files, so that its labels are not known",
    ]);
  });

  it('says so where a policy has no binding, a binding no policy, or a policy asks nothing when objects are created', () => {
    const [ours, binding] = asking('false');
    expect(judged([ours], [deployment()])).toEqual({ found: [], notices: ["policy 'ours' has no binding among the files, and does nothing without one"] });
    expect(judged([binding], [deployment()])).toEqual({ found: [], notices: ["binding 'everywhere' is of policy 'ours', which is not among the files"] });
    const onDelete = asking('false', { matchConstraints: { resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['DELETE'], resources: ['*'] }] } });
    expect(judged(onDelete, [deployment()]).notices).toEqual(["policy 'ours' does not ask when objects are created, which is all that is judged here"]);
  });
});

describe('parameters', () => {
  const limit = (name: string, most: string, metadata: object = { namespace: 'shop' }): object => (
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data: { most } }
  );
  const files = (paramRef: object | undefined, spec: object = {}): object[] => (
    asking('object.spec.replicas <= int(params.data.most)', { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' }, ...spec }, paramRef && { paramRef })
  );

  it('finds them by name, in the files or in the input', () => {
    const ref = { name: 'limits', namespace: 'shop' };
    expect(judged([...files(ref), limit('limits', '2')], [deployment({ replicas: 3 })]).found).toHaveLength(1);
    expect(judged(files(ref), [deployment({ replicas: 3 }), limit('limits', '2')]).found).toHaveLength(1);
    expect(judged(files(ref), [deployment({ replicas: 3 }), limit('limits', '4')]).found).toEqual([]);
  });

  it('finds them by label, and asks with each', () => {
    const labelled = { namespace: 'shop', labels: { limits: 'yes' } };
    const found = judged([...files({ selector: { matchLabels: { limits: 'yes' } } }), limit('a', '9', labelled), limit('b', '2', labelled), limit('c', '1')], [deployment({ replicas: 3 })]);
    expect(found).toEqual({ found: ['policy.ours error Deployment/api spec.replicas: broken'], notices: [] });
  });

  it('takes those of the namespace of the object where paramRef names none', () => {
    const both = [...files({ name: 'limits', parameterNotFoundAction: 'Allow' }), limit('limits', '2'), limit('limits', '9', { namespace: 'other' })];
    expect(judged(both, [deployment({ replicas: 3 })]).found).toHaveLength(1);
    expect(judged(both, [deployment({ replicas: 3 }, { namespace: 'other' })]).found).toEqual([]);
  });

  it('allows or denies, as parameterNotFoundAction says, where a namespace has none', () => {
    const missing = (parameterNotFoundAction: string): readonly string[] => (
      judged([...files({ name: 'limits', parameterNotFoundAction }), limit('limits', '2', { namespace: 'other' })], [deployment({ replicas: 3 })]).found
    );
    expect(missing('Allow')).toEqual([]);
    expect(missing('Deny')).toEqual(["policy.ours error Deployment/api : binding 'everywhere': no params found for policy binding with `Deny` parameterNotFoundAction"]);
  });

  it('says so where they are nowhere in the files', () => {
    expect(judged(files({ name: 'limits', parameterNotFoundAction: 'Deny' }), [deployment({ replicas: 3 })])).toEqual({
      found: [], notices: ["policy 'ours': binding 'everywhere' is not judged for 1 object: its parameters, ConfigMap 'limits', are not among the files"],
    });
  });

  it('may be completed by the cluster, where their kind is a custom one', () => {
    const limits = { apiVersion: 'rules.acme.io/v1', kind: 'Limits', metadata: { name: 'limits' }, most: {} };
    const custom = (expression: string, variables: readonly object[] = []): object[] => [
      ...asking(expression, { paramKind: { apiVersion: 'rules.acme.io/v1', kind: 'Limits' }, variables }, { paramRef: { name: 'limits' } }), limits,
    ];
    const where = "policy 'ours': validations[0] is not judged for 1 object: ";
    expect(judged(custom('object.spec.replicas <= params.most.replicas'), [deployment()])).toEqual({
      found: [], notices: [`${where}No such key: replicas, unless the cluster adds it`],
    });
    expect(judged(custom('object.spec.replicas <= variables.most', [{ name: 'most', expression: 'params.most.replicas' }]), [deployment()])).toEqual({
      found: [], notices: [`${where}variable 'most': No such key: replicas, unless the cluster adds it`],
    });
    expect(judged(custom('object.spec.paused'), [deployment()]).found).toEqual(['policy.ours error Deployment/api spec.paused: validations[0] fails: No such key: paused']);
  });

  it('are null where the binding names none', () => {
    expect(judged(asking('params == null', { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } }), [deployment()]).found).toEqual([]);
  });
});

it('names what else in the files has a say in admission', () => {
  const other = (apiVersion: string, kind: string): object => ({ apiVersion, kind, metadata: { name: 'theirs' }, spec: {} });
  const files = [
    other('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy'),
    other('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicyBinding'),
    other('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'),
    other('kyverno.io/v1', 'ClusterPolicy'),
    other('policies.kyverno.io/v1', 'MutatingPolicy'),
    other('templates.gatekeeper.sh/v1', 'ConstraintTemplate'),
    other('policies.kubewarden.io/v1', 'ClusterAdmissionPolicy'),
    other('v1', 'ConfigMap'),
  ];
  expect(judged([...asking('true'), ...files], [deployment()])).toEqual({
    found: [],
    notices: [
      "MutatingAdmissionPolicy 'theirs' is not evaluated: what it writes into objects is not there when policies look at them",
      "ValidatingWebhookConfiguration 'theirs' is not evaluated: only ValidatingAdmissionPolicies are",
      "ClusterPolicy 'theirs' is not evaluated: only ValidatingAdmissionPolicies are",
      "MutatingPolicy 'theirs' is not evaluated: what it writes into objects is not there when policies look at them",
      "ConstraintTemplate 'theirs' is not evaluated: only ValidatingAdmissionPolicies are",
      "ClusterAdmissionPolicy 'theirs' is not evaluated: only ValidatingAdmissionPolicies are",
    ],
  });
});

describe('what only a cluster knows', () => {
  const unknown = (expression: string, objects: readonly object[] = [deployment()]): readonly string[] => {
    const { found, notices } = judged(asking(expression), objects);
    expect(found).toEqual([]);
    return notices.map((notice) => notice.replace("policy 'ours': validations[0] is not judged for 1 object: ", ''));
  };

  it.each([
    ["request.userInfo.username == 'admin'", 'it reads request.userInfo, which only the API server knows'],
    ["authorizer.group('apps').resource('deployments').check('create').allowed()", 'it asks the authorizer, which only a cluster has'],
    ['namespaceObject.metadata.labels.env == "prod"', "it reads namespaceObject, and namespace 'shop' is not among the files"],
    ['object.metadata.uid == ""', 'it reads metadata.uid, which the cluster fills in'],
    ["url('http://a@b/' + object.metadata.name).getHost() == 'x'", 'it cannot be evaluated here: the host of "http://a@b/api" is not read here'],
    ['object.metadata.labels.all(k, v, v != "")', 'it cannot be read here: all() with two variables is not known here'],
    ['object.spec.?replicas.optMap(r, r * 2).orValue(0) == 2', 'it cannot be read here: optMap() is not known here'],
    ["'a'.matches('\\\\pL')", 'it cannot be evaluated here: the pattern "\\\\pL" is not read here'],
    ["object.metadata.uid == '' || object.spec.nothing", 'it reads metadata.uid, which the cluster fills in'],
  ])('is named: %s', (expression, reason) => {
    expect(unknown(expression)).toEqual([reason]);
  });

  it.each(['namespaceObject.metadata.labels', 'namespaceObject.metadata.annotations', 'namespaceObject.spec'])('may be there or not: %s', (field) => {
    expect(unknown(`has(${field})`)).toEqual(["it reads namespaceObject, and namespace 'shop' is not among the files"]);
    expect(unknown(`namespaceObject${field.slice('namespaceObject'.length).replaceAll('.', '.?')}.hasValue()`)).toEqual([
      "it reads namespaceObject, and namespace 'shop' is not among the files",
    ]);
  });

  it('is not the name of the namespace', () => {
    expect(judged(asking("namespaceObject.metadata.name == 'shop'"), [deployment()])).toEqual({ found: [], notices: [] });
    expect(judged(asking("namespaceObject.metadata.name == 'billing'"), [deployment()]).found).toHaveLength(1);
  });

  it('does not matter where the rest decides', () => {
    expect(judged(asking("request.userInfo.username == 'admin' || object.spec.replicas == 1"), [deployment()])).toEqual({ found: [], notices: [] });
    expect(judged(asking("request.userInfo.username == 'admin' && object.spec.replicas == 2"), [deployment()]).found).toHaveLength(1);
  });

  it('counts the objects that it is about', () => {
    expect(judged(asking('has(request.userInfo.username)'), [deployment(), deployment({}, { name: 'web' })]).notices).toEqual([
      "policy 'ours': validations[0] is not judged for 2 objects: it reads request.userInfo, which only the API server knows",
    ]);
  });

  it('is the namespace of an object that does not say it', () => {
    expect(unknown("object.metadata.namespace != 'default'", [deployment({}, { namespace: undefined })])).toEqual(['it reads metadata.namespace, which the cluster fills in']);
  });

  it('is how long a loop would run', () => {
    const many = `[${Array.from({ length: 1000 }, (_, i) => i).join(',')}]`;
    expect(unknown(`${many}.all(a, ${many}.all(b, ${many}.all(c, a + b + c >= 0)))`)).toEqual(['it cannot be evaluated here: it takes more than 200,000 steps']);
  });
});

describe('the request', () => {
  it.each([
    "request.operation == 'CREATE'",
    "request.kind.group == 'apps' && request.kind.version == 'v1' && request.kind.kind == 'Deployment'",
    "request.resource.resource == 'deployments' && request.requestResource.resource == 'deployments'",
    "request.name == 'api' && request.namespace == 'shop'",
    '!has(request.subResource)',
    'oldObject == null',
    "namespaceObject.metadata.labels['kubernetes.io/metadata.name'] == 'shop' && namespaceObject.status.phase == 'Active'",
  ])('says %s', (expression) => {
    expect(judged(asking(expression), [deployment(), namespace('shop')])).toEqual({ found: [], notices: [] });
  });
});

describe('the object', () => {
  it.each([
    'object.spec.replicas == 1',
    "object.spec.strategy.type == 'RollingUpdate' && object.spec.strategy.rollingUpdate.maxSurge == '25%'",
    "object.spec.template.spec.restartPolicy == 'Always'",
    'object.spec.template.spec.terminationGracePeriodSeconds == 30',
    'has(object.spec.template.spec.securityContext) && has(object.status)',
    "object.spec.template.spec.containers.all(c, c.imagePullPolicy == 'IfNotPresent' && has(c.resources))",
    "object.spec.template.spec.containers[0].ports[0].protocol == 'TCP'",
    "object.spec.template.spec.containers[0].resources.limits.cpu == '1' && object.spec.template.spec.containers[0].resources.limits.memory == '1Gi'",
    // What Go leaves out where it is false or empty, and what it does not.
    '!has(object.spec.template.spec.hostNetwork) && !has(object.metadata.annotations) && !has(object.spec.template.spec.containers[0].args)',
    'object.spec.template.spec.automountServiceAccountToken == false',
    'object.spec.template.spec.volumes[0].emptyDir == {} && has(object.spec.template.spec.volumes[0].emptyDir)',
  ])('is as the API server completes it: %s', (expression) => {
    const container = {
      name: 'api', image: 'ghcr.io/acme/api:1.2.3', args: [], ports: [{ containerPort: 8080 }], resources: { limits: { cpu: '1000m', memory: '1024Mi' } },
    };
    const spec = { hostNetwork: false, automountServiceAccountToken: false, containers: [container], volumes: [{ name: 'tmp' }] };
    const object = deployment({ template: { metadata: { labels: { app: 'api' } }, spec } }, { annotations: {} });
    expect(judged(asking(expression), [object])).toEqual({ found: [], notices: [] });
  });
});

describe('the libraries of Kubernetes', () => {
  it.each([
    "quantity('1.5Gi').isGreaterThan(quantity('1Gi')) && quantity('1Gi') == quantity('1024Mi') && quantity('500m').add(quantity('1')).compareTo(quantity('1500m')) == 0",
    "'a7b77'.find('[0-9]+') == '7' && 'a7b77'.findAll('[0-9]+') == ['7', '77'] && 'a7b77'.findAll('[0-9]', 2).size() == 2 && 'a'.find('b') == ''",
    "url('https://a.b:80/c?d=e').getHost() == 'a.b:80' && url('https://a.b:80/c?d=e').getQuery() == {'d': ['e']} && isURL('/a') && !isURL('a') && url('/a') == url('/a')",
    "semver('1.2.3').isLessThan(semver('1.10.0')) && semver('v1.2', true) == semver('1.2.0') && !isSemver('1.2') && semver('1.2.3').minor() == 2",
    "isQuantity('1k') && !isQuantity('x') && quantity('2k').asInteger() == 2000 && quantity('0').sign() == 0",
    "ip('fe80::1').isLinkLocalUnicast() && ip('8.8.8.8').isGlobalUnicast() && !isIP('1.2.3') && ip.isCanonical('::1')",
    "cidr('10.0.0.0/8').containsIP('10.1.1.1') && cidr('10.0.0.0/8').containsCIDR(cidr('10.9.0.0/16')) && cidr('10.1.0.0/16').prefixLength() == 16",
    "[3, 1, 2].max() == 3 && [1, 2].sum() == 3 && ['a', 'b'].isSorted() && ['a', 'b', 'a'].lastIndexOf('a') == 2 && [3, 1].min() == 1",
    'sets.contains([1, 2], [2]) && sets.equivalent([1, 2], [2, 1, 1]) && !sets.intersects([1], [2])',
    "'%s has %d'.format(['api', 3]) == 'api has 3' && 'a-b'.replace('-', '_') == 'a_b' && 'ÄB'.lowerAscii() == 'Äb' && 'abc'.charAt(1) == 'b'",
    "'api-1'.matches('^[a-z]+-[0-9]$') && !matches('x', 'y')",
    "int('12') == 12 && [1, 2, 2].distinct() == [1, 2] && [[1], [2]].flatten() == [1, 2] && ['b', 'a'].sort() == ['a', 'b']",
    'has(object.spec.template.spec.containers[0].image) && !has(object.spec.template.spec.containers[0].command)',
    "object.spec.?paused.orValue(false) == false && object.?metadata.?labels['x'].orValue('none') == 'none'",
  ])('can %s', (expression) => {
    expect(judged(asking(expression), [deployment()])).toEqual({ found: [], notices: [] });
  });
});
