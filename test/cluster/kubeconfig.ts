import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';

/** How to reach an API server as an administrator. */
export interface Connection {
  readonly server: string;
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly token?: string;
}

interface Named { readonly name: string }
interface Kubeconfig {
  readonly 'current-context'?: string;
  readonly 'contexts'?: readonly (Named & { readonly context: { readonly cluster: string; readonly user: string } })[];
  readonly 'clusters'?: readonly (Named & { readonly cluster: Readonly<Record<string, string>> })[];
  readonly 'users'?: readonly (Named & { readonly user: Readonly<Record<string, unknown>> })[];
}

/** Reads the current context of a kubeconfig. A user that is neither a certificate nor a token is thrown as a reason. */
export function readKubeconfig(path: string): Connection {
  const config = parse(readFileSync(path, 'utf8')) as Kubeconfig;
  const context = find(config.contexts, config['current-context'] ?? '', 'context').context;
  const cluster = find(config.clusters, context.cluster, 'cluster').cluster;
  const user = find(config.users, context.user, 'user').user;
  const pem = (from: Readonly<Record<string, unknown>>, field: string): Buffer | undefined => {
    const data = from[`${field}-data`];
    if (typeof data === 'string') return Buffer.from(data, 'base64');
    const file = from[field];
    return typeof file === 'string' ? readFileSync(resolve(dirname(path), file)) : undefined;
  };
  const cert = pem(user, 'client-certificate');
  const token = typeof user.token === 'string' ? user.token : undefined;
  if (cert === undefined && token === undefined) {
    throw new Error(`user ${context.user} has neither a client certificate nor a token`);
  }
  return { server: cluster.server.replace(/\/$/, ''), ca: pem(cluster, 'certificate-authority'), cert, key: pem(user, 'client-key'), token };
}

function find<T extends Named>(list: readonly T[] | undefined, name: string, what: string): T {
  const found = list?.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${what} is named ${JSON.stringify(name)}`);
  return found;
}
