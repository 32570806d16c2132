import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Exception } from './exceptions';
import { OLDEST_MINOR, policies, PolicyOptions, policyRules } from './policies';
import { exceptionsIn, followExceptions } from './tree-exceptions';
import { Json } from '../manifest/model';
import { rfc1123LabelProblem } from '../manifest/name';
import { nearest } from '../manifest/nearest';
import { Level } from '../standard/control';
import { minorOf } from '../standard/target';
import { Severity } from '../validation/finding';
import { meansRule } from '../validation/rule-pattern';

/** Which policies are made, and what they do. */
export interface AdmissionPoliciesProps {
  /**
   * How far the rollout is. `audit`: violations are recorded. `warn`: they are shown to whoever makes them, too. `deny`: errors are refused,
   * warnings shown, infos recorded.
   * @default 'audit'
   */
  readonly stage?: 'audit' | 'warn' | 'deny';
  /**
   * Who evaluates the policies: the API server itself, or Kyverno 1.17 and newer.
   * @default 'kubernetes'
   */
  readonly engine?: 'kubernetes' | 'kyverno';
  /**
   * Ids of rules, or globs such as `pss-*`.
   * @default - all that look at one object by itself
   */
  readonly rules?: string[];
  /**
   * The version of the cluster, and of the Pod Security Standards that namespaces are pinned to.
   * @default '1.36'
   */
  readonly kubernetesVersion?: string;
  /**
   * The level that namespaces without a label of Pod Security are held to: `restricted`, `baseline` or `privileged`.
   * @default 'restricted'
   */
  readonly podSecurity?: string;
  /**
   * Beginnings of image references that may be used, such as `ghcr.io/acme/`.
   * @default - all
   */
  readonly registries?: string[];
  /**
   * Beginnings of image references that may not be used, such as `docker.io/`; they count before those that may.
   * @default - none
   */
  readonly deniedRegistries?: string[];
  /**
   * Other severities, by rule id: `error`, `warning`, `info` or `off`.
   * @default - those of the rules
   */
  readonly severities?: Record<string, string>;
  /**
   * Namespaces that nothing is asked of.
   * @default - those of Kubernetes itself: kube-system, kube-public, kube-node-lease
   */
  readonly excludedNamespaces?: string[];
  /**
   * Labels of the namespaces that are meant: start with some, and take more in as they are ready.
   * @default - all namespaces
   */
  readonly namespaceLabels?: Record<string, string>;
  /**
   * What happens where a policy cannot be evaluated: `Fail` takes that for a violation.
   * @default 'Fail'
   */
  readonly failurePolicy?: 'Fail' | 'Ignore';
  /**
   * How the names of policies begin.
   * @default 'cdk8s-hardened'
   */
  readonly prefix?: string;
  /**
   * The namespace of a ConfigMap, called as policies begin, in which both lists of registries can be changed without new policies by whoever may
   * write it.
   * @default - they stand in the policies
   */
  readonly parametersNamespace?: string;
}

/**
 * The rules of this library as policies that the cluster enforces, whoever writes the manifests: for each rule that looks at one object by itself a
 * ValidatingAdmissionPolicy and its bindings. What is waived in the app becomes an exception of the policy, for that object and rule, so that what
 * synthesizes is admitted.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export class AdmissionPolicies extends Construct {
  private last: { readonly exceptions?: readonly Exception[]; readonly objects: ReadonlyMap<string, Json> } = { objects: new Map() };

  /**
   * Makes the policies.
   *
   * @param scope a chart
   * @param id the name of this construct
   * @param props which policies, and what they do
   */
  public constructor(scope: Construct, id: string, props: AdmissionPoliciesProps = {}) {
    super(scope, id);
    const options = this.optionsOf(props);
    for (const object of policies(options)) this.add(object, options);
  }

  private optionsOf(props: AdmissionPoliciesProps): PolicyOptions {
    const { kubernetesVersion, podSecurity, severities, rules, ...rest } = props;
    const minor = minorOf(kubernetesVersion);
    if (minor < OLDEST_MINOR && props.engine !== 'kyverno') {
      throw this.misuse(`Kubernetes 1.${minor} has no ValidatingAdmissionPolicy v1; use 1.${OLDEST_MINOR} or newer, or engine 'kyverno'`);
    }
    this.oneOf('stage', props.stage, ['audit', 'warn', 'deny']);
    this.oneOf('engine', props.engine, ['kubernetes', 'kyverno']);
    this.oneOf('podSecurity', podSecurity, ['restricted', 'baseline', 'privileged']);
    const problem = props.parametersNamespace === undefined ? undefined : rfc1123LabelProblem(props.parametersNamespace);
    if (problem !== undefined) throw this.misuse(`parametersNamespace: ${problem}`);
    this.oneOf('failurePolicy', props.failurePolicy, ['Fail', 'Ignore']);
    for (const severity of Object.values(severities ?? {})) this.oneOf('severities', severity, ['error', 'warning', 'info', 'off']);
    const known = policyRules();
    for (const pattern of rules ?? []) {
      if (known.some((rule) => meansRule(pattern, rule))) continue;
      const near = nearest(pattern, known);
      throw this.misuse(`rules: '${pattern}' is no rule that a policy can express; ${near === undefined ? `use ${known.slice(0, 3).join(', ')}, …` : `write ${near}`}`);
    }
    return { ...rest, rules, minor, podSecurity: podSecurity as Level | undefined, severities: severities as Record<string, Severity | 'off'> | undefined };
  }

  private add(object: Json, options: PolicyOptions): void {
    const { apiVersion, kind, metadata } = object as Record<'apiVersion' | 'kind', string> & { readonly metadata: { readonly name: string; readonly namespace?: string } };
    const api = new ApiObject(this, metadata.name, { apiVersion, kind, metadata: { name: metadata.name, namespace: metadata.namespace } });
    // A chart says its namespace of everything in it, and policies have none.
    api.toJson = () => this.printed(object, options);
    followExceptions(api);
  }

  /** The object, with what is accepted in the tree by now. */
  private printed(object: Json, options: PolicyOptions): Json {
    const exceptions = exceptionsIn(this);
    if (this.last.exceptions !== exceptions) {
      this.last = { exceptions, objects: new Map(policies({ ...options, exceptions }).map((other) => [keyOf(other), other])) };
    }
    return this.last.objects.get(keyOf(object)) ?? object;
  }

  private oneOf(prop: string, value: string | undefined, allowed: readonly string[]): void {
    if (value === undefined || allowed.includes(value)) return;
    throw this.misuse(`${prop}: '${value}' is not one of ${allowed.join(', ')}`);
  }

  private misuse(problem: string): Error {
    return new Error(`${this.node.path}: ${problem}`);
  }
}

function keyOf({ kind, metadata }: Json): string {
  return `${String(kind)}/${String((metadata as Json).name)}`;
}
