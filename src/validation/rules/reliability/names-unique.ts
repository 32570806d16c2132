import { Resource } from '../../../manifest/model';
import { quote } from '../../../manifest/quote';
import { sameJson } from '../../../manifest/same-json';
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
    for (const twins of model.twins()) {
      const first = new Map<string, Resource>();
      for (const resource of twins) {
        const hook = resource.annotations['helm.sh/hook'] ?? '';
        const other = first.get(hook);
        if (other === undefined) {
          first.set(hook, resource);
          continue;
        }
        const isBeside = folder(resource) === folder(other);
        // Components side by side may each bring along what they share: it does not matter which of them is applied last.
        if (!isBeside && sameJson(resource.raw, other.raw)) continue;
        const elsewhere = other.origin.file !== undefined && other.origin.file !== resource.origin.file;
        yield {
          at: resource,
          path: ['metadata', 'name'],
          message: `metadata.name is ${quote(resource.name)}, which another of this kind${resource.namespace === '' ? '' : ' and namespace'} has too${elsewhere ? `, in ${quote(other.origin.file)}` : ''}`,
          remedy: 'rename one, or remove it',
          // Folders side by side are often variants for different clusters.
          severity: isBeside ? undefined : 'info',
        };
      }
    }
  },
};

function folder({ origin }: Resource): string {
  return origin.file === undefined ? '' : origin.file.slice(0, Math.max(0, origin.file.lastIndexOf('/'), origin.file.lastIndexOf('\\')));
}
