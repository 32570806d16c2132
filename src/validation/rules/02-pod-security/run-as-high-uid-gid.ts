import { writtenIds } from './effective-ids';
import { formatPath } from '../../../manifest/path';
import { cis, nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

const SECURITY_CONTEXT = 'spec.template.spec.containers[0].securityContext';

export const runAsHighUidGid: Rule = {
  id: 'run-as-high-uid-gid',
  title: 'Containers run as a user and group that no account of the node has',
  item: 2,
  severity: 'info',
  why: 'Numbers below 10000 belong to accounts of nodes: a process that gets out of its container, or meets a file of the node in a volume, has what that account has.',
  references: [
    { title: 'Configure a Security Context for a Pod or Container', url: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod' },
    cis('5.2.7'),
    nsa('non-root containers'),
  ],
  edition: '2026.11',
  bad: {
    'a user of the node, for a container': { set: { [`${SECURITY_CONTEXT}.runAsUser`]: 999 } },
    'a group of the node, for a container': { set: { [`${SECURITY_CONTEXT}.runAsGroup`]: 1000 } },
    'a user of the node, for the pod': { set: { 'spec.template.spec.securityContext.runAsUser': 1000 } },
    'a group of the node, for the pod': { set: { 'spec.template.spec.securityContext.runAsGroup': 1 } },
  },
  good: {
    'the user of distroless images': { set: { [`${SECURITY_CONTEXT}.runAsUser`]: 65532 } },
    'the first of the high numbers': { set: { [`${SECURITY_CONTEXT}.runAsUser`]: 10000 } },
    'a user that the image names': { unset: ['spec.template.spec.securityContext.runAsUser', 'spec.template.spec.securityContext.runAsGroup'] },
    'root, which has rules of its own': { set: { [`${SECURITY_CONTEXT}.runAsUser`]: 0 } },
    'a number of the pod that every container replaces': {
      set: { 'spec.template.spec.securityContext.runAsUser': 1000, [`${SECURITY_CONTEXT}.runAsUser`]: 65532 },
    },
    'a user namespace, where all numbers are others on the node': {
      set: { 'spec.template.spec.hostUsers': false, [`${SECURITY_CONTEXT}.runAsUser`]: 999 },
    },
    'a Windows pod, which has no such numbers': { set: { 'spec.template.spec.os': { name: 'windows' }, [`${SECURITY_CONTEXT}.runAsUser`]: 999 } },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      if (pod.onWindows || pod.spec.hostUsers === false) continue;
      for (const field of ['runAsUser', 'runAsGroup'] as const) {
        for (const { path, id, container } of writtenIds(pod, field, isLow)) {
          yield {
            at: pod.owner,
            container,
            path,
            message: `${formatPath(path)} is ${id}, a number that accounts of nodes have`,
            remedy: `use ${LOWEST} or more, and give files in the image and in volumes to it`,
          };
        }
      }
    }
  },
};

/** Where distributions give numbers to people and services, they stay below. */
const LOWEST = 10000;

function isLow(id: number): boolean {
  return id > 0 && id < LOWEST;
}
