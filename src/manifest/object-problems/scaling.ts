import { checkShare } from './numbers';
import { ObjectProblems } from './problems';
import { Resource } from '../model';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/autoscaling/validation/validation.go#L72 */
export function checkAutoscaler({ spec }: Resource, _: number, problems: ObjectProblems): void {
  const { minReplicas, maxReplicas } = spec;
  if (typeof maxReplicas !== 'number') return;
  const path = ['spec', 'maxReplicas'];
  if (maxReplicas < 1) {problems.add(path, `is ${maxReplicas}`, 'use 1 or more');} else if (typeof minReplicas === 'number' && maxReplicas < minReplicas) {
    problems.add(path, `is ${maxReplicas}, below spec.minReplicas, which is ${minReplicas}`, 'set it to as many or more');
  }
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/policy/validation/validation.go#L47 */
export function checkDisruptionBudget({ spec }: Resource, _: number, problems: ObjectProblems): void {
  const { minAvailable, maxUnavailable } = spec;
  if ((minAvailable ?? undefined) !== undefined && (maxUnavailable ?? undefined) !== undefined) {
    problems.add(['spec'], 'has both minAvailable and maxUnavailable', 'keep maxUnavailable alone');
  }
  checkShare(minAvailable, ['spec', 'minAvailable'], problems);
  checkShare(maxUnavailable, ['spec', 'maxUnavailable'], problems);
}
