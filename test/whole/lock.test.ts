import { readFileSync } from 'fs';
import { join } from 'path';
import { lockedPackages, missing } from '../../projenrc/complete-lock';

it('has every optional package, or npm ci refuses it; `npx projen lock` adds them', () => {
  expect(Object.keys(missing(lockedPackages()))).toEqual([]);
});

it('names no download address', () => {
  expect(readFileSync(join(__dirname, '../../package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/);
});
