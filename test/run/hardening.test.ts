import * as fs from 'fs';
import * as path from 'path';
import { ApiObject, App, Chart, Include, Testing } from 'cdk8s';
import { compliantChart, folder, messageOf, plainApp, stderrOf, WRITABLE } from './trees';
import { HardenedDeployment } from '../../src/constructs/deployment';
import { HardenedNamespace } from '../../src/constructs/namespace';
import { Json } from '../../src/manifest/model';
import { Hardening } from '../../src/run/hardening';
import { Profile } from '../../src/standard/profile';

const REASON = 'the vendor image writes to its root until version 3';

it('lets an app pass that is hardened', () => {
  const app = plainApp();
  const hardening = Hardening.of(app);
  compliantChart(app);
  app.synth();
  expect(hardening.findings).toEqual([]);
  expect(fs.readdirSync(app.outdir)).toEqual(['shop.k8s.yaml']);
});

// What is told on standard error is not for the reader of the tests.
beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
});

it('stops the synth before a file is written, and says what, where and what to do', () => {
  const app = plainApp();
  Hardening.of(app);
  compliantChart(app, 'shop', WRITABLE);
  const message = messageOf(() => app.synth());
  expect(message).toMatch(/^Validation failed with the following errors:\n/);
  expect(message).toContain(
    '\n  error read-only-root-fs  shop/Deployment/api  spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem is false; set it to true\n'
    + '    made at test/run/trees.ts:',
  );
  expect(message).toContain('(shop/Deployment-api)');
  // cdk8s writes the path of a construct before its errors, and that of an app is empty.
  for (const told of [message, messageOf(() => app.synthYaml())]) expect(told).not.toContain('[]');
  expect(fs.readdirSync(app.outdir)).toEqual([]);
});

it('stops Testing.synth and synthYaml', () => {
  const app = plainApp();
  Hardening.of(app);
  const chart = compliantChart(app, 'shop', WRITABLE);
  expect(() => Testing.synth(chart)).toThrow(/error read-only-root-fs/);
  expect(() => app.synthYaml()).toThrow(/error read-only-root-fs/);
});

it('sees what has changed since the last look', () => {
  const app = plainApp();
  Hardening.of(app);
  const chart = compliantChart(app);
  Testing.synth(chart);
  compliantChart(app, 'second', WRITABLE);
  expect(() => Testing.synth(chart)).toThrow(/error names-unique|error read-only-root-fs/);
});

it('judges once per synth, although cdk8s validates the tree for every chart', () => {
  const app = plainApp();
  Hardening.of(app);
  compliantChart(app);
  const calls = countRenderings(app);
  for (let i = 0; i < 5; i++) new Chart(app, `empty-${i}`);
  app.synth();
  // Once for the judge, once for cdk8s itself.
  expect(Math.max(...calls.values())).toBe(2);
});

it('judges Include and every other object of the tree', () => {
  const file = path.join(folder(), 'legacy.yaml');
  fs.writeFileSync(file, 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: legacy\n  namespace: shop\nspec:\n  hostNetwork: true\n  containers: []\n');
  const app = plainApp();
  Hardening.of(app);
  const chart = compliantChart(app);
  new Include(chart, 'legacy', { url: file });
  expect(messageOf(() => app.synth())).toMatch(/error pss-host-network {2}shop\/Pod\/legacy {2}spec\.hostNetwork is true; .*\n +made at test\/run\/hardening\.test\.ts:\d+ \(shop\/legacy\/legacy-pod-shop\)/);
});

it('judges a subtree only, with the whole tree in view', () => {
  const app = plainApp();
  compliantChart(app, 'legacy', WRITABLE);
  const mine = new Chart(app, 'mine');
  const hardening = Hardening.of(mine);
  // Its namespace, quota and policies stand in the other chart.
  new ApiObject(mine, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine', namespace: 'shop' }, data: { a: 'b' } } as never);
  app.synth();
  expect(hardening.findings).toEqual([]);
  new ApiObject(mine, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'mine', namespace: 'shop' }, spec: { hostPID: true, containers: [] } } as never);
  const message = messageOf(() => app.synth());
  expect(message).toContain('error pss-host-pid  shop/Pod/mine');
  expect(message).not.toContain('read-only-root-fs  shop/Deployment/api');
});

it('takes from the scopes above what a scope does not say', () => {
  const app = plainApp();
  Hardening.of(app, { registries: ['ghcr.io/acme/'], severities: { 'read-only-root-fs': 'warning' } });
  const chart = compliantChart(app, 'shop', WRITABLE);
  Hardening.of(chart, { severities: { 'pss-host-pid': 'info' } });
  expect(stderrOf(() => app.synth())).toMatch(/^warning read-only-root-fs /);
});

describe('mode report', () => {
  it('stops nothing and tells each finding once', () => {
    const app = plainApp();
    const hardening = Hardening.of(app, { mode: 'report' });
    compliantChart(app, 'shop', WRITABLE);
    new Chart(app, 'another');
    const told = stderrOf(() => {
      app.synth();
      app.synth();
    });
    expect(told.match(/^error read-only-root-fs {2}/gm)).toHaveLength(1);
    expect(hardening.findings.map(({ rule, severity }) => [rule, severity])).toEqual([['read-only-root-fs', 'error']]);
    expect(fs.existsSync(path.join(app.outdir, 'shop.k8s.yaml'))).toBe(true);
  });

  it('can hold for a part of the app', () => {
    const app = plainApp();
    Hardening.of(app);
    Hardening.of(compliantChart(app, 'legacy', WRITABLE), { mode: 'report' });
    expect(stderrOf(() => app.synth())).toMatch(/^error read-only-root-fs /);
  });
});

it('tells warnings on standard error and goes on', () => {
  const app = plainApp();
  Hardening.of(app, { severities: { 'read-only-root-fs': 'warning' } });
  const chart = compliantChart(app, 'shop', WRITABLE);
  expect(stderrOf(() => Testing.synth(chart))).toMatch(/^warning read-only-root-fs {2}shop\/Deployment\/api {2}.*; set it to true\n {2}made at .* \(shop\/Deployment-api\)\n$/);
});

describe('waive', () => {
  it('accepts a finding below its scope', () => {
    const app = plainApp();
    Hardening.of(app);
    const chart = compliantChart(app, 'shop', WRITABLE);
    Hardening.of(chart).waive(['read-only-root-fs'], { reason: REASON, owner: 'shop', until: '2027-01-31' });
    app.synth();
    expect(Hardening.of(app).findings).toMatchObject([{ rule: 'read-only-root-fs', waived: REASON }]);
  });

  it('covers one construct, where it is said of one', () => {
    const app = plainApp();
    Hardening.of(app);
    const chart = compliantChart(app, 'shop', { ...WRITABLE, 'Deployment/web': WRITABLE['Deployment/api'] });
    Hardening.of(chart.node.findChild('Deployment-api')).waive(['read-only-root-fs'], { reason: REASON });
    const message = messageOf(() => app.synth());
    expect(message).toContain('read-only-root-fs  shop/Deployment/web');
    expect(message).not.toContain('read-only-root-fs  shop/Deployment/api');
  });

  it('is a finding when it covers nothing, with the line that gave it', () => {
    const app = plainApp();
    Hardening.of(app).waive(['pss-host-ports'], { reason: REASON });
    compliantChart(app);
    expect(stderrOf(() => app.synth())).toMatch(/^warning waiver-unused {2}Waiver\/pss-host-ports {2}the waiver of pss-host-ports covers no finding; remove it\n {2}made at test\/run\/hardening\.test\.ts:\d+\n$/);
  });

  it('ends on its last day, by the date that is given and by no clock', () => {
    for (const [date, stops] of [[undefined, false], ['2026-10-31', false], ['2026-11-01', true]] as const) {
      const app = plainApp();
      Hardening.of(app, { date }).waive(['read-only-root-fs'], { reason: REASON, until: '2026-10-31' });
      compliantChart(app, 'shop', WRITABLE);
      if (stops) expect(messageOf(() => app.synth())).toMatch(/error read-only-root-fs[^]*error waiver-expired {2}Waiver\/read-only-root-fs/);
      else app.synth();
    }
  });

  it.each([
    [['read-only-root'], { reason: REASON }, "waive: 'read-only-root' is not a rule; did you mean 'read-only-root-fs'"],
    [['read-only-root-fs'], { reason: 'tbd' }, "waive: the reason 'tbd' says too little; say in at least 10 characters why this is acceptable"],
    [['read-only-root-fs'], { reason: REASON, until: '31.10.2026' }, "waive: '31.10.2026' is not a date; write YYYY-MM-DD"],
    [[], { reason: REASON }, 'waive names no rule; list the ids that findings begin with'],
  ])('refuses %j, %j', (rules, options, message) => {
    const app = plainApp();
    const chart = new Chart(app, 'shop');
    expect(messageOf(() => Hardening.of(chart).waive(rules, options))).toBe(`shop: ${message}`);
  });

  it('is written to the object as an annotation, where asked, and read back from there', () => {
    const app = plainApp();
    Hardening.of(app, { waiverAnnotations: true }).waive(['read-only-root-fs'], { reason: REASON, owner: 'shop' });
    const chart = compliantChart(app, 'shop', WRITABLE);
    const objects = Testing.synth(chart) as Json[];
    const annotated = objects.filter((object) => (object.metadata as Json).annotations !== undefined);
    expect(annotated.map((object) => (object.metadata as Json).annotations)).toEqual([{ 'cdk8s-hardened/waive.read-only-root-fs': `${REASON}; owner=shop` }]);
    expect(stderrOf(() => app.synth())).toBe('');
    const again = plainApp();
    Hardening.of(again);
    const copy = new Chart(again, 'copy');
    objects.forEach((object, i) => new ApiObject(copy, `object-${i}`, object as never));
    again.synth();
  });
});

describe('baseline', () => {
  it('counts old findings, stops new ones, and tells which are mended', () => {
    const file = path.join(folder(), 'baseline.json');
    const app = plainApp();
    Hardening.of(app, { baseline: file, updateBaseline: true });
    compliantChart(app, 'shop', WRITABLE);
    expect(stderrOf(() => app.synth())).toBe(`${file}: 1 old finding stops nothing\n`);
    const text = fs.readFileSync(file, 'utf8');
    expect(JSON.parse(text)).toEqual({
      version: 1,
      findings: [{
        rule: 'read-only-root-fs',
        object: 'shop/Deployment/api',
        path: 'spec.template.spec.containers.api.securityContext.readOnlyRootFilesystem',
      }],
    });

    const next = plainApp();
    Hardening.of(next, { baseline: file });
    compliantChart(next, 'shop', { ...WRITABLE, 'Deployment/web': WRITABLE['Deployment/api'] });
    const message = messageOf(() => next.synth());
    expect(message).toContain('shop/Deployment/web');
    expect(message).not.toContain('shop/Deployment/api');

    const mended = plainApp();
    Hardening.of(mended, { baseline: file });
    compliantChart(mended);
    expect(stderrOf(() => mended.synth())).toBe(`${file}: 1 finding is mended; write it anew with updateBaseline\n`);
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
  });

  it('has to exist, and to be one', () => {
    const file = path.join(folder(), 'baseline.json');
    const app = plainApp();
    Hardening.of(app, { baseline: file });
    compliantChart(app);
    expect(messageOf(() => app.synth())).toBe(`baseline ${file} does not exist; write it once with updateBaseline`);
    fs.writeFileSync(file, '{"version":1,"findings":[{"rule":1}]}');
    expect(messageOf(() => app.synth())).toBe(`${file} is not a baseline; write it anew with updateBaseline`);
  });
});

describe('hardened constructs', () => {
  it('read what Hardening.of says of their scope', () => {
    const app = plainApp();
    Hardening.of(app, { kubernetesVersion: '1.34', profile: Profile.development() });
    const namespace = Testing.synth(new HardenedNamespace(app, 'shop'))[0] as Json;
    expect((namespace.metadata as Json).labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'baseline', 'pod-security.kubernetes.io/enforce-version': 'v1.34',
    });
  });

  it('keep what the namespace says itself beside it', () => {
    const app = plainApp();
    Hardening.of(app, {});
    const namespace = new HardenedNamespace(app, 'shop', { defaults: { user: 20000 } });
    Hardening.of(namespace, { defaults: { omitServiceLinks: false } });
    new HardenedDeployment(namespace, 'api', { image: `ghcr.io/acme/api:1@sha256:${'0123456789abcdef'.repeat(4)}`, port: 8080 });
    const { spec } = (Testing.synth(namespace) as Json[]).find(({ kind }) => kind === 'Deployment') as never as { spec: { template: { spec: Json } } };
    expect([(spec.template.spec.securityContext as Json).runAsUser, spec.template.spec.enableServiceLinks]).toEqual([20000, undefined]);
  });

  it('say so where nobody judges them', () => {
    const app = new App({ outdir: folder() });
    new HardenedDeployment(new HardenedNamespace(app, 'shop'), 'api', { image: `ghcr.io/acme/api:1@sha256:${'0123456789abcdef'.repeat(4)}`, port: 8080 });
    expect(messageOf(() => app.synth())).toContain('[shop/api] is not judged: use HardenedApp instead of App, or call Hardening.of(app)');
  });
});

it.each([
  [{ kubernetesVersion: 'latest' }, "kubernetesVersion 'latest' is not a Kubernetes version; write it as '1.36'"],
  [{ rules: '2020.01' }, "rules: '2020.01' is not an edition; use one of 2026.11"],
  [{ date: '2026-02-30' }, "date: '2026-02-30' is not a date; write YYYY-MM-DD"],
  [{ mode: 'off' as never }, "mode 'off' does not exist; use 'enforce' or 'report'"],
  [{ updateBaseline: true }, 'updateBaseline has no file to write; set baseline too'],
  [{ registries: [''] }, "registries has an empty entry, which allows every image; write the beginning of a reference such as 'ghcr.io/acme/'"],
  [{ severities: { 'read-only-root': 'error' } }, "severities: 'read-only-root' is not a rule; did you mean 'read-only-root-fs'"],
  [{ severities: { 'read-only-root-fs': 'fatal' } }, "severities: read-only-root-fs cannot be 'fatal'; use error, warning, info, off"],
  [{ kubernetesVersion: 1.3 as never }, 'kubernetesVersion 1.3 is not text; write it in quotes'],
])('refuses %j', (props, message) => {
  expect(messageOf(() => Hardening.of(new Chart(plainApp(), 'shop'), props))).toBe(`shop: ${message}`);
});

it('takes props for a scope once', () => {
  const app = plainApp();
  Hardening.of(app, {});
  expect(messageOf(() => Hardening.of(app, {}))).toBe('Hardening.of has props for this scope already; say everything in one call');
});

/** How often each object is rendered from now on. */
function countRenderings(app: App): Map<string, number> {
  const calls = new Map<string, number>();
  for (const construct of app.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) continue;
    const api = construct as ApiObject;
    const render = api.toJson.bind(api);
    api.toJson = () => {
      calls.set(api.node.path, (calls.get(api.node.path) ?? 0) + 1);
      return render();
    };
  }
  return calls;
}
