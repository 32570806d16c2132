import { closedFiles, claimsOf, isMounted } from './group-files';
import { asObject, Container, Model, PodTemplate } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Edit, Problem, Rule } from '../../rule';

const SPEC = 'spec.template.spec';
const FS_GROUP = `${SPEC}.securityContext.fsGroup`;
const MOUNT = `${SPEC}.containers[0].volumeMounts[1]`;
const mounted = (volume: object, more: Readonly<Record<string, unknown>> = {}, unset: readonly string[] = []): Edit => ({
  set: { [`${SPEC}.volumes[1]`]: { name: 'files', ...volume }, [MOUNT]: { name: 'files', mountPath: '/files' }, ...more }, unset: [FS_GROUP, ...unset],
});
const PRIVATE = { secret: { secretName: 'db', defaultMode: 0o440 } };
const CLAIM = { persistentVolumeClaim: { claimName: 'files' } };

export const fsGroupSet: Rule = {
  id: 'fs-group-set',
  title: 'Volumes belong to the group of a pod that does not run as root',
  item: 7,
  severity: 'info',
  why: 'New volumes and the files of Secrets belong to root. With fsGroup the kubelet gives them to a group that the containers are in; without it a program that is not root cannot write to its storage, or read its key, and the way out that people take is to run it as root.',
  references: [
    { title: 'Configure a Security Context: fsGroup', url: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod' },
    { title: 'Secrets: POSIX permissions of files', url: 'https://kubernetes.io/docs/concepts/configuration/secret/#secret-files-permissions' },
  ],
  edition: '2026.11',
  bad: {
    'storage of a StatefulSet': { on: 'StatefulSet/db', unset: [FS_GROUP] },
    'a claim': mounted(CLAIM),
    'an ephemeral volume': mounted({ ephemeral: { volumeClaimTemplate: {} } }),
    'files of a Secret that only root reads': mounted(PRIVATE),
    'one such file': mounted({ configMap: { name: 'flags', items: [{ key: 'theme', path: 'theme', mode: 0o400 }] } }),
    'among projected sources': mounted({ projected: { defaultMode: 0o400, sources: [{ secret: { name: 'db' } }] } }),
    'not root, and no number': mounted(PRIVATE, {}, [`${SPEC}.securityContext.runAsUser`]),
  },
  good: {
    'no volume that needs it': { unset: [FS_GROUP] },
    'files that everybody reads': mounted({ secret: { secretName: 'db' } }),
    'the token of the pod, which the kubelet gives to its user': mounted({ projected: { defaultMode: 0o400, sources: [{ serviceAccountToken: { path: 'token' } }] } }),
    'a volume that nobody mounts': { ...mounted(PRIVATE), set: { [`${SPEC}.volumes[1]`]: { name: 'files', ...PRIVATE } } },
    'a claim that is only read': mounted(CLAIM, { [MOUNT]: { name: 'files', mountPath: '/files', readOnly: true } }),
    'a claim that many nodes write to, which the kubelet leaves alone': {
      ...mounted(CLAIM),
      add: [{
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'files', namespace: 'shop' },
        spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } },
      }],
    },
    'a claim that an init container as root gives away': mounted(CLAIM, {
      [`${SPEC}.initContainers`]: [{
        name: 'chown', image: 'ghcr.io/acme/tools:1', securityContext: { runAsUser: 0, runAsNonRoot: false }, volumeMounts: [{ name: 'files', mountPath: '/files' }],
      }],
    }),
    'root, who needs no group': mounted(PRIVATE, { [`${SPEC}.securityContext.runAsUser`]: 0 }),
    'in the group of root, which reads them': mounted(PRIVATE, { [`${SPEC}.securityContext.runAsGroup`]: 0 }),
    'a user that nobody knows': {
      ...mounted(PRIVATE),
      unset: [FS_GROUP, `${SPEC}.securityContext.runAsUser`, `${SPEC}.securityContext.runAsNonRoot`, `${SPEC}.containers[0].securityContext.runAsNonRoot`],
    },
  },
  * checkEach(objects, _, model) {
    for (const pod of objects.pods()) {
      if (pod.onWindows || typeof asObject(pod.spec.securityContext).fsGroup === 'number') continue;
      const found = lockedOut(pod) ?? unwritable(model, pod);
      if (found !== undefined) yield { at: pod.owner, path: pod.at('securityContext', 'fsGroup'), remedy: 'set it to the group that the containers run as', ...found };
    }
  },
};

/** A container that cannot read files of a volume of its own. */
function lockedOut(pod: PodTemplate): Pick<Problem, 'message' | 'container' | 'severity'> | undefined {
  for (const { volume, mode } of closedFiles(pod)) {
    const reader = pod.containers.find((container) => (
      isMounted(container, volume) && isNoRoot(pod, container) && !(isInRootGroup(pod, container) && readsAsGroup(mode))
    ));
    if (reader === undefined) continue;
    const files = `files of volume ${quote(volume)} with mode 0${mode.toString(8).padStart(3, '0')}, which belong to root`;
    return { message: `${notSet(pod)}, and container ${quote(reader.name)}, which is not root, mounts ${files}`, container: reader.name, severity: 'warning' };
  }
  return undefined;
}

/** A container that may find its storage closed: most storage is made for root. */
function unwritable(model: Model, pod: PodTemplate): Pick<Problem, 'message' | 'container'> | undefined {
  for (const volume of claimsOf(model, pod)) {
    const users = pod.containers.filter((container) => isMounted(container, volume, true));
    const writer = users.find((container) => container.list === 'containers' && isNoRoot(pod, container) && !isInRootGroup(pod, container));
    if (writer === undefined || users.some((container) => container.list === 'initContainers' && !isNoRoot(pod, container))) continue;
    return { message: `${notSet(pod)}, and container ${quote(writer.name)}, which is not root, writes to the storage of volume ${quote(volume)}`, container: writer.name };
  }
  return undefined;
}

function notSet(pod: PodTemplate): string {
  return `${formatPath(pod.at('securityContext', 'fsGroup'))} is not set`;
}

function isNoRoot(pod: PodTemplate, { spec }: Container): boolean {
  const [own, shared] = [asObject(spec.securityContext), asObject(pod.spec.securityContext)];
  const user = own.runAsUser ?? shared.runAsUser;
  return typeof user === 'number' ? user > 0 : (own.runAsNonRoot ?? shared.runAsNonRoot) === true;
}

function isInRootGroup(pod: PodTemplate, { spec }: Container): boolean {
  const { runAsGroup, supplementalGroups } = asObject(pod.spec.securityContext);
  return (asObject(spec.securityContext).runAsGroup ?? runAsGroup) === 0 || (Array.isArray(supplementalGroups) && supplementalGroups.length > 0);
}

function readsAsGroup(mode: number): boolean {
  return Math.floor(mode / 8) % 8 >= 4;
}
