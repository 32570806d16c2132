import { scheduleTextProblem } from './cron-schedule';
import { quote } from './quote';

/**
 * What is wrong with a time zone, by its form: which zones there are is in the database of the cluster, and differs from that of the machine.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones
 */
export function timeZoneProblem(text: string): string | undefined {
  if (text.toLowerCase() === 'local') return `timeZone ${quote(text)} is another on each machine; name a zone such as 'Etc/UTC' or 'Europe/Berlin'`;
  if (/^(?:CRON_)?TZ=/.test(text)) return `timeZone ${quote(text)} is an assignment; write the name of the zone alone, such as 'Europe/Berlin'`;
  if (text.split('/').every(isPart)) return undefined;
  return `timeZone ${quote(text)} is no name of the IANA time zone database; write one such as 'Etc/UTC' or 'Europe/Berlin'`;
}

/** What is wrong with the schedule of a CronJob and its time zone, which the API server does not take in the schedule. */
export function scheduleProblem(schedule: string | undefined, timeZone: string | undefined): string | undefined {
  if (schedule === undefined) return 'has no schedule; give it one such as Cron.daily()';
  if (schedule.includes('TZ=')) return `schedule ${quote(schedule)} names a time zone; set timeZone instead`;
  return scheduleTextProblem(schedule) ?? (timeZone === undefined ? undefined : timeZoneProblem(timeZone));
}

/** The API server looks at the parts before it looks them up. */
function isPart(part: string): boolean {
  return /^[A-Za-z_.+0-9][A-Za-z_.+0-9-]{0,13}$/.test(part) && part !== '.' && part !== '..';
}
