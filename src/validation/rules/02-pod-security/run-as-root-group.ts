import { writtenIds } from './effective-ids';
import { asList, asObject, PodTemplate } from '../../../manifest/model';
import { formatPath, Path } from '../../../manifest/path';
import { cis, mitre, nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

export const runAsRootGroup: Rule = {
  id: 'run-as-root-group',
  title: 'No process runs in the root group',
  item: 2,
  severity: 'warning',
  development: 'info',
  why: 'Group 0 owns files of the node and of most images: in it a process without root still reads, and often writes, what belongs to root.',
  references: [
    { title: 'Configure a Security Context for a Pod or Container', url: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod' },
    cis('5.2.7'),
    nsa('non-root containers'),
    mitre('T1611'),
  ],
  edition: '2026.11',
  bad: {
    'the group of a container': { set: { 'spec.template.spec.containers[0].securityContext.runAsGroup': 0 } },
    'the group of the pod': { set: { 'spec.template.spec.securityContext.runAsGroup': 0 } },
    'the group of volumes': { set: { 'spec.template.spec.securityContext.fsGroup': 0 } },
    'one of the further groups': { set: { 'spec.template.spec.securityContext.supplementalGroups': [4000, 0] } },
  },
  good: {
    'a group that the image names': { unset: ['spec.template.spec.securityContext.runAsGroup'] },
    'a group of the pod that every container replaces': {
      set: { 'spec.template.spec.securityContext.runAsGroup': 0, 'spec.template.spec.containers[0].securityContext.runAsGroup': 65532 },
    },
    'a user namespace, where 0 is not the root group of the node': {
      set: { 'spec.template.spec.hostUsers': false, 'spec.template.spec.securityContext.runAsGroup': 0 },
    },
    'a Windows pod, which has no such groups': {
      set: { 'spec.template.spec.os': { name: 'windows' }, 'spec.template.spec.securityContext.fsGroup': 0 },
    },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      if (pod.onWindows || pod.spec.hostUsers === false) continue;
      for (const { path, container } of rootGroups(pod)) {
        yield { at: pod.owner, container, path, message: `${formatPath(path)} is 0, the root group`, remedy: 'use a group of your own, such as 65532' };
      }
    }
  },
};

function rootGroups(pod: PodTemplate): readonly { path: Path; container?: string }[] {
  const groups: { path: Path; container?: string }[] = [...writtenIds(pod, 'runAsGroup', (id) => id === 0)];
  const { fsGroup, supplementalGroups } = asObject(pod.spec.securityContext);
  if (fsGroup === 0) groups.push({ path: pod.at('securityContext', 'fsGroup') });
  asList(supplementalGroups).forEach((group, i) => {
    if (group === 0) groups.push({ path: pod.at('securityContext', 'supplementalGroups', i) });
  });
  return groups;
}
