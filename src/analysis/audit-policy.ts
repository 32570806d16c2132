import { asList, asObject, Json, Resource } from '../manifest/model';

/** How much of a request is recorded, least first. */
export type AuditLevel = 'None' | 'Metadata' | 'Request' | 'RequestResponse';

/** The levels, least first. */
export const AUDIT_LEVELS: readonly AuditLevel[] = ['None', 'Metadata', 'Request', 'RequestResponse'];

/** Whether a level records at least what another does. */
export function recordsAtLeast(level: AuditLevel, wanted: AuditLevel): boolean {
  return AUDIT_LEVELS.indexOf(level) >= AUDIT_LEVELS.indexOf(wanted);
}

/** A request to the API server, as the audit policy sees it. */
export interface AuditRequest {
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: string;
  /** Empty for what lives in no namespace. */
  readonly namespace: string;
  readonly group: string;
  /** With the subresource: `pods/exec`. */
  readonly resource: string;
  readonly name: string;
}

/** One rule of an audit policy, with all in it that is text. */
export interface AuditRule {
  readonly level: AuditLevel | undefined;
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
  readonly verbs: readonly string[];
  readonly namespaces: readonly string[];
  readonly resources: readonly AuditResources[];
  readonly nonResourceURLs: readonly string[];
}

/** Resources of one group. */
export interface AuditResources {
  readonly group: string;
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
}

/** Whether an object is the audit policy of an API server. */
export function isAuditPolicy(resource: Resource): boolean {
  return resource.kind === 'Policy' && resource.group === 'audit.k8s.io';
}

/** The rules of an audit policy, in their order. */
export function auditRules(policy: Resource): readonly AuditRule[] {
  return asList(policy.raw.rules).map((entry) => {
    const rule = asObject(entry);
    return {
      level: AUDIT_LEVELS.find((level) => level === rule.level),
      users: texts(rule.users),
      userGroups: texts(rule.userGroups),
      verbs: texts(rule.verbs),
      namespaces: texts(rule.namespaces),
      resources: asList(rule.resources).map(asObject).map((resources: Json) => ({
        group: typeof resources.group === 'string' ? resources.group : '', resources: texts(resources.resources), resourceNames: texts(resources.resourceNames),
      })),
      nonResourceURLs: texts(rule.nonResourceURLs),
    };
  });
}

/** The rule that decides how much of a request is recorded: the first that matches. -1 where none does, and nothing is recorded. */
export function decidingRule(rules: readonly AuditRule[], request: AuditRequest): number {
  return rules.findIndex((rule) => matches(rule, request));
}

/** Whether a rule is about a request: everything that it says has to hold; what it does not say holds for all. */
function matches(rule: AuditRule, request: AuditRequest): boolean {
  if (rule.users.length > 0 && !rule.users.includes(request.user)) return false;
  if (rule.userGroups.length > 0 && !request.groups.some((group) => rule.userGroups.includes(group))) return false;
  if (rule.verbs.length > 0 && !rule.verbs.includes(request.verb)) return false;
  if (rule.namespaces.length > 0 && !rule.namespaces.includes(request.namespace)) return false;
  if (rule.resources.length > 0) return rule.resources.some((resources) => names(resources, request));
  return rule.namespaces.length > 0 || rule.nonResourceURLs.length === 0;
}

/** `pods` does not mean `pods/log`; `pods/*` means both. */
function names({ group, resources, resourceNames }: AuditResources, request: AuditRequest): boolean {
  if (group !== request.group && group !== '*') return false;
  if (resources.length === 0) return true;
  if (resourceNames.length > 0 && !resourceNames.includes(request.name)) return false;
  const [resource, subresource] = request.resource.split('/');
  return resources.some((entry) => (
    entry === '*' || entry === request.resource || entry === `${resource}/*` || (subresource !== undefined && entry === `*/${subresource}`)
  ));
}

/** Whether every request of a later rule is one of an earlier rule, so that the later one never decides. Says yes only where that is certain. */
export function shadows(earlier: AuditRule, later: AuditRule): boolean {
  return (['users', 'userGroups', 'verbs'] as const).every((field) => covers(earlier[field], later[field])) && coversScope(earlier, later);
}

/** No value stands for all values. */
function covers(earlier: readonly string[], later: readonly string[]): boolean {
  return earlier.length === 0 || (later.length > 0 && later.every((value) => earlier.includes(value)));
}

function coversScope(earlier: AuditRule, later: AuditRule): boolean {
  if (earlier.namespaces.length === 0 && earlier.resources.length === 0 && earlier.nonResourceURLs.length === 0) return true;
  const isAboutResources = later.namespaces.length > 0 || later.resources.length > 0;
  if (earlier.namespaces.length > 0 || earlier.resources.length > 0) {
    if (!isAboutResources || !covers(earlier.namespaces, later.namespaces)) return false;
    if (earlier.resources.length === 0) return true;
    return later.resources.length > 0 && later.resources.every((one) => earlier.resources.some((other) => coversResources(other, one)));
  }
  return !isAboutResources && later.nonResourceURLs.length > 0
    && later.nonResourceURLs.every((url) => earlier.nonResourceURLs.some((other) => other === '*' || other === url || coversUrl(other, url)));
}

function coversResources(earlier: AuditResources, later: AuditResources): boolean {
  if (earlier.group !== later.group && earlier.group !== '*') return false;
  if (earlier.resources.length === 0) return true;
  if (!covers(earlier.resourceNames, later.resourceNames)) return false;
  return later.resources.length > 0 && later.resources.every((entry) => (
    earlier.resources.includes('*') || earlier.resources.includes(entry) || earlier.resources.includes(`${entry.split('/')[0]}/*`)
  ));
}

function coversUrl(earlier: string, later: string): boolean {
  return earlier.endsWith('*') && later.startsWith(earlier.slice(0, -1));
}

function texts(value: unknown): readonly string[] {
  return asList(value).filter((entry): entry is string => typeof entry === 'string');
}
