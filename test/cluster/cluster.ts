import { dirname } from 'node:path';
import { findAssets, startAssets } from './assets';
import { build, goVersion, Say } from './build';
import { Child } from './child';
import { Client, Query, Reply } from './client';
import { readKubeconfig } from './kubeconfig';
import { modules } from './modules';
import { collectionPath, discover, Resource } from './resources';

/** A Kubernetes API server that the tests may use, with an administrator's client. */
export interface Cluster {
  /** Path of the kubeconfig, for kubectl. */
  readonly kubeconfig: string;
  /** For example `https://127.0.0.1:41234`. */
  readonly server: string;
  /** What the server says it is, for example `v1.37.2`. */
  readonly version: string;
  /** Whether controllers fill in `status.typeChecking` of policies and the rules of the aggregated roles admin, edit and view. */
  readonly controllers: boolean;
  /** Whether a pod is refused when its ServiceAccount does not exist. */
  readonly serviceAccounts: boolean;
  /** One JSON line per writing request, with the annotations of admission; undefined where the server is not ours. */
  readonly auditLog?: string;
  /** Sends one request; an answer of any status is a reply. */
  request(method: string, path: string, body?: unknown, query?: Query): Promise<Reply>;
  /** Posts an object where its kind belongs, without storing it, with strict field validation. */
  dryRun(object: KubernetesObject, namespace?: string): Promise<Reply>;
  /** Ends the cluster, if we started it, and removes what it wrote. */
  stop(): Promise<void>;
}

/** An object that can be posted. Its own namespace, or else `default`, is used unless another is named. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly namespace?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** Why there is no cluster, in one line. */
export interface Skipped {
  readonly skipped: string;
}

/** How to start. */
export interface StartOptions {
  /**
   * Turns the ServiceAccount admission plugin on; an existing cluster decides for itself.
   * @default false - the pods of a dry run need no ServiceAccount
   */
  readonly serviceAccounts?: boolean;
  /**
   * Passes over clusters that are there already: for tests that change what others may use.
   * @default false
   */
  readonly own?: boolean;
  /**
   * Is told what is done, line by line.
   * @default - stderr
   */
  readonly say?: Say;
}

/** What a way to a cluster comes to; `stop` ends what was started. */
interface Started {
  readonly kubeconfig: string;
  readonly controllers: boolean;
  readonly serviceAccounts: boolean;
  readonly auditLog?: string;
  readonly stop: () => Promise<void>;
}

const toStderr: Say = (line) => { process.stderr.write(`cluster: ${line}\n`); };

/**
 * Finds or starts a cluster: the one that CDK8S_HARDENED_KUBECONFIG or KUBECONFIG names, or etcd and kube-apiserver of KUBEBUILDER_ASSETS, or the Go
 * module of this folder. Given a minor, for example `1.37`, only such a cluster will do; otherwise the first that there is, of modules the newest.
 * What is set and passed over is said.
 */
export async function startCluster(minor?: string, options: StartOptions = {}): Promise<Cluster | Skipped> {
  const { serviceAccounts = false, own = false, say = toStderr } = options;
  const started = await start(minor, serviceAccounts, own ? [] : existing(), say);
  return 'skipped' in started ? started : connect(started);
}

async function start(minor: string | undefined, serviceAccounts: boolean, there: readonly Existing[], say: Say): Promise<Started | Skipped> {
  const reasons: string[] = [];
  const fits = (found: string): boolean => minor === undefined || found === minor;
  for (const { variable, path, loopbackOnly } of there) {
    const { found, server, reason } = await lookAt(path, loopbackOnly);
    if (found !== undefined && fits(found)) {
      say(`using the ${found} cluster of ${variable}, ${server}: what is stored there has names of its own, and is removed at the end`);
      return { kubeconfig: path, controllers: true, serviceAccounts: true, stop: async () => undefined };
    }
    reasons.push(`${variable} ${reason ?? `is of ${found}, not ${minor}`}`);
  }
  const assets = findAssets();
  if (assets) {
    if (fits(assets.minor)) {
      for (const reason of reasons) say(`${reason}: passed over`);
      say(`starting etcd and kube-apiserver ${assets.minor} of KUBEBUILDER_ASSETS, without controllers: no type checking of policies`);
      return { ...await startAssets(assets, serviceAccounts), controllers: false, serviceAccounts };
    }
    reasons.push(`KUBEBUILDER_ASSETS is of ${assets.minor}, not ${minor}`);
  }
  const module = minor === undefined ? modules()[0] : modules().find((each) => each.minor === minor);
  if (module === undefined) {
    reasons.push(`test/cluster builds ${modules().map((each) => each.minor).join(' and ')}`);
  } else if (goVersion() === undefined) {
    reasons.push('go is not on PATH, and neither KUBEBUILDER_ASSETS nor KUBECONFIG names an API server that can be used');
  } else {
    for (const reason of reasons) say(`${reason}: passed over`);
    return { ...await startBinary(await build('cluster', module, say), serviceAccounts), controllers: true, serviceAccounts };
  }
  return { skipped: `no ${minor === undefined ? '' : `${minor} `}API server: ${reasons.join('; ')}` };
}

interface Existing {
  readonly variable: string;
  readonly path: string;
  /** KUBECONFIG is set for other reasons, too: only a cluster on this machine may be meant for tests. */
  readonly loopbackOnly: boolean;
}

function existing(): Existing[] {
  const { CDK8S_HARDENED_KUBECONFIG: ours, KUBECONFIG: anyones } = process.env;
  return [
    ...ours ? [{ variable: 'CDK8S_HARDENED_KUBECONFIG', path: ours, loopbackOnly: false }] : [],
    ...anyones && anyones !== ours ? [{ variable: 'KUBECONFIG', path: anyones, loopbackOnly: true }] : [],
  ];
}

async function startBinary(binary: string, serviceAccounts: boolean): Promise<Pick<Started, 'kubeconfig' | 'auditLog' | 'stop'>> {
  const child = new Child(binary, serviceAccounts ? ['--service-accounts'] : []);
  const line = await child.firstLine(180_000);
  const kubeconfig = line.replace(/^KUBECONFIG=/, '');
  return { kubeconfig, auditLog: `${dirname(kubeconfig)}/audit.log`, stop: () => child.stop(30_000) };
}

async function connect(started: Started): Promise<Cluster> {
  const connection = readKubeconfig(started.kubeconfig);
  const client = new Client(connection);
  const stop = async (): Promise<void> => {
    client.close();
    await started.stop();
  };
  try {
    const version = String((await client.request('GET', '/version')).body.gitVersion);
    let resources: Promise<ReadonlyMap<string, Resource>> | undefined;
    return {
      ...started,
      server: connection.server,
      version,
      stop,
      request: (method, path, body, query) => client.request(method, path, body, query),
      dryRun: async (object, namespace = object.metadata?.namespace ?? 'default') => {
        const kind = `${object.apiVersion}/${object.kind}`;
        const resource = (await (resources ??= discover(client))).get(kind);
        if (resource === undefined) throw new Error(`${kind} is not served by ${version}`);
        return client.request('POST', collectionPath(resource, namespace), object, { dryRun: 'All', fieldValidation: 'Strict' });
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Seen {
  /** The minor. */
  readonly found?: string;
  readonly server?: string;
  /** Why it cannot be used. */
  readonly reason?: string;
}

/** The minor of a cluster that runs, or why it cannot be used. */
async function lookAt(kubeconfig: string, loopbackOnly: boolean): Promise<Seen> {
  let client: Client | undefined;
  try {
    const connection = readKubeconfig(kubeconfig);
    const { server } = connection;
    if (loopbackOnly && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(server).hostname)) {
      return { reason: `names ${server}, which is not on this machine; set CDK8S_HARDENED_KUBECONFIG where the tests may use it` };
    }
    client = new Client(connection);
    const { body } = await client.request('GET', '/version');
    const found = /^v(\d+\.\d+)\./.exec(String(body.gitVersion))?.[1];
    return found === undefined ? { reason: `is of version ${String(body.gitVersion)}` } : { found, server };
  } catch (error) {
    return { reason: `cannot be used (${(error as Error).message.split('\n')[0]})` };
  } finally {
    client?.close();
  }
}
