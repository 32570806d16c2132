import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './child';
import { Client } from './client';

/** The binaries that setup-envtest of Kubebuilder installs. */
export interface Assets {
  readonly etcd: string;
  readonly server: string;
  readonly minor: string;
}

/** The binaries of KUBEBUILDER_ASSETS, or undefined where it is not set. A folder that lacks them is thrown. */
export function findAssets(): Assets | undefined {
  const folder = process.env.KUBEBUILDER_ASSETS;
  if (!folder) return undefined;
  const [etcd, server] = ['etcd', 'kube-apiserver'].map((name) => join(folder, process.platform === 'win32' ? `${name}.exe` : name));
  for (const file of [etcd, server]) {
    if (!existsSync(file)) throw new Error(`KUBEBUILDER_ASSETS has no ${file}`);
  }
  const said = spawnSync(server, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  const minor = /v(\d+\.\d+)\./.exec(said)?.[1];
  if (minor === undefined) throw new Error(`${server} --version says ${JSON.stringify(said.trim())}, no Kubernetes version`);
  return { etcd, server, minor };
}

const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived', 'ResponseStarted'],
  rules: [{ level: 'None', verbs: ['get', 'list', 'watch'] }, { level: 'Metadata' }],
};

/** Servers that run until `stop`. */
export interface StartedAssets {
  readonly kubeconfig: string;
  readonly auditLog: string;
  readonly stop: () => Promise<void>;
}

/** Starts etcd and kube-apiserver on loopback, with the same switches as main.go, and a token instead of a client certificate. */
export async function startAssets(assets: Assets, serviceAccounts: boolean): Promise<StartedAssets> {
  const home = mkdtempSync(join(tmpdir(), 'cdk8s-hardened-cluster-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(home, name), text, { mode: 0o600 });
    return join(home, name);
  };
  const children: Child[] = [];
  const stop = async (): Promise<void> => {
    for (const child of children.reverse()) await child.stop(30_000);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const [etcdPort, peerPort, port] = await freePorts(3);
    const etcdUrl = `http://127.0.0.1:${etcdPort}`;
    children.push(new Child(assets.etcd, [
      `--data-dir=${join(home, 'etcd')}`, `--listen-client-urls=${etcdUrl}`, `--advertise-client-urls=${etcdUrl}`,
      `--listen-peer-urls=http://127.0.0.1:${peerPort}`, '--unsafe-no-fsync', '--log-level=error',
    ]).endWithUs());

    const token = randomBytes(32).toString('hex');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = file('service-account.key', privateKey.export({ type: 'sec1', format: 'pem' }).toString());
    const auditLog = join(home, 'audit.log');
    const server = new Child(assets.server, [
      `--etcd-servers=${etcdUrl}`, '--bind-address=127.0.0.1', '--advertise-address=127.0.0.1', `--secure-port=${port}`,
      '--endpoint-reconciler-type=none', '--service-cluster-ip-range=10.0.0.0/16', `--cert-dir=${home}`,
      `--token-auth-file=${file('tokens.csv', `${token},admin,admin,system:masters\n`)}`,
      '--service-account-issuer=https://kubernetes.default.svc', `--service-account-key-file=${key}`, `--service-account-signing-key-file=${key}`,
      '--authorization-mode=RBAC', '--allow-privileged=true', '--profiling=false',
      `--audit-policy-file=${file('audit-policy.yaml', JSON.stringify(auditPolicy))}`, `--audit-log-path=${auditLog}`,
      ...(serviceAccounts ? [] : ['--disable-admission-plugins=ServiceAccount']),
    ]).endWithUs();
    children.push(server);
    const url = `https://127.0.0.1:${port}`;
    const ca = await server.before(whenReady(server, url, token, join(home, 'apiserver.crt')), 120_000);
    const kubeconfig = file('kubeconfig', JSON.stringify({
      'apiVersion': 'v1',
      'kind': 'Config',
      'current-context': 'test',
      'contexts': [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
      'clusters': [{ name: 'test', cluster: { 'server': url, 'certificate-authority-data': ca.toString('base64') } }],
      'users': [{ name: 'admin', user: { token } }],
    }, undefined, 2));
    return { kubeconfig, auditLog, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for /readyz; the certificate that the server signs for itself is its own authority. */
async function whenReady(child: Child, url: string, token: string, certificate: string): Promise<Buffer> {
  while (child.alive) {
    await sleep(100);
    if (!existsSync(certificate)) continue;
    const ca = readFileSync(certificate);
    const client = new Client({ server: url, ca, token });
    try {
      if ((await client.request('GET', '/readyz')).status === 200) return ca;
    } catch {
      // Not listening yet.
    } finally {
      client.close();
    }
  }
  throw new Error('kube-apiserver ended');
}

/** Ports that are free now. All are held at once, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
