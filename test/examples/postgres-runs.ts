import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { confine, confinementOf } from './confined';
import { minimal } from '../../examples/minimal/shop';

/**
 * Makes a database with Debian's Postgres and starts it the way the example of the README says: its user, its environment, a read-only root, and
 * nothing writable but the volumes that the manifest mounts. Without any one of them it must not start. Prints `N passed, N failed`.
 *
 * It does what the entry point of the image does: https://github.com/docker-library/postgres/blob/master/docker-entrypoint.sh
 */
const out = mkdtempSync(join(tmpdir(), 'postgres-'));
const said = confinementOf(minimal(out), 'StatefulSet', 'db');
const bin = process.argv[2];
const [secrets] = said.mounted;
/** Where Debian's own database may be running: hidden behind an empty folder. */
const DEBIANS = ['/run', '/var/lib/postgresql'];

/** What the image and the kubelet bring: the user's name, the password, and the folder that a file system has at its root. */
function brought(): string[] {
  return [
    `echo secret > ${secrets}/password; echo 'postgres:x:${said.user}:${said.user}::/:/bin/sh' > ${secrets}/passwd`,
    `chgrp ${said.user} ${secrets}/*; chmod 0440 ${secrets}/password; chmod 0444 ${secrets}/passwd; chmod 0755 ${secrets}; mount --bind ${secrets}/passwd /etc/passwd`,
    'if [ -d /var/lib/postgresql/data ]; then mkdir -m 0700 /var/lib/postgresql/data/lost+found; fi',
    ...DEBIANS.map((path) => `mount -o remount,ro ${path}`),
  ];
}

/** Starts it with these directories to write to, and asks it something through its port and its socket. */
function answers(writable: readonly string[], env = said.env): string {
  const script = [
    'ip link set lo up',
    ...DEBIANS.map((path) => `mount -t tmpfs none ${path}`),
    ...confine({ ...said, writable, env }, brought()),
    `confined ${bin}/initdb --username=postgres --pwfile="$POSTGRES_PASSWORD_FILE" --auth-host=scram-sha-256 --auth-local=trust >/dev/null`,
    `confined ${bin}/postgres -p ${said.port} & server=$!`,
    'trap "kill $server; wait" EXIT',
    `for i in $(seq 50); do confined ${bin}/pg_isready -q -p ${said.port} && break; kill -0 $server; sleep 0.2; done`,
    'export PGPASSWORD=$(cat "$POSTGRES_PASSWORD_FILE")',
    `confined ${bin}/psql -h 127.0.0.1 -p ${said.port} -U postgres -qtAc "create table cart (id int); insert into cart values (41); checkpoint; select 'answer ' || id + 1 from cart"`,
    `confined ${bin}/psql -p ${said.port} -U postgres -qtAc "copy cart to '/etc/written'" 2>&1 | grep -q 'Read-only file system'`,
    'ps -o uid= -p $(pgrep -P $server -x postgres || echo $server) | grep -qw ' + said.user,
    'echo confined',
  ].join('\n');
  const { stdout, stderr } = spawnSync('unshare', ['--mount', '--net', '--propagation', 'private', 'bash', '-c', script], { encoding: 'utf8', timeout: 60_000 });
  return stdout.includes('answer 42') && stdout.includes('confined') ? '' : `${stdout}${stderr}`.trim();
}

const checks: [string, boolean, string][] = [];
const problem = answers(said.writable);
checks.push([`postgres as ${said.user} answers on ${said.port} and writes to ${said.writable.join(', ')} only`, problem === '', problem]);
for (const left of said.writable.filter((path) => path !== '/tmp')) {
  const without = answers(said.writable.filter((path) => path !== left));
  checks.push([`without ${left} it does not start`, without !== '', 'it started']);
}
const atTheRoot = answers(said.writable, said.env.map(([name, value]) => [name, name === 'PGDATA' ? value.replace(/\/[^/]+$/, '') : value]));
checks.push(['at the root of the volume it does not start', atTheRoot.includes('not empty'), atTheRoot]);

for (const [name, passed, why] of checks) console.log(`${passed ? 'ok' : 'FAILED'}  ${name}${passed ? '' : `\n${why}`}`);
rmSync(out, { recursive: true, force: true });
const failed = checks.filter(([, passed]) => !passed).length;
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
