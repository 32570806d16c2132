/** What evaluates CEL. Only `run/` knows which program that is. */
export interface Cel {
  /** An expression, ready to run; or why it cannot be read here. */
  compile(expression: string): CelProgram | { readonly problem: string };
}

/** An expression that was read. */
export interface CelProgram {
  /** Its value, or an error that says on one line what went wrong. */
  run(variables: Readonly<Record<string, unknown>>): unknown;
}

/** What an expression may call besides the language itself. */
export interface CelFunction {
  /** As it is declared: `list.sum(): dyn`. */
  readonly signature: string;
  readonly handler: (...args: readonly never[]) => unknown;
}

/** An expression that the evaluator failed on, and not the expression itself: a function that is missing, a budget that is spent. */
export class NotEvaluable extends Error {}
