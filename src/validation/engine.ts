import { Finding, ObjectId, Severity } from './finding';
import { inDevelopment } from './pod-security-level';
import { Policy, Problem, Rule } from './rule';
import { Model, Objects, Resource } from '../manifest/model';
import { formatPath } from '../manifest/path';

/**
 * Every problem that the rules see, as findings, in a stable order. A rule that throws fails the run: it never counts as a pass. Of very many
 * problems that one rule has with one object the first are told, and how many more there are. Throws `TooManyFindings` where nobody could read them.
 */
export function judge(model: Model, policy: Policy, rules: readonly Rule[]): Finding[] {
  const found = new Map<Resource, Found[]>();
  let count = 0;
  const run = (rule: Rule, objects: Objects): void => {
    for (const problem of bounded(problems(rule, objects, policy, model))) {
      if (++count > MOST_FINDINGS) throw new TooManyFindings();
      const known = found.get(problem.at);
      if (known === undefined) found.set(problem.at, [{ rule, problem }]);
      else known.push({ rule, problem });
    }
  };
  const asked = rules.filter((rule) => (policy.severities?.[rule.id] ?? (rule.optIn === true ? 'off' : undefined)) !== 'off');
  const each = asked.filter((rule) => rule.checkEach !== undefined);
  for (const part of each.length === 0 ? [] : model.parts()) for (const rule of each) run(rule, part);
  for (const rule of asked) if (rule.checkEach === undefined) run(rule, model);
  if (found.size === 0) return [];
  const ranks = new Map(model.resources.map((resource, i) => [resource, i]));
  const inOrder = [...found].sort(([a], [b]) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
  // Object by object: where its fields stand is made out once for all that is found in it.
  return inOrder.flatMap(([, ofObject]) => findingsOf(ofObject, model, policy));
}

/** What a rule has found in an object. */
interface Found {
  readonly rule: Rule;
  readonly problem: Problem;
}

function findingsOf(found: readonly Found[], model: Model, policy: Policy): readonly Finding[] {
  const { at } = found[0].problem;
  const object = { apiVersion: at.apiVersion, kind: at.kind, ...(at.namespace === '' ? {} : { namespace: at.namespace }), name: at.name };
  return found.map((one) => ({ ...one, path: formatPath(one.problem.path) })).sort(byPlace)
    .map(({ rule, problem }) => finding(rule, problem, severity(rule, problem, model, policy), object));
}

/** The problems of one rule, but not without end: an object can hold very many places that are alike. What is left out weighs as much. */
function* bounded(all: Iterable<Problem>): Iterable<Problem> {
  const counts = new Map<Resource, number>();
  const left = new Map<Resource, Map<Problem['severity'], number>>();
  for (const problem of all) {
    const { at, severity: weight } = problem;
    const count = (counts.get(at) ?? 0) + 1;
    counts.set(at, count);
    if (count <= MOST) {
      yield problem;
      continue;
    }
    const rest = left.get(at) ?? new Map<Problem['severity'], number>();
    left.set(at, rest.set(weight, (rest.get(weight) ?? 0) + 1));
  }
  for (const [at, rest] of left) {
    for (const [weight, count] of rest) {
      yield { at, path: [], message: `${count} more places of ${at.id} are like the first ${MOST}`, remedy: 'mend those first', severity: weight };
    }
  }
}

const MOST = 1000;

/** They all stand in memory until the last is told, at about 1.6 kB each. */
const MOST_FINDINGS = 1_000_000;

/** There is more to find than can be held: the input is too large to be judged at once, by these rules. */
export class TooManyFindings extends Error {
  constructor() {
    super(`there are more than ${MOST_FINDINGS} findings; judge a part of the manifests at a time, or fewer rules`);
    this.name = 'TooManyFindings';
  }
}

/** What a rule has to say of some objects of a model; of all where it judges the model as a whole. */
function* problems(rule: Rule, objects: Objects, policy: Policy, model: Model): Iterable<Problem> {
  try {
    yield* rule.checkEach === undefined ? rule.check(model, policy) : rule.checkEach(objects, policy, model);
  } catch (error) {
    throw new RuleFailure(rule.id, error);
  }
}

/** A rule threw: a fault of ours, whatever the input was. */
export class RuleFailure extends Error {
  constructor(readonly rule: string, cause: unknown) {
    super(`rule ${rule} failed: ${cause instanceof Error ? cause.message : String(cause)}; this is a fault of cdk8s-hardened, not of your manifests`, { cause });
    this.name = 'RuleFailure';
  }
}

function severity(rule: Rule, problem: Problem, model: Model, policy: Policy): Severity {
  const chosen = policy.severities?.[rule.id];
  if (chosen !== undefined && chosen !== 'off') return chosen;
  if (rule.edition > policy.edition) return 'info';
  if (problem.severity !== undefined) return problem.severity;
  return rule.development !== undefined && inDevelopment(model, policy, namespaceOf(problem.at)) ? rule.development : rule.severity;
}

function namespaceOf(resource: Resource): string {
  return resource.kind === 'Namespace' ? resource.name : resource.namespace;
}

function finding(rule: Rule, problem: Problem, weight: Severity, object: ObjectId): Finding {
  const { at } = problem;
  return {
    rule: rule.id,
    severity: weight,
    item: rule.item,
    object,
    ...(problem.container === undefined || problem.container === '' ? {} : { container: problem.container }),
    path: problem.path,
    message: flat(problem.message),
    remedy: flat(problem.remedy),
    ...(problem.fix === undefined ? {} : { fix: problem.fix }),
    ...(at.origin.locate === undefined ? {} : { location: at.origin.locate(problem.path) }),
    ...(at.origin.construct === undefined ? {} : { construct: at.origin.construct }),
  };
}

/** A text that was put together keeps its pieces, many times its own size, until somebody looks into it. */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}

function byPlace(a: Found & { readonly path: string }, b: Found & { readonly path: string }): number {
  return compare(a.path, b.path) || compare(a.rule.id, b.rule.id);
}

/** By code units, so that the order does not depend on the machine's locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
