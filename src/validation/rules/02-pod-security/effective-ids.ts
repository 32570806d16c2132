import { asObject, PodTemplate } from '../../../manifest/model';
import { Path } from '../../../manifest/path';

/** A user or group that processes of a pod run as, where it is written. */
export interface WrittenId {
  readonly path: Path;
  readonly id: number;
  readonly container?: string;
}

/**
 * The wanted values of `runAsUser` or `runAsGroup` that take effect: those of containers, and that of the pod where a container has none of its own.
 */
export function writtenIds(pod: PodTemplate, field: 'runAsUser' | 'runAsGroup', isWanted: (id: number) => boolean): readonly WrittenId[] {
  const ids: WrittenId[] = [];
  let isInherited = false;
  for (const { name, path, spec } of pod.containers) {
    const own = asObject(spec.securityContext)[field];
    if (typeof own !== 'number') isInherited = true;
    else if (isWanted(own)) ids.push({ path: [...path, 'securityContext', field], id: own, container: name });
  }
  const shared = asObject(pod.spec.securityContext)[field];
  if (isInherited && typeof shared === 'number' && isWanted(shared)) ids.unshift({ path: pod.at('securityContext', field), id: shared });
  return ids;
}
