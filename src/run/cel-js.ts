import { createRequire } from 'module';
import * as path from 'path';
import type * as CelJs from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };
import { Unknowns } from '../admission/cluster/unknowns';
import { Cel, CelFunction, CelProgram, NotEvaluable } from '../manifest/cel/evaluator';
import { CEL_FUNCTIONS, CEL_NAMESPACES, CEL_RENAMED, CEL_TYPES } from '../manifest/cel/functions';

/** The package that evaluates CEL. The command brings it; a project that evaluates policies while it synthesizes installs it. */
export const CEL_PACKAGE = '@marcbachmann/cel-js';

/** CEL as the API server has it, evaluated by cel-js. Throws where that is not installed. */
export function loadCel(unknowns: Unknowns): Cel {
  const environment = environmentOf(loadPackage(), unknowns);
  const compiled = new Map<string, ReturnType<Cel['compile']>>();
  return {
    compile: (expression) => {
      let program = compiled.get(expression);
      if (program === undefined) compiled.set(expression, program = compile(environment, expression));
      return program;
    },
  };
}

/** The same for definitions of custom resources, which nothing is hidden from; undefined where cel-js is not installed. */
export function celIfInstalled(): Cel | undefined {
  if (ofDefinitions === undefined) {
    try {
      ofDefinitions = loadCel(new Unknowns());
    } catch {
      ofDefinitions = null;
    }
  }
  return ofDefinitions ?? undefined;
}

let ofDefinitions: Cel | null | undefined;

/** From beside us, or from the user's project: a package manager that is strict shows us only what we name as our own. */
function loadPackage(): typeof CelJs {
  try {
    // An ES module that is needed rarely: every Node that we run on can require one.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require('@marcbachmann/cel-js') as typeof CelJs;
  } catch {
    try {
      return createRequire(path.join(process.cwd(), 'package.json'))(CEL_PACKAGE) as typeof CelJs;
    } catch (error) {
      throw new Error(`policies are evaluated by ${CEL_PACKAGE}, which cannot be loaded; install it: npm install --save-dev ${CEL_PACKAGE}@8`, { cause: error });
    }
  }
}

function environmentOf({ Environment }: typeof CelJs, unknowns: Unknowns): CelJs.Environment {
  const environment = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 20_000, maxListElements: 10_000, maxMapEntries: 10_000 },
  });
  for (const [name, ctor] of Object.entries(CEL_TYPES)) environment.registerType(name, ctor as never);
  for (const type of ['Quantity', 'Semver']) environment.registerOperator(`${type} == ${type}`, (a: { compareTo(b: unknown): bigint }, b: unknown) => a.compareTo(b) === 0n);
  for (const type of ['IP', 'CIDR', 'URL']) environment.registerOperator(`${type} == ${type}`, (a: object, b: object) => String(a) === String(b));
  for (const [name, { type, ctor }] of Object.entries(CEL_NAMESPACES)) {
    environment.registerType(type, ctor as never);
    environment.registerConstant(name, type, new ctor());
  }
  for (const { signature, handler } of CEL_FUNCTIONS) environment.registerFunction(signature, charged(handler) as never, { async: false } as never);
  registerAuthorizer(environment, unknowns);
  for (const name of ['object', 'oldObject', 'request', 'params', 'namespaceObject', 'variables', 'self', 'oldSelf']) environment.registerVariable(name, 'dyn');
  return environment;
}

/** What is left of the steps of the expression that runs. */
let budget = { left: Infinity };

/** Functions go through texts and lists in full, for which they pay. */
function charged(handler: CelFunction['handler']): CelFunction['handler'] {
  return (...args) => {
    for (const value of args as readonly unknown[]) {
      if (typeof value === 'string') budget.left -= Math.floor(value.length / 16);
      else if (Array.isArray(value)) budget.left -= value.length;
    }
    if (budget.left <= 0) throw new NotEvaluable(TOO_LONG);
    return handler(...args);
  };
}

class Authorizer {}

/** What can be asked of the authorizer, so that expressions can be read. Nobody answers here: the variable says so when it is asked for. */
function registerAuthorizer(environment: CelJs.Environment, unknowns: Unknowns): void {
  environment.registerType('Authorizer', { ctor: Authorizer, fields: { requestResource: 'Authorizer' } } as never);
  environment.registerVariable('authorizer', 'Authorizer');
  const refuse = (): never => { throw unknowns.touched('it asks the authorizer, which only a cluster has'); };
  const calls = ['path(string)', 'group(string)', 'serviceAccount(string, string)', 'resource(string)', 'subresource(string)', 'namespace(string)', 'name(string)',
    'check(string)', 'fieldSelector(string)', 'labelSelector(string)'];
  for (const call of calls) environment.registerFunction(`Authorizer.${call}: Authorizer`, refuse);
  for (const call of ['allowed()', 'errored()']) environment.registerFunction(`Authorizer.${call}: bool`, refuse);
  for (const call of ['reason()', 'error()']) environment.registerFunction(`Authorizer.${call}: string`, refuse);
}

function compile(environment: CelJs.Environment, expression: string): CelProgram | { readonly problem: string } {
  try {
    const parsed = environment.parse(expression);
    const root = parsed.ast as unknown as Node;
    let spent = 0;
    each(root, speakKubernetes);
    const checked = parsed.check();
    if (!checked.valid) return { problem: summary(checked.error) };
    each(root, limit);
    return {
      run: (variables) => {
        if (spent >= PATIENCE) throw new NotEvaluable(TOO_LONG);
        const outer = budget;
        budget = { left: STEPS };
        try {
          return parsed(variables as Record<string, unknown>) as unknown;
        } catch (error) {
          throw asOurs(error);
        } finally {
          if (budget.left <= 0) spent++;
          budget = outer;
        }
      },
    };
  } catch (error) {
    return { problem: summary(error) };
  }
}

/** The steps of loops that an expression may take: the API server stops there too, by its costs. */
const STEPS = 200_000;
/** How often an expression may spend them all. */
const PATIENCE = 5;
const LONGEST = 1_000_000;

/** Errors of the expression stay errors; what cel-js itself lacks is none of the policy. */
function asOurs(error: unknown): Error {
  const { code, summary: what } = error as { readonly code?: string; readonly summary?: string };
  if (code === 'no_matching_overload' || error instanceof RangeError) return new NotEvaluable(summary(error));
  return what === undefined && error instanceof Error ? error : new Error(summary(error));
}

/** The first line: those below show the expression. */
function summary(error: unknown): string {
  const { summary: what, message } = error as { readonly summary?: string; readonly message?: string };
  return (what ?? message ?? String(error)).split('\n', 1)[0];
}

/** What we use of the nodes of cel-js. */
interface Node {
  readonly op: string;
  readonly args: unknown;
  readonly meta: { readonly alternate?: Node; readonly macro?: Macro; readonly evaluate: Evaluate };
  setMeta(key: string, value: unknown): Node;
}

type Evaluate = (evaluator: Evaluator, node: Node, context: unknown) => unknown;

interface Evaluator {
  run(node: Node, context: unknown): unknown;
}

interface Macro {
  typeCheck(checker: { check(node: Node, context: unknown): unknown; getType(name: string): unknown }, macro: Macro, context: unknown): unknown;
  evaluate(evaluator: Evaluator, macro: Macro, context: unknown): unknown;
}

/** Visits every node, those that macros have made among them. */
function each(root: Node, visit: (node: Node) => void): void {
  const seen = new Set<unknown>();
  const open: unknown[] = [root];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if (Array.isArray(next)) {
      open.push(...next as unknown[]);
    } else if (isNode(next)) {
      visit(next);
      open.push(next.args, next.meta.alternate, next.meta.macro);
    } else if (Object.getPrototypeOf(next) === Object.prototype) {
      open.push(...Object.values(next));
    }
  }
}

function isNode(value: object): value is Node {
  return 'op' in value && 'meta' in value && 'setMeta' in value;
}

/** Calls what Kubernetes means by a name, and lets `has` look into any expression, as CEL does. */
function speakKubernetes(node: Node): void {
  if (node.op !== 'call' && node.op !== 'rcall') return;
  const args = node.args as unknown[];
  const name = args[0] as string;
  const isMethod = node.op === 'rcall';
  if (isMethod && TWO_VARIABLES.has(name) && (args[2] as unknown[]).length > 2) throw new NotEvaluable(`${name}() with two variables is not known here`);
  if (isMethod && UNKNOWN_MACROS.has(name)) throw new NotEvaluable(`${name}() is not known here`);
  if (Object.hasOwn(CEL_RENAMED, name) && (name !== 'int' || !isMethod)) args[0] = CEL_RENAMED[name];
  const { macro } = node.meta;
  if (isMethod || name !== 'has' || macro === undefined) return;
  const [field] = args[1] as Node[];
  if (field.op !== '.') return;
  const [operand, key] = field.args as [Node, string];
  let inner = operand;
  while (inner.op === '.' || inner.op === '.?') inner = (inner.args as [Node])[0];
  if (inner.op === 'id') return;
  macro.typeCheck = (checker, _, context) => {
    checker.check(operand, context);
    return checker.getType('bool');
  };
  macro.evaluate = (evaluator, _, context) => {
    const value = evaluator.run(operand, context);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`no such key: ${key}`);
    return Object.hasOwn(value, key) && (value as Record<string, unknown>)[key] !== undefined;
  };
}

const TWO_VARIABLES: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'existsOne', 'transformList', 'transformMap', 'transformMapEntry']);
/** Without them the variable that they name would be called unknown. */
const UNKNOWN_MACROS: ReadonlySet<string> = new Set(['optMap', 'optFlatMap', 'sortBy']);

/** Bounds loops and what grows by being added to itself. Loops go on where a step fails, so that no further one may begin. */
function limit(node: Node): void {
  const { evaluate } = node.meta;
  if (node.op === 'comprehension') {
    node.setMeta('evaluate', ((evaluator, ast, context) => {
      if (budget.left <= 0) throw new NotEvaluable(TOO_LONG);
      return evaluate(evaluator, ast, context);
    }) satisfies Evaluate);
    const { step } = node.args as { readonly step: Node };
    const one = step.meta.evaluate;
    step.setMeta('evaluate', ((evaluator, ast, context) => {
      if (budget.left-- <= 0) throw new NotEvaluable(TOO_LONG);
      return one(evaluator, ast, context);
    }) satisfies Evaluate);
  } else if (node.op === '+') {
    node.setMeta('evaluate', ((evaluator, ast, context) => {
      const sum = evaluate(evaluator, ast, context);
      if ((typeof sum === 'string' || Array.isArray(sum)) && sum.length > LONGEST) throw new NotEvaluable(TOO_LONG);
      return sum;
    }) satisfies Evaluate);
  }
}

const TOO_LONG = `it takes more than ${STEPS.toLocaleString('en')} steps`;
