import { mostStarts } from '../../src/manifest/cron-schedule';

const MINUTE = 60;
const HOUR = 3600;

it.each([
  ['* * * * *', HOUR, 60],
  ['* * * * *', 1, 1],
  ['*/5 * * * *', HOUR, 12],
  ['0 * * * *', HOUR, 1],
  ['0 * * * *', HOUR + 1, 2],
  ['0,1 3 * * 1', HOUR, 2],
  ['0 0 * * *', 24 * HOUR, 1],
  ['0 0 * * *', 24 * HOUR + 1, 2],
  ['59 23 * * *', 2 * MINUTE, 1],
  ['0,59 0,23 * * *', 2 * MINUTE, 2],
  ['10-20/5 8-9 * * *', HOUR, 3],
  ['5/20 * * * *', 41 * MINUTE, 3],
  ['? ? * * *', 48 * HOUR, 2880],
  ['@hourly', 2 * HOUR, 2],
  ['@daily', HOUR, 1],
  ['  0   0 * * *  ', HOUR, 1],
])('%s starts within %i seconds at most %i', (schedule, seconds, most) => {
  expect(mostStarts(schedule, seconds)).toBe(most);
});

it.each(['', '* * * *', '60 * * * *', '* 24 * * *', '*/0 * * * *', '5-1 * * * *', 'a * * * *', '@reboot', '1,,2 * * * *', '-1 * * * *'])('%j is not read', (schedule) => {
  expect(mostStarts(schedule, HOUR)).toBeUndefined();
});
