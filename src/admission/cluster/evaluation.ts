import { ClusterPolicy, Named, Validation } from './policy-set';
import { Unknowns } from './unknowns';
import { Cel, NotEvaluable } from '../../manifest/cel/evaluator';
import { Json } from '../../manifest/model';

/** What a policy says of an object: that it breaks a validation, or that an expression cannot be judged here. */
export type Said =
  | { readonly kind: 'violation'; readonly where: string; readonly message: string; readonly expression: string }
  | { readonly kind: 'error'; readonly where: string; readonly message: string; readonly expression: string }
  | { readonly kind: 'unknown'; readonly where: string; readonly reason: string };

/** The variables that an expression of a policy may use. */
export interface Input {
  readonly object: Json;
  /** False where the API server may add fields that are not known here. */
  readonly complete: boolean;
  readonly request: Json;
  /** `null` for a policy without parameters. */
  readonly params: Json | null;
  /** False where the API server may add fields to them. */
  readonly paramsComplete: boolean;
  /** Puts the namespace of the object under `namespaceObject`: `null` where it lives in none. */
  readonly withNamespace: (variables: Record<string, unknown>) => void;
}

/**
 * Evaluates a policy on an object that is created, as the API server does: conditions, then every validation; variables when they are asked for.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export function* evaluate(policy: ClusterPolicy, input: Input, cel: Cel, unknowns: Unknowns): Iterable<Said> {
  const run = new Run(policy, input, cel, unknowns);
  // Conditions are asked without the namespace.
  const conditions = policy.matchConditions.map(({ expression }) => run.of(expression, { namespaceObject: null }));
  if (conditions.some((result) => 'value' in result && result.value === false)) return;
  const open = conditions.findIndex((result) => 'unknown' in result);
  if (open < 0) {
    const wrong = conditions.findIndex((result) => 'error' in result);
    const result = conditions[wrong];
    if (result === undefined || !('error' in result)) yield* validate(policy, run);
    else yield failed(policy, `matchConditions[${wrong}]`, policy.matchConditions[wrong].expression, result.error);
    return;
  }
  // Whether the policy asks is of no interest where it would have nothing to say.
  const result = conditions[open];
  const isAdmitted = [...validate(policy, run)].length === 0 && !conditions.some((one) => 'error' in one);
  if (!isAdmitted && 'unknown' in result) yield { kind: 'unknown', where: `matchConditions[${open}]`, reason: result.unknown };
}

function* validate(policy: ClusterPolicy, run: Run): Iterable<Said> {
  for (const [i, validation] of policy.validations.entries()) {
    const where = `validations[${i}]`;
    const result = run.of(validation.expression);
    if ('unknown' in result) yield { kind: 'unknown', where, reason: result.unknown };
    else if ('error' in result) yield failed(policy, where, validation.expression, result.error);
    else if (result.value !== true) yield { kind: 'violation', where, message: messageOf(validation, run), expression: validation.expression };
  }
}

function failed({ fails }: ClusterPolicy, where: string, expression: string, error: Error): Said {
  return fails
    ? { kind: 'error', where, expression, message: error.message }
    : { kind: 'unknown', where, reason: `failurePolicy is Ignore, and it fails: ${error.message}` };
}

/** As the API server words it: the expression before the text, if it gives one line. */
function messageOf({ expression, message, messageExpression }: Validation, run: Run): string {
  const result = messageExpression === '' ? undefined : run.of(messageExpression);
  const said = result !== undefined && 'value' in result && typeof result.value === 'string' ? result.value.trim() : '';
  if (said !== '' && !said.includes('\n') && said.length <= LONGEST_MESSAGE) return said;
  return message.trim() === '' ? `failed expression: ${expression.trim()}` : message.trim();
}

const LONGEST_MESSAGE = 5 * 1024;

type Result = { readonly value: unknown } | { readonly error: Error } | { readonly unknown: string };

/** The evaluation of one policy on one object: each variable is evaluated once, when it is asked for. */
class Run {
  private readonly variables: Record<string, unknown> = {};
  private readonly base: Record<string, unknown>;

  constructor(policy: ClusterPolicy, private readonly input: Input, private readonly cel: Cel, private readonly unknowns: Unknowns) {
    const { object, request, params } = input;
    this.base = { object, oldObject: null, request, params };
    unknowns.hide(this.base, 'authorizer', 'it asks the authorizer, which only a cluster has');
    input.withNamespace(this.base);
    for (const [i, variable] of policy.variables.entries()) this.define(variable, policy.variables.slice(0, i));
  }

  /** The value of an expression; or why there is none. */
  of(expression: string, other: Readonly<Record<string, unknown>> = {}): Result {
    return this.evaluate(expression, this.variables, other);
  }

  private evaluate(expression: string, variables: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>> = {}): Result {
    const program = this.cel.compile(expression);
    if ('problem' in program) return { unknown: `it cannot be read here: ${program.problem}` };
    const given = Object.fromEntries(Object.entries({ ...other, variables }).map(([name, value]) => [name, { value }]));
    const context = Object.create(null, { ...Object.getOwnPropertyDescriptors(this.base), ...given }) as Record<string, unknown>;
    const result = this.unknowns.watch(() => program.run(context));
    if (!('error' in result)) return result;
    const { error } = result;
    if (error instanceof NotEvaluable) return { unknown: `it cannot be evaluated here: ${error.message}` };
    // What is missing here may be there in the cluster.
    const { complete, paramsComplete } = this.input;
    const isOpen = !complete || (!paramsComplete && /\bparams\b/.test(expression));
    return isOpen && error.message.startsWith('No such key') ? { unknown: `${error.message}, unless the cluster adds it` } : result;
  }

  /** A variable sees those before it. */
  private define({ name, expression }: Named, before: readonly Named[]): void {
    let result: Result | undefined;
    const get = (): unknown => {
      result ??= this.evaluate(expression, this.pick(before));
      if ('value' in result) return result.value;
      throw 'unknown' in result ? this.unknowns.touched(`variable '${name}': ${result.unknown}`) : new Error(`variable '${name}': ${result.error.message}`);
    };
    Object.defineProperty(this.variables, name, { get, enumerable: true, configurable: true });
  }

  private pick(names: readonly Named[]): Record<string, unknown> {
    const descriptors = names.map(({ name }) => [name, Object.getOwnPropertyDescriptor(this.variables, name)!] as const);
    return Object.defineProperties({}, Object.fromEntries(descriptors)) as Record<string, unknown>;
  }
}
