import { ApiObject, Client } from './client';

/** Where objects of one kind live. */
export interface Resource {
  /** For example `/apis/apps/v1`. */
  readonly group: string;
  /** For example `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

interface Discovered extends ApiObject {
  readonly items: readonly {
    readonly metadata: { readonly name?: string };
    readonly versions: readonly {
      readonly version: string;
      readonly resources?: readonly { readonly resource: string; readonly scope: string; readonly responseKind?: { readonly kind: string } }[];
    }[];
  }[];
}

/** Asks the API server once for all its kinds; the key is `apiVersion/kind`, for example `apps/v1/Deployment`. */
export async function discover(client: Client): Promise<ReadonlyMap<string, Resource>> {
  const resources = new Map<string, Resource>();
  for (const root of ['/api', '/apis']) {
    const { status, body } = await client.request(
      'GET', root, undefined, {}, 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    );
    if (status !== 200 || body.kind !== 'APIGroupDiscoveryList') throw new Error(`${root}: no aggregated discovery (${status} ${body.kind})`);
    for (const group of (body as Discovered).items) {
      for (const { version, resources: kinds = [] } of group.versions) {
        const apiVersion = [group.metadata.name, version].filter(Boolean).join('/');
        for (const { resource, scope, responseKind } of kinds) {
          if (responseKind === undefined) continue;
          const key = `${apiVersion}/${responseKind.kind}`;
          if (!resources.has(key)) resources.set(key, { group: `${root}/${apiVersion}`, plural: resource, namespaced: scope === 'Namespaced' });
        }
      }
    }
  }
  return resources;
}

/** The path that objects of a kind are posted to. */
export function collectionPath({ group, plural, namespaced }: Resource, namespace: string): string {
  return namespaced ? `${group}/namespaces/${encodeURIComponent(namespace)}/${plural}` : `${group}/${plural}`;
}
