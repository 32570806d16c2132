import { accessOf } from '../../../analysis/access';
import { automounts, isStaticPod, logsInToVault } from '../../../analysis/token';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { cis, mitre, nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

export const saTokenNotMounted: Rule = {
  id: 'sa-token-not-mounted',
  title: 'Pods carry a token for the Kubernetes API only where something is granted to them',
  item: 3,
  severity: 'warning',
  development: 'info',
  why: 'Whoever breaks into a container finds the token as a file, and with it talks to the API server as the pod. A program that never calls the API loses nothing without it.',
  references: [
    cis('5.1.6'),
    nsa('protecting Pod service account tokens'),
    mitre('T1528'),
    { title: 'Opt out of API credential automounting', url: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting' },
  ],
  edition: '2026.11',
  bad: {
    'the pod asks for a token that opens nothing': { on: 'Deployment/web', set: { 'spec.template.spec.automountServiceAccountToken': true } },
    'neither the pod nor its ServiceAccount turns it off': {
      on: 'Deployment/web', unset: ['spec.template.spec.automountServiceAccountToken'], remove: ['ServiceAccount/web'],
    },
    'the binding is gone': { remove: ['RoleBinding/api'] },
    'the role grants nothing': { on: 'Role/api', set: { rules: [] } },
  },
  good: {
    'the ServiceAccount turns it off for the pod': { on: 'Deployment/web', unset: ['spec.template.spec.automountServiceAccountToken'] },
    'granted by a ClusterRole that is not in the input': {
      on: 'RoleBinding/api', set: { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' } },
    },
    'the agent of Vault logs in with it': {
      on: 'Deployment/web',
      set: { 'spec.template.spec.automountServiceAccountToken': true, 'spec.template.metadata.annotations["vault.hashicorp.com/agent-inject"]': 'true' },
    },
    'granted to all ServiceAccounts of the namespace': {
      on: 'RoleBinding/api', set: { subjects: [{ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'system:serviceaccounts:shop' }] },
    },
  },
  * checkEach(objects, _, model) {
    const access = accessOf(model);
    for (const pod of objects.pods()) {
      if (!automounts(model, pod) || isStaticPod(pod) || logsInToVault(pod)) continue;
      if (access.isGranted(pod.namespace, pod.serviceAccountName)) continue;
      const path = pod.at('automountServiceAccountToken');
      const asked = pod.spec.automountServiceAccountToken === true;
      yield {
        at: pod.owner,
        path,
        message: `${formatPath(path)} is ${asked ? 'true' : 'not set'}, and nothing in the input is granted to ServiceAccount ${quote(pod.serviceAccountName)}`,
        remedy: 'set it to false, or bind what the program needs to a ServiceAccount of its own',
        // Who writes true means it: the grant may be elsewhere.
        fix: asked ? undefined : { path, value: false },
      };
    }
  },
};
