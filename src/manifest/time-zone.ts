import { scheduleTextProblem } from './cron-schedule';
import { nearest } from './nearest';
import { quote } from './quote';
import { timeZones } from '../standard/time-zones';

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

/**
 * What is wrong with a time zone that no database has: it is written otherwise than one that there is, or in an area that there is not. What the
 * table does not know may be newer than it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/batch/validation/validation.go#L977
 */
export function unknownZoneProblem(text: string): string | undefined {
  const zones = timeZones();
  const written = zones.get(text.toLowerCase());
  if (written === text) return undefined;
  if (written !== undefined) {
    return `timeZone ${quote(text)} is written otherwise in the IANA time zone database; write ${quote(written)}`;
  }
  if (NOT_EVERYWHERE.has(text) || (isInArea(text) && nearest(text, zones.values(), 1) === undefined)) return undefined;
  const meant = nearest(text, zones.values());
  const instead = meant === undefined ? 'one such as \'Etc/UTC\' or \'Europe/Berlin\'' : quote(meant);
  return `timeZone ${quote(text)} is not in the IANA time zone database; write ${instead}`;
}

function isInArea(text: string): boolean {
  const slash = text.indexOf('/');
  return slash > 0 && AREAS.has(text.slice(0, slash));
}

/** Zones are added only in the areas that there are; the last three are folders that some databases have. */
const AREAS: ReadonlySet<string> = new Set([
  'Africa', 'America', 'Antarctica', 'Arctic', 'Asia', 'Atlantic', 'Australia', 'Europe', 'Indian', 'Pacific',
  'Brazil', 'Canada', 'Chile', 'Etc', 'Mexico', 'US', 'SystemV', 'posix', 'right',
]);

/** What is in databases of systems, though it is no zone of its own. */
const NOT_EVERYWHERE: ReadonlySet<string> = new Set(['Factory', 'localtime', 'posixrules']);

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
