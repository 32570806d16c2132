import * as fs from 'fs';
import * as path from 'path';
import { ApiObject, Chart, Testing } from 'cdk8s';
import { compliantChart, folder, messageOf, plainApp, stderrOf, WRITABLE } from './trees';
import { HardenedDeployment } from '../../src/constructs/deployment';
import { HardenedNamespace } from '../../src/constructs/namespace';
import { Peer } from '../../src/constructs/peer';
import { Json } from '../../src/manifest/model';
import { read } from '../../src/manifest/read';
import { HardenedApp, HardenedAppProps } from '../../src/run/app';
import { Hardening } from '../../src/run/hardening';
import { INDEX } from '../../src/run/manifest-folder';
import { Profile } from '../../src/standard/profile';

const IMAGE = `ghcr.io/acme/api:1.4.2@sha256:${'0123456789abcdef'.repeat(4)}`;

function hardenedApp(props: HardenedAppProps = {}): HardenedApp {
  return new HardenedApp({ outdir: folder(), ...props });
}

function shop(app: HardenedApp, id = 'shop'): HardenedNamespace {
  const namespace = new HardenedNamespace(app, id);
  new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080 });
  return namespace;
}

function documents(file: string): Json[] {
  const { documents: found, faults } = read(fs.readFileSync(file, 'utf8'), file);
  expect(faults).toEqual([]);
  return found.map(({ value }) => value as Json);
}

function filesIn(folderPath: string): string[] {
  return fs.readdirSync(folderPath).filter((name) => name !== INDEX).sort();
}

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
});

it('writes each namespace to a file of its name, and other charts to one of their id', () => {
  const app = hardenedApp();
  shop(app);
  new HardenedNamespace(app, 'id-of-it', { name: 'payments' });
  const chart = new Chart(app, 'cluster', { disableResourceNameHashes: true });
  new ApiObject(chart, 'class', { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 } as never);
  new Chart(app, 'empty');
  app.synth();
  expect(filesIn(app.outdir)).toEqual(['cluster.k8s.yaml', 'payments.k8s.yaml', 'shop.k8s.yaml']);
});

it('tells what the far end of an edge needs, and whether its namespace is in the app', () => {
  const app = hardenedApp();
  const api = new HardenedDeployment(new HardenedNamespace(app, 'shop'), 'api', { image: IMAGE, port: 8080 });
  shop(app, 'payments');
  HardenedNamespace.existing(app, 'mail', { owns: [] });
  api.allowTo(Peer.pods('payments', { app: 'ledger' }), 8080);
  api.allowTo(Peer.pods('mail', { app: 'relay' }), 25);
  const told = stderrOf(() => app.synth());
  expect(told).toContain("note namespace 'payments' is in this app, and Peer.pods writes our side only: name the workload itself, or add what its pods need:\n");
  expect(told).toContain("note namespace 'mail' is not in this app; for the edge to work its owner needs:\n");
});

it('writes what is read back as exactly the synthesized objects', () => {
  const app = hardenedApp();
  const charts = [shop(app), compliantChart(app, 'raw', { 'ConfigMap/flags': (flags) => Object.assign(flags.data as object, { on: 'yes', mode: '0o755', time: '190:20:30' }) })];
  app.waive(['names-unique', 'netpol-*', 'quota-*'], { reason: 'two copies of one namespace, for the test' });
  app.synth();
  const written = filesIn(app.outdir).flatMap((name) => documents(path.join(app.outdir, name)));
  const synthesized = charts.flatMap((chart) => Testing.synth(chart) as Json[]);
  const byName = (objects: readonly Json[]): string[] => objects.map((object) => JSON.stringify(sorted(object))).sort();
  expect(byName(written)).toEqual(byName(synthesized));
});

it('puts objects in the order in which they can be applied', () => {
  const app = hardenedApp();
  shop(app);
  app.synth();
  const kinds = documents(path.join(app.outdir, 'shop.k8s.yaml')).map(({ kind }) => kind as string);
  const first = [...new Set(kinds)];
  expect(first[0]).toBe('Namespace');
  for (const [before, behind] of [['ServiceAccount', 'Deployment'], ['NetworkPolicy', 'Deployment'], ['Service', 'Deployment'], ['ResourceQuota', 'Deployment']]) {
    expect(first.indexOf(before)).toBeGreaterThan(-1);
    expect(first.indexOf(before)).toBeLessThan(first.indexOf(behind));
  }
});

it('writes nothing when something is not hardened', () => {
  const app = hardenedApp({ outdir: path.join(folder(), 'out') });
  compliantChart(app, 'shop', WRITABLE);
  const message = messageOf(() => app.synth());
  expect(message).toMatch(/^Validation failed with the following errors:\n {2}error read-only-root-fs {2}shop\/Deployment\/api {2}.*\n {4}made at test\/run\/trees\.ts:\d+ \(shop\/Deployment-api\)\n1 error; nothing was written$/);
  expect(fs.existsSync(app.outdir)).toBe(false);
  expect(() => app.synthYaml()).toThrow(/read-only-root-fs/);
  expect(() => Testing.synth(app.node.children[0] as Chart)).toThrow(/read-only-root-fs/);
});

it('tells what other constructs have to say, with their path', () => {
  const app = hardenedApp();
  shop(app).node.addValidation({ validate: () => ['has no owner'] });
  app.node.addValidation({ validate: () => ['has no name'] });
  expect(messageOf(() => app.synth())).toBe('Validation failed with the following errors:\n  has no name\n  [shop] has no owner\n2 errors; nothing was written');
});

it('writes the same bytes on every run', () => {
  const texts = [0, 1].map(() => {
    const app = hardenedApp();
    shop(app);
    app.synth();
    return [...filesIn(app.outdir), INDEX].map((name) => fs.readFileSync(path.join(app.outdir, name), 'utf8'));
  });
  expect(texts[0]).toEqual(texts[1]);
});

it('gives the same objects as one stream', () => {
  const app = hardenedApp();
  shop(app);
  shop(app, 'payments');
  app.synth();
  const stream = read(app.synthYaml(), 'stream').documents.map(({ value }) => JSON.stringify(value)).sort();
  const files = filesIn(app.outdir).flatMap((name) => documents(path.join(app.outdir, name))).map((value) => JSON.stringify(value)).sort();
  expect(stream).toEqual(files);
});

it('renders each object once, however many charts there are', () => {
  const app = hardenedApp({ mode: 'report' });
  const calls = new Map<string, number>();
  for (let i = 0; i < 20; i++) {
    const api = new ApiObject(new Chart(app, `chart-${i}`), 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `c${i}`, namespace: 'shop' } } as never);
    const render = api.toJson.bind(api);
    api.toJson = () => {
      calls.set(api.node.path, (calls.get(api.node.path) ?? 0) + 1);
      return render();
    };
  }
  app.synth();
  expect([...calls.values()]).toEqual(Array.from({ length: 20 }, () => 1));
});

it('validates each construct once per synth', () => {
  const app = hardenedApp();
  let calls = 0;
  for (let i = 0; i < 5; i++) {
    new Chart(app, `chart-${i}`).node.addValidation({
      validate: () => {
        calls++;
        return [];
      },
    });
  }
  app.synth();
  expect(calls).toBe(5);
});

it('removes what it wrote the last time and writes no more, and nothing else', () => {
  const app = hardenedApp();
  shop(app);
  shop(app, 'payments');
  fs.writeFileSync(path.join(app.outdir, 'kustomization.yaml'), 'resources: []\n');
  app.synth();
  expect(filesIn(app.outdir)).toEqual(['kustomization.yaml', 'payments.k8s.yaml', 'shop.k8s.yaml']);
  app.node.tryRemoveChild('payments');
  app.synth();
  expect(filesIn(app.outdir)).toEqual(['kustomization.yaml', 'shop.k8s.yaml']);
});

it('leaves what another app of the same process wrote to the folder', () => {
  const first = hardenedApp();
  shop(first);
  const second = hardenedApp({ outdir: first.outdir });
  shop(second, 'payments');
  first.synth();
  second.synth();
  expect(filesIn(first.outdir)).toEqual(['payments.k8s.yaml', 'shop.k8s.yaml']);
});

it('refuses two charts that want one file', () => {
  const app = hardenedApp({ mode: 'report' });
  for (const scope of [new Chart(app, 'dev'), new Chart(app, 'prod')]) {
    new ApiObject(new Chart(scope, 'Web'), 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: scope.node.id, namespace: 'x' } } as never);
  }
  expect(messageOf(() => app.synth())).toBe('prod/Web: would be written to Web.k8s.yaml, as dev/Web is; give one of them another id');
  expect(filesIn(app.outdir)).toEqual([]);
});

it('takes a namespace off cluster-scoped objects', () => {
  const app = hardenedApp();
  shop(app);
  app.synth();
  const [namespace] = documents(path.join(app.outdir, 'shop.k8s.yaml'));
  expect(namespace.metadata).not.toHaveProperty('namespace');
});

it('writes where cdk8s-cli asks it to, with the metadata that it reads', () => {
  const outdir = folder();
  process.env.CDK8S_OUTDIR = outdir;
  process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true';
  try {
    const app = new HardenedApp();
    shop(app);
    app.synth();
    expect(filesIn(outdir)).toEqual(['construct-metadata.json', 'shop.k8s.yaml']);
    const metadata = JSON.parse(fs.readFileSync(path.join(outdir, 'construct-metadata.json'), 'utf8')) as Json;
    expect(metadata).toMatchObject({ version: '1.0.0', resources: { api: { path: expect.stringMatching(/^shop\/api/) } } });
  } finally {
    delete process.env.CDK8S_OUTDIR;
    delete process.env.CDK8S_RECORD_CONSTRUCT_METADATA;
  }
});

it('ends files as it is told', () => {
  const app = hardenedApp({ outputFileExtension: '.yaml' });
  shop(app);
  app.synth();
  expect(filesIn(app.outdir)).toEqual(['shop.yaml']);
});

it('writes waivers to the objects, where asked', () => {
  const app = hardenedApp({ waiverAnnotations: true });
  compliantChart(app, 'shop', WRITABLE);
  app.waive(['read-only-root-fs'], { reason: 'the vendor image writes to its root', until: '2027-01-31' }).synth();
  const annotated = documents(path.join(app.outdir, 'shop.k8s.yaml')).filter((object) => (object.metadata as Json).annotations !== undefined);
  expect(annotated.map((object) => (object.metadata as Json).annotations)).toEqual([
    { 'cdk8s-hardened/waive.read-only-root-fs': 'the vendor image writes to its root; until=2027-01-31' },
  ]);
  expect(app.findings).toMatchObject([{ rule: 'read-only-root-fs', object: 'shop/Deployment/api', construct: 'shop/Deployment-api', waived: 'the vendor image writes to its root' }]);
});

it('holds what runs in a namespace of somebody else to the profile that is known of it', () => {
  for (const [profile, stops] of [[Profile.development(), false], [Profile.production(), true]] as const) {
    const app = hardenedApp({ defaults: { seccompProfile: false } });
    const foreign = HardenedNamespace.existing(app, 'legacy', { profile });
    new HardenedDeployment(foreign, 'api', { image: IMAGE, port: 8080 });
    if (stops) expect(messageOf(() => app.synth())).toMatch(/error pss-seccomp-restricted {2}legacy\/Deployment\/api/);
    else app.synth();
  }
});

it('warns of what the profile only records, whoever says the profile', () => {
  const said = (make: (profile: Profile) => HardenedApp) => (profile: Profile): string[] => {
    const app = make(profile);
    app.synth();
    return app.findings.filter(({ severity }) => severity !== 'info').map(({ severity, rule }) => `${severity} ${rule}`);
  };
  const defaults = { seccompProfile: false };
  const image = 'ghcr.io/acme/api:1.4.2';
  const byApp = said((profile) => {
    const app = hardenedApp({ profile });
    new HardenedDeployment(new HardenedNamespace(app, 'shop'), 'api', { image, port: 8080, defaults });
    return app;
  });
  const byNamespace = said((profile) => {
    const app = hardenedApp();
    new HardenedDeployment(new HardenedNamespace(app, 'shop', { profile }), 'api', { image, port: 8080, defaults });
    return app;
  });
  const byOwner = said((profile) => {
    const app = hardenedApp();
    new HardenedDeployment(HardenedNamespace.existing(app, 'shop', { profile }), 'api', { image, port: 8080, defaults });
    return app;
  });
  const expected = ['warning image-digest-pinned', 'warning pss-seccomp-restricted'];
  for (const findings of [byApp, byNamespace, byOwner].map((found) => found(Profile.development()))) expect(findings.sort()).toEqual(expected);
  for (const found of [byApp, byNamespace, byOwner]) expect(found(Profile.auditOnly())).toEqual(expect.arrayContaining(expected));
});

describe('the version of the cluster', () => {
  const OLD = { kubernetesVersion: '1.33', date: '2026-11-23' };

  it('is reported where it gets no fixes any more: once, on the app, and at the line that says it', () => {
    const app = hardenedApp(OLD);
    for (const id of ['shop', 'payments']) shop(app, id);
    const told = stderrOf(() => app.synth());
    const found = app.findings.filter(({ rule }) => rule === 'cluster-version-supported');
    expect(found).toMatchObject([{ severity: 'warning', construct: '', file: 'test/run/app.test.ts', message: expect.stringContaining('the target is Kubernetes 1.33, past its end of life') }]);
    expect(found[0].line).toBeGreaterThan(0);
    expect(told.match(/cluster-version-supported/g)).toHaveLength(1);
    expect(told).toMatch(/warning cluster-version-supported {2}Target\/1\.33 {2}the target is .*\n {2}made at test\/run\/app\.test\.ts:\d+\n/);
  });

  it('is reported once for each version, on the scope that says it, and once however the rest of what is said differs', () => {
    const app = hardenedApp({ kubernetesVersion: '1.36', date: '2026-11-23' });
    shop(app);
    const [legacy, other] = ['legacy', 'other'].map((id) => new Chart(app, id));
    Hardening.of(legacy, { kubernetesVersion: '1.32' });
    Hardening.of(other, { kubernetesVersion: '1.32', registries: ['ghcr.io/'] });
    for (const chart of [legacy, other]) shop(chart as unknown as HardenedApp, `${chart.node.id}-shop`);
    app.synth();
    expect(app.findings.filter(({ rule }) => rule === 'cluster-version-supported').map(({ construct }) => construct)).toEqual(['legacy']);
  });

  it('can be waived, on the app or the scope, and not from below', () => {
    const app = hardenedApp(OLD);
    shop(app);
    app.waive(['cluster-version-supported'], { reason: 'the upgrade is planned for January' });
    app.synth();
    expect(app.findings).toMatchObject([{ rule: 'cluster-version-supported', waived: 'the upgrade is planned for January' }]);
    const below = hardenedApp(OLD);
    Hardening.of(shop(below)).waive(['cluster-version-supported'], { reason: 'the upgrade is planned for January' });
    below.synth();
    expect(below.findings.map(({ rule, waived }) => [rule, waived])).toEqual([['cluster-version-supported', undefined], ['waiver-unused', undefined]]);
  });

  it('stops the synth where it is made an error, and is told by Hardening on a plain app', () => {
    const app = hardenedApp({ ...OLD, severities: { 'cluster-version-supported': 'error' } });
    shop(app);
    expect(messageOf(() => app.synth())).toMatch(/error cluster-version-supported/);
    const plain = plainApp();
    const hardening = Hardening.of(plain, OLD);
    compliantChart(plain);
    plain.synth();
    expect(hardening.findings.map(({ rule }) => rule)).toContain('cluster-version-supported');
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, child]) => [key, sorted(child)]));
}
