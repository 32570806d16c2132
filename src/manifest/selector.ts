import { labelKeyProblem, labelValueProblem } from './name';
import { quote } from './quote';

/** A label selector as NetworkPolicies, Deployments and webhooks have it. */
export interface LabelSelector {
  /** Labels that must have exactly these values. */
  readonly matchLabels?: Readonly<Record<string, string>> | null;
  /** Requirements that must all hold. */
  readonly matchExpressions?: readonly LabelSelectorRequirement[] | null;
}

/** One requirement of a label selector. */
export interface LabelSelectorRequirement {
  /** The key of the label. */
  readonly key: string;
  /** In, NotIn, Exists or DoesNotExist; another operator selects nothing. */
  readonly operator: string;
  /** The values of In and NotIn. */
  readonly values?: readonly string[] | null;
}

/** The labels of a pod, a namespace or a node. */
export type Labels = Readonly<Record<string, string>>;

/**
 * Whether a selector selects these labels. No selector selects nothing, an empty one everything, and one that the API server
 * would refuse nothing. NotIn and DoesNotExist hold where the key is missing.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
export function selects(selector: LabelSelector | undefined | null, labels: Labels): boolean {
  return compileSelector(selector)(labels);
}

/** The same answer as `selects`, for a selector that is asked often: it is checked once. */
export function compileSelector(selector: LabelSelector | undefined | null): (labels: Labels) => boolean {
  if (selector === undefined || selector === null || selectorProblem(selector) !== undefined) return () => false;
  const wanted = Object.entries(selector.matchLabels ?? {});
  const tests = (selector.matchExpressions ?? []).map(requirementTest);
  return (labels) => wanted.every(([key, value]) => valueOf(labels, key) === value) && tests.every((test) => test(labels));
}

/**
 * Whether the selector of a Service or ReplicationController, which is a plain map, selects these labels. Unlike a label
 * selector an empty map selects nothing: such a Service has no endpoints of its own.
 */
export function mapSelects(selector: Labels | undefined | null, labels: Labels): boolean {
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => valueOf(labels, key) === value);
}

/** What the API server would refuse in a selector, as one line; the field is named from the selector on. */
export function selectorProblem(selector: LabelSelector): string | undefined {
  if (!isMap(selector)) return `${show(selector)} is not a selector; write matchLabels or matchExpressions`;
  const matchLabels = selector.matchLabels ?? {};
  if (!isMap(matchLabels)) return `matchLabels is ${show(matchLabels)}; write label keys and values`;
  for (const [key, value] of Object.entries(matchLabels)) {
    const problem = keyProblem(key) ?? valueProblem(value);
    if (problem !== undefined) return `matchLabels: ${problem}`;
  }
  const expressions: unknown = selector.matchExpressions ?? [];
  if (!Array.isArray(expressions)) return `matchExpressions is ${show(expressions)}; write a list of key, operator and values`;
  for (const [i, expression] of expressions.entries()) {
    const problem = requirementProblem(expression);
    if (problem !== undefined) return `matchExpressions[${i}]${problem}`;
  }
  return undefined;
}

/** Whether the operator wants values, must have none, or is none at all. */
const TAKES_VALUES: ReadonlyMap<unknown, boolean> = new Map([['In', true], ['NotIn', true], ['Exists', false], ['DoesNotExist', false]]);

function requirementProblem(requirement: unknown): string | undefined {
  if (!isMap(requirement)) return ` is ${show(requirement)}; write key, operator and values`;
  const { key, operator } = requirement;
  const values: unknown = requirement.values ?? [];
  const takesValues = TAKES_VALUES.get(operator);
  if (takesValues === undefined) return `.operator is ${show(operator)}; use In, NotIn, Exists or DoesNotExist`;
  if (!Array.isArray(values)) return `.values is ${show(values)}; write a list of label values`;
  if (takesValues && values.length === 0) return `.values is empty; ${operator} needs at least one value`;
  if (!takesValues && values.length > 0) return `.values is set; ${operator} takes no values`;
  const problem = keyProblem(key);
  if (problem !== undefined) return `.key: ${problem}`;
  for (const [i, value] of values.entries()) {
    const wrong = valueProblem(value);
    if (wrong !== undefined) return `.values[${i}]: ${wrong}`;
  }
  return undefined;
}

function requirementTest({ key, operator, values }: LabelSelectorRequirement): (labels: Labels) => boolean {
  const set = new Set(values);
  switch (operator) {
    case 'In': return (labels) => set.has(valueOf(labels, key) as string);
    case 'NotIn': return (labels) => !set.has(valueOf(labels, key) as string);
    case 'Exists': return (labels) => Object.hasOwn(labels, key);
    default: return (labels) => !Object.hasOwn(labels, key);
  }
}

/** A label read from YAML may be called `constructor`. */
function valueOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

// YAML may hold anything where the types say map or string: `version: 1` is a number, and would match nothing or everything.
function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keyProblem(key: unknown): string | undefined {
  return typeof key === 'string' ? labelKeyProblem(key) : `the key is ${show(key)}; write a label key`;
}

function valueProblem(value: unknown): string | undefined {
  return typeof value === 'string' ? labelValueProblem(value) : `a label value is ${show(value)}; write a text, in quotes`;
}

function show(value: unknown): string {
  if (value === undefined) return 'not set';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  return typeof value === 'string' ? quote(value) : String(value);
}
