import { evaluate, Said } from './evaluation';
import { asksOnCreate, Match, matches } from './match';
import { Notices } from './notices';
import { parametersOf } from './parameters';
import { pathIn } from './path-in';
import { ClusterBinding, ClusterPolicy, PolicySet } from './policy-set';
import { serverView, ServerView } from './server-view';
import { Kinds, Subject } from './subject';
import { Unknowns } from './unknowns';
import { Cel } from '../../manifest/cel/evaluator';
import { Json, Model, Resource } from '../../manifest/model';
import { onOneLine, quote } from '../../manifest/quote';
import { clusterRuleId } from '../../validation/cluster-rule';
import { Severity } from '../../validation/finding';
import { Problem, Rule } from '../../validation/rule';

/** Policies of a cluster as rules, and what they cannot say. */
export interface ClusterRules {
  readonly rules: readonly Rule[];
  /** What could not be judged so far, a line each. */
  notices(): string[];
}

/**
 * The policies of a cluster as rules: each object is judged as if it was created. Severity is what a binding does: Deny is an error, Warn a warning,
 * Audit an info. What only a cluster knows is said in the notices and never counts as a violation.
 */
export function clusterRules(set: PolicySet, cel: Cel, unknowns: Unknowns): ClusterRules {
  const notices = new Notices();
  for (const { binding, policy } of set.orphans) notices.add(`binding ${quote(binding)} is of policy ${quote(policy)}, which is not among the files`);
  for (const { kind, name } of set.others) {
    const why = kind.startsWith('Mutating') ? 'what it writes into objects is not there when policies look at them' : 'only ValidatingAdmissionPolicies are';
    notices.add(`${kind} ${quote(name)} is not evaluated: ${why}`);
  }
  for (const { name, bindings, constraints } of set.policies) {
    if (bindings.length === 0) notices.add(`policy ${quote(name)} has no binding among the files, and does nothing without one`);
    else if (!asksOnCreate(constraints)) notices.add(`policy ${quote(name)} does not ask when objects are created, which is all that is judged here`);
  }
  const judge = new Judge(set, cel, unknowns, notices);
  return { rules: set.policies.map((policy) => ruleOf(policy, judge)), notices: () => notices.lines() };
}

function ruleOf(policy: ClusterPolicy, judge: Judge): Rule {
  return {
    id: clusterRuleId(policy.name),
    title: `ValidatingAdmissionPolicy ${policy.name} admits every object`,
    item: 'reliability',
    severity: 'error',
    why: 'A policy of the cluster asks for it: what breaks it is refused, or warned of, when it is applied.',
    references: [{ title: 'Validating Admission Policy', url: 'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/' }],
    // Older than any edition: what a cluster asks for holds whatever the edition of our rules.
    edition: '',
    bad: {},
    check: (model, { minor }) => judge.problems(policy, model, minor),
  };
}

/** What happens to an object that is bound to a policy. */
interface Bound {
  readonly said: Said | { readonly kind: 'refused'; readonly message: string };
  readonly severity: Severity;
}

/** Looks at objects for policies; how one looks to the API server is made once for all of them. */
class Judge {
  private scenes = new WeakMap<Model, Scene>();

  constructor(private readonly set: PolicySet, private readonly cel: Cel, private readonly unknowns: Unknowns, private readonly notices: Notices) {}

  * problems(policy: ClusterPolicy, model: Model, minor: number): Iterable<Problem> {
    if (policy.bindings.length === 0) return;
    let scene = this.scenes.get(model);
    if (scene?.minor !== minor) this.scenes.set(model, scene = new Scene(model, this.set.files, minor, this.unknowns));
    for (const subject of scene.subjects) {
      const seen = new Map<string, Problem>();
      for (const { said, severity } of this.judge(policy, subject, scene)) {
        if (said.kind === 'unknown') {
          this.notices.unjudged(policy.name, said.where, said.reason, subject.resource.raw);
          continue;
        }
        const problem = problemOf(said, severity, subject.resource);
        const key = `${problem.message}\n${problem.remedy}`;
        const before = seen.get(key);
        if (before === undefined || WEIGHTS.indexOf(severity) < WEIGHTS.indexOf(before.severity!)) seen.set(key, problem);
      }
      yield* seen.values();
    }
  }

  private* judge(policy: ClusterPolicy, subject: Subject, scene: Scene): Iterable<Bound> {
    const isMatched = matches(policy.constraints, subject, scene.models);
    if (isMatched === false) return;
    yield* ifItMatters(isMatched, 'matchConstraints', () => policy.bindings.flatMap((binding) => [...this.bound(policy, binding, subject, scene)]));
  }

  private* bound(policy: ClusterPolicy, binding: ClusterBinding, subject: Subject, scene: Scene): Iterable<Bound> {
    const severity = WEIGHTS[Math.min(...binding.actions.map((action) => ACTIONS.indexOf(action)).filter((i) => i >= 0))];
    if (severity === undefined) return;
    const isMatched = binding.resources === undefined || matches(binding.resources, subject, scene.models);
    if (isMatched === false) return;
    const where = `binding ${quote(binding.name)}`;
    yield* ifItMatters(isMatched, where, () => [...this.said(policy, binding, subject, scene)].map((said) => (
      { said, severity: said.kind === 'refused' ? 'error' : severity }
    )));
  }

  private* said(policy: ClusterPolicy, binding: ClusterBinding, subject: Subject, scene: Scene): Iterable<Bound['said']> {
    const where = `binding ${quote(binding.name)}`;
    const parameters = parametersOf(policy, binding, subject, scene.kinds, scene.models);
    if ('unknown' in parameters) return yield { kind: 'unknown', where, reason: parameters.unknown };
    if ('refused' in parameters) {
      // The API server refuses what it cannot configure, whatever the binding does to violations.
      if (policy.fails) return yield { kind: 'refused', message: `${where}: ${parameters.refused}` };
      return yield { kind: 'unknown', where, reason: `failurePolicy is Ignore, and ${parameters.refused}` };
    }
    for (const parameter of parameters) {
      const { value: object, complete } = scene.view(subject.resource);
      const params = parameter === null ? undefined : scene.view(parameter);
      const input = {
        object,
        complete,
        request: scene.request(subject),
        params: params?.value ?? null,
        paramsComplete: params?.complete ?? true,
        withNamespace: (variables: Record<string, unknown>) => scene.putNamespace(variables, subject),
      };
      yield* evaluate(policy, input, this.cel, this.unknowns);
    }
  }
}

/** Whether somebody is asked is of no interest where there would be nothing to say. */
function* ifItMatters(isMatched: Exclude<Match, false>, where: string, look: () => readonly Bound[]): Iterable<Bound> {
  if (isMatched !== true && isMatched.converts === true) return yield { said: { kind: 'unknown', where, reason: isMatched.unknown }, severity: 'error' };
  const found = look();
  if (isMatched === true) yield* found;
  else if (found.length > 0) yield { said: { kind: 'unknown', where, reason: isMatched.unknown }, severity: 'error' };
}

const ACTIONS: readonly string[] = ['Deny', 'Warn', 'Audit'];
const WEIGHTS: readonly Severity[] = ['error', 'warning', 'info'];

function problemOf(said: Exclude<Bound['said'], { kind: 'unknown' }>, severity: Severity, at: Resource): Problem {
  if (said.kind === 'refused') return { at, severity, path: [], message: said.message, remedy: 'add the parameters for this namespace, or allow that there are none' };
  const path = pathIn(said.expression);
  if (said.kind === 'violation') return { at, severity, path, message: said.message, remedy: remedyOf(said) };
  return {
    at, severity, path, message: `${said.where} fails: ${said.message}`, remedy: `set what it reads, or let the policy ask whether that is there: ${onOneLine(said.expression)}`,
  };
}

/** What to do is said by the expression, unless it only asks variables of the policy: then the message has to say it. */
function remedyOf({ where, expression }: Extract<Said, { kind: 'violation' }>): string {
  const asksVariables = !/\b(?:object|oldObject|params|request|namespaceObject|authorizer)\b/.test(expression) && /\bvariables\./.test(expression);
  return asksVariables ? `see ${where} of the policy` : `make true what ${where} asks: ${onOneLine(expression)}`;
}

/** What is judged together, as the API server sees it. */
class Scene {
  readonly kinds: Kinds;
  /** Where namespaces and parameters are looked for, in this order. */
  readonly models: readonly Model[];
  readonly subjects: readonly Subject[];
  private readonly views = new WeakMap<Resource, ServerView>();
  private readonly requests = new WeakMap<Resource, Json>();

  constructor(model: Model, files: Model, readonly minor: number, private readonly unknowns: Unknowns) {
    this.models = [model, files];
    this.kinds = new Kinds(files, model);
    // What configures admission is not asked about, and reviews are no objects that anybody keeps.
    this.subjects = model.resources.filter(({ group, kind }) => !EXEMPT.test(`${group}/${kind}`)).map((resource) => this.kinds.subject(resource));
  }

  view(resource: Resource): ServerView {
    let view = this.views.get(resource);
    if (view === undefined) this.views.set(resource, view = serverView(resource, this.minor, this.unknowns));
    return view;
  }

  /** The request that creates an object. Who sends it is not known. */
  request(subject: Subject): Json {
    const { resource, group, version, plural, namespace } = subject;
    let request = this.requests.get(resource) as Record<string, unknown> | undefined;
    if (request !== undefined) return request;
    const kind = { group, version, kind: resource.kind };
    const of = { group, version, resource: plural };
    const name = resource.raw.metadata === undefined || !hasName(resource) ? {} : { name: resource.name };
    request = { operation: 'CREATE', kind, resource: of, requestKind: kind, requestResource: of, ...name, ...namespace ? { namespace } : {}, dryRun: false };
    if (namespace === undefined) this.unknowns.hide(request, 'namespace', 'it reads request.namespace, which the object does not say');
    for (const field of ['userInfo', 'options', 'uid']) this.unknowns.hide(request, field, `it reads request.${field}, which only the API server knows`);
    this.requests.set(resource, request);
    return request;
  }

  putNamespace(variables: Record<string, unknown>, { namespace, group, plural }: Subject): void {
    const found = namespace === undefined ? undefined : this.models.map((model) => model.find('Namespace', '', namespace)).find((one) => one !== undefined);
    if (namespace === '' || (group === '' && plural === 'namespaces')) {
      variables.namespaceObject = null;
    } else if (namespace === undefined) {
      this.unknowns.hide(variables, 'namespaceObject', 'it reads namespaceObject, and the object does not say in which namespace it lives');
    } else if (found === undefined) {
      const metadata = { name: namespace };
      const value = { metadata, status: { phase: 'Active' } };
      const reason = `it reads namespaceObject, and namespace ${quote(namespace)} is not among the files`;
      for (const field of ['labels', 'annotations', 'finalizers', 'uid', 'creationTimestamp', 'generation', 'resourceVersion']) this.unknowns.hide(metadata, field, reason);
      this.unknowns.hide(value, 'spec', reason);
      variables.namespaceObject = value;
    } else {
      const { metadata, spec } = this.view(found).value;
      variables.namespaceObject = { metadata, spec, status: { phase: 'Active' } };
    }
  }
}

const EXEMPT = /^admissionregistration\.k8s\.io\/(?:Validating|Mutating)AdmissionPolicy(?:Binding)?$|^auth[a-z]+\.k8s\.io\/[A-Za-z]*Review$/;

function hasName({ raw }: Resource): boolean {
  return typeof (raw.metadata as Json).name === 'string';
}
