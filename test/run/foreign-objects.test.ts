import * as fs from 'fs';
import * as path from 'path';
import { Chart, Helm, Include, Testing } from 'cdk8s';
import { folder, messageOf, stderrOf } from './trees';
import { Json } from '../../src/manifest/model';
import { writeAll } from '../../src/manifest/write';
import { HardenedApp } from '../../src/run/app';
import { Hardening, HardeningFinding } from '../../src/run/hardening';
import { compliantApp } from '../../src/validation/compliant-app';

const CRD: Json = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'caches.acme.example' },
  spec: {
    group: 'acme.example',
    scope: 'Namespaced',
    names: { kind: 'Cache', plural: 'caches', singular: 'cache', listKind: 'CacheList' },
    versions: [{
      name: 'v1',
      served: true,
      storage: true,
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: { spec: { type: 'object', required: ['size'], properties: { size: { type: 'string' }, replicas: { type: 'integer' } } } },
        },
      },
    }],
  },
};

const CLUSTER_CRD: Json = {
  ...CRD,
  metadata: { name: 'zones.acme.example' },
  spec: { ...CRD.spec as Json, scope: 'Cluster', names: { kind: 'Zone', plural: 'zones', singular: 'zone', listKind: 'ZoneList' } },
};

const cache = (spec: Json): Json => ({ apiVersion: 'acme.example/v1', kind: 'Cache', metadata: { name: 'sessions', namespace: 'shop' }, spec });

/** A Deployment of somebody else: what it lacks are errors. */
const LEGACY: Json = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'legacy', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'legacy' } },
    template: { metadata: { labels: { app: 'legacy' } }, spec: { containers: [{ name: 'main', image: 'nginx' }] } },
  },
};

function app(): HardenedApp {
  return new HardenedApp({ outdir: folder(), mode: 'report' });
}

function fileOf(...objects: Json[]): string {
  const file = path.join(folder(), 'objects.yaml');
  fs.writeFileSync(file, writeAll(objects));
  return file;
}

function findingsOf(judged: HardenedApp): HardeningFinding[] {
  stderrOf(() => judged.synth());
  return judged.findings;
}

/** The line in this file that holds a text. */
function lineWith(text: string): number {
  return fs.readFileSync(__filename, 'utf8').split('\n').findIndex((line) => line.includes(text) && !line.includes('lineWith')) + 1;
}

/** Stands for Helm: prints what it is to render, and keeps what it was asked. */
function fakeHelm(...objects: Json[]): { readonly executable: string; readonly asked: () => string[] } {
  const at = folder();
  const executable = path.join(at, 'helm');
  fs.writeFileSync(path.join(at, 'rendered.yaml'), writeAll(objects));
  fs.writeFileSync(executable, `#!/bin/sh\nprintf '%s\\n' "$@" > '${at}/asked'\ncat '${at}/rendered.yaml'\n`, { mode: 0o755 });
  return { executable, asked: () => fs.readFileSync(path.join(at, 'asked'), 'utf8').trimEnd().split('\n') };
}

// What is told on standard error is not for the reader of the tests.
beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('what Helm renders', () => {
  it('is judged, and each finding names the object, its path and the line that made the release', () => {
    const helm = fakeHelm(LEGACY);
    const judged = app();
    new Helm(new Chart(judged, 'shop'), 'cache', { chart: 'acme/cache', helmExecutable: helm.executable, namespace: 'shop', values: { size: 'small' } }); // the release
    const found = findingsOf(judged).filter(({ object }) => object === 'shop/Deployment/legacy');
    expect(found.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['read-only-root-fs', 'image-tag-pinned', 'resources-memory-limit']));
    for (const { construct, file, line } of found) {
      expect([construct, file, line]).toEqual(['shop/cache/legacy-deployment-shop', 'test/run/foreign-objects.test.ts', lineWith('// the release')]);
    }
    expect(helm.asked()).toEqual(expect.arrayContaining(['template', '--namespace', 'shop', 'acme/cache']));
  });

  it('stops the synth, and passes where it is hardened', () => {
    const bad = new HardenedApp({ outdir: path.join(folder(), 'out') });
    new Helm(new Chart(bad, 'shop'), 'cache', { chart: 'acme/cache', helmExecutable: fakeHelm(LEGACY).executable });
    expect(messageOf(() => bad.synth())).toMatch(/error read-only-root-fs {2}shop\/Deployment\/legacy .*\n {4}made at test\/run\/foreign-objects\.test\.ts:\d+ \(shop\/cache\/legacy-deployment-shop\)/);
    expect(fs.existsSync(bad.outdir)).toBe(false);
    const good = new HardenedApp({ outdir: folder() });
    new Helm(new Chart(good, 'shop'), 'release', { chart: 'acme/shop', helmExecutable: fakeHelm(...compliantApp()).executable });
    good.synth();
    expect(good.findings).toEqual([]);
    expect(fs.readdirSync(good.outdir)).toContain('shop.k8s.yaml');
  });

  it('is waived by its release, and by nobody else', () => {
    const judged = app();
    const chart = new Chart(judged, 'shop');
    const release = new Helm(chart, 'cache', { chart: 'acme/cache', helmExecutable: fakeHelm(LEGACY).executable });
    Hardening.of(release).waive(['*'], { reason: 'the vendor mends it in version 3' });
    const found = findingsOf(judged).filter(({ object }) => object === 'shop/Deployment/legacy');
    expect(found.filter(({ waived }) => waived === undefined)).toEqual([]);
    expect(found.length).toBeGreaterThan(5);
  });

  it('is as long as it may be: hooks, empty documents and comments are no objects too many', () => {
    const helm = fakeHelm();
    fs.writeFileSync(path.join(path.dirname(helm.executable), 'rendered.yaml'), [
      '---', '# Source: cache/templates/empty.yaml', '---', '# Source: cache/templates/flags.yaml', 'apiVersion: v1', 'kind: ConfigMap', 'metadata:', '  name: flags',
      '  namespace: shop', 'data: {}', '---', '',
    ].join('\n'));
    const chart = new Chart(app(), 'shop');
    new Helm(chart, 'cache', { chart: 'acme/cache', helmExecutable: helm.executable });
    expect((Testing.synth(chart) as Json[]).map(({ kind }) => kind)).toEqual(['ConfigMap']);
  });
});

describe('what Include reads', () => {
  it('is held against the CustomResourceDefinitions of the tree, wherever they stand', () => {
    const judged = app();
    new Include(new Chart(judged, 'definitions'), 'crds', { url: fileOf(CRD) });
    new Include(new Chart(judged, 'shop'), 'cache', { url: fileOf(cache({ replicas: 'two' })) }); // the include
    const found = findingsOf(judged).filter(({ object }) => object === 'shop/Cache/sessions');
    expect(found.map(({ rule, path: at }) => `${rule} ${at}`).sort()).toEqual(['schema-crd-valid spec.replicas', 'schema-crd-valid spec.size']);
    for (const { construct, file, line } of found) {
      expect([construct, file, line]).toEqual(['shop/cache/sessions-cache-shop', 'test/run/foreign-objects.test.ts', lineWith('// the include')]);
    }
  });

  it('passes where it fits its definition', () => {
    const judged = app();
    const chart = new Chart(judged, 'shop');
    new Include(chart, 'crds', { url: fileOf(CRD) });
    new Include(chart, 'cache', { url: fileOf(cache({ size: '1Gi', replicas: 2 })) });
    expect(findingsOf(judged).filter(({ object }) => object.includes('Cache') || object.includes('CustomResourceDefinition'))).toEqual([]);
  });

  it('gets no namespace where its definition says that it has none', () => {
    const judged = app();
    const chart = new Chart(judged, 'shop', { namespace: 'shop' });
    new Include(chart, 'zones', { url: fileOf(CLUSTER_CRD, { apiVersion: 'acme.example/v1', kind: 'Zone', metadata: { name: 'north' }, spec: { size: 'small' } }) });
    expect(findingsOf(judged)).toEqual([]);
    const text = fs.readFileSync(path.join(judged.outdir, 'shop.k8s.yaml'), 'utf8');
    expect(text).toContain('kind: Zone');
    expect(text).not.toContain('namespace');
  });
});
