import { evaluatePolicy, inCel } from './evaluate';
import { policies } from '../../src/admission/policies';
import { asObject, Json } from '../../src/manifest/model';

const RULE = 'image-registry-allowed';

/** What is printed for some registries. */
function printed(registries: readonly string[], stage: 'audit' | 'warn' | 'deny' = 'deny'): { map: Json; policy: Json; bindings: Json[] } {
  const [map, policy, ...bindings] = policies({ rules: [RULE], registries, stage, parametersNamespace: 'platform' });
  return { map, policy, bindings };
}

/** Whether an image is admitted into a namespace, where the ConfigMap says this. */
function isAdmitted(image: string, data: Json | undefined, namespace = 'shop'): boolean {
  const { policy, map } = printed(['ghcr.io/acme/']);
  const pod = { kind: 'Pod', metadata: { name: 'a', namespace }, spec: { containers: [{ name: 'a', image }] } };
  return evaluatePolicy(policy, inCel(pod), undefined, { ...map, data } as Json) === undefined;
}

describe('the parameters', () => {
  it('are one ConfigMap, in front of what reads it', () => {
    const objects = policies({ registries: [' ghcr.io/acme/', 'quay.io/acme'], parametersNamespace: 'platform' });
    expect(objects[0]).toMatchObject({
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cdk8s-hardened', namespace: 'platform' }, data: { registries: 'ghcr.io/acme/\nquay.io/acme\n' },
    });
    expect(objects.filter(({ kind }) => kind === 'ConfigMap')).toHaveLength(1);
  });

  it('are all in there', () => {
    const [map] = policies({ registries: ['ghcr.io/'], deniedRegistries: ['ghcr.io/acme-legacy'], parametersNamespace: 'platform' });
    expect(map.data).toEqual({ registries: 'ghcr.io/\n', deniedRegistries: 'ghcr.io/acme-legacy\n' });
  });

  it('are called as policies begin, in the namespace that is said', () => {
    const [map, policy, binding] = policies({ rules: [RULE], registries: [], prefix: 'acme', parametersNamespace: 'platform' });
    expect(asObject(map.metadata)).toMatchObject({ name: 'acme', namespace: 'platform' });
    expect(asObject(policy.spec).paramKind).toEqual({ apiVersion: 'v1', kind: 'ConfigMap' });
    expect(asObject(binding.spec).paramRef).toEqual({ name: 'acme', namespace: 'platform', parameterNotFoundAction: 'Allow' });
  });

  it('are not there for policies that read none', () => {
    for (const object of policies({ rules: ['pss-*'], registries: ['ghcr.io/acme/'], parametersNamespace: 'platform' })) {
      expect(object.kind).not.toBe('ConfigMap');
      expect(JSON.stringify(object)).not.toMatch(/"param(Kind|Ref)"|params|variables\.data/);
    }
  });

  it('stand in the policy where no namespace is said', () => {
    const [policy, binding] = policies({ rules: [RULE], registries: ['ghcr.io/acme'] });
    expect(policy.kind).toBe('ValidatingAdmissionPolicy');
    expect(asObject(policy.spec).paramKind ?? asObject(binding.spec).paramRef).toBeUndefined();
    const pod = (image: string): unknown => inCel({ kind: 'Pod', metadata: { name: 'a', namespace: 'shop' }, spec: { containers: [{ name: 'a', image }] } });
    expect(evaluatePolicy(policy, pod('ghcr.io/acme/api:1'))).toBeUndefined();
    expect(evaluatePolicy(policy, pod('ghcr.io/acme-evil/api:1'))).toBeDefined();
  });

  it('do not stand in the policy as well', () => {
    const { map, policy, bindings } = printed(['ghcr.io/acme/']);
    expect(JSON.stringify([policy, bindings])).not.toContain('ghcr.io/acme');
    expect(JSON.stringify(map)).toContain('ghcr.io/acme');
    const other = printed(['quay.io/acme/']);
    expect([other.policy, other.bindings]).toEqual([policy, bindings]);
  });

  it('refuse where they are missing only what is denied anyway', () => {
    const actions = (stage: 'audit' | 'warn' | 'deny'): unknown => printed([], stage).bindings.map(({ spec }) => (
      [(asObject(spec).validationActions as string[])[0], asObject(asObject(spec).paramRef).parameterNotFoundAction]
    ));
    expect(actions('audit')).toEqual([['Audit', 'Allow']]);
    expect(actions('warn')).toEqual([['Warn', 'Allow']]);
    expect(actions('deny')).toEqual([['Deny', 'Deny'], ['Warn', 'Allow']]);
  });
});

describe('a list in the ConfigMap', () => {
  it.each<readonly [boolean, string, string, Json | undefined]>([
    [true, 'ghcr.io/acme/api:1', 'as it was printed', { registries: 'ghcr.io/acme/\n' }],
    [false, 'quay.io/acme/api:1', 'as it was printed', { registries: 'ghcr.io/acme/\n' }],
    [true, 'quay.io/acme/api:1', 'with one more', { registries: 'ghcr.io/acme/\nquay.io/acme\n' }],
    [false, 'quay.io/acme-evil/api:1', 'without a slash at the end', { registries: 'quay.io/acme' }],
    [true, 'quay.io/acme/api:1', 'with spaces, empty lines and comments', { registries: '# ours\r\n\r\n  quay.io/acme/  # mirrored nightly\r\n' }],
    [false, 'quay.io/acme/api:1', 'with a comment in front of an entry', { registries: '# quay.io/acme/\n' }],
    [true, 'GHCR.io/acme/api:1', 'in upper case', { registries: 'GHCR.IO/acme' }],
    [false, 'ghcr.io.evil.com/acme/api:1', 'of one host', { registries: 'ghcr.io' }],
    [true, 'nginx:1.29', 'with official images', { registries: 'docker.io/library' }],
    [true, 'acme/api:1', 'with an owner of Docker Hub', { registries: 'acme' }],
    [true, 'acme/api:1', 'with Docker Hub by its other name', { registries: 'index.docker.io/acme/' }],
    [true, 'nginx:1.29', 'with all of Docker Hub by its other name', { registries: 'index.docker.io' }],
    [true, 'localhost:5000/api', 'with a port', { registries: 'localhost:5000' }],
    [true, 'localhost/api', 'of this machine', { registries: 'localhost' }],
    [false, 'ghcr.io/acme/api:1', 'that is empty', { registries: '' }],
    [false, 'ghcr.io/acme/api:1', 'that is missing', {}],
    [false, 'ghcr.io/acme/api:1', 'of a ConfigMap without data', undefined],
    [true, 'quay.io/acme/api:1', 'for this namespace', { 'registries': 'ghcr.io/acme/', 'registries.shop': 'quay.io/acme/' }],
    [true, 'ghcr.io/acme/api:1', 'for this namespace, beside those for all', { 'registries': 'ghcr.io/acme/', 'registries.shop': 'quay.io/acme/' }],
    [false, 'quay.io/acme/api:1', 'for another namespace', { 'registries': 'ghcr.io/acme/', 'registries.shop-2': 'quay.io/acme/' }],
  ])('%s: %s, with a list %s', (admitted, image, _, data) => {
    expect(isAdmitted(image, data)).toBe(admitted);
  });
});
