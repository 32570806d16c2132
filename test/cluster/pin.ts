/* `ts-node pin.ts v1.38.1 [go.mod | oldest.mod]` pins a Kubernetes version; without arguments it says which the Go proxy has. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules } from './modules';
import { formatMinor, MINORS } from '../../src/standard/releases';

function go(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('go', args, { cwd: __dirname, encoding: 'utf8', env: { ...process.env, GOWORK: 'off' } });
  if (status !== 0) throw new Error(`go ${args.join(' ')}:\n${stderr}`);
  return stdout;
}

/** What upstream's own module file says is what we need: its Go, its etcd, and the staging modules that it replaces. */
function moduleFile(version: string): string {
  const { GoMod } = JSON.parse(go('mod', 'download', '-json', `k8s.io/kubernetes@${version}`)) as { GoMod: string };
  const upstream = readFileSync(GoMod, 'utf8');
  const first = (pattern: RegExp): string => {
    const found = pattern.exec(upstream);
    if (found === null) throw new Error(`go.mod of k8s.io/kubernetes ${version} has no ${pattern}`);
    return found[1];
  };
  const staging = version.replace(/^v1\./, 'v0.');
  const replaced = [...upstream.matchAll(/^\s+(k8s\.io\/\S+) => \.\/staging/gm)].map(([, path]) => path);
  return [
    'module cdk8s-hardened/test/cluster', '', `go ${first(/^go (\S+)$/m)}`, '',
    'require (', `\tgo.etcd.io/etcd/server/v3 ${first(/^\s+go\.etcd\.io\/etcd\/server\/v3 (\S+)/m)}`, `\tk8s.io/kubernetes ${version}`, ')', '',
    `// k8s.io/kubernetes asks for its staging modules as v0.0.0 of its own tree; outside of it they are published as ${staging}.`,
    'replace (', ...replaced.map((path) => `\t${path} => ${path} ${staging}`), ')', '',
  ].join('\n');
}

const today = new Date().toISOString().slice(0, 10);

function main(version: string | undefined, file = 'go.mod'): void {
  if (version === undefined) {
    for (const module of modules()) console.log(`${module.file} has ${module.version}`);
    const supported = MINORS.filter(({ released, endOfLife }) => released <= today && today < endOfLife).map(({ minor }) => formatMinor(minor));
    console.log(`supported on ${today}: ${supported.join(', ')}; go.mod is for the newest of them that the Go proxy has, oldest.mod for the oldest`);
    console.log(`the Go proxy has ${go('list', '-m', '-versions', 'k8s.io/kubernetes').trim().split(' ').slice(-6).join(' ')}`);
    return;
  }
  if (!/^v1\.\d+\.\d+$/.test(version) || !file.endsWith('.mod')) throw new Error('write: pin.ts v1.<minor>.<patch> [go.mod | oldest.mod]');
  const text = moduleFile(version);
  rmSync(join(__dirname, file.replace(/\.mod$/, '.sum')), { force: true });
  writeFileSync(join(__dirname, file), text);
  go('mod', 'tidy', `-modfile=${file}`);
  console.log(`${file} pins ${version}; now: ts-node build.ts ${version.slice(1).replace(/\.\d+$/, '')}`);
}

try {
  main(...process.argv.slice(2) as [string?, string?]);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
