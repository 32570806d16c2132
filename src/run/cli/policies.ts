import { CallError } from './call-error';
import { readConfig } from './config';
import { readInput } from './input';
import { inputFiles } from './input-files';
import { judgeInput } from './judge-input';
import { selected } from './selection';
import { JudgeOptions, settle, Settings } from './settings';
import { write } from './streams';
import { Exception, exceptionsOf, isEverywhere } from '../../admission/exceptions';
import { Engine, OLDEST_MINOR, policies, policyRules } from '../../admission/policies';
import { Stage } from '../../admission/rollout';
import { labelKeyProblem, labelValueProblem } from '../../manifest/name';
import { quote } from '../../manifest/quote';
import { writeAll } from '../../manifest/write';
import { visible } from '../../report/visible';
import { RULES } from '../../validation/rules';

/** What the command line says. */
export interface PoliciesOptions extends Omit<JudgeOptions, 'date'> {
  readonly stage: Stage;
  readonly engine: Engine;
  readonly namespaceLabel?: readonly string[];
  readonly excludeNamespace?: readonly string[];
  readonly failurePolicy: 'Fail' | 'Ignore';
  readonly parametersNamespace?: string;
  readonly config?: string;
  readonly date?: string;
}

/** `cdk8s-hardened policies`: prints the rules as policies that the cluster enforces. */
export async function printPolicies(paths: readonly string[], options: PoliciesOptions): Promise<void> {
  const { stage, engine, excludeNamespace: excludedNamespaces, failurePolicy, parametersNamespace } = options;
  const config = await readConfig(options.config);
  const settings = settle({ ...options, rules: undefined, skip: undefined, date: options.date ?? new Date().toISOString().slice(0, 10) }, config);
  const { minor, podSecurity, registries, deniedRegistries, severities } = settings.policy;
  if (minor < OLDEST_MINOR && engine === 'kubernetes') {
    throw new CallError(`Kubernetes 1.${minor} has no ValidatingAdmissionPolicy v1; use --kubernetes-version 1.${OLDEST_MINOR} or newer, or --engine kyverno`);
  }
  const rules = selectedRules(options);
  const exceptions = paths.length === 0 ? [] : await exceptionsIn(paths, settings);
  const namespaceLabels = labelsOf(options.namespaceLabel);
  const objects = policies({
    stage,
    engine,
    rules,
    minor,
    podSecurity,
    registries,
    deniedRegistries,
    severities,
    exceptions,
    namespaceLabels,
    excludedNamespaces,
    failurePolicy,
    parametersNamespace,
  });
  if (objects.length === 0) throw new CallError(`nothing to print: ${rules.join(', ')} asks for lists of registries, which the configuration does not have, or is off`);
  if (parametersNamespace !== undefined && objects.every(({ kind }) => kind !== 'ConfigMap')) {
    throw new CallError('--parameters-namespace: nothing is printed that reads parameters; list registries or deniedRegistries in the configuration, or leave the option out');
  }
  await write('out', writeAll(objects));
  const printed = exceptions.filter(({ rule }) => rules.includes(rule));
  for (const note of notes(printed, Object.keys(config?.values.namespaces ?? {}))) await write('err', `note: ${visible(note)}\n`);
}

/** What the policies do otherwise than somebody may think. */
function* notes(exceptions: readonly Exception[], namespaces: readonly string[]): Iterable<string> {
  const names = new Set(exceptions.filter(isEverywhere).map(({ object: { kind, name } }) => `${kind}/${name}`));
  for (const name of names) yield `${name} says no namespace, so that one of that name is excepted in every namespace; write metadata.namespace`;
  if (namespaces.length === 0) return;
  yield `policies go by labels, and not by the namespaces of the configuration: label what ${namespaces.join(', ')} means with pod-security.kubernetes.io/enforce`;
}

/** The rules that become policies. Most do not: who names one of those is told so, and a pattern that means some of both means those that do. */
function selectedRules({ rules, skip }: PoliciesOptions): string[] {
  const known = new Set(policyRules());
  const chosen = selected(RULES, rules, skip).map(({ id }) => id);
  const expressible = chosen.filter((id) => known.has(id));
  const other = rules?.find((rule) => !rule.includes('*') && !known.has(rule)) ?? (chosen.length > 0 && expressible.length === 0 ? rules?.join(',') : undefined);
  if (other === undefined && expressible.length === 0) throw new CallError('--skip: it leaves no rule to print');
  if (other === undefined) return expressible;
  throw new CallError(`--rules: ${quote(other)} is no policy: one sees an object alone, and asks what CEL can say of it; 'cdk8s-hardened policies' prints all that are`);
}

async function exceptionsIn(paths: readonly string[], settings: Settings): Promise<Exception[]> {
  const { files, faults } = await inputFiles(paths);
  const input = await readInput(files);
  const [fault] = [...faults, ...input.faults];
  // An exception that is missing would refuse what its author was told is accepted.
  if (fault !== undefined) throw new CallError(`${fault.file}${fault.line === undefined ? '' : `:${fault.line}`}: ${fault.message}`);
  return exceptionsOf(judgeInput(input.documents, settings).findings);
}

function labelsOf(given: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(given.map((label) => {
    const at = label.indexOf('=');
    if (at <= 0) throw new CallError(`--namespace-label: ${quote(label)} is no label; write it as key=value`);
    const [key, value] = [label.slice(0, at), label.slice(at + 1)];
    const problem = labelKeyProblem(key) ?? labelValueProblem(value);
    if (problem !== undefined) throw new CallError(`--namespace-label: ${problem}`);
    return [key, value];
  }));
}
