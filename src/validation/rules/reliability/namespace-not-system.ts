import { isHook } from '../../../analysis/controlled';
import { isStaticPod } from '../../../analysis/token';
import { cis, nsa } from '../../../standard/reference';
import { isSystemNamespace } from '../../../standard/system-namespaces';
import { Rule } from '../../rule';

const agent = (spec: object = {}, namespace = 'kube-system'): object => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'agent', namespace },
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: { metadata: { labels: { app: 'agent' } }, spec: { containers: [{ name: 'agent', image: 'ghcr.io/acme/agent:1' }], ...spec } },
  },
});

export const namespaceNotSystem: Rule = {
  id: 'namespace-not-system',
  title: 'Workloads stay out of the namespaces of the cluster',
  item: 'reliability',
  severity: 'warning',
  why: 'kube-system holds the tokens and Secrets of the cluster itself, is left out of most policies, and is the one namespace nobody can lock down.',
  references: [
    { title: 'Initial namespaces', url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces' },
    cis('5.6.1'),
    nsa('namespaces'),
  ],
  edition: '2026.11',
  bad: {
    'kube-system': { add: [agent()] },
    'kube-public': { add: [agent({}, 'kube-public')] },
  },
  good: {
    'a part of the cluster, which says so by its priority': { add: [agent({ priorityClassName: 'system-node-critical' })] },
    'a namespace of its own': { add: [agent({}, 'agents')] },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      const { owner } = pod;
      if (!isSystemNamespace(owner.namespace) || isStaticPod(pod) || isHook(owner)) continue;
      if (typeof pod.spec.priorityClassName === 'string' && pod.spec.priorityClassName.startsWith('system-')) continue;
      yield {
        at: owner,
        path: ['metadata', 'namespace'],
        message: `metadata.namespace is ${owner.namespace}, which belongs to the cluster`,
        remedy: 'use a namespace of your own',
      };
    }
  },
};
