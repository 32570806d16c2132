import { Json } from '../manifest/model';
import { labelKeyProblem, labelValueProblem } from '../manifest/name';
import { compileSelector, Labels, LabelSelector } from '../manifest/selector';

/** What `compileSelector` answers, faster for the selectors that nearly all are: a few labels, the same in many objects. */
export function labelMatcher(selector: unknown): (labels: Labels) => boolean {
  const wanted = plainLabels(selector);
  if (wanted === undefined) return compileSelector(selector as LabelSelector | undefined | null);
  const keys = Object.keys(wanted);
  if (keys.length === 0) return matchAny;
  return (labels) => keys.every((key) => labels[key] === wanted[key]);
}

/** The same for a selector that is asked once. */
export function matchesLabels(selector: unknown, labels: Labels): boolean {
  const wanted = plainLabels(selector);
  if (wanted === undefined) return compileSelector(selector as LabelSelector | undefined | null)(labels);
  for (const key in wanted) {
    if (labels[key] !== wanted[key]) return false;
  }
  return true;
}

/** What `labelMatcher` gives for a selector that selects everything. */
export function matchAny(): boolean {
  return true;
}

/** Whether the API server takes a label. Remembers those that it takes: manifests repeat a few. */
export function isLabel(key: string, value: string): boolean {
  let values = known.get(key);
  if (values?.has(value)) return true;
  if (labelKeyProblem(key) !== undefined || labelValueProblem(value) !== undefined) return false;
  if (count++ > MOST) {
    known.clear();
    count = 0;
    values = undefined;
  }
  if (values === undefined) known.set(key, values = new Set());
  values.add(value);
  return true;
}

/** So many are remembered at once. */
const MOST = 50_000;
const known = new Map<string, Set<string>>();
let count = 0;

/** The labels of a selector that asks for nothing but labels and that the API server takes; undefined for any other. */
export function plainLabels(selector: unknown): Labels | undefined {
  if (!isMap(selector)) return undefined;
  const { matchLabels, matchExpressions } = selector;
  const expressions = matchExpressions ?? [];
  if (!Array.isArray(expressions) || expressions.length > 0) return undefined;
  if (matchLabels === undefined || matchLabels === null) return {};
  if (!isMap(matchLabels)) return undefined;
  for (const key in matchLabels) {
    const value = matchLabels[key];
    if (typeof value !== 'string' || !isLabel(key, value)) return undefined;
  }
  return matchLabels as Labels;
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
