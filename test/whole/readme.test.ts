import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { parse } from 'yaml';
import * as hardened from 'cdk8s-hardened';
import { HardenedApp, HardenedDeployment, HardenedNamespace } from 'cdk8s-hardened';
import * as testing from 'cdk8s-hardened/testing';

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const out = mkdtempSync(join(tmpdir(), 'readme-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** The block of code that follows a text. */
function block(after: string): string {
  const from = readme.indexOf('```', readme.indexOf(after));
  return readme.slice(readme.indexOf('\n', from) + 1, readme.indexOf('\n```', from));
}

it('shows ten lines of TypeScript that make what it shows beside them', () => {
  const shown = block('Two images, and ten lines').split('\n').filter((line) => line !== '' && !line.startsWith('import'));
  expect(shown.filter((line) => !/^const [A-Z]+ = /.test(line))).toHaveLength(10);
  const code = shown.join('\n').replace("outdir: 'manifests'", `outdir: '${out}'`);
  const names = Object.keys(hardened);
  new Function(...names, code)(...names.map((name) => (hardened as Record<string, unknown>)[name]));
  const yaml = block('<!-- part of manifests/minimal');
  expect(readFileSync(join(out, 'shop.k8s.yaml'), 'utf8')).toContain(`${yaml}\n`);
  expect(readFileSync(join(root, 'manifests/minimal/shop.k8s.yaml'), 'utf8')).toContain(`${yaml}\n`);
});

it('shows the database as the example has it, which a CI lane runs', () => {
  const manifest = (folder: string): string => readFileSync(join(folder, 'shop.k8s.yaml'), 'utf8');
  expect(manifest(out)).toBe(manifest(join(root, 'manifests/minimal')));
});

it('shows the error that is thrown', () => {
  const app = new HardenedApp({ outdir: out });
  const shop = new HardenedNamespace(app, 'shop');
  new HardenedDeployment(shop, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080, defaults: { readOnlyRootFilesystem: false } });
  let message = '';
  try {
    app.synth();
  } catch (error) {
    message = (error as Error).message;
  }
  const withoutPlace = (text: string): string[] => text.split('\n').map((line) => line.trim().replace(/made at \S+/, 'made at'));
  expect(withoutPlace(message).slice(1)).toEqual(withoutPlace(block('<!-- the error of')));
});

it('shows a plugin that there is, with properties that it takes', () => {
  const [plugin] = (parse(block('by `cdk8s.yaml`')) as { validations: { class: 'HardeningPlugin'; properties: object }[] }).validations;
  expect(() => new hardened[plugin.class](plugin.properties)).not.toThrow();
  expect(() => new hardened[plugin.class]({ ...plugin.properties, level: 'restricted' })).toThrow();
});

it('shows tests that an app can be held to', () => {
  const app = new HardenedApp({ outdir: out, kubernetesVersion: '1.36' });
  new HardenedDeployment(new HardenedNamespace(app, 'shop'), 'api', { image: `ghcr.io/acme/api:1.4.2@sha256:${'0'.repeat(64)}`, port: 8080 });
  const [line, ...code] = block('In tests of yours').split('\n');
  const names = Object.entries({ ...testing, expect, app });
  expect(line).toBe("import { extendExpect, validate } from 'cdk8s-hardened/testing';");
  expect(() => new Function(...names.map(([name]) => name), code.join('\n'))(...names.map(([, value]) => value))).not.toThrow();
});

it('shows what npm run synth prints', () => {
  const tsNode = require.resolve('ts-node/dist/bin.js');
  const folder = join(out, 'manifests');
  const printed = execFileSync(process.execPath, [
    tsNode, '--swc', '-r', 'tsconfig-paths/register', '--project', 'examples/tsconfig.json', 'examples/main.ts', folder,
  ], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(printed.trimEnd().replaceAll(relative(root, folder), 'manifests')).toBe(block('<!-- the output of'));
});
