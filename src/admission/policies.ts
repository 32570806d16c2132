import { Check } from './check';
import { allChecks } from './checks';
import { Exception } from './exceptions';
import { kyvernoPolicies } from './kyverno';
import { parameterMap } from './parameters';
import { Printing } from './printing';
import { Stage } from './rollout';
import { validatingAdmissionPolicies } from './validating-admission-policy';
import { Json } from '../manifest/model';
import { Level } from '../standard/control';
import { NEWEST_POLICY_MINOR, OLDEST_POLICY_MINOR } from '../standard/pod-security';
import { Severity } from '../validation/finding';
import { DEFAULT_POLICY } from '../validation/policy';
import { meansRule } from '../validation/rule-pattern';

/** Who evaluates the policies: the API server itself, or Kyverno. */
export type Engine = 'kubernetes' | 'kyverno';

/** What policies are printed for. */
export interface PolicyOptions {
  /** Default: 'audit'. */
  readonly stage?: Stage;
  /** Default: 'kubernetes'. */
  readonly engine?: Engine;
  /** Ids of rules, or globs such as `pss-*`. Default: all that CEL can express. */
  readonly rules?: readonly string[];
  /** The minor of the cluster, 36 for 1.36, which namespaces are pinned to. Default: that of the default policy. */
  readonly minor?: number;
  /** The level that namespaces without Pod Security labels are held to. Default: 'restricted'. */
  readonly podSecurity?: Level;
  /** Beginnings of image references that may be used. Default: all, and no policy about it. */
  readonly registries?: readonly string[];
  /** Beginnings of image references that may not be used. Default: none, and no policy about it. */
  readonly deniedRegistries?: readonly string[];
  /** Other severities, by rule id. Default: those of the rules. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
  /** What is accepted. Default: nothing. */
  readonly exceptions?: readonly Exception[];
  /** Namespaces that nothing is asked of, beside those of Kubernetes itself. Default: none. */
  readonly excludedNamespaces?: readonly string[];
  /** Labels of the namespaces that are meant. Default: all. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** What happens where a policy cannot be evaluated. Default: 'Fail'. */
  readonly failurePolicy?: 'Fail' | 'Ignore';
  /** How the names of policies begin. Default: 'cdk8s-hardened'. */
  readonly prefix?: string;
  /** The namespace of a ConfigMap, called as policies begin, in which those lists can be changed. Default: they stand in the policies. */
  readonly parametersNamespace?: string;
}

/** The rules as policies that a cluster enforces: one for each rule that CEL can express, and its bindings, after the parameters that they read. */
export function policies(options: PolicyOptions = {}): Json[] {
  const { minor = DEFAULT_POLICY.minor, exceptions = [], rules, engine = 'kubernetes' } = options;
  const prefix = options.prefix ?? 'cdk8s-hardened';
  const printing: Printing = {
    stage: options.stage ?? 'audit',
    prefix,
    failurePolicy: options.failurePolicy ?? 'Fail',
    excludedNamespaces: [...new Set([...EXCLUDED_NAMESPACES, ...options.excludedNamespaces ?? []])],
    namespaceLabels: options.namespaceLabels ?? {},
    exceptions,
    parameters: options.parametersNamespace === undefined ? undefined : { namespace: options.parametersNamespace, name: prefix },
  };
  const checks = allChecks({
    minor: Math.min(Math.max(minor, OLDEST_POLICY_MINOR), NEWEST_POLICY_MINOR),
    podSecurity: options.podSecurity ?? DEFAULT_POLICY.podSecurity,
    registries: options.registries,
    deniedRegistries: options.deniedRegistries,
    severities: options.severities,
  });
  const asked = (check: Check): boolean => rules === undefined || rules.some((pattern) => meansRule(pattern, check.id));
  const print = engine === 'kyverno' ? kyvernoPolicies : validatingAdmissionPolicies;
  const printed = checks.filter(asked).map((check) => ({ check, objects: print(check, printing) })).filter(({ objects }) => objects.length > 0);
  const map = printing.parameters && parameterMap(printing.parameters, printed.map(({ check }) => check.parameters ?? {}));
  return [...map === undefined ? [] : [map], ...printed.flatMap(({ objects }) => objects)];
}

/** The rules that CEL can express; those about registries only where some are given. */
export function policyRules(): string[] {
  return allChecks({ minor: NEWEST_POLICY_MINOR, podSecurity: 'restricted', registries: [], deniedRegistries: [] }).map(({ id }) => id);
}

/** The oldest minor that has ValidatingAdmissionPolicy v1. */
export const OLDEST_MINOR = 30;

/** The namespaces of Kubernetes itself. */
export const EXCLUDED_NAMESPACES: readonly string[] = ['kube-node-lease', 'kube-public', 'kube-system'];
