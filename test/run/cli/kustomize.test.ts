import { folder, run } from './command';
import { write } from '../../../src/manifest/write';

const DEPLOYMENT = write({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { selector: { matchLabels: { app: 'api' } }, template: { metadata: { labels: { app: 'api' } }, spec: { containers: [{ name: 'api', image: 'api' }] } } },
});
const PATCH = write({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api' },
  spec: { template: { spec: { containers: [{ name: 'api', securityContext: { privileged: true }, prots: [], $patch: 'merge' }] } } },
});

interface Found {
  readonly code: number | null;
  readonly err: string;
  /** With their files. */
  readonly rules: readonly string[];
}

function found(files: Readonly<Record<string, string>>, ...args: readonly string[]): Found {
  const { code, out, err } = run(['validate', '.', '--format', 'json', ...args], { cwd: folder(files) });
  const { findings } = out === '' ? { findings: [] } : JSON.parse(out) as { findings: { rule: string; location: { file: string } }[] };
  return { code, err, rules: findings.map(({ rule, location }) => `${location.file} ${rule}`) };
}

const ONLY = ['--rules', 'schema-*,image-tag-pinned'];
const OVERLAY = { 'base/kustomization.yaml': 'resources: [api.yaml]\n', 'base/api.yaml': DEPLOYMENT, 'prod/patch.yaml': PATCH };

it.each([
  ['patches', 'patches:\n- path: patch.yaml\n- patch: |\n    kind: Deployment\n'], ['patchesStrategicMerge', 'patchesStrategicMerge: [patch.yaml]\n'],
])('judges what a patch says, and not what it leaves out: %s', (_, kustomization) => {
  const { code, rules } = found({ ...OVERLAY, 'prod/kustomization.yaml': `resources: [../base]\n${kustomization}` });
  expect(code).toBe(1);
  expect(rules.filter((rule) => rule.startsWith('prod/'))).toEqual(['prod/patch.yaml pss-privileged', 'prod/patch.yaml schema-valid']);
});

describe('a file that no kustomization names', () => {
  const files = { ...OVERLAY, 'prod/kustomization.yaml': 'resources: [../base]\n' };
  const overlay = 'resources: [../base]\npatches:\n';

  it('is judged as a patch where it is a part of an object', () => {
    expect(found(files).rules.filter((rule) => rule.startsWith('prod/'))).toEqual(['prod/patch.yaml pss-privileged', 'prod/patch.yaml schema-valid']);
    expect(found(files).err).toBe(found({ ...OVERLAY, 'prod/kustomization.yaml': `${overlay}- path: patch.yaml\n` }).err);
  });

  it.each([
    ['it is whole', { ...files, 'prod/patch.yaml': DEPLOYMENT }],
    ['its object is not there', { ...files, 'base/api.yaml': '' }],
    ['its object is in another namespace', { ...files, 'prod/patch.yaml': PATCH.replace('name: api\n', 'name: api\n  namespace: billing\n') }],
    ['it is taken for an object', { ...files, 'prod/kustomization.yaml': 'resources: [../base, patch.yaml]\n' }],
    ['nobody builds its folder', { ...OVERLAY, 'prod/patch.yaml': PATCH }],
  ])('is judged as any other where %s', (_, given) => {
    expect(found(given).rules).toContain('prod/patch.yaml pss-seccomp-restricted');
  });

  it('is judged as a patch where it is what a scaffold leaves there', () => {
    const crd = (spec: object): string => write({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'anvils.acme.io' }, spec });
    const webhook = (rest: object): string => (
      write({ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration', metadata: { name: 'anvils' }, ...rest })
    );
    const hook = { name: 'anvils.acme.io', sideEffects: 'None', admissionReviewVersions: ['v1'], clientConfig: { service: { namespace: 'acme', name: 'anvils' } } };
    const { rules } = found({
      'crd/kustomization.yaml': 'resources: [bases/anvils.yaml]\npatches:\n',
      'crd/bases/anvils.yaml': crd({
        group: 'acme.io', scope: 'Namespaced', names: { kind: 'Anvil', plural: 'anvils' }, versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
      }),
      'crd/patches/webhook_in_anvils.yaml': crd({ conversion: { strategy: 'Webhook' } }),
      'crd/patches/cainjection_in_anvils.yaml': crd({}),
      'samples/anvil.yaml': write({ apiVersion: 'acme.io/v1', kind: 'Anvil', metadata: { name: 'small', namespace: 'shop' } }),
      'webhook/manifests.yaml': webhook({ webhooks: [hook] }),
      'default/kustomization.yaml': 'resources: [../crd, ../webhook]\n',
      'default/webhookcainjection_patch.yaml': webhook({}),
    });
    expect(rules.filter((rule) => !rule.startsWith('samples/'))).toEqual([]);
    expect(rules).not.toContain('samples/anvil.yaml schema-unknown-kind');
  });
});

it('takes a waiver in a patch', () => {
  const patch = PATCH.replace('name: api\n', "name: api\n  annotations: { cdk8s-hardened/waive.schema-valid: 'read by a plugin of ours; owner=shop; until=2999-01-01' }\n");
  const files = { ...OVERLAY, 'prod/patch.yaml': patch, 'prod/kustomization.yaml': 'patches: [{ path: patch.yaml }]\n' };
  expect(run(['validate', '.', '--rules', 'schema-valid,waiver-*'], { cwd: folder(files) })).toMatchObject({ code: 0 });
});

it('asks no schema for a kustomization, and says what to judge', () => {
  const kustomization = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [api.yaml]\nconfigMapGenerator:\n- files: [a.yaml, b=c.yaml]\n';
  const { err, rules } = found({ 'k/Kustomization': kustomization, 'k/api.yaml': DEPLOYMENT, 'k/a.yaml': DEPLOYMENT, 'k/c.yaml': DEPLOYMENT }, ...ONLY);
  expect(rules).toEqual(['k/api.yaml image-tag-pinned']);
  expect(err).toBe('note: kustomize builds what is applied from k; to judge that, validate what it prints: kubectl kustomize k | cdk8s-hardened validate -\n');
});

it('is not misled by a file of Flux', () => {
  const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: shop, namespace: flux-system }\nspec: {}\n';
  const { err, rules } = found({ 'kustomization.yaml': flux }, '--rules', 'schema-unknown-kind');
  expect({ err, rules }).toEqual({ err: '', rules: ['kustomization.yaml schema-unknown-kind'] });
});

it('finds no object in an overlay alone, and says why', () => {
  const { code, err } = found({ 'kustomization.yaml': 'resources: [../base]\n' });
  expect(code).toBe(2);
  expect(err).toMatch(/^note: kustomize builds what is applied from \.; .*\nerror: no Kubernetes object in 1 file/);
});

describe('what kustomize generates', () => {
  const USER = write({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop' },
    spec: {
      template: {
        spec: {
          containers: [{
            name: 'api',
            envFrom: [{ configMapRef: { name: 'generated' } }],
            env: [
              { name: 'THEME', valueFrom: { configMapKeyRef: { name: 'flags', key: 'theme' } } },
              { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
            ],
          }],
        },
      },
    },
  });
  const HELD = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'flags', namespace: 'shop' }, data: { lang: 'de' } },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db', namespace: 'shop' }, data: { user: 'YXBp' } },
  ].map((object) => write(object)).join('---\n');
  const missed = (kustomization: string): number => (
    found({ 'api.yaml': USER, 'held.yaml': HELD, 'k/kustomization.yaml': kustomization }, '--rules', 'config-ref-exists').rules.length
  );

  it('is missed where no generator makes it', () => {
    expect(missed('resources: [../api.yaml]\nconfigMapGenerator:\n- name: other\n- literals: [a=b]\n')).toBe(3);
  });

  it.each([
    ['without a kind', ''],
    ['with one', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'],
    ['of a component', 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n'],
  ])('is there, and what it adds to others too, in a kustomization %s', (_, head) => {
    expect(missed(`${head}configMapGenerator: [{ name: generated }]\n`)).toBe(2);
    expect(missed(`${head}configMapGenerator: [{ name: generated }, { name: flags, behavior: merge, literals: [theme=dark] }]\n`)).toBe(1);
    expect(missed(`${head}configMapGenerator: [{ name: generated }, { name: flags, behavior: merge }]\nsecretGenerator: [{ name: db, behavior: merge }]\n`)).toBe(0);
  });
});
