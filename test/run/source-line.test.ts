import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import { build } from 'esbuild';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { folder } from './trees';
import { HardenedDeployment } from '../../src/constructs/deployment';
import { HardenedNamespace } from '../../src/constructs/namespace';
import { Hardening } from '../../src/run/hardening';
import { recordSources, sourceOf } from '../../src/run/source-line';

const HERE = 'test/run/source-line.test.ts';

/** The line of this file that a text stands on first. */
function lineWith(text: string): number {
  return fs.readFileSync(__filename, 'utf8').split('\n').findIndex((line) => line.includes(text)) + 1;
}

function recorded(): App {
  const app = new App();
  recordSources(app);
  return app;
}

class Shop extends Chart {
  constructor(scope: App) {
    super(scope, 'shop');
    new ApiObject(this, 'config', { apiVersion: 'v1', kind: 'ConfigMap' }); // made in the class
  }
}

it('is the line of the user that called new', () => {
  const app = recorded();
  const chart = new Chart(app, 'chart'); // a chart
  const deployment = new kplus.Deployment(chart, 'web', { containers: [{ image: 'web' }] }); // a library construct
  expect(sourceOf(chart)).toEqual({ file: HERE, line: lineWith('// a chart') });
  expect(sourceOf(deployment)).toEqual({ file: HERE, line: lineWith('// a library construct') });
  for (const part of deployment.node.findAll()) expect(sourceOf(part)).toEqual(sourceOf(deployment));
});

it('is the line inside a construct of the user', () => {
  const shop = new Shop(recorded()); // the shop
  expect(sourceOf(shop)).toEqual({ file: HERE, line: lineWith("super(scope, 'shop')") });
  expect(sourceOf(shop.node.findChild('config'))).toEqual({ file: HERE, line: lineWith('// made in the class') });
});

it('looks through our own constructs', () => {
  const app = recorded();
  const namespace = new HardenedNamespace(app, 'shop'); // our namespace
  new HardenedDeployment(namespace, 'api', { image: `ghcr.io/acme/api:1@sha256:${'0123456789abcdef'.repeat(4)}`, port: 8080 }); // our deployment
  const made = new Map(namespace.node.findAll().map((construct) => [construct.node.path, sourceOf(construct)?.line]));
  expect(made.get('shop/Namespace')).toBe(lineWith('// our namespace'));
  expect(made.get('shop/api/Resource')).toBe(lineWith('// our deployment'));
});

it('is that of the nearest construct above, where its own is not known', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const early = new Chart(chart, 'early');
  Hardening.of(app);
  expect(sourceOf(early)).toBeUndefined();
  const late = new ApiObject(early, 'late', { apiVersion: 'v1', kind: 'ConfigMap' }); // made late
  expect(sourceOf(late)?.line).toBe(lineWith('// made late'));
});

it('costs nothing in trees that nobody judges', () => {
  recorded();
  const other = new Chart(new App(), 'other');
  expect(sourceOf(other)).toBeUndefined();
});

it('sets its hook once, however many apps there are', () => {
  const prototype = Object.getPrototypeOf(recorded().node) as { addChild: (child: IConstruct, name: string) => void };
  const { addChild } = prototype;
  recorded();
  expect(prototype.addChild).toBe(addChild);
});

it('leaves the depth of stacks as it was', () => {
  const limit = Error.stackTraceLimit;
  new Chart(recorded(), 'chart');
  expect(Error.stackTraceLimit).toBe(limit);
});

describe('in a program of its own', () => {
  const root = folder();
  const program = [
    "import { ApiObject, Chart } from 'cdk8s';",
    "import { HardenedApp } from 'cdk8s-hardened';",
    '',
    '/** Types and comments are gone when this is compiled, so lines move. */',
    'interface Gone {',
    '  readonly away: string;',
    '',
    '  readonly far: string;',
    '}',
    '',
    'class Shop extends Chart {',
    '  constructor(scope: HardenedApp, readonly gone?: Gone) {',
    "    super(scope, 'shop');",
    "    new ApiObject(this, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'shop' }, spec: { hostPID: true, containers: [] } } as never);",
    '  }',
    '}',
    '',
    "const app = new HardenedApp({ outdir: 'out' });",
    'new Shop(app);',
    'try {',
    '  app.synth();',
    '} catch (error) {',
    '  console.log((error as Error).message);',
    '}',
  ].join('\n');

  beforeAll(async () => {
    const modules = path.join(root, 'node_modules');
    fs.mkdirSync(path.join(modules, 'cdk8s-hardened'), { recursive: true });
    for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs', '@swc', '@types', 'typescript']) {
      fs.symlinkSync(path.resolve('node_modules', name), path.join(modules, name));
    }
    // As it is installed: one package among others.
    await build({
      entryPoints: ['src/run/app.ts'],
      outfile: path.join(modules, 'cdk8s-hardened', 'index.js'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
      logLevel: 'error',
    });
    fs.mkdirSync(path.join(root, 'src'));
    fs.writeFileSync(path.join(root, 'src', 'shop.ts'), program);
    fs.writeFileSync(path.join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions: { module: 'commonjs', target: 'es2022' } }));
    await build({
      entryPoints: [path.join(root, 'src', 'shop.ts')],
      outfile: path.join(root, 'bundle', 'shop.js'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      sourcemap: true,
      external: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
      logLevel: 'error',
    });
    for (const [folderName, options] of [['dist', { sourceMap: true }], ['inline', { inlineSourceMap: true }], ['bare', {}]] as const) {
      const { outputText, sourceMapText } = transpileModule(program, {
        fileName: path.join(root, 'src', 'shop.ts'),
        compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, removeComments: true, sourceRoot: '../src', ...options },
      });
      fs.mkdirSync(path.join(root, folderName));
      fs.writeFileSync(path.join(root, folderName, 'shop.js'), outputText);
      if (sourceMapText !== undefined) fs.writeFileSync(path.join(root, folderName, 'shop.js.map'), sourceMapText);
    }
  }, 60_000);

  it.each([
    ['compiled, with a map beside it', ['dist/shop.js'], 'src/shop.ts:14'],
    ['compiled, with a map inside it', ['inline/shop.js'], 'src/shop.ts:14'],
    ['compiled, mapped by Node', ['--enable-source-maps', 'dist/shop.js'], 'src/shop.ts:14'],
    ['bundled with us, with a map beside it', ['bundle/shop.js'], 'src/shop.ts:14'],
    ['compiled, without a map', ['bare/shop.js'], 'bare/shop.js:10'],
    ['run by ts-node with swc', [path.resolve('node_modules/.bin/ts-node'), '--swc', 'src/shop.ts'], 'src/shop.ts:14'],
  ])('is right: %s', (_, args, expected) => {
    const output = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    expect(output).toContain('error pss-host-pid  shop/Pod/p  spec.hostPID is true; set it to false');
    expect(output).toContain(`made at ${expected}`);
    expect(output).toContain('(shop/pod)');
  }, 60_000);
});
