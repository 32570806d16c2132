import { pathProblem } from './paths';
import { ObjectProblems } from './problems';
import { lacksVolume } from './volumes';
import { asList, asObject, Container, Json, PodTemplate } from '../model';
import { Path } from '../path';
import { hasPlaceholder } from '../placeholder';
import { quote } from '../quote';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L3177 */
export function checkMounts(pod: PodTemplate, container: Container, minor: number, problems: ObjectProblems): void {
  const { name: of, path, spec } = container;
  const mounts = asList(spec.volumeMounts);
  const places = mounts.length < 2 ? undefined : new Map<string, number>();
  for (let i = 0; i < mounts.length; i++) {
    const mount = asObject(mounts[i]);
    const { name, mountPath } = mount;
    if (isMissing(name, pod)) addMissing([...path, 'volumeMounts', i, 'name'], name, of, problems);
    checkSubPaths(mount, i, container, problems);
    checkModes(mount, i, container, minor, problems);
    if (mountPath === '') problems.add([...path, 'volumeMounts', i, 'mountPath'], 'is empty', 'write where to mount it', of);
    if (typeof mountPath !== 'string' || mountPath === '') continue;
    const before = places?.get(mountPath);
    if (before === undefined) {
      places?.set(mountPath, i);
      continue;
    }
    const finding = `is ${quote(mountPath)}, where volumeMounts[${before}] is already`;
    problems.add([...path, 'volumeMounts', i, 'mountPath'], finding, 'mount one of them elsewhere', of);
  }
  const devices = asList(spec.volumeDevices);
  for (let i = 0; i < devices.length; i++) {
    const { name } = asObject(devices[i]);
    if (isMissing(name, pod)) addMissing([...path, 'volumeDevices', i, 'name'], name, of, problems);
  }
}

function addMissing(path: Path, name: string, of: string, problems: ObjectProblems): void {
  problems.add(path, `is ${quote(name)}, and the pod has no such volume`, 'name one of its volumes, or add it to volumes', of);
}

function isMissing(name: unknown, pod: PodTemplate): name is string {
  return typeof name === 'string' && lacksVolume(pod, name) && !hasPlaceholder(name);
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L3205 */
function checkSubPaths(mount: Json, i: number, { name: of, path }: Container, problems: ObjectProblems): void {
  for (let j = 0; j < SUB_PATHS.length; j++) {
    const problem = pathProblem(mount[SUB_PATHS[j]]);
    if (problem !== undefined) problems.add([...path, 'volumeMounts', i, SUB_PATHS[j]], problem, 'write a path within the volume', of);
  }
  if ((mount.subPath ?? '') !== '' && (mount.subPathExpr ?? '') !== '') {
    problems.add([...path, 'volumeMounts', i], 'has both subPath and subPathExpr', 'keep one of them', of);
  }
}

const SUB_PATHS = ['subPath', 'subPathExpr'] as const;

/**
 * Until 1.30 a switch that was off had recursiveReadOnly thrown away.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L1450
 */
function checkModes(mount: Json, i: number, { name: of, path, spec }: Container, minor: number, problems: ObjectProblems): void {
  const { mountPropagation, recursiveReadOnly, readOnly } = mount;
  if (mountPropagation === 'Bidirectional' && isOff(asObject(spec.securityContext).privileged)) {
    const remedy = 'use HostToContainer, or None; mounts for the node are made by privileged containers alone';
    problems.add([...path, 'volumeMounts', i, 'mountPropagation'], 'is Bidirectional, and the container is not privileged', remedy, of);
  }
  if (minor < 31 || (recursiveReadOnly !== 'Enabled' && recursiveReadOnly !== 'IfPossible')) return;
  const place = [...path, 'volumeMounts', i, 'recursiveReadOnly'];
  if (isOff(readOnly)) problems.add(place, `is ${recursiveReadOnly}, and readOnly is not true`, 'set readOnly to true', of);
  if (mountPropagation === 'Bidirectional' || mountPropagation === 'HostToContainer') {
    problems.add(place, `is ${recursiveReadOnly}, and mountPropagation is ${mountPropagation}`, 'remove mountPropagation', of);
  }
}

function isOff(said: unknown): boolean {
  return (said ?? false) === false;
}
