import fc from 'fast-check';
import { Path, setAt } from '../../src/manifest/path';
import { SchemaCheck } from '../../src/manifest/schema-check';
import { isSoundAtAGlance } from '../../src/manifest/schema-glance';
import { SchemaProblem, SchemaWalk } from '../../src/manifest/schema-problem';
import { schemaType } from '../../src/manifest/schema-types';

const CONTAINER: Path = ['spec', 'template', 'spec', 'containers', 0];

function deployment(): Record<string, unknown> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', labels: { app: 'api' }, creationTimestamp: null },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'api' } },
      template: {
        spec: {
          terminationGracePeriodSeconds: 30,
          containers: [{
            name: 'api',
            imagePullPolicy: 'Always',
            stdin: false,
            ports: [{ containerPort: 8080, protocol: 'TCP' }],
            resources: { limits: { cpu: 1, memory: '1Gi' } },
            livenessProbe: { tcpSocket: { port: 8080 } },
          }],
        },
      },
    },
  };
}

function glance(object: object, minor = 36): boolean {
  return isSoundAtAGlance(object, schemaType('apps.v1.Deployment', minor), minor);
}

function problems(object: object, minor = 36): readonly SchemaProblem[] {
  const walk = new SchemaWalk(false);
  new SchemaCheck(walk, minor, minor).fields(object as Record<string, unknown>, schemaType('apps.v1.Deployment', minor));
  return walk.problems;
}

it('sees that an ordinary object is sound', () => {
  expect(glance(deployment())).toBe(true);
});

it.each<[string, Path, unknown]>([
  ['an unknown field', ['spec', 'replica'], 2],
  ['another type', ['spec', 'replicas'], '2'],
  ['a field that is needed', ['spec', 'selector'], null],
  ['a value that does not exist', [...CONTAINER, 'imagePullPolicy'], 'always'],
  ['a quantity that is none', [...CONTAINER, 'resources', 'limits', 'memory'], '1GB'],
  ['a list that is none', [...CONTAINER, 'ports'], {}],
  ['a map that is none', ['metadata', 'labels'], ['app']],
  ['an object that is none', ['metadata'], 'api'],
])('sees nothing in an object with %s', (_, path, value) => {
  const object = deployment();
  setAt(object, path, value);
  expect(glance(object)).toBe(false);
});

it('never takes for sound what the check finds fault with', () => {
  const paths = fc.constantFrom<Path>(
    ['metadata'], ['metadata', 'labels'], ['metadata', 'creationTimestamp'], ['metadata', 'ownerReferences'], ['spec'], ['spec', 'replicas'], ['spec', 'template'],
    ['spec', 'selector'], ['status'], CONTAINER, [...CONTAINER, 'imagePullPolicy'], [...CONTAINER, 'ports'], [...CONTAINER, 'ports', 0, 'protocol'],
    [...CONTAINER, 'resources', 'limits'], [...CONTAINER, 'livenessProbe', 'tcpSocket', 'port'], [...CONTAINER, 'name'], [...CONTAINER, 'env'],
    ['spec', 'template', 'spec', 'terminationGracePeriodSeconds'], ['spec', 'template', 'spec', 'tolerations'], ['spec', 'template', 'spec', 'appArmorProfile'],
  );
  const scalar = fc.constantFrom<unknown>('', 'Always', 'TCP', '1Gi', '2026-01-01T00:00:00Z', 'x', 0, 1, -1, 1.5, 2 ** 31, 2 ** 53, NaN, true, null, undefined);
  const value = fc.oneof(scalar, fc.array(scalar), fc.dictionary(fc.constantFrom('name', 'type', 'kind', 'cpu', 'containerPort', 'replicas', '__proto__'), scalar),
    fc.array(fc.dictionary(fc.constantFrom('name', 'value', 'containerPort', 'operator', 'key'), scalar)));
  let sound = 0;
  fc.assert(fc.property(fc.array(fc.tuple(paths, value), { maxLength: 3 }), fc.integer({ min: 28, max: 36 }), (changes, minor) => {
    const object = deployment();
    for (const [path, changed] of changes) setAt(object, path, changed);
    if (!glance(object, minor)) return;
    sound++;
    expect(problems(object, minor)).toEqual([]);
  }), { numRuns: 5_000 });
  expect(sound).toBeGreaterThan(100);
});

it('follows what nests in itself no further than it has to', () => {
  const deep = (levels: number): object => (levels === 0 ? { type: 'object' } : { not: deep(levels - 1) });
  const type = schemaType('apiextensions.v1.JSONSchemaProps', 36);
  expect(isSoundAtAGlance(deep(5), type, 36)).toBe(true);
  expect(isSoundAtAGlance(deep(5_000), type, 36)).toBe(false);
});
