import { isClusterRule } from './cluster-rule';
import { Finding, ObjectId } from './finding';
import { Policy, Rule } from './rule';
import { meansRule } from './rule-pattern';
import { RULES } from './rules';
import { WAIVER_RULES, WaiverRule, waiverExpired, waiverNotAllowed, waiverUnknownRule, waiverUnused, waiverWithoutReason } from './waiver-rules';
import { asStrings, Location, Resource } from '../manifest/model';
import { nearest } from '../manifest/nearest';
import { formatPath, Path } from '../manifest/path';
import { Acceptance, dateProblem, parseAcceptance, reasonProblem, WAIVER_ANNOTATION } from '../standard/waiver';

/** What somebody accepts, and where: findings of some rules, with a reason. */
export interface Waiver extends Acceptance {
  /** Ids of rules, or globs such as `pss-*`. */
  readonly rules: readonly string[];
  /** Where it stands, for what there is to say about the waiver itself. */
  readonly origin?: WaiverOrigin;
  /** Whether it covers a finding of one of its rules. */
  covers(finding: Finding): boolean;
  /** Whether it is about an object; about all where it is not said. What is about none of the input is not called unused. */
  concerns?(object: Resource): boolean;
}

/** Where a waiver stands: on a construct, in a file, or on an object. */
export interface WaiverOrigin {
  readonly object?: ObjectId;
  readonly path?: Path;
  readonly location?: Location;
  readonly construct?: string;
  readonly source?: Finding['source'];
}

/** What waivers are judged with. */
export interface WaiverContext {
  /** The objects whose annotations waive something. */
  readonly resources: Iterable<Resource>;
  readonly policy: Pick<Policy, 'date' | 'severities' | 'edition'>;
  /** The rules that exist; all of ours where it is not said. */
  readonly rules?: readonly Pick<Rule, 'id' | 'waivable'>[];
  /** Whether a rule ran: a waiver of one that did not is not called unused. */
  readonly ran?: (rule: string) => boolean;
}

/**
 * The findings, those that a waiver covers marked, and behind them what there is to say about the waivers. An annotation on an object comes before
 * the given waivers, and these count in their order; each that covers a finding is in use.
 */
export function applyWaivers(findings: readonly Finding[], waivers: readonly Waiver[], context: WaiverContext): Finding[] {
  const { policy } = context;
  const rules: readonly Pick<Rule, 'id' | 'waivable'>[] = [...context.rules ?? RULES, ...WAIVER_RULES];
  const fixed = new Set(rules.filter((rule) => rule.waivable === false).map((rule) => rule.id));
  const ran = (rule: string): boolean => policy.severities?.[rule] !== 'off' && (context.ran?.(rule) ?? true);
  const said: Finding[] = [];
  const report = (rule: WaiverRule, grant: Grant, what: string, remedy: string): void => {
    const severity = policy.severities?.[rule.id] ?? (rule.edition > policy.edition ? 'info' : rule.severity);
    if (severity !== 'off') said.push(finding(rule, severity, grant, what, remedy));
  };

  const byTarget = new Map<string, Grant[]>();
  const grants: Grant[] = [];
  for (const grant of [...annotated(context.resources), ...given(waivers)]) {
    const problem = problemOf(grant, policy.date);
    const meant = rules.filter((rule) => meansRule(grant.rule, rule.id)).map((rule) => rule.id);
    // Nothing is known of the policies of a cluster where their files are not given.
    if (meant.length === 0 && isClusterRule(grant.rule) && !rules.some(({ id }) => isClusterRule(id))) continue;
    if (grant.on !== undefined && grant.rule.includes('*')) {
      report(waiverUnknownRule, grant, 'has a *, which the API server refuses in a key', 'name each rule in an annotation of its own, or write the glob into the configuration');
    } else if (meant.length === 0) {
      const near = nearest(grant.rule, rules.map((rule) => rule.id));
      report(waiverUnknownRule, grant, 'names no rule', near === undefined ? 'use the id of a rule' : `write ${near}`);
    } else if (fixed.has(grant.rule)) {
      report(waiverNotAllowed, grant, 'names a rule that cannot be waived', 'remove it, and mend what the rule reports');
    } else if (problem !== undefined) {
      report(problem.rule, grant, problem.what, problem.remedy);
    } else {
      if (meant.some(ran)) grants.push(grant);
      for (const id of meant) {
        const target = grant.on === undefined ? id : `${id} ${objectKey(grant.on)}`;
        const same = byTarget.get(target);
        if (same) same.push(grant);
        else byTarget.set(target, [grant]);
      }
    }
  }

  const used = new Set<Grant>();
  const marked = findings.map((found) => {
    if (fixed.has(found.rule)) return found;
    const aimed = [...byTarget.get(`${found.rule} ${objectKey(found.object)}`) ?? [], ...byTarget.get(found.rule) ?? []];
    const covering = aimed.filter((grant) => grant.waiver.covers(found));
    for (const grant of covering) used.add(grant);
    return covering.length === 0 || found.waived !== undefined ? found : { ...found, waived: acceptance(covering[0].waiver) };
  });
  for (const grant of grants) {
    if (!used.has(grant) && concernsAny(grant.waiver, context.resources)) report(waiverUnused, grant, 'covers no finding', 'remove it');
  }
  return [...marked, ...said];
}

function concernsAny(waiver: Waiver, resources: Iterable<Resource>): boolean {
  if (waiver.concerns === undefined) return true;
  for (const resource of resources) if (waiver.concerns(resource)) return true;
  return false;
}

/** One rule of a waiver: each has to be worth its place. */
interface Grant {
  readonly rule: string;
  readonly waiver: Waiver;
  readonly origin: WaiverOrigin;
  /** The one object that it can cover, if it is about one. */
  readonly on?: ObjectId;
}

function objectKey({ kind, namespace, name }: ObjectId): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

function given(waivers: readonly Waiver[]): Grant[] {
  return waivers.flatMap((waiver) => waiver.rules.map((rule) => ({ rule, waiver, origin: waiver.origin ?? {} })));
}

function* annotated(resources: Iterable<Resource>): Iterable<Grant> {
  for (const resource of resources) {
    const { annotations, pod } = resource;
    if (bearsWaiver(annotations)) yield* grantsIn(resource, annotations, []);
    // Charts let their users annotate pods, and often nothing else.
    if (pod === undefined || pod.path.length === 0 || pod.metadata.annotations === undefined) continue;
    const ofPod = asStrings(pod.metadata.annotations);
    if (bearsWaiver(ofPod)) yield* grantsIn(resource, ofPod, pod.path);
  }
}

function bearsWaiver(annotations: Readonly<Record<string, string>>): boolean {
  for (const key in annotations) if (key.startsWith(WAIVER_ANNOTATION)) return true;
  return false;
}

/** What the annotations at a place of an object waive: findings about that place and below. */
function* grantsIn(resource: Resource, annotations: Readonly<Record<string, string>>, place: Path): Iterable<Grant> {
  for (const key in annotations) {
    if (!key.startsWith(WAIVER_ANNOTATION)) continue;
    const rule = key.slice(WAIVER_ANNOTATION.length);
    const path = [...place, 'metadata', 'annotations', key];
    const { apiVersion, kind, namespace, name } = resource;
    const object = { apiVersion, kind, ...(namespace === '' ? {} : { namespace }), name };
    yield {
      rule,
      on: object,
      waiver: {
        rules: [rule],
        ...parseAcceptance(annotations[key]),
        covers: (found) => isAbout(found, resource) && place.every((step, i) => found.path[i] === step),
      },
      origin: {
        object,
        path,
        location: resource.origin.locate?.(path),
        construct: resource.origin.construct,
      },
    };
  }
}

/** Two files may hold an object of the same name, for two clusters: an annotation speaks for its own. */
function isAbout({ object, location, construct }: Finding, resource: Resource): boolean {
  return object.apiVersion === resource.apiVersion
    && (location === undefined || resource.origin.file === undefined || location.file === resource.origin.file)
    && construct === resource.origin.construct;
}

interface Shortcoming {
  readonly rule: WaiverRule;
  readonly what: string;
  readonly remedy: string;
}

function problemOf({ waiver }: Grant, date: string | undefined): Shortcoming | undefined {
  const { reason, until } = waiver;
  if (reasonProblem(reason) !== undefined) {
    const what = reason.trim() === '' ? 'has no reason' : `has the reason ${JSON.stringify(reason)}`;
    return { rule: waiverWithoutReason, what, remedy: 'say in at least 10 characters why this is acceptable' };
  }
  if (until === undefined) return undefined;
  if (dateProblem(until) !== undefined) return { rule: waiverExpired, what: `holds until ${JSON.stringify(until)}, which is no date`, remedy: 'write YYYY-MM-DD' };
  if (date === undefined || date <= until) return undefined;
  return { rule: waiverExpired, what: `held until ${until}`, remedy: 'mend what it covers, or decide anew and set a later day' };
}

function finding(rule: WaiverRule, severity: Finding['severity'], { rule: id, origin }: Grant, what: string, remedy: string): Finding {
  const path = origin.path ?? [];
  return {
    rule: rule.id,
    severity,
    item: rule.item,
    object: origin.object ?? { apiVersion: 'cdk8s-hardened', kind: 'Waiver', name: id },
    path,
    message: `${path.length === 0 ? `the waiver of ${id}` : formatPath(path)} ${what}`,
    remedy,
    ...(origin.location === undefined ? {} : { location: origin.location }),
    ...(origin.construct === undefined ? {} : { construct: origin.construct }),
    ...(origin.source === undefined ? {} : { source: origin.source }),
  };
}

function acceptance({ reason, owner, until }: Acceptance): Acceptance {
  return { reason, ...(owner === undefined ? {} : { owner }), ...(until === undefined ? {} : { until }) };
}
