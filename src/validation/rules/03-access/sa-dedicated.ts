import { isStaticPod } from '../../../analysis/token';
import { formatPath } from '../../../manifest/path';
import { cis, nsa, rbacGoodPractice } from '../../../standard/reference';
import { Rule } from '../../rule';

export const saDedicated: Rule = {
  id: 'sa-dedicated',
  title: 'Workloads run as a ServiceAccount of their own, not as the default one',
  item: 3,
  severity: 'warning',
  development: 'info',
  why: 'All pods that name none share the ServiceAccount default: a right that one of them gets, all of them have, and the audit log cannot tell them apart.',
  references: [cis('5.1.5'), nsa('protecting Pod service account tokens'), rbacGoodPractice('least privilege', 'least-privilege')],
  edition: '2026.11',
  bad: {
    'none is named': { unset: ['spec.template.spec.serviceAccountName'] },
    'default is named': { set: { 'spec.template.spec.serviceAccountName': 'default' } },
    'default is named in the old field': { unset: ['spec.template.spec.serviceAccountName'], set: { 'spec.template.spec.serviceAccount': 'default' } },
  },
  good: {
    'named in the old field': { unset: ['spec.template.spec.serviceAccountName'], set: { 'spec.template.spec.serviceAccount': 'api' } },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      if (pod.serviceAccountName !== 'default' || isStaticPod(pod)) continue;
      const path = pod.at(pod.spec.serviceAccountName || !pod.spec.serviceAccount ? 'serviceAccountName' : 'serviceAccount');
      yield {
        at: pod.owner,
        path,
        message: `${formatPath(path)} is ${pod.spec.serviceAccountName || pod.spec.serviceAccount ? '"default"' : 'not set'}`,
        remedy: 'make a ServiceAccount for this workload alone and name it here',
      };
    }
  },
};
