import type * as CelJs from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };
import { Json } from '../../src/manifest/model';

interface Expressions {
  readonly matchConditions: readonly { readonly name: string; readonly expression: string }[];
  readonly variables: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly { readonly expression: string; readonly messageExpression: string }[];
}

/** What a policy says of an object: nothing where it is admitted. */
export interface Denial {
  readonly message: string;
  /** What `variables.violations` holds. */
  readonly places: readonly string[];
}

// The package is an ES module: jest and Node load it from here, but the compiler does not know that.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { Environment } = require('@marcbachmann/cel-js') as typeof CelJs;
const environment = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true });
const parsed = new Map<string, ReturnType<typeof environment.parse>>();

function evaluate(expression: string, context: Record<string, unknown>): unknown {
  let run = parsed.get(expression);
  if (run === undefined) parsed.set(expression, run = environment.parse(expression));
  return run(context);
}

/**
 * Evaluates a policy on an object, as `inCel` gives it, that is created, or updated where there is an old one. `params` are what its binding
 * names.
 */
export function evaluatePolicy(policy: Json, object: unknown, oldObject?: unknown, params?: Json): Denial | undefined {
  const { matchConditions, variables, validations } = policy.spec as Expressions;
  const values: Record<string, unknown> = {};
  const context = { object, oldObject, params, request: { operation: oldObject === undefined ? 'CREATE' : 'UPDATE' }, variables: values };
  if (!matchConditions.every(({ expression }) => evaluate(expression, context) === true)) return undefined;
  for (const { name, expression } of variables) values[name] = evaluate(expression, context);
  const broken = validations.find(({ expression }) => evaluate(expression, context) !== true);
  return broken && { message: evaluate(broken.messageExpression, context) as string, places: values.violations as string[] };
}

/** An object as the API server hands it over: whole numbers are integers, and what is null is not there. */
export function inCel(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  // A list made anew: those of structuredClone belong to another realm, and are not told for lists there.
  if (Array.isArray(value)) return Array.from(value, inCel);
  if (typeof value !== 'object' || value === null) return value;
  const set = Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined);
  return Object.fromEntries(set.map(([key, entry]) => [key, inCel(entry)]));
}
