import { unknownZoneProblem } from '../../src/manifest/time-zone';

it.each([
  'UTC', 'GMT', 'EST', 'EST5EDT', 'Zulu', 'Etc/UTC', 'Etc/GMT+5', 'Europe/Berlin', 'Europe/Kyiv', 'Europe/Kiev', 'Asia/Kolkata', 'US/Pacific',
  'America/Argentina/Buenos_Aires', 'Factory', 'posix/Europe/Berlin', 'right/UTC',
])('lets a zone be: %s', (zone) => {
  expect(unknownZoneProblem(zone)).toBeUndefined();
});

it('lets a zone be that the machine may be too old for', () => {
  expect(unknownZoneProblem('Europe/Utopia')).toBeUndefined();
});

it.each([
  ['europe/berlin', 'Europe/Berlin'],
  ['utc', 'UTC'],
  ['Europe/Berlni', 'Europe/Berlin'],
  ['Mars/Olympus', 'one such as \'Etc/UTC\''],
  ['Nowhere', 'one such as \'Etc/UTC\''],
])('says what %s may mean', (zone, meant) => {
  expect(unknownZoneProblem(zone)).toContain(meant);
});
