import { asObject, PodTemplate } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { cis, nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

const CONTEXT = 'spec.template.spec.securityContext';
const OWN = 'spec.template.spec.containers[0].securityContext.runAsUser';

export const runAsUserSet: Rule = {
  id: 'run-as-user-set',
  title: 'The manifest names the user that containers run as',
  item: 2,
  severity: 'info',
  why: 'Where no number is written, the next build of the image decides which user runs; and beside runAsNonRoot a container whose image names its user by a word does not start, since a word may be root.',
  references: [
    { title: 'Configure a Security Context for a Pod or Container', url: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod' },
    { title: 'Application security checklist: pod-level securityContext', url: 'https://kubernetes.io/docs/concepts/security/application-security-checklist/#pod-level-securitycontext-recommendations' },
    cis('5.2.7'),
    nsa('non-root containers'),
  ],
  edition: '2026.11',
  bad: {
    'not set': { unset: [`${CONTEXT}.runAsUser`] },
    'null': { set: { [`${CONTEXT}.runAsUser`]: null } },
    'set for one container of two': {
      unset: [`${CONTEXT}.runAsUser`],
      set: { [OWN]: 65532, 'spec.template.spec.initContainers': [{ name: 'migrate', image: 'ghcr.io/acme/migrate:1' }] },
    },
  },
  good: {
    'set for the only container': { unset: [`${CONTEXT}.runAsUser`], set: { [OWN]: 65532 } },
    'root, which has rules of its own': { set: { [`${CONTEXT}.runAsUser`]: 0 } },
    'a Windows pod, which names its user elsewhere': { unset: [`${CONTEXT}.runAsUser`], set: { 'spec.template.spec.os': { name: 'windows' } } },
    'a namespace of OpenShift, which gives its pods a number': {
      unset: [`${CONTEXT}.runAsUser`],
      remove: ['Namespace/shop'],
      add: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations: { 'openshift.io/sa.scc.uid-range': '1000680000/10000' } } }],
    },
  },
  * checkEach(objects, _, model) {
    for (const pod of objects.pods()) {
      if (pod.onWindows || isNumber(asObject(pod.spec.securityContext).runAsUser) || !leavesItOpen(pod)) continue;
      if (pod.owner.kind === 'DeploymentConfig' || model.find('Namespace', '', pod.namespace)?.annotations[UID_RANGE] !== undefined) continue;
      const path = pod.at('securityContext', 'runAsUser');
      yield { at: pod.owner, path, message: `${formatPath(path)} is not set, so that the image decides`, remedy: 'set it to the number of the user that the image is made for' };
    }
  },
};

/** OpenShift, where DeploymentConfigs run, writes it to each namespace, and gives pods that name no user a number of this range. */
const UID_RANGE = 'openshift.io/sa.scc.uid-range';

function leavesItOpen(pod: PodTemplate): boolean {
  return pod.containers.some(({ list, spec }) => list !== 'ephemeralContainers' && !isNumber(asObject(spec.securityContext).runAsUser));
}

function isNumber(id: unknown): boolean {
  return typeof id === 'number';
}
