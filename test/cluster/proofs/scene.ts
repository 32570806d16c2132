import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Reply } from '../client';
import { Cluster, KubernetesObject } from '../cluster';

/** What a proof stores in the cluster, and takes away again. Everything has a name that nothing else in the cluster has. */
export class Scene {
  readonly prefix = `hardened-proof-${randomBytes(3).toString('hex')}`;
  private readonly stored: string[] = [];
  private namespaces = 0;

  constructor(readonly cluster: Cluster) {}

  /** Stores an object, and throws where the API server does not take it. */
  async store(collection: string, object: KubernetesObject): Promise<Reply> {
    const reply = await this.cluster.request('POST', collection, object);
    const name = (object.metadata as { name: string }).name;
    if (reply.status !== 201) throw new Error(`${object.kind}/${name} is not stored: ${reply.status} ${reply.body.message}`);
    this.stored.push(`${collection}/${name}`);
    return reply;
  }

  /** Stores a namespace and gives back its name. */
  async namespace(name: string, labels: Readonly<Record<string, string>> = {}): Promise<string> {
    const full = `${this.prefix}-${++this.namespaces}-${name}`.replace(/[^a-z0-9-]/g, '-').slice(0, 63);
    await this.store('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: full, labels } });
    return full;
  }

  /** Removes what was stored, last first. */
  async clear(): Promise<void> {
    for (const path of this.stored.splice(0).reverse()) await this.cluster.request('DELETE', path);
  }
}

/** Asks until an answer holds: what is stored takes effect a moment later. Gives the last answer where none did. */
export async function eventually<T>(ask: () => Promise<T>, holds: (answer: T) => boolean, seconds = 30): Promise<T> {
  let answer = await ask();
  for (let i = 0; i < seconds * 5 && !holds(answer); i++) {
    await sleep(200);
    answer = await ask();
  }
  return answer;
}
