import fc from 'fast-check';
import { Path, setAt } from '../../src/manifest/path';
import { apiVersionsFor, checkSchema, isNamespaced, kindsFor, pluralOf, SchemaProblem } from '../../src/manifest/schema';
import { SCHEMA_MINORS } from '../../src/manifest/schema-types';

const CONTAINER: Path = ['spec', 'template', 'spec', 'containers', 0];
const POD: Path = ['spec', 'template', 'spec'];

function deployment(): Record<string, unknown> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop', labels: { app: 'api' }, creationTimestamp: null },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'api' } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      template: {
        metadata: { labels: { app: 'api' } },
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name: 'api',
            image: 'ghcr.io/acme/api:1.2.3',
            imagePullPolicy: 'IfNotPresent',
            ports: [{ name: 'http', containerPort: 8080 }],
            env: [{ name: 'MODE', value: 'fast' }],
            resources: { requests: { cpu: 0.5, memory: '128Mi' }, limits: { memory: '1e3Mi'.replace('e3', '000') } },
            readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
            volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
          }],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      },
    },
    status: {},
  };
}

/** The problems of the Deployment with one value set; undefined takes the field away. */
function after(path: Path, value: unknown, minor: string | number = 36): readonly SchemaProblem[] {
  const object = deployment();
  setAt(object, path, value);
  return checkSchema(object, minor).problems;
}

describe('a Deployment', () => {
  it.each(['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37', 28, 37, '1.20', '1.99', 'v1.36.2'])('has no problems in %s', (minor) => {
    expect(checkSchema(deployment(), minor)).toEqual({ known: true, problems: [] });
  });

  it.each<[string, Path, unknown, SchemaProblem['kind'], Path, string, string]>([
    ['a typo', [...CONTAINER, 'securtyContext'], {}, 'unknown-field', [...CONTAINER, 'securtyContext'], 'is not a field of Container', 'write securityContext'],
    ['a field in the wrong case', [...CONTAINER, 'imagepullpolicy'], 'Always', 'unknown-field', [...CONTAINER, 'imagepullpolicy'], 'is not a field of Container', 'write imagePullPolicy'],
    ['an unknown field without a value', [...CONTAINER, 'cmd'], null, 'unknown-field', [...CONTAINER, 'cmd'], 'is not a field of Container', 'remove it'],
    ['a field of a part', [...CONTAINER, 'runAsNonRoot'], true, 'unknown-field', [...CONTAINER, 'runAsNonRoot'], 'is not a field of Container', 'move it to securityContext.runAsNonRoot'],
    ['a field of a part of a part', ['spec', 'containers'], [], 'unknown-field', ['spec', 'containers'], 'is not a field of DeploymentSpec', 'move it to template.spec.containers'],
    ['a field of an entry', [...POD, 'image'], 'x', 'unknown-field', [...POD, 'image'], 'is not a field of PodSpec', 'move it to containers[].image'],
    ['a field of what is around', [...CONTAINER, 'serviceAccountName'], 'x', 'unknown-field', [...CONTAINER, 'serviceAccountName'], 'is not a field of Container', 'move it to spec.template.spec.serviceAccountName'],
    ['a field of nothing', ['spec', 'zzzzzz'], 1, 'unknown-field', ['spec', 'zzzzzz'], 'is not a field of DeploymentSpec', 'remove it'],
    ['__proto__', ['spec', '__proto__'], 1, 'unknown-field', ['spec', '__proto__'], 'is not a field of DeploymentSpec', 'remove it'],
    ['constructor', ['spec', 'constructor'], 1, 'unknown-field', ['spec', 'constructor'], 'is not a field of DeploymentSpec', 'remove it'],

    ['a number for a string', [...CONTAINER, 'env', 0, 'value'], 8080, 'wrong-type', [...CONTAINER, 'env', 0, 'value'], 'is the number 8080, not a string', 'put the value in quotes'],
    ['a boolean for a label', ['metadata', 'labels', 'on'], true, 'wrong-type', ['metadata', 'labels', 'on'], 'is the boolean true, not a string', 'put the value in quotes'],
    ['a string for a port', [...CONTAINER, 'ports', 0, 'containerPort'], '80', 'wrong-type', [...CONTAINER, 'ports', 0, 'containerPort'], "is the string '80', not an integer", 'write 80 without quotes'],
    ['half a replica', ['spec', 'replicas'], 1.5, 'wrong-type', ['spec', 'replicas'], 'is the number 1.5, not an integer', 'write an integer'],
    ['too many replicas', ['spec', 'replicas'], 3e9, 'wrong-type', ['spec', 'replicas'], 'is the number 3000000000, not a 32 bit integer', 'write a smaller number'],
    ['a string for a boolean', [...POD, 'securityContext', 'runAsNonRoot'], 'true', 'wrong-type', [...POD, 'securityContext', 'runAsNonRoot'], "is the string 'true', not a boolean", 'write true without quotes'],
    ['an object for a list', [...POD, 'containers'], {}, 'wrong-type', [...POD, 'containers'], 'is an object, not a list', 'write a list, with a dash before each entry'],
    ['a list for an object', ['spec', 'template'], [], 'wrong-type', ['spec', 'template'], 'is a list, not an object', 'write the fields of a PodTemplateSpec'],
    ['a string for an object', [...CONTAINER, 'resources'], 'small', 'wrong-type', [...CONTAINER, 'resources'], "is the string 'small', not an object", 'write the fields of a ResourceRequirements'],
    ['a list for a map', ['metadata', 'labels'], ['app'], 'wrong-type', ['metadata', 'labels'], 'is a list, not a map', 'write keys and values'],
    ['half a percent', ['spec', 'strategy', 'rollingUpdate', 'maxSurge'], 0.5, 'wrong-type', ['spec', 'strategy', 'rollingUpdate', 'maxSurge'], 'is the number 0.5, not an integer or a string', 'write an integer or a string'],
    ['a time of day', ['metadata', 'creationTimestamp'], 'today', 'wrong-type', ['metadata', 'creationTimestamp'], "is the string 'today', not a time", 'write a time such as "2026-01-31T12:00:00Z"'],
    ['an entry of a list', [...CONTAINER, 'args'], ['--port', 80], 'wrong-type', [...CONTAINER, 'args', 1], 'is the number 80, not a string', 'put the value in quotes'],

    ['no selector', ['spec', 'selector'], null, 'missing-required', ['spec', 'selector'], 'is not set', 'set selector; every DeploymentSpec needs it'],
    ['no name', [...CONTAINER, 'name'], undefined, 'missing-required', [...CONTAINER, 'name'], 'is not set', 'set name; every Container needs it'],
    ['a port without a number', [...CONTAINER, 'ports', 0], null, 'missing-required', [...CONTAINER, 'ports', 0, 'containerPort'], 'is not set', 'set containerPort; every ContainerPort needs it'],

    ['a misspelt policy', [...CONTAINER, 'imagePullPolicy'], 'Allways', 'bad-enum', [...CONTAINER, 'imagePullPolicy'], "is 'Allways', not Always, IfNotPresent or Never", 'write Always'],
    ['a policy of another tool', [...CONTAINER, 'imagePullPolicy'], 'missing', 'bad-enum', [...CONTAINER, 'imagePullPolicy'], "is 'missing', not Always, IfNotPresent or Never", 'write Always, IfNotPresent or Never'],
    ['a number for an enum', [...POD, 'restartPolicy'], 1, 'wrong-type', [...POD, 'restartPolicy'], 'is the number 1, not a string', 'write Always, Never or OnFailure'],
    ['a required enum that is empty', [...POD, 'topologySpreadConstraints'], [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: '' }], 'bad-enum', [...POD, 'topologySpreadConstraints', 0, 'whenUnsatisfiable'], 'is empty', 'write DoNotSchedule or ScheduleAnyway'],

    ['a unit of computers', [...CONTAINER, 'resources', 'limits', 'memory'], '512MB', 'bad-quantity', [...CONTAINER, 'resources', 'limits', 'memory'], "is '512MB', not a quantity", 'write 512Mi or 512M'],
    ['a unit in the wrong case', [...CONTAINER, 'resources', 'limits', 'memory'], '2gi', 'bad-quantity', [...CONTAINER, 'resources', 'limits', 'memory'], "is '2gi', not a quantity", 'write 2Gi'],
    ['a space before the unit', [...CONTAINER, 'resources', 'requests', 'cpu'], '100 m', 'bad-quantity', [...CONTAINER, 'resources', 'requests', 'cpu'], "is '100 m', not a quantity", 'write 100m'],
    ['a quantity of words', [...CONTAINER, 'resources', 'requests', 'cpu'], 'lots', 'bad-quantity', [...CONTAINER, 'resources', 'requests', 'cpu'], "is 'lots', not a quantity", "write a number with a unit that Kubernetes has, such as '500m' or '256Mi'"],
    ['a quantity that is a boolean', [...CONTAINER, 'resources', 'requests', 'cpu'], true, 'wrong-type', [...CONTAINER, 'resources', 'requests', 'cpu'], 'is the boolean true, not a quantity', "write a number with a unit that Kubernetes has, such as '500m' or '256Mi'"],
  ])('with %s has one problem', (_, path, value, kind, at, finding, remedy) => {
    const problems = after(path, value);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ kind, path: at, remedy });
    expect(problems[0].message.endsWith(` ${finding}`)).toBe(true);
  });

  it.each<[string, Path, unknown]>([
    ['null', [...CONTAINER, 'env'], null],
    ['an empty string for an enum that has a default', [...CONTAINER, 'imagePullPolicy'], ''],
    ['a null in a map', ['metadata', 'annotations'], { a: null }],
    ['a null in a list of strings', [...CONTAINER, 'args'], [null]],
    ['quantities as kubectl takes them', [...CONTAINER, 'resources', 'limits'], { 'cpu': 1, 'memory': 1.5, 'ephemeral-storage': '1e6', 'x.io/y': '.5', 'hugepages-2Mi': '1Gi' }],
    ['a whole number with a point', ['spec', 'replicas'], 2.0],
    ['labels that are called like methods', ['metadata', 'labels', 'constructor'], 'x'],
    ['a value of an enum in status', ['status', 'conditions'], [{ type: 'Available', status: 'Maybe' }]],
    ['a status without what it needs', ['status', 'conditions'], [{}]],
  ])('may have %s', (_, path, value) => {
    expect(after(path, value)).toEqual([]);
  });

  it('names every problem once, with the path in the message', () => {
    const object = deployment();
    setAt(object, ['spec', 'replicas'], '2');
    setAt(object, [...CONTAINER, 'foo.bar/x'], 1);
    expect(checkSchema(object, 36).problems.map(({ message }) => message)).toEqual([
      "spec.replicas is the string '2', not an integer",
      'spec.template.spec.containers[0]["foo.bar/x"] is not a field of Container',
    ]);
  });
});

describe('a field that other minors have', () => {
  it('needs a newer target', () => {
    expect(after([...POD, 'securityContext', 'appArmorProfile'], { type: 'RuntimeDefault' }, '1.29')).toEqual([{
      path: [...POD, 'securityContext', 'appArmorProfile'],
      kind: 'unavailable-field',
      message: 'spec.template.spec.securityContext.appArmorProfile needs Kubernetes 1.30, the target is 1.29',
      remedy: 'remove appArmorProfile, or raise the target',
    }]);
    expect(after([...POD, 'securityContext', 'appArmorProfile'], { type: 'RuntimeDefault' }, '1.30')).toEqual([]);
  });

  it('says the target as it was given, also below the table', () => {
    expect(after([...POD, 'resources'], {}, '1.25')[0].message).toBe('spec.template.spec.resources needs Kubernetes 1.32, the target is 1.25');
  });

  it('is gone in a newer target', () => {
    const value = { name: 'a', podGroup: 'b' };
    expect(after([...POD, 'workloadRef'], value, '1.35')).toEqual([]);
    expect(after([...POD, 'workloadRef'], value, '1.34')[0]).toMatchObject({ kind: 'unavailable-field' });
    expect(after([...POD, 'workloadRef'], value, '1.36')).toEqual([{
      path: [...POD, 'workloadRef'],
      kind: 'removed-field',
      message: 'spec.template.spec.workloadRef was removed in Kubernetes 1.36, the target is 1.36',
      remedy: 'remove workloadRef',
    }]);
  });

  it.each<[string, Path, unknown, number]>([
    ['recursiveReadOnly', [...CONTAINER, 'volumeMounts', 0, 'recursiveReadOnly'], 'Enabled', 30],
    ['an image volume', [...POD, 'volumes', 1], { name: 'i', image: { reference: 'x' } }, 31],
    ['supplementalGroupsPolicy', [...POD, 'securityContext', 'supplementalGroupsPolicy'], 'Strict', 31],
    ['resources of a pod', [...POD, 'resources'], { limits: { cpu: 1 } }, 32],
    ['stopSignal', [...CONTAINER, 'lifecycle'], { stopSignal: 'SIGTERM' }, 33],
    ['hostnameOverride', [...POD, 'hostnameOverride'], 'x', 34],
    ['annotations of a pod certificate', [...POD, 'volumes', 1], {
      name: 'c', projected: { sources: [{ podCertificate: { keyType: 'ED25519', signerName: 'a', userAnnotations: {} } }] },
    }, 35],
    ['schedulingGroup', [...POD, 'schedulingGroup'], { podGroupName: 'x' }, 36],
    ['bindMountOptions', [...CONTAINER, 'volumeMounts', 0, 'bindMountOptions'], ['noexec'], 37],
  ])('is %s', (_, path, value, since) => {
    for (let minor = SCHEMA_MINORS.since; minor <= SCHEMA_MINORS.until; minor++) {
      const kinds = after(path, value, minor).map((problem) => problem.kind);
      if (minor < since) expect([minor, kinds[0]]).toEqual([minor, 'unavailable-field']);
      else expect([minor, kinds]).toEqual([minor, []]);
    }
  });

  it('may be a value of an enum', () => {
    const toleration = [{ key: 'a', operator: 'Gt', value: '5' }];
    expect(after([...POD, 'tolerations'], toleration, 35)).toEqual([]);
    expect(after([...POD, 'tolerations'], toleration, 34)).toMatchObject([{
      kind: 'bad-enum',
      message: "spec.template.spec.tolerations[0].operator is 'Gt', which needs Kubernetes 1.35, the target is 1.34",
      remedy: 'write Equal or Exists',
    }]);
  });

  it('may have changed its type', () => {
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'a' }, spec: { resources: { claims: [] } } };
    expect(checkSchema(claim, 28).problems).toEqual([]);
    expect(checkSchema(claim, 29).problems).toMatchObject([{ kind: 'unknown-field', message: 'spec.resources.claims is not a field of VolumeResourceRequirements' }]);
  });
});

describe('required fields', () => {
  it('are those that the API server asks for, also where older minors said more', () => {
    const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec: { policyTypes: ['Ingress'] } };
    const binding = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: 'a' }, roleRef: { kind: 'Role', name: 'b' } };
    for (const minor of [28, 33, 37]) {
      expect(checkSchema(policy, minor).problems).toEqual([]);
      expect(checkSchema(binding, minor).problems).toEqual([]);
    }
  });
});

describe('a Secret', () => {
  const secret = (fields: object): unknown => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, ...fields });

  it('holds base64, and is told apart from text that is not', () => {
    expect(checkSchema(secret({ data: { a: 'aHVudGVyMg==', b: '', c: 'aHVu\ndGVyMg==\n' } }), 36).problems).toEqual([]);
    for (const value of ['hunter2!', 'aHVudGVyMg=', 'a', 'aHVudGVyMg===', '=']) {
      expect(checkSchema(secret({ data: { a: value } }), 36).problems).toEqual([
        { path: ['data', 'a'], kind: 'wrong-type', message: 'data.a is not base64', remedy: 'encode it, or write it under stringData' },
      ]);
    }
  });

  it('never shows its values', () => {
    for (const fields of [{ stringData: { pin: 123456 } }, { data: { pin: 123456 } }, { data: { pin: '123456!' } }, { stringData: { pin: [123456] } }]) {
      const { problems } = checkSchema(secret(fields), 36);
      expect(problems).toHaveLength(1);
      expect(JSON.stringify(problems)).not.toContain('123456');
    }
  });
});

describe('a time', () => {
  const lease = (spec: object): unknown => ({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'a', creationTimestamp: null }, spec });
  const created = (creationTimestamp: string): unknown => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { creationTimestamp } });

  it.each([
    ['2026-01-31T12:00:00Z', true], ['2024-02-29T23:59:59.5Z', true], ['2026-01-31T12:00:00+01:00', true],
    ['2026-02-29T12:00:00Z', false], ['2026-04-31T12:00:00Z', false], ['2026-13-01T12:00:00Z', false], ['2026-01-31T24:00:00Z', false],
    ['2026-01-31T12:00:60Z', false], ['2026-01-31', false], ['2026-01-31 12:00:00Z', false], ['2026-01-31T12:00:00', false], ['', false],
  ])('may be %j: %p', (text, isTime) => {
    expect(checkSchema(created(text), 36).problems.map((problem) => problem.kind)).toEqual(isTime ? [] : ['wrong-type']);
  });

  it('has six digits after the second where Kubernetes keeps microseconds', () => {
    expect(checkSchema(lease({ renewTime: '2026-01-31T12:00:00.000000Z' }), 36).problems).toEqual([]);
    expect(checkSchema(lease({ renewTime: '2026-01-31T12:00:00Z' }), 36).problems).toMatchObject([{ kind: 'wrong-type', path: ['spec', 'renewTime'] }]);
  });
});

describe('an object', () => {
  it.each([
    [null], [undefined], ['text'], [1], [[]], [{}], [{ apiVersion: 'v1' }], [{ kind: 'Pod' }], [{ apiVersion: 1, kind: 'Pod' }],
    [{ apiVersion: 'v1', kind: 'Deployment' }], [{ apiVersion: 'cert-manager.io/v1', kind: 'Certificate' }], [{ apiVersion: 'policy/v1beta1', kind: 'PodSecurityPolicy' }],
    [{ apiVersion: '__proto__', kind: 'constructor' }], [{ apiVersion: 'v1', kind: 'NonsenseList' }],
  ])('like %j is not known', (object) => {
    expect(checkSchema(object, 36)).toEqual({ known: false, problems: [] });
  });

  it('that the target does not serve is held against the nearest minor that does', () => {
    const policy = { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy', metadata: { name: 'a' }, spec: { validation: [] } };
    expect(checkSchema(policy, 28)).toMatchObject({ known: true, problems: [{ kind: 'unknown-field', remedy: 'write validations' }] });
    const schema = { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3', kind: 'FlowSchema', metadata: { name: 'a' }, spec: { priorityLevelConfiguration: { name: 'x' } } };
    expect(checkSchema(schema, 37)).toEqual({ known: true, problems: [] });
  });

  it('may be a list', () => {
    const { apiVersion, kind, ...rest } = deployment();
    expect(checkSchema({ apiVersion, kind: `${kind as string}List`, metadata: {}, items: [rest] }, 36)).toEqual({ known: true, problems: [] });
    setAt(rest, ['spec', 'replica'], 1);
    expect(checkSchema({ apiVersion, kind: `${kind as string}List`, items: [rest] }, 36).problems).toMatchObject([{ path: ['items', 0, 'spec', 'replica'] }]);
    expect(checkSchema({ apiVersion: 'v1', kind: 'List', items: [{ anything: 1 }] }, 36)).toEqual({ known: true, problems: [] });
    expect(checkSchema({ apiVersion: 'v1', kind: 'List', item: [] }, 36).problems.map((problem) => problem.kind)).toEqual(['unknown-field']);
  });

  it('needs a version that is one', () => {
    expect(() => checkSchema(deployment(), 'latest')).toThrow("'latest' is not a Kubernetes version; write it as '1.36'");
  });
});

describe('a kind', () => {
  it.each<[string, string, boolean | undefined, string | undefined]>([
    ['v1', 'Pod', true, 'pods'],
    ['v1', 'Namespace', false, 'namespaces'],
    ['v1', 'Endpoints', true, 'endpoints'],
    ['networking.k8s.io/v1', 'NetworkPolicy', true, 'networkpolicies'],
    ['networking.k8s.io/v1', 'IngressClass', false, 'ingressclasses'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', false, 'clusterroles'],
    ['apps/v1', 'Pod', undefined, undefined],
    ['', '', undefined, undefined],
  ])('%s %s is namespaced: %p, and called %p', (apiVersion, kind, namespaced, plural) => {
    expect(isNamespaced(apiVersion, kind)).toBe(namespaced);
    expect(pluralOf(apiVersion, kind)).toBe(plural);
  });

  it('is found by its API version, and the other way round', () => {
    expect(kindsFor('apps/v1')).toEqual(['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet']);
    expect(kindsFor('apps/v2')).toEqual([]);
    expect(apiVersionsFor('HorizontalPodAutoscaler')).toEqual(['autoscaling/v1', 'autoscaling/v2']);
    expect(apiVersionsFor('Deploymnt')).toEqual([]);
  });
});

describe('a hostile object', () => {
  it('has no more than a hundred problems', () => {
    const spec = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`field${i}`, i]));
    expect(checkSchema({ apiVersion: 'v1', kind: 'Pod', spec }, 36).problems).toHaveLength(100);
    const containers = Array.from({ length: 100_000 }, () => ({}));
    expect(checkSchema({ apiVersion: 'v1', kind: 'Pod', spec: { containers } }, 36).problems.length).toBeLessThanOrEqual(100);
  });

  it('is not followed without end', () => {
    let schema: object = { type: 'strin' };
    for (let i = 0; i < 50_000; i++) schema = { properties: { a: schema } };
    const crd = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', spec: { group: 'a', names: { kind: 'A', plural: 'as' }, scope: 'Cluster', versions: [{ name: 'v1', schema: { openAPIV3Schema: schema } }] } };
    expect(checkSchema(crd, 36)).toEqual({ known: true, problems: [] });
  });

  it('gets short messages for long keys and values', () => {
    const long = 'x'.repeat(100_000);
    for (const { message, remedy } of [...after(['spec', long], 1), ...after([...CONTAINER, 'imagePullPolicy'], long), ...after(['metadata', 'labels', long], 1)]) {
      expect(message.length + remedy.length).toBeLessThan(400);
    }
  });

  it('is judged, whatever it holds', () => {
    const scalar = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.constant('__proto__'));
    const paths = fc.constantFrom<Path>(
      ['metadata'], ['spec'], ['spec', 'template'], ['spec', 'replicas'], ['spec', 'selector'], POD, [...POD, 'containers'], CONTAINER, [...POD, 'volumes'],
      [...CONTAINER, 'resources'], [...CONTAINER, 'resources', 'limits'], [...CONTAINER, 'env'], ['metadata', 'labels'], [...POD, 'tolerations'], ['status'],
    );
    const value = fc.oneof(scalar, fc.jsonValue(), fc.dictionary(fc.constantFrom('name', 'spec', 'containers', 'items', 'image', '__proto__', 'constructor'), fc.jsonValue()));
    fc.assert(fc.property(paths, value, fc.integer({ min: 20, max: 40 }), (path, any, minor) => {
      const object = deployment();
      setAt(object, path, any);
      for (const problem of checkSchema(object, minor).problems) {
        expect(problem.message).toMatch(/^[^\n]+$/);
        expect(problem.remedy).toMatch(/^[a-z][^\n]*$/);
      }
    }), { numRuns: 2_000 });
  });
});

it('asks for no field that the API server fills in', () => {
  expect(checkSchema({ apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'acme.io' } }, 36).problems).toEqual([]);
});
