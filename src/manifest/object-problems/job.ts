import { checkNotNegative } from './numbers';
import { ObjectProblems } from './problems';
import { scheduleTextProblem } from '../cron-schedule';
import { asObject, Resource } from '../model';
import { hasPlaceholder } from '../placeholder';
import { quote } from '../quote';
import { timeZoneProblem, unknownZoneProblem } from '../time-zone';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/batch/validation/validation.go#L203 */
export function checkJob({ spec }: Resource, _: number, problems: ObjectProblems): void {
  checkNotNegative(JOB_COUNTS, spec, ['spec'], problems);
}

const JOB_COUNTS: readonly string[] = [
  'parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished', 'backoffLimitPerIndex', 'maxFailedIndexes',
];

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/batch/validation/validation.go#L889 */
export function checkCronJob({ spec }: Resource, minor: number, problems: ObjectProblems): void {
  const { schedule, timeZone, jobTemplate } = spec;
  if (typeof schedule === 'string' && !hasPlaceholder(schedule)) checkSchedule(schedule, minor, problems);
  if (typeof timeZone === 'string' && !hasPlaceholder(timeZone)) {
    problems.addText(['spec', 'timeZone'], withoutField(timeZoneProblem(timeZone) ?? unknownZoneProblem(timeZone)));
  }
  checkNotNegative(CRON_JOB_COUNTS, spec, ['spec'], problems);
  checkNotNegative(JOB_COUNTS, asObject(asObject(jobTemplate).spec), ['spec', 'jobTemplate', 'spec'], problems);
}

const CRON_JOB_COUNTS: readonly string[] = ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'];

/**
 * The time zone in the schedule was read until 1.28.
 *
 * @see https://github.com/kubernetes/kubernetes/pull/116252
 */
function checkSchedule(schedule: string, minor: number, problems: ObjectProblems): void {
  const path = ['spec', 'schedule'];
  if (!schedule.includes('TZ')) problems.addText(path, withoutField(scheduleTextProblem(schedule)));
  else if (minor > 28) problems.add(path, `is ${quote(schedule)}, which names a time zone`, 'set spec.timeZone instead');
}

/** The path says it. */
function withoutField(problem: string | undefined): string | undefined {
  return problem?.slice(problem.indexOf(' ') + 1);
}
