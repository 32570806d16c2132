import { eventually, Scene } from './scene';
import { forEach, Tally } from './tally';
import { policies } from '../../../src/admission/policies';
import { Json } from '../../../src/manifest/model';
import { KubernetesObject } from '../cluster';

const API = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';

/**
 * No expression has a type error. A policy that is asked of all nine kinds cannot know the type of one, and the API server checks little of it; so
 * each is stored a second time for every place where objects keep a pod, with the type of that place.
 */
export async function provePolicyTypes(scene: Scene, tally: Tally, minor: number): Promise<void> {
  if (!scene.cluster.controllers) {
    tally.note('types are not checked: the controller that does it is missing');
    return;
  }
  const lists = { registries: ['ghcr.io/acme/'], deniedRegistries: ['docker.io/'] };
  const printed = [
    ...policies({ minor, ...lists, prefix: `${scene.prefix}-types` }),
    ...policies({ minor, ...lists, prefix: `${scene.prefix}-params`, rules: ['image-registry-*'], parametersNamespace: 'kube-system' }),
  ].filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
  const typed = printed.flatMap((policy) => [policy, ...typedVariants(policy)]);
  await forEach(typed, async (policy) => {
    const { name } = policy.metadata as { name: string };
    await scene.store(API, policy as unknown as KubernetesObject);
    const { status } = (await eventually(
      () => scene.cluster.request('GET', `${API}/${name}`), ({ body }) => (body.status as { observedGeneration?: number }).observedGeneration === 1,
    )).body as { status?: { observedGeneration?: number; typeChecking?: { expressionWarnings?: readonly Json[] } } };
    const warnings = status?.typeChecking?.expressionWarnings ?? [];
    tally.check(`the types of ${name} are checked`, status?.observedGeneration === 1, status);
    if (name.endsWith('-misspelt')) tally.check(`${name} is found wrong`, warnings.length > 0);
    else tally.check(`${name} has no type error`, warnings.every(isUnknownToServer), warnings);
  });
  tally.note(`${printed.length} policies, and ${typed.length - printed.length} with the types of one place`);
}

const PLACES: Readonly<Record<string, { readonly pod: string; readonly group: string; readonly resources: readonly string[] }>> = {
  pods: { pod: 'object', group: '', resources: ['pods'] },
  podtemplates: { pod: 'object.template', group: '', resources: ['podtemplates'] },
  controllers: { pod: 'object.spec.template', group: '', resources: ['replicationcontrollers'] },
  apps: { pod: 'object.spec.template', group: 'apps', resources: ['deployments', 'replicasets', 'statefulsets', 'daemonsets'] },
  jobs: { pod: 'object.spec.template', group: 'batch', resources: ['jobs'] },
  cronjobs: { pod: 'object.spec.jobTemplate.spec.template', group: 'batch', resources: ['cronjobs'] },
};

/** The schema that the API server checks types with has no quantities, although its objects have them. */
function isUnknownToServer({ warning }: Json): boolean {
  const errors = String(warning).split('\n').filter((line) => line.includes('ERROR: '));
  return errors.length > 0 && errors.every((error) => /undefined field '(requests|limits|sizeLimit)'$/.test(error));
}

interface Spec {
  readonly paramKind?: Json;
  readonly variables: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly [{ readonly expression: string }];
  readonly matchConstraints: { readonly resourceRules: readonly { readonly resources: readonly string[] }[] };
}

/** The API server knows no types of variables, and so of nothing that they are used in: here their expressions stand in their places. */
function typedVariants(policy: Json): Json[] {
  const spec = policy.spec as unknown as Spec;
  const metadata = policy.metadata as { readonly name: string };
  const variant = (suffix: string, pod: string | undefined, constraints: object): Json => ({
    ...policy,
    metadata: { ...metadata, name: `${metadata.name}-${suffix}` },
    spec: {
      ...spec.paramKind === undefined ? {} : { paramKind: spec.paramKind },
      matchConstraints: constraints,
      validations: [{ expression: inlined(spec.validations[0].expression, spec.variables, pod) }],
    },
  });
  if (spec.variables.every(({ name }) => name !== 'pod')) return [variant('typed', undefined, spec.matchConstraints)];
  const variants = Object.entries(PLACES).map(([place, { pod, group, resources }]) => (
    variant(place, pod, { resourceRules: [{ apiGroups: [group], apiVersions: ['v1'], operations: ['CREATE'], resources }] })
  ));
  // That the check can fail: one with a field that no pod has.
  if (!metadata.name.endsWith('-pss-host-network')) return variants;
  const misspelt = JSON.parse(JSON.stringify(variants[0]).replaceAll('hostNetwork', 'hostNetworks')) as Record<string, unknown>;
  return [...variants, { ...misspelt, metadata: { ...metadata, name: `${metadata.name}-misspelt` } }];
}

function inlined(expression: string, variables: Spec['variables'], pod: string | undefined): string {
  return expression.replace(/variables\.(\w+)/g, (_, name: string) => {
    if (name === 'pod' && pod !== undefined) return pod;
    const i = variables.findIndex((variable) => variable.name === name);
    return `(${inlined(variables[i].expression, variables.slice(0, i), pod)})`;
  });
}
