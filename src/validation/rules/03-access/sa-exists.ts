import { accessOf } from '../../../analysis/access';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { isSystemNamespace } from '../../../standard/system-namespaces';
import { Rule } from '../../rule';

export const saExists: Rule = {
  id: 'sa-exists',
  title: 'The ServiceAccounts that pods run as exist',
  item: 3,
  severity: 'warning',
  why: 'The API server refuses a pod whose ServiceAccount is not there: the Deployment is accepted, and no pod comes up.',
  references: [{ title: 'Configure Service Accounts for Pods', url: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/' }],
  edition: '2026.11',
  bad: {
    'a slip of the pen': { set: { 'spec.template.spec.serviceAccountName': 'apii' } },
    'the ServiceAccount is gone': { remove: ['ServiceAccount/api'] },
    'the one of another namespace': { on: 'ServiceAccount/api', set: { 'metadata.namespace': 'other' } },
  },
  good: {
    'the one that every namespace has': { set: { 'spec.template.spec.serviceAccountName': 'default' }, remove: ['ServiceAccount/default'] },
    'an account that names no namespace, as Helm prints it': { on: 'ServiceAccount/api', unset: ['metadata.namespace'] },
  },
  * checkEach(objects, _, model) {
    const access = accessOf(model);
    for (const pod of objects.pods()) {
      const name = pod.serviceAccountName;
      if (name === 'default' || access.account(pod.namespace, name) !== undefined) continue;
      const path = pod.at(pod.spec.serviceAccountName ? 'serviceAccountName' : 'serviceAccount');
      yield {
        at: pod.owner,
        path,
        message: `${formatPath(path)} is ${quote(name)}, and the input holds no ServiceAccount of this name in the namespace`,
        remedy: 'name one that exists, or add it',
        // Where the input holds no ServiceAccounts of the namespace, somebody else keeps them, and in those of the system always.
        severity: model.inNamespace('ServiceAccount', pod.namespace).length > 0 && !isSystemNamespace(pod.namespace) ? undefined : 'info',
      };
    }
  },
};
