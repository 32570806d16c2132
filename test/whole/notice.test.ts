import { noticeProblem } from '../../projenrc/notice';

const NOTICE = '- commander, Copyright (c) 2011 TJ Holowaychuk\n- @clack/core, Copyright (c) 2025 Bombshell contributors\n';
const INPUTS = ['src/run/cli/main.ts', 'node_modules/commander/lib/command.js', 'node_modules/@clack/core/dist/index.mjs'];

// The bundle of the command, which most tests of the command run, throws on what this returns.
it('has nothing to say where every bundled package is named', () => {
  expect(noticeProblem(NOTICE, INPUTS)).toBeUndefined();
});

it('names a package that is bundled and not in NOTICE', () => {
  expect(noticeProblem(NOTICE, [...INPUTS, 'node_modules/sisteransi/src/index.js']))
    .toBe('NOTICE does not name sisteransi, which the command bundles; add each with its copyright line');
});

it('names a package that is in NOTICE and not bundled', () => {
  expect(noticeProblem(NOTICE, INPUTS.slice(0, 2))).toBe('NOTICE names @clack/core, which the command does not bundle; take it out');
});
