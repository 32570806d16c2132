import { asList, asObject, Json, Model, Resource } from '../../manifest/model';

/** A ValidatingAdmissionPolicy, as it was read. */
export interface ClusterPolicy {
  readonly name: string;
  readonly at: Resource;
  /** False where what cannot be evaluated is let through: `failurePolicy: Ignore`. */
  readonly fails: boolean;
  readonly constraints: Json;
  readonly paramKind?: { readonly apiVersion: string; readonly kind: string };
  readonly matchConditions: readonly Named[];
  readonly variables: readonly Named[];
  readonly validations: readonly Validation[];
  readonly bindings: readonly ClusterBinding[];
}

/** An expression that has a name. */
export interface Named {
  readonly name: string;
  readonly expression: string;
}

/** What a policy asks for. */
export interface Validation {
  readonly expression: string;
  readonly message: string;
  readonly messageExpression: string;
}

/** Where a policy holds, with which parameters, and what happens then. */
export interface ClusterBinding {
  readonly name: string;
  readonly actions: readonly string[];
  /** `matchResources`: none matches all. */
  readonly resources?: Json;
  readonly paramRef?: Json;
}

/** Policies, with what else stands in their files. */
export interface PolicySet {
  readonly policies: readonly ClusterPolicy[];
  /** Bindings of policies that are not there. */
  readonly orphans: readonly { readonly binding: string; readonly policy: string }[];
  /** What has a say in admission too, and is not evaluated. */
  readonly others: readonly Resource[];
  /** Everything in the files: parameters and namespaces are found there too. */
  readonly files: Model;
}

/** Reads policies and their bindings; of two with one name the last counts, as after `kubectl apply`. */
export function readPolicySet(files: Model): PolicySet {
  const bindings = new Map<string, ClusterBinding[]>();
  for (const resource of lastOfEach(files, 'ValidatingAdmissionPolicyBinding')) {
    const policy = text(resource.spec.policyName);
    const { matchResources, paramRef, validationActions } = resource.spec;
    const same = bindings.get(policy) ?? [];
    bindings.set(policy, [...same, {
      name: resource.name,
      actions: asList(validationActions).map(String),
      ...(isMap(matchResources) ? { resources: matchResources } : {}),
      ...(isMap(paramRef) ? { paramRef } : {}),
    }]);
  }
  const found = lastOfEach(files, 'ValidatingAdmissionPolicy');
  const policies = found.map((resource) => readPolicy(resource, bindings.get(resource.name) ?? []));
  const names = new Set(policies.map(({ name }) => name));
  const others = [...bindings].filter(([policy]) => !names.has(policy));
  const orphans = others.flatMap(([policy, some]) => some.map(({ name }) => ({ binding: name, policy })));
  return { policies, orphans, others: files.resources.filter(({ group, kind }) => OTHERS.test(`${group}/${kind}`)), files };
}

/** What else refuses or changes objects: what the API server itself has for it, Kyverno, Gatekeeper and Kubewarden. */
const OTHERS = new RegExp([
  '^admissionregistration\\.k8s\\.io/(?:MutatingAdmissionPolicy|(?:Mutating|Validating)WebhookConfiguration)$',
  '^(?:policies\\.)?kyverno\\.io/[A-Za-z]*Policy$',
  '^templates\\.gatekeeper\\.sh/ConstraintTemplate$',
  '^policies\\.kubewarden\\.io/[A-Za-z]*AdmissionPolicy(?:Group)?$',
].join('|'));

function lastOfEach(files: Model, kind: string): Resource[] {
  const found = files.ofKind(kind).filter(({ group }) => group === 'admissionregistration.k8s.io');
  return [...new Map(found.map((resource) => [resource.name, resource])).values()];
}

function readPolicy(at: Resource, bindings: readonly ClusterBinding[]): ClusterPolicy {
  const { spec } = at;
  const kind = asObject(spec.paramKind);
  return {
    name: at.name,
    at,
    fails: spec.failurePolicy !== 'Ignore',
    constraints: asObject(spec.matchConstraints),
    ...(isMap(spec.paramKind) ? { paramKind: { apiVersion: text(kind.apiVersion), kind: text(kind.kind) } } : {}),
    matchConditions: named(spec.matchConditions),
    variables: named(spec.variables),
    validations: asList(spec.validations).map(asObject).map((one) => ({
      expression: text(one.expression), message: text(one.message), messageExpression: text(one.messageExpression),
    })),
    bindings,
  };
}

function named(list: unknown): Named[] {
  return asList(list).map(asObject).map(({ name, expression }) => ({ name: text(name), expression: text(expression) }));
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
