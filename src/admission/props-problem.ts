import { AdmissionPoliciesProps } from './admission-policies-props';
import { OLDEST_MINOR, policyRules } from './policies';
import { labelKeyProblem, labelValueProblem, rfc1123LabelProblem, rfc1123SubdomainProblem } from '../manifest/name';
import { nearest } from '../manifest/nearest';
import { minorOf } from '../standard/target';
import { isClusterRule } from '../validation/cluster-rule';
import { meansRule } from '../validation/rule-pattern';
import { RULES } from '../validation/rules';
import { WAIVER_RULES } from '../validation/waiver-rules';

/** What is wrong with the props of policies, or undefined. A policy that cannot be stored, or asks something else than is meant, protects nothing. */
export function propsProblem(props: AdmissionPoliciesProps): string | undefined {
  const [first] = problems(props);
  return first;
}

function* problems(props: AdmissionPoliciesProps): Iterable<string> {
  const { stage, engine, podSecurity, failurePolicy, severities = {}, prefix, namespaceLabels = {}, parametersNamespace, excludedNamespaces } = props;
  yield* listProblems(props);
  yield* versionProblems(props);
  yield* oneOf('stage', stage, ['audit', 'warn', 'deny']);
  yield* oneOf('engine', engine, ['kubernetes', 'kyverno']);
  yield* oneOf('podSecurity', podSecurity, ['restricted', 'baseline', 'privileged']);
  yield* oneOf('failurePolicy', failurePolicy, ['Fail', 'Ignore']);
  yield* ruleProblems(props);
  for (const severity of Object.values(severities)) yield* oneOf('severities', severity, ['error', 'warning', 'info', 'off']);
  // The name of a policy ends with the id of its rule, and that of a binding with what it does.
  yield* of('prefix', prefix === undefined ? undefined : rfc1123SubdomainProblem(prefix) ?? (prefix.length > 200 ? 'it is longer than 200 characters' : undefined));
  yield* of('parametersNamespace', parametersNamespace === undefined ? undefined : rfc1123LabelProblem(parametersNamespace));
  for (const namespace of excludedNamespaces ?? []) yield* of('excludedNamespaces', rfc1123LabelProblem(namespace));
  for (const [key, value] of Object.entries(namespaceLabels)) yield* of('namespaceLabels', labelKeyProblem(key) ?? labelValueProblem(value));
}

function* listProblems({ rules, registries, deniedRegistries, excludedNamespaces }: AdmissionPoliciesProps): Iterable<string> {
  for (const [prop, list] of Object.entries({ rules, registries, deniedRegistries, excludedNamespaces })) {
    if (list === undefined) continue;
    if (!Array.isArray(list)) yield `${prop} is not a list; write it in brackets`;
    else if (list.includes('')) yield `${prop} has an empty entry; leave it out`;
  }
}

function* versionProblems({ kubernetesVersion, engine }: AdmissionPoliciesProps): Iterable<string> {
  const minor = minorOf(kubernetesVersion);
  if (minor >= OLDEST_MINOR || engine === 'kyverno') return;
  yield `Kubernetes 1.${minor} has no ValidatingAdmissionPolicy v1; use 1.${OLDEST_MINOR} or newer, or engine 'kyverno'`;
}

function* ruleProblems({ rules = [], severities = {} }: AdmissionPoliciesProps): Iterable<string> {
  const known = policyRules();
  for (const pattern of rules) {
    if (known.some((rule) => meansRule(pattern, rule))) continue;
    const near = nearest(pattern, known);
    yield `rules: '${pattern}' is no rule that a policy can express; ${near === undefined ? `use ${known.slice(0, 3).join(', ')}, …` : `write ${near}`}`;
  }
  const ids = [...RULES, ...WAIVER_RULES].map(({ id }) => id);
  for (const rule of Object.keys(severities)) {
    if (isClusterRule(rule) || ids.includes(rule)) continue;
    const near = nearest(rule, ids);
    yield `severities: '${rule}' is not a rule${near === undefined ? '' : `; write ${near}`}`;
  }
}

function* oneOf(prop: string, value: string | undefined, allowed: readonly string[]): Iterable<string> {
  if (value !== undefined && !allowed.includes(value)) yield `${prop}: '${value}' is not one of ${allowed.join(', ')}`;
}

function* of(prop: string, problem: string | undefined): Iterable<string> {
  if (problem !== undefined) yield `${prop}: ${problem}`;
}
