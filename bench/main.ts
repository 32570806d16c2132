import { Goal } from './goal';
import { synth } from './synth';
import { validate } from './validate';

/**
 * `npm run bench -- <what> [--check] [--big]`: prints each goal with what was measured, and exits with 1 where one is missed that no load of the
 * machine changes; with --check where any is.
 */
const BENCHES: Readonly<Record<string, (big: boolean) => Goal[]>> = { synth, validate };

const [what = '', ...flags] = process.argv.slice(2);
const bench = BENCHES[what];
if (bench === undefined) {
  console.error(`bench '${what}' does not exist; use one of ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
const goals = bench(flags.includes('--big'));
for (const { text } of goals) console.log(text);
if (goals.some(({ met, steady }) => !met && (steady === true || flags.includes('--check')))) process.exit(1);
