import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join, relative } from 'node:path';
import { ClusterModule, modules } from './modules';

/** What this folder builds: the test cluster, and kubectl for machines that have none. */
export type Program = 'cluster' | 'kubectl';

/** Says one line about what happens. */
export type Say = (line: string) => void;

const root = join(__dirname, '..', '..');

/** The version of Go on PATH, for example `go1.26.8`, or undefined. */
export function goVersion(): string | undefined {
  const go = spawnSync('go', ['env', 'GOVERSION'], { cwd: __dirname, encoding: 'utf8', env: goEnvironment() });
  return go.status === 0 ? go.stdout.trim() : undefined;
}

/** The version of kubectl on PATH, for example `v1.37.2`, or undefined. */
export function kubectlVersion(): string | undefined {
  const kubectl = spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' });
  return kubectl.status === 0 ? /v\d+\.\d+\.\S+/.exec(kubectl.stdout)?.[0] : undefined;
}

/**
 * Builds a program of one minor with Go, unless `.cache/cluster/<minor>` has it from the same sources, module file and Go.
 * A build that fails is thrown, never skipped: Go is there, so the reason is worth reading.
 */
export async function build(program: Program, module: ClusterModule, say: Say): Promise<string> {
  const go = goVersion();
  if (go === undefined) throw new Error('go is not on PATH');
  const folder = join(root, '.cache', 'cluster', module.minor);
  const binary = join(folder, process.platform === 'win32' ? `${program}.exe` : program);
  const label = `${program} ${module.version}`;
  const key = keyOf(program, module, go);
  if (existsSync(binary) && existsSync(`${binary}.key`) && readFileSync(`${binary}.key`, 'utf8') === key) {
    say(`${label}: ${relative(root, binary)} is current`);
    return binary;
  }
  mkdirSync(folder, { recursive: true });
  say(`${label}: building with ${go} at low priority; the first time takes many minutes`);
  const started = process.hrtime.bigint();
  // Built aside and renamed, so that a run beside this one never starts half a binary.
  const aside = `${binary}.${process.pid}`;
  await runGo([
    'build', '-mod=readonly', `-modfile=${module.file}`, '-trimpath', '-buildvcs=false', '-ldflags', linkerFlags(module), '-o', aside,
    program === 'cluster' ? '.' : './kubectl',
  ]);
  renameSync(aside, binary);
  writeFileSync(`${binary}.key`, key);
  say(`${label}: built ${relative(root, binary)} in ${Number((process.hrtime.bigint() - started) / 1_000_000_000n)} s`);
  return binary;
}

function keyOf(program: Program, module: ClusterModule, go: string): string {
  const folder = program === 'cluster' ? __dirname : join(__dirname, 'kubectl');
  const sources = readdirSync(folder).filter((file) => file.endsWith('.go')).sort().map((file) => join(folder, file));
  const hash = createHash('sha256').update([go, process.platform, process.arch, linkerFlags(module)].join('\n'));
  for (const file of [...sources, join(__dirname, module.file), join(__dirname, module.file.replace(/\.mod$/, '.sum'))]) {
    hash.update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Kubernetes learns its own version from the linker; without it /version says v0.0.0-master. */
function linkerFlags({ version, minor }: ClusterModule): string {
  const values = { gitVersion: version, gitMajor: '1', gitMinor: minor.slice(2), gitTreeState: 'clean' };
  return ['-s -w', ...Object.entries(values).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`)].join(' ');
}

function goEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };
}

function runGo(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = spawn('go', args, { cwd: __dirname, env: goEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    go.stderr.setEncoding('utf8').on('data', (text: string) => { errors = (errors + text).slice(-4000); });
    go.on('spawn', () => {
      if (go.pid !== undefined) setPriority(go.pid, constants.priority.PRIORITY_LOW);
    });
    go.on('error', reject);
    go.on('close', (code) => code === 0 ? resolve() : reject(new Error(`go ${args[0]} in test/cluster ended with ${code}:\n${errors}`)));
  });
}

/** `ts-node build.ts [minor…]` builds the clusters of these minors, or of all, and a kubectl where the machine has none. */
async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((minor) => !modules().some((module) => module.minor === minor));
  if (unknown.length > 0) throw new Error(`no module for ${unknown.join(', ')}; there is ${modules().map(({ minor }) => minor).join(', ')}`);
  for (const module of modules()) {
    if (wanted.length > 0 && !wanted.includes(module.minor)) continue;
    await build('cluster', module, console.log);
  }
  const kubectl = kubectlVersion();
  if (kubectl === undefined) {
    await build('kubectl', modules()[0], console.log);
  } else {
    console.log(`kubectl ${kubectl} is on PATH`);
  }
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
