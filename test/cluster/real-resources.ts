/* Installs the definitions of real projects and asks the API server about every custom resource in their sources, examples and tests alike. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, startCluster } from './cluster';
import { CustomSchema, schemaFromCrd } from '../../src/manifest/custom-resource/definition';
import { asObject, Json, Model } from '../../src/manifest/model';
import { read } from '../../src/manifest/read';
import { celOfDefinitions } from '../../src/run/cel-of-definitions';

/** Sources with many definitions, rules in CEL among them, and many objects, some of them wrong on purpose. */
const MODULES = [
  'sigs.k8s.io/gateway-api@v1.3.0', 'github.com/argoproj/argo-rollouts@v1.7.2', 'github.com/kyverno/kyverno@v1.13.2', 'github.com/external-secrets/external-secrets@v0.12.1',
];
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

let passed = 0;
let failed = 0;

/** Where a module is unpacked; why it is not, where it cannot be had. */
function download(module: string): { readonly folder: string } | { readonly missing: string } {
  const folder = mkdtempSync(join(tmpdir(), 'real-'));
  try {
    writeFileSync(join(folder, 'go.mod'), 'module real\n');
    const { stdout, stderr, error } = spawnSync('go', ['mod', 'download', '-json', module], { cwd: folder, encoding: 'utf8' });
    if (error !== undefined) return { missing: error.message };
    const { Dir: unpacked, Error: problem } = JSON.parse(stdout || '{}') as { Dir?: string; Error?: string };
    return unpacked === undefined ? { missing: (problem ?? stderr).trim().split('\n')[0] } : { folder: unpacked };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The objects in the files of a folder; charts and what is experimental come last, since the first definition of a name counts. */
function objectsIn(folder: string): readonly { readonly file: string; readonly object: Json }[] {
  const weight = (file: string): number => Number(/experimental|helm|chart/.test(file));
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => /\.ya?ml$/.test(file)).sort((a, b) => weight(a) - weight(b) || (a < b ? -1 : 1));
  return files.flatMap((file) => {
    const { documents } = read(readFileSync(join(folder, file), 'utf8'), file);
    return new Model(documents).resources.map(({ raw }) => ({ file, object: raw }));
  });
}

async function install(cluster: Cluster, definition: Json): Promise<readonly CustomSchema[]> {
  const { name, annotations } = asObject(definition.metadata);
  const { conversion, ...spec } = asObject(definition.spec);
  const body = { apiVersion: definition.apiVersion, kind: definition.kind, metadata: { name, annotations }, spec };
  const { status, body: { message } } = await cluster.request('POST', DEFINITIONS, body);
  if (status !== 201) throw new Error(`${String(name)} is refused: ${message}`);
  const schemas = schemaFromCrd(definition).filter(({ served }) => served);
  for (const schema of schemas) {
    for (let i = 0; i < 100 && (await cluster.request('GET', `/apis/${schema.apiVersion}/${schema.plural}`)).status !== 200; i++) await sleep(50);
  }
  return schemas;
}

async function compare(cluster: Cluster, module: string, folder: string): Promise<void> {
  const objects = objectsIn(folder);
  const definitions = new Map<string, Json>();
  for (const { object } of objects) {
    const name = String(asObject(object.metadata).name);
    // Tests name some without saying more.
    const isWhole = asObject(object.spec).versions !== undefined;
    if (object.kind === 'CustomResourceDefinition' && isWhole && !definitions.has(name)) definitions.set(name, object);
  }
  const schemas = new Map<string, CustomSchema>();
  for (const definition of definitions.values()) {
    for (const schema of await install(cluster, definition)) schemas.set(`${schema.apiVersion} ${schema.kind}`, schema);
  }
  const count = { taken: 0, refused: 0, unread: 0 };
  for (const { file, object } of objects) {
    const schema = schemas.get(`${String(object.apiVersion)} ${String(object.kind)}`);
    if (schema === undefined) continue;
    const { namespace, resourceVersion, uid, ...metadata } = asObject(object.metadata);
    const posted = { ...object, metadata: { name: 'a', ...metadata, ...(schema.namespaced ? { namespace: 'default' } : {}) } };
    const path = `/apis/${schema.apiVersion}${schema.namespaced ? '/namespaces/default' : ''}/${schema.plural}`;
    const { status, body } = await cluster.request('POST', path, posted, { dryRun: 'All', fieldValidation: 'Strict' });
    // Names are no matter of the schema.
    if (/ is invalid: metadata\.name: /.test(body.message ?? '')) continue;
    const isTaken = status === 201;
    count[isTaken ? 'taken' : 'refused']++;
    const { problems, notes = [] } = schema.check(posted, celOfDefinitions);
    if (notes.length > 0) count.unread++;
    if (isTaken === (problems.length === 0)) {
      passed++;
    } else {
      failed++;
      const said = problems.map(({ message }) => message).join('; ') || 'nothing';
      console.log(`  FAIL ${file} ${String(object.kind)}/${String(metadata.name)}: the API server ${isTaken ? 'takes it' : `says ${body.message}`}, and here it is said: ${said}`);
    }
  }
  if (count.taken === 0) failed++;
  console.log(`  ${module}: ${definitions.size} definitions, ${count.taken} objects taken, ${count.refused} refused, ${count.unread} not read in full`);
  for (const name of definitions.keys()) await cluster.request('DELETE', `${DEFINITIONS}/${name}`);
}

async function main(): Promise<void> {
  const cluster = await startCluster(undefined, { own: true });
  if ('skipped' in cluster) {
    console.log(cluster.skipped);
    return;
  }
  try {
    console.log(`custom resources of real projects on ${cluster.version}`);
    for (const module of MODULES) {
      const found = download(module);
      if ('missing' in found) console.log(`  ${module} cannot be had: ${found.missing}`);
      else await compare(cluster, module, found.folder);
    }
  } finally {
    await cluster.stop();
  }
}

main().catch((error: Error) => {
  failed++;
  console.error(error.stack);
}).finally(() => {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
});
