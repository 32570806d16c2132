import fc from 'fast-check';
import { Json } from '../../src/manifest/model';
import { inReadingOrder } from '../../src/manifest/order';
import { compliantApp } from '../../src/validation/compliant-app';

function keysAt(object: unknown, ...path: (string | number)[]): string[] {
  let value = inReadingOrder(object) as Record<string | number, unknown>;
  for (const step of path) value = value[step] as Record<string | number, unknown>;
  return Object.keys(value);
}

/** The same value with every key in reverse. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, child]) => [key, shuffled(child)]));
}

const deployment = compliantApp().find((object) => object.kind === 'Deployment')!;

it('says what a thing is before what it holds', () => {
  expect(keysAt(shuffled(deployment))).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
  expect(keysAt({ metadata: { annotations: {}, uid: 'x', labels: {}, namespace: 'a', name: 'b' } }, 'metadata'))
    .toEqual(['name', 'namespace', 'labels', 'annotations', 'uid']);
});

it('names the role before who has it', () => {
  expect(keysAt({ subjects: [], roleRef: {}, metadata: {}, kind: 'RoleBinding', apiVersion: 'v1' })).toEqual(['apiVersion', 'kind', 'metadata', 'roleRef', 'subjects']);
  expect(keysAt({ rules: [{ verbs: [], resourceNames: [], resources: [], apiGroups: [] }] }, 'rules', 0)).toEqual(['apiGroups', 'resources', 'resourceNames', 'verbs']);
});

it('puts the containers of a pod before its volumes, and both at the end', () => {
  const spec = keysAt(shuffled(deployment), 'spec', 'template', 'spec');
  expect(spec[0]).toBe('serviceAccountName');
  expect(spec.slice(-3)).toEqual(['securityContext', 'containers', 'volumes']);
});

it('reads a container from its name to its mounts', () => {
  expect(keysAt(shuffled(deployment), 'spec', 'template', 'spec', 'containers', 0)).toEqual([
    'name', 'image', 'imagePullPolicy', 'ports', 'env', 'resources', 'securityContext', 'startupProbe', 'livenessProbe', 'readinessProbe', 'lifecycle',
    'volumeMounts',
  ]);
});

it('sorts maps of data and keeps lists as they are', () => {
  expect(keysAt({ data: { name: 'x', b: '1', apiVersion: 'y', a: '2' } }, 'data')).toEqual(['a', 'apiVersion', 'b', 'name']);
  expect(keysAt({ spec: { limits: [{ max: { b: '1', a: '2' }, type: 'Container' }] } }, 'spec', 'limits', 0)).toEqual(['type', 'max']);
  expect(inReadingOrder({ args: ['b', 'a'] })).toEqual({ args: ['b', 'a'] });
});

it('keeps a key that is named __proto__', () => {
  const object = JSON.parse('{"data":{"__proto__":"x","a":"y"}}') as Json;
  expect(JSON.stringify(inReadingOrder(object))).toBe('{"data":{"__proto__":"x","a":"y"}}');
});

it('changes no value, and gives one order whatever the input was', () => {
  for (const object of compliantApp()) {
    expect(inReadingOrder(object)).toEqual(object);
    expect(JSON.stringify(inReadingOrder(shuffled(object)))).toBe(JSON.stringify(inReadingOrder(object)));
  }
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const inOrder = inReadingOrder(value);
    expect(inOrder).toEqual(value);
    expect(JSON.stringify(inReadingOrder(shuffled(value)))).toBe(JSON.stringify(inOrder));
  }));
});
