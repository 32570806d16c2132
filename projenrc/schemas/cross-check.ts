import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { NPM_SOURCES } from './sources';
import { schemaKinds, schemaType, SchemaType, Shape } from '../../src/manifest/schema-types';

/*
 * Holds the table of schemas against npm packages that others made from the same API: `npx ts-node --swc projenrc/schemas/cross-check.ts`. For each
 * minor and type, the names of the fields have to be the same. Needs npm and tar; says what differs, and fails.
 */
for (const { minor, name, version } of NPM_SOURCES) {
  const isWhole = name === '@kubernetes/client-node';
  const theirs = withNpmPackage(`${name}@${version}`, (folder) => (isWhole ? readClientNode(folder) : readCdk8sPlus(folder, minor)));
  let fields = 0;
  let types = 0;
  const differences: string[] = [];
  for (const [type, ours] of typesOf(minor)) {
    const [group, apiVersion, kind] = type.split('.');
    const short = `${capital(apiVersion)}${kind}`;
    const others = theirs.get(type) ?? theirs.get(`${capital(group)}${short}`) ?? theirs.get(short);
    // Types without fields are nowhere written out, and cdk8s-plus leaves out whatever only a status needs.
    if (!others) {
      if (isWhole && ours.fields.size > 0) differences.push(`${type} is missing`);
      continue;
    }
    types++;
    fields += ours.fields.size;
    for (const field of ours.fields.keys()) if (!others.has(field)) differences.push(`${type}.${field} is only in the table`);
    for (const field of others) if (!ours.fields.has(field)) differences.push(`${type}.${field} is not in the table`);
  }
  process.stdout.write(`1.${minor} ${name}@${version}: ${types} types, ${fields} fields, ${differences.length} differences\n`);
  for (const difference of differences) process.stdout.write(`  ${difference}\n`);
  if (differences.length > 0) process.exitCode = 1;
}

/** All types that the kinds of a minor lead to. */
function typesOf(minor: number): Map<string, SchemaType> {
  const found = new Map<string, SchemaType>();
  const waiting = [...schemaKinds().values()].filter(({ since, until }) => since <= minor && minor <= until).map(({ type }) => type);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    const type = schemaType(name, minor);
    found.set(name, type);
    for (const shape of type.fields.values()) {
      const inner = innermost(shape);
      if (inner.kind === 'object') waiting.push(inner.type().id);
    }
  }
  return found;
}

function innermost(shape: Shape): Shape {
  return shape.kind === 'list' || shape.kind === 'map' ? innermost(shape.of) : shape;
}

/** The fields by type, `V1Pod` or `CoreV1Event`, from the attribute maps of the models. */
function readClientNode(folder: string): Map<string, Set<string>> {
  const generated = join(folder, 'dist/gen');
  const models = join(generated, readdirSync(generated).includes('models') ? 'models' : 'model');
  const types = new Map<string, Set<string>>();
  for (const file of readdirSync(models).filter((name) => name.endsWith('.js'))) {
    const match = /^(\w+)\.attributeTypeMap = (\[[\s\S]*?\n\]|\[\]);/m.exec(readFileSync(join(models, file), 'utf8'));
    if (match) types.set(match[1], new Set((JSON.parse(match[2]) as { baseName: string }[]).map(({ baseName }) => baseName)));
  }
  return types;
}

/** The fields by type, `core.v1.Pod`, from the comments of the imported classes. */
function readCdk8sPlus(folder: string, minor: number): Map<string, Set<string>> {
  const types = new Map<string, Set<string>>();
  for (const [, type, field] of readFileSync(join(folder, 'lib/imports/k8s.d.ts'), 'utf8').matchAll(/@schema ([\w.-]+)#([\w$-]+)/g)) {
    const name = type.split('.').slice(-3).join('.');
    if (!types.has(name)) types.set(name, new Set());
    types.get(name)!.add(field);
  }
  // A construct knows its own apiVersion and kind, and has no status.
  for (const { type, since, until } of schemaKinds().values()) {
    for (const own of since <= minor && minor <= until ? schemaType(type, minor).fields.keys() : []) {
      if (['apiVersion', 'kind', 'status'].includes(own)) types.get(type)?.add(own);
    }
  }
  return types;
}

function withNpmPackage<T>(spec: string, read: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  try {
    const archive = execFileSync('npm', ['pack', '--silent', spec], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
    execFileSync('tar', ['xzf', archive], { cwd: folder });
    return read(join(folder, 'package'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
