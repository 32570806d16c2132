import { asList, asObject, PodTemplate } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { cis } from '../../../standard/reference';
import { Rule } from '../../rule';

const CONTEXT = 'spec.template.spec.securityContext';
const FIELD = `${CONTEXT}.supplementalGroupsPolicy`;

export const supplementalGroupsPolicyStrict: Rule = {
  id: 'supplemental-groups-policy-strict',
  title: 'Pods that say their groups are in no group of the image besides',
  item: 2,
  severity: 'info',
  why: 'By default the groups that /etc/group of the image gives to the user are added to those of the pod, unseen: a policy that reads the manifest allows groups that it never saw, and files of a volume open to them.',
  references: [
    { title: 'Fine-grained SupplementalGroups control', url: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#supplementalgroupspolicy' },
    cis('5.6.3'),
  ],
  edition: '2026.11',
  bad: {
    'not set': { unset: [FIELD] },
    'those of the image are merged': { set: { [FIELD]: 'Merge' } },
    'a container that says its group': {
      set: { [CONTEXT]: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }, 'spec.template.spec.containers[0].securityContext.runAsGroup': 65532 },
    },
    'more groups': { set: { [CONTEXT]: { runAsNonRoot: true, supplementalGroups: [4000], seccompProfile: { type: 'RuntimeDefault' } } } },
  },
  good: {
    'no group is said, so that the image decides': { set: { [CONTEXT]: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } } } },
    'a target whose kubelets do not know the field': { unset: [FIELD], policy: { minor: 32 } },
    'a Windows pod': { unset: [FIELD], set: { 'spec.template.spec.os': { name: 'windows' } } },
  },
  * checkEach(objects, { minor }) {
    // On by default since 1.33; before, it is dropped.
    if (minor < 33) return;
    for (const pod of objects.pods()) {
      const { supplementalGroupsPolicy: said } = asObject(pod.spec.securityContext);
      if (said === 'Strict' || pod.onWindows || !saysGroups(pod)) continue;
      const path = pod.at('securityContext', 'supplementalGroupsPolicy');
      yield {
        at: pod.owner,
        path,
        message: `${formatPath(path)} is ${typeof said === 'string' ? quote(said) : 'not set'}, so that groups of the image are added to those that are written here`,
        remedy: 'set it to Strict, where the runtime of every node knows it (containerd 2.0, CRI-O 1.31)',
      };
    }
  },
};

/** Who writes a group means it: these and no others. */
function saysGroups(pod: PodTemplate): boolean {
  const { runAsGroup, fsGroup, supplementalGroups } = asObject(pod.spec.securityContext);
  return typeof runAsGroup === 'number' || typeof fsGroup === 'number' || asList(supplementalGroups).length > 0
    || pod.containers.some(({ spec }) => typeof asObject(spec.securityContext).runAsGroup === 'number');
}
