import { mostStarts, scheduleTextProblem } from '../../src/manifest/cron-schedule';

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

it.each(['', '* * * *', '60 * * * *', '* 24 * * *', '*/0 * * * *', '5-1 * * * *', 'a * * * *', '@reboot', '-1 * * * *'])('%j is not read', (schedule) => {
  expect(mostStarts(schedule, HOUR)).toBeUndefined();
});

it.each([
  '0 3 * * *', '*/5 0-6 1,15 JAN-mar mon-FRI', '5/15 * ? * ?', '0 0 31 12 6', '1,,2 * * * *', '@daily', '@every 1h30m', '  0 3 * * *  ',
])('%j is a schedule that the API server takes', (schedule) => {
  expect(scheduleTextProblem(schedule)).toBeUndefined();
});

it.each([
  ['61 * * * *', "schedule '61 * * * *' has minute '61'; use 0 to 59"],
  ['0 24 * * *', "has hour '24'; use 0 to 23"],
  ['0 3 0 * *', "has day of the month '0'; use 1 to 31"],
  ['0 3 * 13 *', "has month '13'; use 1 to 12"],
  ['0 3 * * 7', "has day of the week '7'; use 0 to 6"],
  ['0 3 * * fri-mon', "has day of the week 'fri-mon'"],
  ['0 3 * *', "schedule '0 3 * *' is not five fields; write them such as '0 3 * * *'"],
  ['0 0 3 * * *', 'is not five fields'],
  ['@reboot', "schedule '@reboot' is none; use @yearly"],
  [' @daily', "schedule ' @daily' is not five fields"],
])('%j is none, and says why', (schedule, problem) => {
  expect(scheduleTextProblem(schedule)).toContain(problem);
});
