import { isControlled, isHook } from '../../../analysis/controlled';
import { isStaticPod } from '../../../analysis/token';
import { Rule } from '../../rule';

const pod = (spec: object = {}, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'solo', namespace: 'shop', ...metadata },
  spec: { containers: [{ name: 'solo', image: 'ghcr.io/acme/solo:1' }], ...spec },
});

export const noNakedPod: Rule = {
  id: 'no-naked-pod',
  title: 'Pods belong to a workload that brings them back',
  item: 'reliability',
  severity: 'warning',
  development: 'info',
  why: 'A pod that no controller made is gone with its node, and nothing updates it.',
  references: [
    { title: 'Pods and controllers', url: 'https://kubernetes.io/docs/concepts/workloads/pods/#pods-and-controllers' },
    { title: 'Configuration best practices: naked Pods', url: 'https://kubernetes.io/docs/concepts/configuration/overview/' },
  ],
  edition: '2026.11',
  bad: {
    'a pod by itself': { add: [pod()] },
    'a pod that runs once': { add: [pod({ restartPolicy: 'Never' })] },
  },
  good: {
    'a pod of a controller': { add: [pod({}, { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'solo', controller: true }] })] },
    'a test of a chart': { add: [pod({ restartPolicy: 'Never' }, { annotations: { 'helm.sh/hook': 'test' } })] },
    'a pod of the control plane, which the kubelet reads from a file': {
      add: [pod({}, { namespace: 'kube-system', labels: { tier: 'control-plane', component: 'etcd' } })],
    },
  },
  * checkEach(objects) {
    for (const template of objects.pods()) {
      const { owner, path } = template;
      if (owner.kind !== 'Pod' || isControlled(owner) || isHook(owner) || isStaticPod(template)) continue;
      const once = owner.spec.restartPolicy === 'Never' || owner.spec.restartPolicy === 'OnFailure';
      yield {
        at: owner,
        path,
        message: 'this is a Pod by itself, which no controller brings back',
        remedy: once ? 'use a Job' : 'use a Deployment, StatefulSet or DaemonSet',
        severity: once ? 'info' : undefined,
      };
    }
  },
};
