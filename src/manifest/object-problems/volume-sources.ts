import { filePathProblem, backstepProblem } from './paths';
import { ObjectProblems } from './problems';
import { asList, asObject, Json, PodTemplate } from '../model';
import { isNegative } from '../quantity';
import { quote } from '../quote';

/**
 * Reports what is wrong with the source of a volume: a size below zero, a path that leads elsewhere, a token that is over at once.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L552
 */
export function checkVolumeSource(volume: Json, i: number, pod: PodTemplate, problems: ObjectProblems): void {
  const { emptyDir, hostPath, projected } = volume;
  if (isSet(emptyDir)) {
    const { sizeLimit } = emptyDir;
    if (isNegative(sizeLimit)) problems.add(pod.at('volumes', i, 'emptyDir', 'sizeLimit'), `is ${quote(String(sizeLimit))}`, 'use 0 or more');
  }
  if (isSet(hostPath)) {
    const problem = backstepProblem(hostPath.path);
    if (problem !== undefined) problems.add(pod.at('volumes', i, 'hostPath', 'path'), problem, 'write the path that it leads to');
  }
  for (let j = 0; j < OF_FILES.length; j++) {
    const source = volume[OF_FILES[j]];
    if (isSet(source) && source.items !== undefined) checkItems(source.items, OF_FILES[j], i, undefined, pod, problems);
  }
  if (isSet(projected)) checkProjected(projected, i, pod, problems);
}

const OF_FILES = ['configMap', 'secret', 'downwardAPI'] as const;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L1015 */
function checkItems(
  said: unknown, source: typeof OF_FILES[number], i: number, projection: number | undefined, pod: PodTemplate, problems: ObjectProblems,
): void {
  const items = asList(said);
  for (let j = 0; j < items.length; j++) {
    const problem = filePathProblem(asObject(items[j]).path);
    if (problem === undefined) continue;
    const steps = projection === undefined ? [] : ['projected', 'sources', projection];
    problems.add(pod.at('volumes', i, ...steps, source, 'items', j, 'path'), problem, "write a path within the volume that does not begin with '..'");
  }
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L1226 */
function checkProjected(projected: Json, i: number, pod: PodTemplate, problems: ObjectProblems): void {
  const sources = asList(projected.sources);
  for (let j = 0; j < sources.length; j++) {
    const source = asObject(sources[j]);
    for (let k = 0; k < OF_FILES.length; k++) {
      const files = source[OF_FILES[k]];
      if (isSet(files) && files.items !== undefined) checkItems(files.items, OF_FILES[k], i, j, pod, problems);
    }
    const { expirationSeconds } = asObject(source.serviceAccountToken);
    if (typeof expirationSeconds !== 'number' || (expirationSeconds >= LEAST && expirationSeconds <= MOST)) continue;
    const path = pod.at('volumes', i, 'projected', 'sources', j, 'serviceAccountToken', 'expirationSeconds');
    problems.add(path, `is ${expirationSeconds}`, `use ${LEAST} to ${MOST}`);
  }
}

const LEAST = 600;
const MOST = 2 ** 32;

function isSet(source: unknown): source is Json {
  return typeof source === 'object' && source !== null;
}
