import { policies, PolicyOptions } from '../../src/admission/policies';
import { Json, Model, Resource } from '../../src/manifest/model';
import { checkSchema } from '../../src/manifest/schema';
import { edited } from '../../src/validation/compliant-app';
import { judge } from '../../src/validation/engine';
import { Finding } from '../../src/validation/finding';
import { DEFAULT_POLICY } from '../../src/validation/policy';
import { Edit, Rule } from '../../src/validation/rule';

/** What a rule says of an example, and the policies that are printed for the same. */
export interface Told {
  /** `Kind/name` of the objects that the rule reports, sorted. */
  readonly reported: readonly string[];
  readonly findings: readonly Finding[];
  /** The objects as the API server hands them over. */
  readonly model: Model;
  /** What is printed: parameters, where there are some, and policies. */
  readonly printed: readonly Json[];
}

/** The examples of a rule, each with what it is called. */
export function examplesOf({ bad, good }: Rule): (readonly [string, Edit])[] {
  return [
    ...Object.entries(bad).map(([name, edit]) => [`bad: ${name}`, edit] as const),
    ...Object.entries(good ?? {}).map(([name, edit]) => [`good: ${name}`, edit] as const),
  ];
}

/** What the rule says of an example, and what is printed for the same. */
export function told(rule: Rule, edit: Edit, options: PolicyOptions = {}): Told {
  const judged = { ...DEFAULT_POLICY, ...edit.policy };
  const model = new Model(edited(edit).filter(isTaken).map(defaulted).map((value) => ({ value })));
  const findings = judge(model, judged, [rule]);
  const reported = [...new Set(findings.map(({ object }) => `${object.kind}/${object.name}`))].sort();
  // Without registries there is nothing to ask, and no policy: the example that says so is met by one that allows all.
  const { minor, registries = ['ghcr.io/acme/', 'quay.io/acme/'], deniedRegistries = [] } = judged;
  return { reported, findings, model, printed: policies({ rules: [rule.id], minor, registries, deniedRegistries, ...options }) };
}

/** Whether a policy is asked about a kind at all. */
export function isMatched(policy: Json, { kind, apiVersion }: Resource): boolean {
  const { resourceRules } = (policy.spec as Json).matchConstraints as { readonly resourceRules: readonly Record<string, readonly string[]>[] };
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const plural = kind === 'Ingress' ? 'ingresses' : `${kind.toLowerCase()}s`;
  return resourceRules.some(({ apiGroups, apiVersions, resources }) => (
    apiGroups.includes(group) && apiVersions.includes(apiVersion.split('/').at(-1)!) && resources.includes(plural)
  ));
}

/** The API server refuses what its own schema does not have before it asks any policy. */
function isTaken(object: Json): boolean {
  return checkSchema(object, 36).problems.every(({ kind }) => kind !== 'unknown-field');
}

/** The API server hands over objects completed: Model does the same for pods. */
function defaulted(object: Json): Json {
  const [pod] = new Model([{ value: object }]).pods();
  if (pod === undefined) return object;
  const copy = structuredClone(object) as Record<string, unknown>;
  let template = copy;
  for (const step of pod.path) template = template[step] as Record<string, unknown>;
  template.spec = pod.spec;
  return copy;
}
