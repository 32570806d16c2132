import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { all } from '../../examples/all';
import { delivery, workloads } from '../../examples/gitops/delivery';
import { DEVELOPMENT, onlineBoutique, PRODUCTION, WAIVERS } from '../../examples/online-boutique/boutique';
import { NOT_RUN, SERVICES } from '../../examples/online-boutique/services';
import { Json } from '../../src/constructs/plain';
import { factsOf } from '../../src/constructs/tree';
import { Model } from '../../src/manifest/model';
import { read } from '../../src/manifest/read';
import { TreeJudge } from '../../src/run/tree-judge';
import { judge } from '../../src/validation/engine';
import { DEFAULT_POLICY } from '../../src/validation/policy';
import { RULES } from '../../src/validation/rules';
import { HardenedApp, Profile } from 'cdk8s-hardened';

const COMMITTED = join(__dirname, '../../manifests');
const out = mkdtempSync(join(tmpdir(), 'examples-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

function files(folder: string): string[] {
  return (readdirSync(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

function sorted(values: Json[]): Json[] {
  return values.map((value) => ({ key: `${value.kind}/${value.metadata.namespace}/${value.metadata.name}`, value }))
    .sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ value }) => value);
}

function objects(app: HardenedApp): Json[] {
  return read(app.synthYaml(), 'app').documents.map(({ value }) => value as Json);
}

it('writes, byte for byte, what is committed: edition 2026.11 renders the same for ever', () => {
  for (const app of all(out)) app.synth();
  expect(files(out)).toEqual(files(COMMITTED));
  for (const file of files(out)) expect([file, readFileSync(join(out, file), 'utf8')]).toEqual([file, readFileSync(join(COMMITTED, file), 'utf8')]);
});

it('pins the edition, so that what is committed stays when there is a newer one', () => {
  for (const app of all(out)) expect(factsOf(app).edition).toBe('2026.11');
});

it('writes what was synthesized, and nothing else, as it reads', () => {
  for (const app of all(out)) {
    const synthesized = TreeJudge.of(app).judge().rendered.map(({ json }) => json);
    const written = files(app.outdir).filter((file) => file.endsWith('.yaml'))
      .flatMap((file) => read(readFileSync(join(app.outdir, file), 'utf8'), file).documents.map(({ value }) => value as Json));
    expect(sorted(written)).toEqual(sorted(synthesized));
  }
});

it('finds no error in what is committed, whoever reads it', () => {
  for (const app of all(out)) expect(app.findings.filter(({ severity, waived }) => severity === 'error' && waived === undefined)).toEqual([]);
});

it('writes YAML that is pleasant to read', () => {
  for (const file of files(COMMITTED).filter((name) => name.endsWith('.yaml'))) {
    const text = readFileSync(join(COMMITTED, file), 'utf8');
    expect(text).not.toMatch(/: \[\]$|: null$|\b1000m\b|cdk8s\.io|^status:/m);
    for (const document of text.split('\n---\n')) expect(document).toMatch(/^apiVersion: .*\nkind: .*\nmetadata:\n {2}name: /);
  }
});

describe('online-boutique', () => {
  const app = onlineBoutique(join(out, 'b'), PRODUCTION);
  const rendered = objects(app);
  const deployments = rendered.filter(({ kind }) => kind === 'Deployment');

  it('runs the twelve services of the demo', () => {
    expect(deployments.map(({ metadata }) => metadata.name as string).sort()).toEqual(Object.keys(SERVICES).sort());
    expect(deployments).toHaveLength(12);
  });

  it('calls a port what it speaks, since a service mesh believes the name', () => {
    const names = new Map(deployments.map(({ metadata, spec }) => [metadata.name as string, spec.template.spec.containers[0]]));
    for (const [name, container] of names) {
      const wanted = container.readinessProbe?.grpc !== undefined ? ['grpc'] : { 'frontend': ['http'], 'redis-cart': ['tcp-redis'] }[name] ?? [];
      expect([name, ((container.ports ?? []) as Json[]).map((port) => port.name as string)]).toEqual([name, wanted]);
    }
  });

  it('opens exactly the ways that the *_ADDR variables name', () => {
    const byAddress = new Map(rendered.filter(({ kind }) => kind === 'Service').map(({ metadata, spec }) => [`${metadata.name}:${spec.ports[0].port}`, metadata.name as string]));
    const wanted = deployments.flatMap(({ metadata, spec }) => ((spec.template.spec.containers[0].env ?? []) as Json[])
      .filter(({ name }) => (name as string).endsWith('_ADDR'))
      .map(({ value }) => [metadata.name as string, byAddress.get(value as string) ?? (value as string).split(':')[0]]))
      .filter(([, called]) => !NOT_RUN.includes(called)).map((edge) => edge.join(' -> ')).sort();
    expect([edges('Egress'), edges('Ingress')]).toEqual([wanted, wanted]);
    expect(wanted).toHaveLength(16);
  });

  /** The edges between services, as the policies of one direction say them. */
  function edges(direction: 'Egress' | 'Ingress'): string[] {
    return rendered.filter(({ kind, spec }) => kind === 'NetworkPolicy' && spec.policyTypes.length === 1 && spec.policyTypes[0] === direction)
      .flatMap(({ spec }) => ((spec.egress ?? spec.ingress) as Json[]).flatMap((rule) => ((rule.to ?? rule.from) as Json[])
        .filter((peer) => peer.podSelector?.matchLabels?.['app.kubernetes.io/name'] !== undefined)
        .map((peer) => [spec.podSelector.matchLabels['app.kubernetes.io/name'], peer.podSelector.matchLabels['app.kubernetes.io/name']] as string[])))
      .map((pair) => (direction === 'Egress' ? pair : pair.reverse()).join(' -> ')).sort();
  }

  it('is held to restricted in production, and warned by it in development', () => {
    const label = (stage: typeof PRODUCTION): string => objects(onlineBoutique(join(out, stage.name), stage))
      .find(({ kind }) => kind === 'Namespace')!.metadata.labels['pod-security.kubernetes.io/enforce'];
    expect([label(PRODUCTION), label(DEVELOPMENT)]).toEqual(['restricted', 'baseline']);
  });

  it('lists what production accepts, with reason and last day', () => {
    expect(WAIVERS.filter(({ stage }) => stage === undefined)).toMatchSnapshot();
    const waived = app.findings.filter((finding) => finding.waived !== undefined);
    expect([...new Set(waived.map(({ rule }) => rule))].sort()).toEqual(['image-base-approved', 'image-digest-pinned', 'probe-not-identical', 'replicas-minimum']);
  });
});

describe('gitops', () => {
  it('orders by waves, before what they carry', () => {
    const waves = new Map(objects(workloads(join(out, 'g'), Profile.production())).map(({ kind, metadata }) => [
      kind as string, Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0),
    ]));
    expect([waves.get('Namespace'), waves.get('NetworkPolicy'), waves.get('Deployment')]).toEqual([-2, -1, 0]);
  });

  it('gives Argo CD and Flux the same folder', () => {
    const [application, kustomization] = objects(delivery(join(out, 'd'), 'production'));
    expect([application.spec.source.path, kustomization.spec.path]).toEqual(['./manifests/gitops/production', './manifests/gitops/production']);
  });
});

it('says the same of its files as the app said of its constructs', () => {
  for (const app of all(out)) {
    const folder = join(COMMITTED, relative(out, app.outdir));
    const documents = files(folder).filter((name) => name.endsWith('.yaml')).flatMap((file) => read(readFileSync(join(folder, file), 'utf8'), file).documents);
    const found = judge(new Model(documents.map(({ value }) => ({ value }))), DEFAULT_POLICY, RULES);
    const said = app.findings.filter(({ rule }) => !rule.startsWith('waiver-'));
    expect(found.map(({ rule, message }) => `${rule} ${message}`).sort()).toEqual(said.map(({ rule, message }) => `${rule} ${message}`).sort());
  }
});
