import { asList, asObject, asStrings, Container, Json, Model, PodTemplate } from '../../../manifest/model';

/** Files of a volume that only their owner and group read. */
export interface ClosedFiles {
  readonly volume: string;
  readonly mode: number;
}

/** Volumes that the kubelet fills with files, some of which others may not read. */
export function* closedFiles(pod: PodTemplate): Iterable<ClosedFiles> {
  for (const entry of asList(pod.spec.volumes)) {
    const volume = asObject(entry);
    for (const kind of FILLED) {
      const source = asObject(volume[kind]);
      // The kubelet gives the token of a pod to its user, whatever the mode.
      const parts = kind === 'projected' ? asList(source.sources).map(asObject).flatMap(fileSources) : [source];
      const mode = parts.flatMap((part) => modesOf(part, source.defaultMode)).find((each) => each % 8 < 4);
      if (mode !== undefined) yield { volume: String(volume.name), mode };
    }
  }
}

const FILLED = ['secret', 'configMap', 'downwardAPI', 'projected'];

function fileSources({ secret, configMap, downwardAPI }: Json): Json[] {
  return [secret, configMap, downwardAPI].filter((source) => source !== undefined && source !== null).map(asObject);
}

/** The modes of files: of each that is listed, or of all. */
function modesOf({ items }: Json, defaultMode: unknown): number[] {
  const listed = asList(items).map((item) => asObject(item).mode ?? defaultMode);
  return (listed.length === 0 ? [defaultMode] : listed).filter((mode): mode is number => typeof mode === 'number' && Number.isInteger(mode) && mode >= 0);
}

/** Volumes whose storage is claimed, and that the kubelet gives to the group of the pod: those for one node. */
export function* claimsOf(model: Model, pod: PodTemplate): Iterable<string> {
  for (const claim of asList(pod.owner.spec.volumeClaimTemplates).map(asObject)) {
    if (isForOneNode(asObject(claim.spec))) yield String(asStrings(claim.metadata).name);
  }
  for (const volume of asList(pod.spec.volumes).map(asObject)) {
    const { claimName } = asObject(volume.persistentVolumeClaim);
    const template = asObject(asObject(volume.ephemeral).volumeClaimTemplate);
    const isEphemeral = volume.ephemeral !== undefined && volume.ephemeral !== null;
    const claim = typeof claimName === 'string' ? model.find('PersistentVolumeClaim', pod.namespace, claimName)?.spec ?? {} : asObject(template.spec);
    if ((typeof claimName === 'string' || isEphemeral) && isForOneNode(claim)) yield String(volume.name);
  }
}

/** Drivers leave the owner of volumes that many nodes share as it is, unless they say otherwise. */
function isForOneNode({ accessModes }: Json): boolean {
  const modes = asList(accessModes);
  return modes.length === 0 || modes.some((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
}

/** Whether a container mounts a volume, to write to it where that is asked. */
export function isMounted({ spec }: Container, volume: string, toWrite = false): boolean {
  return asList(spec.volumeMounts).map(asObject).some(({ name, readOnly }) => name === volume && !(toWrite && readOnly === true));
}
