import { checkNotNegative, checkShare } from './numbers';
import { ObjectProblems } from './problems';
import { asList, asObject, Json, Resource } from '../model';

const SPEC = ['spec'];

/**
 * Reports counts below zero, and of workloads that keep their pods running a template that lets them end, or a selector that selects everything.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/apps/validation/validation.go
 */
export function checkWorkload({ kind, spec, pod }: Resource, _: number, problems: ObjectProblems): void {
  checkNotNegative(COUNTS, spec, SPEC, problems);
  const restart = pod?.spec.restartPolicy;
  if (restart === 'Never' || restart === 'OnFailure') {
    problems.add(pod!.at('restartPolicy'), `is ${restart}`, `remove it: pods of a ${kind} are restarted always; use a Job for what ends`);
  }
  const seconds = pod?.spec.activeDeadlineSeconds;
  if (typeof seconds === 'number' && seconds > 0) {
    problems.add(pod!.at('activeDeadlineSeconds'), `is ${seconds}`, `remove it: pods of a ${kind} run on; use a Job for what ends`);
  }
  // The API server writes the selector of a ReplicationController that has none.
  if (kind !== 'ReplicationController' && isEmptySelector(spec.selector)) {
    problems.add(['spec', 'selector'], 'is empty, which selects every pod', 'write the labels of the template');
  }
}

const COUNTS: readonly string[] = ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'];

function isEmptySelector(selector: unknown): boolean {
  if (typeof selector !== 'object' || selector === null) return false;
  const { matchLabels, matchExpressions } = selector as Json;
  for (const _ in asObject(matchLabels)) return false;
  return asList(matchExpressions).length === 0;
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/apps/validation/validation.go#L607 */
export function checkDeployment({ spec }: Resource, _: number, problems: ObjectProblems): void {
  const { type, rollingUpdate } = asObject(spec.strategy);
  const { minReadySeconds, progressDeadlineSeconds } = spec;
  if (typeof minReadySeconds === 'number') {
    const deadline = typeof progressDeadlineSeconds === 'number' ? progressDeadlineSeconds : DEFAULT_DEADLINE;
    if (deadline <= minReadySeconds) {
      problems.add(['spec', 'minReadySeconds'], `is ${minReadySeconds}, and the rollout is given up after ${deadline}`, 'set spec.progressDeadlineSeconds higher');
    }
  }
  if ((rollingUpdate ?? undefined) === undefined) return;
  const path = ['spec', 'strategy', 'rollingUpdate'];
  if (type === 'Recreate') {
    problems.add(path, 'is set, and the type is Recreate', 'remove it, or use the type RollingUpdate');
    return;
  }
  const { maxSurge, maxUnavailable } = asObject(rollingUpdate);
  const surge = checkShare(maxSurge, [...path, 'maxSurge'], problems, Infinity);
  const unavailable = checkShare(maxUnavailable, [...path, 'maxUnavailable'], problems);
  if (surge === 0 && unavailable === 0) problems.add([...path, 'maxUnavailable'], 'is 0, as is maxSurge, which leaves no way to roll out', 'set one of them to 1');
}

const DEFAULT_DEADLINE = 600;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/apps/validation/validation.go#L469 */
export function checkDaemonSet({ spec }: Resource, _: number, problems: ObjectProblems): void {
  const { type, rollingUpdate } = asObject(spec.updateStrategy);
  if (type === 'OnDelete' || (rollingUpdate ?? undefined) === undefined) return;
  const { maxSurge, maxUnavailable } = asObject(rollingUpdate);
  const path = ['spec', 'updateStrategy', 'rollingUpdate'];
  const surge = checkShare(maxSurge ?? 0, [...path, 'maxSurge'], problems);
  const unavailable = checkShare(maxUnavailable ?? 1, [...path, 'maxUnavailable'], problems);
  if (surge === undefined || unavailable === undefined) return;
  if (surge > 0 && unavailable > 0) {
    const found = (maxUnavailable ?? undefined) === undefined ? 'not set, which is 1' : String(maxUnavailable);
    problems.add([...path, 'maxUnavailable'], `is ${found}, and maxSurge is ${String(maxSurge)}`, 'set one of them to 0');
  } else if (surge === 0 && unavailable === 0) {
    problems.add([...path, 'maxUnavailable'], 'is 0, as is maxSurge, which leaves no way to roll out', 'set one of them to 1');
  }
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/apps/validation/validation.go#L141 */
export function checkStatefulSet({ spec }: Resource, _: number, problems: ObjectProblems): void {
  const { type, rollingUpdate } = asObject(spec.updateStrategy);
  if ((rollingUpdate ?? undefined) === undefined) return;
  const path = ['spec', 'updateStrategy', 'rollingUpdate'];
  if (type === 'OnDelete') problems.add(path, 'is set, and the type is OnDelete', 'remove it, or use the type RollingUpdate');
  else checkNotNegative(PARTITION, asObject(rollingUpdate), path, problems);
}

const PARTITION: readonly string[] = ['partition'];
