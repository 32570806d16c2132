import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { celOfDefinitions } from './cel-of-definitions';
import { Ruling, rulingsOf, ScopeWord } from './ruling';
import { lineOf, sourceOf } from './source-line';
import { targetFindings } from './target-findings';
import { askPolicies } from './tree-policies';
import { apiObjects, Placed } from './tree-walk';
import { clusterScopedKinds, finalJson } from '../constructs/render';
import { factsReader, TreeFacts } from '../constructs/tree';
import { Json, Model, Resource } from '../manifest/model';
import { NEWEST_EDITION } from '../standard/edition';
import { Profile } from '../standard/profile';
import { minorOf } from '../standard/target';
import { judge } from '../validation/engine';
import { Finding } from '../validation/finding';
import { POD_SECURITY_LABEL } from '../validation/pod-security-level';
import { Policy, Rule } from '../validation/rule';
import { RULES } from '../validation/rules';
import { applyWaivers, Waiver } from '../validation/waivers';

/** An object of the tree as it will be written. */
export interface RenderedObject {
  readonly construct: ApiObject;
  readonly kind: string;
  readonly json: Json;
  readonly chart?: Chart;
}

/** A finding with the ruling that decides what happens with it, and the object that it is about where it is about one. */
export interface RuledFinding {
  readonly finding: Finding;
  readonly ruling: Ruling;
  readonly api?: ApiObject;
}

/** What a look at the whole tree found. */
export interface Verdict {
  readonly findings: readonly RuledFinding[];
  /** What holds where; outer scopes come first. */
  readonly rulings: readonly Ruling[];
  /** Every object of the tree, judged or not, rendered once. */
  readonly rendered: readonly RenderedObject[];
  /** What could not be judged, a line each. */
  readonly notes: readonly string[];
}

/**
 * Judges what a tree will write. Rules see the objects of the whole tree, since a namespace and its workloads may stand in different charts; what
 * they find counts where somebody asked for judgement.
 */
export function reachVerdict(root: IConstruct, words: ReadonlyMap<IConstruct, ScopeWord>, render: (api: ApiObject) => Json): Verdict {
  const rulings = rulingsOf(words);
  const placed = apiObjects(root, (construct) => words.has(construct));
  const objects = placed.map(({ api }) => render(api));
  const custom = clusterScopedKinds(objects);
  const rendered = placed.map(({ api, chart }, i): RenderedObject => (
    { construct: api, kind: api.kind, json: finalJson(objects[i], custom), chart }
  ));
  const model = new Model(placed.map((origin, i) => ({ value: rendered[i].json, origin })));
  const cases = new Cases(placed, rulings);
  const asked = askPolicies(model, (resource) => cases.rulingOf(resource));
  const findings = [...targetFindings([...rulings.values()]), ...judgeByPolicy(model, cases), ...asked.findings];
  const all = [...rulings.values()];
  return { findings: withWaivers(findings, model, cases, all, [...RULES, ...asked.rules]), rulings: all, rendered, notes: asked.notes };
}

/** An object that somebody judges. */
interface Case {
  readonly place: Placed;
  readonly i: number;
  readonly ruling: Ruling;
}

/** The objects that somebody judges, by what findings know of them: the construct. Where nothing is found, they are never laid out. */
class Cases {
  private byConstruct?: ReadonlyMap<string, Case>;

  constructor(private readonly placed: readonly Placed[], private readonly rulings: ReadonlyMap<IConstruct, Ruling>) {}

  /** What holds for an object of the model. */
  rulingOf({ origin }: Resource): Ruling | undefined {
    const { scope } = origin as Placed;
    return scope === undefined ? undefined : this.rulings.get(scope);
  }

  of(construct: string | undefined): Case | undefined {
    this.byConstruct ??= this.layOut();
    return this.byConstruct.get(construct ?? '');
  }

  private layOut(): ReadonlyMap<string, Case> {
    const cases = new Map<string, Case>();
    this.placed.forEach((place, i) => {
      const ruling = place.scope === undefined ? undefined : this.rulings.get(place.scope);
      if (ruling !== undefined) cases.set(place.construct, { place, i, ruling });
    });
    return cases;
  }
}

/** Runs the rules once for each policy that differs, and keeps what it says of the objects under that policy. */
function judgeByPolicy(model: Model, cases: Cases): Finding[] {
  const { policies, policyOf } = policiesOf(model, cases);
  if (policies.length === 1) return judge(model, policies[0], RULES).filter(({ construct }) => cases.of(construct) !== undefined);
  const byConstruct = new Map(model.resources.map(({ origin }, i) => [origin.construct, policyOf[i]]));
  return policies
    .flatMap((policy) => judge(model, policy, RULES).filter(({ construct }) => byConstruct.get(construct) === policy))
    .sort((a, b) => cases.of(a.construct)!.i - cases.of(b.construct)!.i);
}

/** The policies that differ, and the one of them under which each object is judged; undefined where nobody judges it. */
function policiesOf(model: Model, cases: Cases): { readonly policies: readonly Policy[]; readonly policyOf: readonly (Policy | undefined)[] } {
  const policies = new Map<string, Policy>();
  const factsOf = factsReader();
  let last: { readonly ruling: Ruling; readonly facts: TreeFacts; readonly labelled: boolean; readonly policy: Policy } | undefined;
  const policyOf = model.resources.map((resource) => {
    const ruling = cases.rulingOf(resource);
    if (ruling === undefined) return undefined;
    const facts = factsOf((resource.origin as Placed).api);
    const namespace = resource.kind === 'Namespace' ? resource.name : resource.namespace;
    const labelled = model.find('Namespace', '', namespace)?.labels[ENFORCE] !== undefined;
    if (last?.ruling === ruling && last.facts === facts && last.labelled === labelled) return last.policy;
    const said = policyFor(ruling, facts, labelled);
    const key = JSON.stringify(said);
    const policy = policies.get(key) ?? said;
    policies.set(key, policy);
    last = { ruling, facts, labelled, policy };
    return policy;
  });
  return { policies: [...policies.values()], policyOf };
}

const ENFORCE = `${POD_SECURITY_LABEL}enforce`;

/** Labels say how strict a namespace is. Without them it is what the constructs know of a namespace that somebody else owns. */
function policyFor({ props }: Ruling, facts: TreeFacts, labelled: boolean): Policy {
  const profile = (labelled ? props.profile : facts.profile ?? props.profile) ?? Profile.production();
  return {
    minor: minorOf(facts.kubernetesVersion),
    podSecurity: profile._level,
    audited: profile.audit as Policy['audited'],
    registries: facts.registries,
    deniedRegistries: props.deniedRegistries,
    edition: facts.edition ?? NEWEST_EDITION,
    date: props.date,
    loadCel: celOfDefinitions,
    severities: props.severities as Policy['severities'],
  };
}

function withWaivers(findings: readonly Finding[], model: Model, cases: Cases, rulings: readonly Ruling[], rules: readonly Rule[]): RuledFinding[] {
  const rulingAt = new Map(rulings.map((ruling) => [ruling.path, ruling]));
  // What is found about no object is found about a scope.
  const ruledBy = (construct: string | undefined): Ruling => (cases.of(construct)?.ruling ?? rulingAt.get(construct ?? ''))!;
  return rulings.filter((ruling) => ruling.top === ruling).flatMap((top) => {
    const waivers = rulings.filter((ruling) => ruling.top === top).reverse().flatMap((ruling) => waiversOf(ruling, cases));
    const resources = model.resources.filter((resource) => cases.rulingOf(resource)?.top === top);
    const policy = { edition: top.props.rules ?? NEWEST_EDITION, date: top.props.date, severities: top.props.severities as Policy['severities'] };
    const own = findings.filter(({ construct }) => ruledBy(construct).top === top);
    return applyWaivers(own, waivers, { resources, policy, rules }).map((finding): RuledFinding => {
      const api = cases.of(finding.construct)?.place.api;
      const source = finding.source ?? (api === undefined ? undefined : sourceOf(api));
      return { finding: source === undefined ? finding : { ...finding, source }, ruling: ruledBy(finding.construct), api };
    });
  });
}

function waiversOf({ word, path }: Ruling, cases: Cases): Waiver[] {
  const below = `${path}/`;
  const covers = (finding: Finding): boolean => {
    const at = cases.of(finding.construct)?.place.path ?? finding.construct;
    return at !== undefined && (path === '' || at === path || at.startsWith(below));
  };
  return word.waivers.map(({ trace, ...waiver }) => {
    const origin = { construct: path, get source() { return lineOf(trace); } };
    return { ...waiver, covers, origin };
  });
}
