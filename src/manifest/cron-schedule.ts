/**
 * The most runs that a schedule starts within some seconds of each other, by its minutes and hours; every day counts as one that it runs on.
 * Undefined where it is not five fields that can be read.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function mostStarts(schedule: string, seconds: number): number | undefined {
  const fields = (MACROS[schedule.trim()] ?? schedule).trim().split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minutes, hours] = [valuesOf(fields[0], 59), valuesOf(fields[1], 23)];
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

/** The numbers that a field names, in order: a star, numbers and ranges with steps, in a list. */
function valuesOf(field: string, last: number): readonly number[] | undefined {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:[*?]|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (match === null) return undefined;
    const [, from, to, step] = match;
    const first = from === undefined ? 0 : Number(from);
    const until = to !== undefined ? Number(to) : from === undefined || step !== undefined ? last : first;
    const by = step === undefined ? 1 : Number(step);
    if (by === 0 || first > until || until > last) return undefined;
    for (let value = first; value <= until; value += by) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}
