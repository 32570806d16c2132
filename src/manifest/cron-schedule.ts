import { quote } from './quote';

/**
 * What is wrong with a schedule, or undefined: what the API server reads is five fields, or a word.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function scheduleTextProblem(schedule: string): string | undefined {
  if (schedule.startsWith('@')) {
    if (Object.hasOwn(MACROS, schedule) || EVERY.test(schedule)) return undefined;
    return `schedule ${quote(schedule)} is none; use ${Object.keys(MACROS).join(', ')}, or five fields such as '0 3 * * *'`;
  }
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return `schedule ${quote(schedule)} is not five fields; write them such as '0 3 * * *'`;
  for (const [i, { name, from, to }] of FIELDS.entries()) {
    if (!isRead(fields[i], FIELDS[i])) return `schedule ${quote(schedule)} has ${name} ${quote(fields[i])}; use ${from} to ${to}`;
  }
  return undefined;
}

/**
 * The most runs that a schedule starts within some seconds of each other, by its minutes and hours; every day counts as one that it runs on.
 * Undefined where it is not five fields that can be read.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function mostStarts(schedule: string, seconds: number): number | undefined {
  const fields = (MACROS[schedule.trim()] ?? schedule).trim().split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minutes, hours] = [valuesOf(fields[0], FIELDS[0]), valuesOf(fields[1], FIELDS[1])];
  if (minutes === undefined || hours === undefined) return undefined;
  const day = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  const span = seconds / 60;
  const whole = Math.floor(span / DAY);
  // Starts on whole days, and the most that any rest of a day holds: from some start on, into the next day.
  const rest = span - whole * DAY;
  const twoDays = [...day, ...day.map((minute) => minute + DAY)];
  let most = 0;
  let end = 0;
  for (let from = 0; from < day.length; from++) {
    while (end < twoDays.length && twoDays[end] < day[from] + rest) end++;
    most = Math.max(most, end - from);
  }
  return whole * day.length + most;
}

const DAY = 24 * 60;

const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** `@every 1h30m`, in the units of Go, with the micro sign or the Greek letter. */
const EVERY = /^@every [+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/;

/** A field of a schedule: its numbers, and the names that stand for them from the first one on. */
interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { name: 'day of the week', from: 0, to: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

/** Most fields are a star or a number, for which nothing has to be laid out. */
function isRead(text: string, field: Field): boolean {
  if (text === '*') return true;
  if (/^\d\d?$/.test(text)) return Number(text) >= field.from && Number(text) <= field.to;
  return valuesOf(text, field) !== undefined;
}

/** The numbers that a field names, in order: a star, numbers and ranges with steps, in a list. */
function valuesOf(text: string, field: Field): readonly number[] | undefined {
  const values = new Set<number>();
  // The API server reads over commas that nothing stands between, and over what follows a star and a hyphen.
  for (const part of text.split(',').filter((piece) => piece !== '')) {
    const match = /^(?:[*?](?:-[^/]*)?|(\+?\w+)(?:-(\+?\w+))?)(?:\/(\+?\d+))?$/.exec(part);
    if (match === null) return undefined;
    const [, from, to, step] = match;
    const first = from === undefined ? field.from : numberOf(from, field);
    const last = to !== undefined ? numberOf(to, field) : from === undefined || step !== undefined ? field.to : first;
    const by = step === undefined ? 1 : Number(step);
    if (first === undefined || last === undefined || by === 0 || first < field.from || first > last || last > field.to) return undefined;
    for (let value = first; value <= last; value += by) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function numberOf(text: string, { from, names = [] }: Field): number | undefined {
  if (/^\+?\d+$/.test(text)) return Number(text);
  const named = names.indexOf(text.toLowerCase());
  return named === -1 ? undefined : named + from;
}
