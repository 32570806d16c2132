import { execFileSync, spawn } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { connect } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { onlineBoutique, PRODUCTION } from '../../examples/online-boutique/boutique';

/**
 * Starts Debian's redis-server the way the example says: its arguments, its user, a read-only root, and nothing writable but the volumes that the
 * manifest mounts. Prints `1 passed, 0 failed` when it answers and can write there and nowhere else.
 */
interface Container {
  readonly args: readonly string[];
  readonly volumeMounts: readonly { readonly mountPath: string }[];
  readonly ports: readonly { readonly containerPort: number }[];
}

const out = mkdtempSync(join(tmpdir(), 'redis-'));
const app = onlineBoutique(out, PRODUCTION);
const redis = app.charts.flatMap((chart) => chart.toJson())
  .find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'redis-cart')?.spec.template.spec;
const container = redis.containers[0] as Container;
const user = String(redis.securityContext.runAsUser);
const port = container.ports[0].containerPort;
const writable = container.volumeMounts.map(({ mountPath }) => mountPath);

// In a mount namespace of its own: fresh directories where the manifest mounts volumes, then everything else read-only.
const script = [
  'set -e',
  ...writable.map((path) => `mkdir -p ${path}; mount -t tmpfs -o size=64m,mode=1777 scratch ${path}`),
  'mount -o remount,bind,ro /',
  'if touch /written 2>/dev/null; then echo "the root is writable"; exit 1; fi',
  `exec setpriv --reuid ${user} --regid ${user} --clear-groups --no-new-privs --bounding-set -all -- ${container.args.map((arg) => `'${arg}'`).join(' ')}`,
].join('\n');
const server = spawn('unshare', ['--mount', '--propagation', 'private', 'bash', '-c', script], { stdio: ['ignore', 'pipe', 'pipe'] });
let log = '';
server.stdout.on('data', (chunk: Buffer) => { log += chunk.toString(); });
server.stderr.on('data', (chunk: Buffer) => { log += chunk.toString(); });

function ask(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.setTimeout(5000, () => reject(new Error(`no answer to ${command}`)));
    socket.once('data', (chunk) => {
      socket.end();
      resolve(chunk.toString().trim());
    });
    socket.once('error', reject);
  });
}

async function main(): Promise<void> {
  let pong = '';
  for (let i = 0; i < 50 && pong !== '+PONG'; i++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    pong = await ask('PING').catch(() => '');
  }
  if (pong !== '+PONG') throw new Error(`redis did not answer; it said:\n${log}`);
  const set = await ask('SET cart 1');
  const saved = await ask('SAVE');
  const elsewhere = await ask('CONFIG SET dir /etc');
  const owner = execFileSync('ps', ['-o', 'uid=', '-C', 'redis-server'], { encoding: 'utf8' }).trim();
  if (set !== '+OK' || saved !== '+OK') throw new Error(`redis could not write to ${writable.join(', ')}: SET ${set}, SAVE ${saved}`);
  if (!owner.split(/\s+/).includes(user)) throw new Error(`redis runs as ${owner}, the manifest says ${user}`);
  const outside = elsewhere === '+OK' ? await ask('SAVE') : elsewhere;
  if (outside === '+OK') throw new Error('redis could write to /etc');
  console.log(`redis-server ${container.args.slice(1).join(' ')} as ${user}: answers, writes to ${writable.join(', ')} and not to /etc (${outside})`);
}

void main().then(() => finish(0), (error: Error) => {
  console.error(error.message);
  finish(1);
});

function finish(code: number): void {
  server.kill('SIGTERM');
  rmSync(out, { recursive: true, force: true });
  console.log(code === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed');
  process.exit(code);
}
