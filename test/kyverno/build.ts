import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join, relative } from 'node:path';
import { goVersion, Say } from '../cluster/build';

const root = join(__dirname, '..', '..');
const KYVERNO = 'github.com/kyverno/kyverno';
const environment: NodeJS.ProcessEnv = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };

/** A program, or why there is none. */
export type Built = { readonly binary: string; readonly version: string } | { readonly skipped: string };

/**
 * Builds the command of Kyverno with Go, unless `.cache/kyverno` has it from the same module file and Go. Where the module cannot be had, that is a
 * reason to skip; where it does not compile, that is an error.
 */
export async function build(say: Say): Promise<Built> {
  const version = pinned();
  const folder = join(root, '.cache', 'kyverno');
  const binary = join(folder, process.platform === 'win32' ? 'kyverno.exe' : 'kyverno');
  const go = goVersion();
  if (go === undefined) return { skipped: 'go is not on PATH' };
  const key = keyOf(go);
  if (existsSync(binary) && existsSync(`${binary}.key`) && readFileSync(`${binary}.key`, 'utf8') === key) {
    say(`kyverno ${version}: ${relative(root, binary)} is current`);
    return { binary, version };
  }
  const download = spawnSync('go', ['mod', 'download', `${KYVERNO}@${version}`], { cwd: __dirname, encoding: 'utf8', env: environment });
  if (download.status !== 0) return { skipped: `${KYVERNO} ${version} cannot be had: ${download.stderr.trim().split('\n')[0]}` };

  mkdirSync(folder, { recursive: true });
  say(`kyverno ${version}: building with ${go} at low priority; the first time takes many minutes`);
  const started = process.hrtime.bigint();
  // Built aside and renamed, so that a run beside this one never starts half a binary.
  const aside = `${binary}.${process.pid}`;
  await compile([
    'build', '-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags', `-s -w -X ${KYVERNO}/pkg/version.BuildVersion=${version}`, '-o', aside,
    `${KYVERNO}/cmd/cli/kubectl-kyverno`,
  ]);
  renameSync(aside, binary);
  writeFileSync(`${binary}.key`, key);
  say(`kyverno ${version}: built ${relative(root, binary)} in ${Number((process.hrtime.bigint() - started) / 1_000_000_000n)} s`);
  return { binary, version };
}

/** The version that the module file asks for: the one place that says it. */
function pinned(): string {
  const version = new RegExp(`^\\s*${KYVERNO} (v\\S+)`, 'm').exec(readFileSync(join(__dirname, 'go.mod'), 'utf8'));
  if (version === null) throw new Error(`test/kyverno/go.mod requires no ${KYVERNO}`);
  return version[1];
}

function keyOf(go: string): string {
  const hash = createHash('sha256').update([go, process.platform, process.arch].join('\n'));
  for (const file of ['go.mod', 'go.sum']) hash.update('\0').update(readFileSync(join(__dirname, file)));
  return hash.digest('hex');
}

function compile(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = spawn('go', args, { cwd: __dirname, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    go.stderr.setEncoding('utf8').on('data', (text: string) => { errors = (errors + text).slice(-4000); });
    go.on('spawn', () => {
      if (go.pid !== undefined) setPriority(go.pid, constants.priority.PRIORITY_LOW);
    });
    go.on('error', reject);
    go.on('close', (code) => code === 0 ? resolve() : reject(new Error(`go ${args[0]} in test/kyverno ended with ${code}:\n${errors}`)));
  });
}
