import { PSA_LABELS } from './references';
import { shownName } from '../../../analysis/shown-name';
import { mitre } from '../../../standard/reference';
import { enforcement } from '../../pod-security-level';
import { podSecurityViolations } from '../../row-problems';
import { Rule } from '../../rule';

/** The rows report what is wrong; this says what comes of it, and nobody can waive what the API server does. */
export const psaWorkloadFitsNamespace: Rule = {
  id: 'psa-workload-fits-namespace',
  title: 'Pods pass the Pod Security level that their own namespace enforces',
  item: 2,
  severity: 'error',
  waivable: false,
  why: 'Pod Security Admission refuses pods, not workloads: a Deployment whose pods break the level is created without an error, and then stands there with no pod.',
  references: [
    PSA_LABELS,
    { title: 'Workload resources and Pod templates', url: 'https://kubernetes.io/docs/concepts/security/pod-security-admission/#workload-resources-and-pod-templates' },
    mitre('T1611'),
  ],
  edition: '2026.11',
  bad: {
    'breaks baseline': { set: { 'spec.template.spec.hostNetwork': true } },
    'breaks restricted': { unset: ['spec.template.spec.containers[0].securityContext'] },
    'breaks a row that the pinned version has': {
      set: { 'spec.template.spec.containers[0].livenessProbe.httpGet.host': 'localhost' },
    },
    'a level that does not exist is enforced as restricted': {
      set: { 'spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation': true },
      add: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'strict' } } }],
      remove: ['Namespace/shop'],
    },
  },
  good: {
    'breaks what the namespace only warns about': {
      unset: ['spec.template.spec.containers[0].securityContext'],
      add: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } } }],
      remove: ['Namespace/shop'],
    },
    'breaks a row that came after the pinned version': {
      set: { 'spec.template.spec.containers[0].livenessProbe.httpGet.host': 'localhost' },
      add: [{
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/enforce-version': 'v1.33' } },
      }],
      remove: ['Namespace/shop'],
    },
    'a namespace that is not in the input': { set: { 'spec.template.spec.hostNetwork': true }, remove: ['Namespace/shop'] },
  },
  * checkEach(objects, policy, model) {
    for (const pod of objects.pods()) {
      const { level, minor, labelled } = enforcement(model, policy, pod.namespace);
      if (!labelled) continue;
      const broken = new Set(podSecurityViolations(pod, level, minor).map(({ control }) => control.id));
      if (broken.size === 0) continue;
      yield {
        at: pod.owner,
        path: pod.at(),
        message: `namespace ${shownName(pod.namespace)} enforces ${level}:v1.${minor} and refuses these pods for ${[...broken].join(', ')}`,
        remedy: 'mend each of them, or run the pods in a namespace that enforces less',
      };
    }
  },
};
