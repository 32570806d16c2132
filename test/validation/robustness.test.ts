import fc from 'fast-check';
import { Json, Model } from '../../src/manifest/model';
import { edited } from '../../src/validation/compliant-app';
import { judge } from '../../src/validation/engine';
import { DEFAULT_POLICY } from '../../src/validation/policy';
import { RULES } from '../../src/validation/rules';
import { NAMESPACE_RULES } from '../../src/validation/rules/02-pod-security';
import { NETWORK_RULES } from '../../src/validation/rules/04-network';
import { RELIABILITY_RULES } from '../../src/validation/rules/reliability';

const OURS = [...NAMESPACE_RULES, ...NETWORK_RULES, ...RELIABILITY_RULES];

/** Every app that the examples of the rules show: between them they have every kind and field that a rule reads. */
const APPS = RULES.flatMap(({ bad, good }) => [...Object.values(bad), ...Object.values(good ?? {})]).map(edited);

const SURPRISES: readonly unknown[] = [
  null, undefined, 'two\nlines; and\u2028more', 'x'.repeat(3000), 0, -1, 1e308, 0.5, '', ' ', 'x', '0', '10%', '*', '::/0', true, false, [], {}, [null], [[]], [{}], ['x', 1, null], { a: null },
  JSON.parse('{"toString": null, "__proto__": {"a": 1}, "constructor": [], "valueOf": 1}'), { matchLabels: { toString: 1 } },
];

it('judges manifests with anything anywhere, and never throws', () => {
  let judged = 0;
  const change = fc.record({ object: fc.nat(), steps: fc.array(fc.nat(), { maxLength: 12 }), surprise: fc.nat(SURPRISES.length - 1) });
  fc.assert(fc.property(
    fc.nat(APPS.length - 1),
    fc.array(change, { minLength: 1, maxLength: 8 }),
    (app, changes) => {
      const objects: unknown[] = [...APPS[app]];
      for (const { object, steps, surprise } of changes) {
        const at = object % objects.length;
        objects[at] = replaced(objects[at], steps, SURPRISES[surprise]);
      }
      for (const { message, remedy } of judge(new Model(objects.map((value) => ({ value }))), DEFAULT_POLICY, OURS)) {
        // Names of others end up in messages; a message stays one line that can be read.
        for (const text of [message, remedy]) expect(/[\r\n\u2028\u2029]/.test(text) || text.length > 1200 ? text : '').toBe('');
      }
      judged++;
    },
  ), { numRuns: 1200 });
  expect(judged).toBe(1200);
}, 60_000);

it('judges objects made of nothing but surprises', () => {
  const kinds = [...new Set(APPS.flat().map(({ apiVersion, kind }) => `${String(apiVersion)} ${String(kind)}`))];
  const value = fc.jsonValue({ maxDepth: 4 });
  const object = fc.record({ kind: fc.constantFrom(...kinds), metadata: value, spec: value, data: value });
  fc.assert(fc.property(fc.array(object, { maxLength: 6 }), (drawn) => {
    const objects = drawn.map(({ kind, ...rest }) => ({ apiVersion: kind.split(' ')[0], kind: kind.split(' ')[1], ...rest }));
    judge(new Model(objects.map((each) => ({ value: each }))), DEFAULT_POLICY, OURS);
  }), { numRuns: 2000 });
}, 60_000);

/** Walks down by the numbers and puts the surprise where they end, or where there is no further down. */
function replaced(value: unknown, steps: readonly number[], surprise: unknown): unknown {
  if (steps.length === 0 || typeof value !== 'object' || value === null) return surprise;
  const keys = Object.keys(value);
  if (keys.length === 0) return surprise;
  const key = keys[steps[0] % keys.length];
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  copy[key] = replaced((value as Json)[key], steps.slice(1), surprise);
  return copy;
}
