import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { command, folder, run } from './command';

const ROOT = path.join(__dirname, '..', '..', '..');
const IMAGE = `ghcr.io/acme/web:2.0.1@sha256:${'0123456789abcdef'.repeat(4)}`;

/** What npm install would bring, from here. */
function install(project: string): void {
  const modules = path.join(project, 'node_modules');
  fs.mkdirSync(path.join(modules, 'cdk8s-hardened', 'lib'), { recursive: true });
  for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs', 'ts-node', 'typescript', '@types']) fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(modules, 'cdk8s-hardened', 'package.json'));
  const bundle = ['--bundle', '--platform=node', '--external:cdk8s', '--external:cdk8s-plus-28', '--external:constructs', `--outfile=${modules}/cdk8s-hardened/lib/index.js`];
  execFileSync(path.join(ROOT, 'node_modules/.bin/esbuild'), ['src/index.ts', ...bundle, '--log-level=error'], { cwd: ROOT });
}

it('makes a project that synthesizes and validates as it is', () => {
  const cwd = folder();
  const { code, out, err } = run(['init', 'shop', '--namespace', 'web-shop', '--workload', 'web', '--image', IMAGE, '--port', '9000', '--kubernetes-version', '1.35'], { cwd });
  expect(code).toBe(0);
  expect(err).toBe('now: cd shop && npm install && npm run synth && npm run validate\n');
  expect(out.trim().split('\n')).toEqual(['package.json', 'tsconfig.json', 'main.ts', 'cdk8s.yaml', 'cdk8s-hardened.yaml', '.gitignore'].map((name) => `shop/${name}`));

  const project = path.join(cwd, 'shop');
  install(project);
  const { scripts } = JSON.parse(fs.readFileSync(path.join(project, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  expect(scripts.synth).toBe('ts-node main.ts');
  execFileSync(process.execPath, ['node_modules/ts-node/dist/bin.js', 'main.ts'], { cwd: project, env: { ...process.env, TS_NODE_TRANSPILE_ONLY: 'true' }, stdio: 'pipe' });
  expect(fs.readdirSync(path.join(project, 'manifests'))).toContain('web-shop.k8s.yaml');
  expect(fs.readFileSync(path.join(project, 'manifests/web-shop.k8s.yaml'), 'utf8')).toContain(`image: ${IMAGE}`);

  expect(scripts.validate).toBe('cdk8s-hardened validate manifests');
  const judged = run(['validate', 'manifests', '--fail-on', 'warning'], { cwd: project });
  expect({ code: judged.code, err: judged.err }).toEqual({ code: 0, err: '' });
  expect(judged.out).toContain('Kubernetes 1.35');
});

it('takes defaults with --yes, in the folder where it is called too', () => {
  const cwd = folder();
  expect(run(['init', '.', '--yes'], { cwd }).code).toBe(0);
  expect(fs.readFileSync(path.join(cwd, 'main.ts'), 'utf8')).toContain(`new HardenedNamespace(app, '${path.basename(cwd).toLowerCase()}')`);
});

it('names what is not given where there is no terminal', () => {
  const cwd = folder();
  expect(run(['init'], { cwd }).err).toMatch(/^error: \[folder\], --namespace, --workload, --image, --port and --kubernetes-version are not given, and there is no terminal/);
  expect(run(['init', 'a', '--namespace=b', '--workload=c', `--image=${IMAGE}`, '--kubernetes-version=1.36'], { cwd })).toEqual({
    code: 2, out: '', err: 'error: --port is not given, and there is no terminal to ask at; give it, or take defaults with --yes\n',
  });
  expect(fs.readdirSync(cwd)).toEqual([]);
});

it.each<[string, string[], RegExp]>([
  ['a namespace', ['--namespace', 'My_Shop'], /--namespace: 'My_Shop' is not an RFC 1123 label/],
  ['a workload', ['--workload', 'a b'], /--workload: 'a b' is not an RFC 1123 label/],
  ['an image', ['--image', 'a//b'], /--image: 'a\/\/b' is not an image reference/],
  ['an image without a digest', ['--image', 'nginx:1.29'], /--image: 'nginx:1\.29' has no digest/],
  ['an image that nobody mends', ['--image', `k8s.gcr.io/x:1@sha256:${'0123456789abcdef'.repeat(4)}`], /--image: .*no longer updated/],
  ['a port', ['--port', '70000'], /--port: 70000 is not a port number/],
  ['a port for root', ['--port', '80'], /--port: 80 is for root alone/],
  ['a port that is none', ['--port', 'http'], /--port: 'http' is not a port number/],
  ['a version', ['--kubernetes-version', 'new'], /--kubernetes-version: 'new' is not a Kubernetes version/],
])('refuses what would not synthesize: %s', (_, args, message) => {
  const cwd = folder();
  const { code, err } = run(['init', 'shop', ...args, '--yes'], { cwd });
  expect(code).toBe(2);
  expect(err).toMatch(message);
  expect(fs.readdirSync(cwd)).toEqual([]);
});

it('never overwrites a file', () => {
  const cwd = folder({ 'shop/main.ts': 'mine' });
  const { code, err } = run(['init', 'shop', '--yes'], { cwd });
  expect(code).toBe(2);
  expect(err).toBe('error: shop has main.ts already; nothing was written, name another folder\n');
  expect(fs.readdirSync(path.join(cwd, 'shop'))).toEqual(['main.ts']);
  expect(fs.readFileSync(path.join(cwd, 'shop/main.ts'), 'utf8')).toBe('mine');
});

it('asks at a terminal, and takes what is entered or the default', () => {
  const cwd = folder();
  // script gives the command a terminal. The first answers are entered, the others are taken as they stand.
  const typed = ['my-shop', '', 'front'].map((line) => `sleep 0.6; printf '%s\\r' '${line}'`).join('; ');
  const rest = Array.from({ length: 3 }, () => "sleep 0.6; printf '\\r'").join('; ');
  execFileSync('bash', ['-c', `(${typed}; ${rest}; sleep 0.6) | script -qec "${process.execPath} ${command()} init" /dev/null`], { cwd, stdio: 'pipe', timeout: 30_000 });
  const main = fs.readFileSync(path.join(cwd, 'my-shop/main.ts'), 'utf8');
  expect(main).toContain("new HardenedNamespace(app, 'my-shop')");
  expect(main).toContain("new HardenedDeployment(namespace, 'front'");
  expect(main).toContain('port: 8080');
}, 60_000);
