import { asObject, Model, Resource } from '../../../manifest/model';
import { quote } from '../../../manifest/quote';
import { Rule } from '../../rule';

const twin = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'flags', namespace: 'shop' }, data: { theme: 'light' } };

export const namesUnique: Rule = {
  id: 'names-unique',
  title: 'No two objects have the same kind, namespace and name',
  item: 'reliability',
  severity: 'error',
  why: 'A cluster keeps one of them: the one that is applied last overwrites the other without a word, and which one that is depends on the order of files.',
  references: [{ title: 'Object Names and IDs', url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/' }],
  edition: '2026.11',
  bad: {
    'two ConfigMaps': { add: [twin] },
    'two versions of one group': { add: [{ apiVersion: 'apps/v1beta1', kind: 'Deployment', metadata: { name: 'api', namespace: 'shop' }, spec: {} }] },
    'outside of namespaces': { add: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }] },
  },
  good: {
    'another namespace': { add: [{ ...twin, metadata: { name: 'flags', namespace: 'shop-test' } }] },
    'another kind': { add: [{ ...twin, kind: 'Secret', data: {} }] },
    'another group': { add: [{ ...twin, apiVersion: 'acme.io/v1' }] },
    'names that the API server makes up': {
      add: [1, 2].map(() => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'flags-', namespace: 'shop' } })),
    },
    'hooks that Helm runs at different times': {
      add: ['pre-install', 'pre-upgrade'].map((hook) => ({
        apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'checks', namespace: 'shop', annotations: { 'helm.sh/hook': hook } },
      })),
    },
  },
  * check(model) {
    const first = new Map<string, Resource>();
    for (const resource of namesakes(model)) {
      const { name } = asObject(resource.raw.metadata);
      if (typeof name !== 'string' || name === '') continue;
      const key = `${resource.group}/${resource.kind}/${resource.namespace}/${name}/${resource.annotations['helm.sh/hook'] ?? ''}`;
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, resource);
        continue;
      }
      const elsewhere = other.origin.file !== undefined && other.origin.file !== resource.origin.file;
      yield {
        at: resource,
        path: ['metadata', 'name'],
        message: `metadata.name is ${quote(name)}, which another of this kind${resource.namespace === '' ? '' : ' and namespace'} has too${elsewhere ? `, in ${quote(other.origin.file)}` : ''}`,
        remedy: 'rename one, or remove it',
        // Folders side by side are often variants for different clusters.
        severity: folder(resource) === folder(other) ? undefined : 'info',
      };
    }
  },
};

/** The objects that share their kind, namespace and name with others, the first of them first. Most input has none. */
function namesakes(model: Model): ReadonlySet<Resource> {
  const found = new Set<Resource>();
  for (const resource of model.resources) {
    const first = model.namesake(resource);
    if (first !== undefined) found.add(first).add(resource);
  }
  return found;
}

function folder({ origin }: Resource): string {
  return origin.file === undefined ? '' : origin.file.slice(0, Math.max(0, origin.file.lastIndexOf('/'), origin.file.lastIndexOf('\\')));
}
