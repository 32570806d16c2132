import { asStrings, Model } from '../../../manifest/model';
import { once } from '../../../manifest/once';
import { cis, nsa } from '../../../standard/reference';
import { isNamespacedKind } from '../../../standard/scopes';
import { Rule } from '../../rule';

const unnamed = (apiVersion: string, kind: string): object => ({ apiVersion, kind, metadata: { name: 'extra', labels: { 'app.kubernetes.io/name': 'extra' } } });

export const namespaceExplicit: Rule = {
  id: 'namespace-explicit',
  title: 'Objects say in which namespace they live',
  item: 'reliability',
  severity: 'info',
  why: 'Without metadata.namespace an object lands wherever the current context points, often in default, where the policies and quotas of its own namespace do not reach it.',
  references: [
    { title: 'Namespaces', url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/' },
    { title: 'Multi-tenancy: namespace isolation', url: 'https://kubernetes.io/docs/concepts/security/multi-tenancy/#namespaces' },
    cis('5.6.1'),
    nsa('namespaces'),
  ],
  edition: '2026.11',
  bad: {
    'a workload': { unset: ['metadata.namespace'] },
    'a configuration': { add: [unnamed('v1', 'ConfigMap')] },
    'a custom resource whose definition is in the input': {
      add: [
        {
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata: { name: 'anvils.acme.io' },
          spec: { group: 'acme.io', scope: 'Namespaced', names: { kind: 'Anvil', plural: 'anvils' } },
        },
        unnamed('acme.io/v1', 'Anvil'),
      ],
    },
  },
  good: {
    'a kind that lives in no namespace': { add: [unnamed('scheduling.k8s.io/v1', 'PriorityClass')] },
    'a kind that we do not know': { add: [unnamed('acme.io/v1', 'Anvil')] },
    'a file that is no object of a cluster': { add: [{ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: ['api.yaml'] }] },
  },
  * checkEach(objects, _, model) {
    const custom = customKinds(model);
    for (const resource of objects.resources) {
      if (resource.namespace !== '') continue;
      if (!isNamespacedKind(resource.group, resource.kind) && !custom.has(`${resource.group}/${resource.kind}`)) continue;
      yield {
        at: resource,
        path: ['metadata', 'namespace'],
        message: 'metadata.namespace is not set',
        remedy: 'set it to the namespace that this belongs to',
      };
    }
  },
};

/** The kinds of CustomResourceDefinitions in the input that live in namespaces. */
const customKinds = once((model: Model): ReadonlySet<string> => new Set(model.ofKind('CustomResourceDefinition').flatMap(({ spec }) => (
  spec.scope === 'Namespaced' && typeof spec.group === 'string' ? [`${spec.group}/${asStrings(spec.names).kind}`] : []
))));
