import { asList, asObject, Container, Json, PodTemplate } from '../../../manifest/model';
import { Path } from '../../../manifest/path';

/** A volume as a container sees it. */
export interface Mount {
  /** Without a slash at its end. */
  readonly directory: string;
  /** The type of the volume, `emptyDir`; a claim of a StatefulSet is a `persistentVolumeClaim`, and what is not there is `unknown`. */
  readonly volume: string;
  readonly isReadOnly: boolean;
  readonly path: Path;
}

/** The mount of a container that holds a directory: the deepest one above it. */
export function mountAt(pod: PodTemplate, container: Container, directory: string): Mount | undefined {
  const wanted = withoutSlash(directory);
  const entries = asList(container.spec.volumeMounts);
  let deepest = -1;
  let length = 0;
  for (let i = 0; i < entries.length; i++) {
    const { mountPath, name } = asObject(entries[i]);
    if (typeof mountPath !== 'string' || typeof name !== 'string') continue;
    const mounted = withoutSlash(mountPath);
    if (mounted.length < length || !wanted.startsWith(mounted) || (wanted.length > mounted.length && wanted[mounted.length] !== '/')) continue;
    deepest = i;
    length = mounted.length;
  }
  return deepest < 0 ? undefined : mount(pod, container, asObject(entries[deepest]), deepest);
}

function mount(pod: PodTemplate, container: Container, { mountPath, name, readOnly }: Json, i: number): Mount {
  const volume = volumeType(pod, name as string);
  return {
    directory: withoutSlash(mountPath as string),
    volume,
    isReadOnly: readOnly === true || READ_ONLY.has(volume),
    path: [...container.path, 'volumeMounts', i],
  };
}

/** Volumes whose files the kubelet writes, or nobody. */
const READ_ONLY: ReadonlySet<string> = new Set(['configMap', 'secret', 'downwardAPI', 'projected', 'image']);

function volumeType(pod: PodTemplate, name: string): string {
  for (const entry of asList(pod.spec.volumes)) {
    const volume = asObject(entry);
    if (volume.name === name) return Object.keys(volume).find((key) => key !== 'name' && volume[key] !== null && volume[key] !== undefined) ?? 'emptyDir';
  }
  const claims = asList(pod.owner.spec.volumeClaimTemplates).map((claim): Json => asObject(asObject(claim).metadata));
  return claims.some((metadata) => metadata.name === name) ? 'persistentVolumeClaim' : 'unknown';
}

function withoutSlash(directory: string): string {
  return directory.length > 0 && directory.endsWith('/') ? directory.slice(0, -1) : directory;
}
