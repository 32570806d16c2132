import { accessOf } from '../../../analysis/access';
import { automounts, isStaticPod, logsInToVault, projectedTokens } from '../../../analysis/token';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { cis, mitre, nsa } from '../../../standard/reference';
import { Edit, Rule } from '../../rule';

const withVolume = (serviceAccountToken: object): Edit => ({
  on: 'Deployment/web', set: { 'spec.template.spec.volumes[1]': { name: 'token', projected: { sources: [{ serviceAccountToken }] } } },
});

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
    'a token that a volume brings': withVolume({ path: 'token' }),
    'a token that a volume brings, for an audience that is not said': withVolume({ path: 'token', audience: '' }),
  },
  good: {
    'a token for somebody else': withVolume({ path: 'token', audience: 'sts.amazonaws.com' }),
    'a token that a volume brings to whom something is granted': {
      on: 'Deployment/api',
      set: {
        'spec.template.spec.automountServiceAccountToken': false,
        'spec.template.spec.volumes[1]': { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
      },
    },
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
      const automatic = automounts(model, pod);
      // The volume of the automatic token is in what the cluster prints, and goes with it.
      const tokens = automatic ? [] : projectedTokens(pod);
      if ((!automatic && tokens.length === 0) || isStaticPod(pod) || logsInToVault(pod)) continue;
      if (access.isGranted(pod.namespace, pod.serviceAccountName)) continue;
      for (const path of tokens) {
        yield {
          at: pod.owner,
          path,
          message: `${formatPath(path)} is a token for the API server, and nothing in the input is granted to ServiceAccount ${quote(pod.serviceAccountName)}`,
          remedy: 'take it out, set its audience to whom it is for, or bind what the program needs to a ServiceAccount of its own',
        };
      }
      if (!automatic) continue;
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
