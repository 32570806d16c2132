import { execFileSync, spawn } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { connect } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { confine, confinementOf } from './confined';
import { onlineBoutique, PRODUCTION } from '../../examples/online-boutique/boutique';

/**
 * Starts Debian's redis-server the way the example says: its arguments, its user, a read-only root, and nothing writable but the volumes that the
 * manifest mounts. Prints `1 passed, 0 failed` when it answers and can write there and nowhere else.
 */
const out = mkdtempSync(join(tmpdir(), 'redis-'));
const app = onlineBoutique(out, PRODUCTION);
const redis = confinementOf(app, 'Deployment', 'redis-cart');
const { user, port, args, writable } = redis;
const script = [...confine(redis), `confined ${args.map((arg) => `'${arg}'`).join(' ')}`].join('\n');
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
  console.log(`redis-server ${args.slice(1).join(' ')} as ${user}: answers, writes to ${writable.join(', ')} and not to /etc (${outside})`);
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
