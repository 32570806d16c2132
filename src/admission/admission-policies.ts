import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { AdmissionPoliciesProps } from './admission-policies-props';
import { Exception } from './exceptions';
import { policies, PolicyOptions } from './policies';
import { propsProblem } from './props-problem';
import { exceptionsIn, followExceptions } from './tree-exceptions';
import { targetOf } from './tree-target';
import { Json } from '../manifest/model';
import { Level } from '../standard/control';
import { minorOf } from '../standard/target';
import { Severity } from '../validation/finding';

/**
 * The rules of this library as policies that the cluster enforces, whoever writes the manifests: for each rule that looks at one object by itself a
 * ValidatingAdmissionPolicy and its bindings. They ask what the app is judged by, and what is waived in it becomes an exception of the policy, for
 * that object and rule, so that what synthesizes is admitted. What a part of the app alone weighs otherwise is no exception: waive it there.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export class AdmissionPolicies extends Construct {
  private readonly options: PolicyOptions;
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
    const asked = this.asked(props);
    const problem = propsProblem(asked);
    if (problem !== undefined) throw this.misuse(problem);
    const { kubernetesVersion, podSecurity, severities, ...rest } = asked;
    this.options = {
      ...rest, minor: minorOf(kubernetesVersion), podSecurity: podSecurity as Level | undefined, severities: severities as Record<string, Severity | 'off'>,
    };
    const objects = policies(this.options);
    if (objects.length === 0) throw this.misuse('nothing to make: the rules ask for lists of registries, which are not given, or are off');
    for (const object of objects) this.add(object);
    const before = JSON.stringify(asked);
    this.node.addValidation({ validate: () => (JSON.stringify(this.asked(props)) === before ? [] : [SAID_LATE]) });
  }

  /** What is asked: what the props say, and what the scope is judged by where they say nothing. */
  private asked(props: AdmissionPoliciesProps): AdmissionPoliciesProps {
    const target = targetOf(this);
    const given = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as AdmissionPoliciesProps;
    return { ...target, ...given, severities: { ...target.severities, ...given.severities } };
  }

  private add(object: Json): void {
    const { apiVersion, kind, metadata } = object as Record<'apiVersion' | 'kind', string> & { readonly metadata: { readonly name: string; readonly namespace?: string } };
    const api = new ApiObject(this, metadata.name, { apiVersion, kind, metadata: { name: metadata.name, namespace: metadata.namespace } });
    // A chart says its namespace of everything in it, and policies have none.
    api.toJson = () => this.printed(object);
    followExceptions(api);
  }

  /** The object, with what is accepted in the tree by now. */
  private printed(object: Json): Json {
    const exceptions = exceptionsIn(this);
    if (this.last.exceptions !== exceptions) {
      this.last = { exceptions, objects: new Map(policies({ ...this.options, exceptions }).map((other) => [keyOf(other), other])) };
    }
    return this.last.objects.get(keyOf(object)) ?? object;
  }

  private misuse(problem: string): Error {
    return new Error(`${this.node.path}: ${problem}`);
  }
}

const SAID_LATE = 'the app was told what it is judged by after these policies were made of it; call Hardening.of before';

function keyOf({ kind, metadata }: Json): string {
  return `${String(kind)}/${String((metadata as Json).name)}`;
}
