import { cis, mitre, nsa } from '../../../standard/reference';
import { isSystemNamespace } from '../../../standard/system-namespaces';
import { Rule } from '../../rule';

export const saDefaultTokenOff: Rule = {
  id: 'sa-default-token-off',
  title: 'A namespace is set up so that its default ServiceAccount hands out no token',
  item: 3,
  severity: 'info',
  why: 'Kubernetes makes a ServiceAccount `default` in each namespace, and every pod that names no other runs as it and gets its token: a pod that somebody adds in a hurry holds a credential that nobody meant it to have.',
  references: [
    cis('5.1.5'),
    cis('5.1.6'),
    nsa('protecting Pod service account tokens'),
    mitre('T1528'),
    { title: 'Opt out of API credential automounting', url: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting' },
  ],
  edition: '2026.11',
  bad: {
    'nothing is said of it': { remove: ['ServiceAccount/default'] },
  },
  good: {
    'it is there; what it says is judged by `sa-object-automount-off`': { on: 'ServiceAccount/default', set: { automountServiceAccountToken: true } },
    'a namespace that the input does not make': { remove: ['ServiceAccount/default', 'Namespace/shop'] },
    'a namespace of the cluster itself': { add: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } }] },
  },
  * checkEach(objects, _, model) {
    for (const namespace of objects.ofKind('Namespace')) {
      if (namespace.group !== '' || isSystemNamespace(namespace.name) || model.find('ServiceAccount', namespace.name, 'default') !== undefined) continue;
      yield {
        at: namespace,
        path: [],
        message: 'its ServiceAccount `default` hands out its token to pods that name no other',
        remedy: 'add ServiceAccount/default with automountServiceAccountToken: false',
      };
    }
  },
};
