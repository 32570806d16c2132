import { pathProblem } from './paths';
import { ObjectProblems } from './problems';
import { asList, asObject, Container, Json, PodTemplate } from '../model';
import { hasPlaceholder } from '../placeholder';
import { quote } from '../quote';

/** Reports profiles of a pod that are half named, and namespaces of processes that exclude each other. */
export function checkPodSecurity(pod: PodTemplate, problems: ObjectProblems): void {
  const { spec } = pod;
  if (spec.hostPID === true && spec.shareProcessNamespace === true) {
    problems.add(pod.at('shareProcessNamespace'), 'is true, as is hostPID', 'remove hostPID, which shares the processes of the node');
  }
  const { securityContext } = spec;
  if (typeof securityContext !== 'object' || securityContext === null) return;
  for (let i = 0; i < PROFILES.length; i++) {
    const problem = profileProblem(securityContext as Json, PROFILES[i]);
    if (problem !== undefined) problems.add(pod.at('securityContext', PROFILES[i], 'localhostProfile'), ...problem);
  }
}

/**
 * Reports profiles of a container that are half named, and rights that cannot be had without escalation.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L8790
 */
export function checkSecurityContext({ name: of, path, spec }: Container, problems: ObjectProblems): void {
  const context = asObject(spec.securityContext);
  for (let i = 0; i < PROFILES.length; i++) {
    const problem = profileProblem(context, PROFILES[i]);
    if (problem !== undefined) problems.add([...path, 'securityContext', PROFILES[i], 'localhostProfile'], ...problem, of);
  }
  if (context.allowPrivilegeEscalation !== false) return;
  if (context.privileged === true) {
    problems.add([...path, 'securityContext', 'privileged'], 'is true, and allowPrivilegeEscalation is false', 'remove it, or remove allowPrivilegeEscalation', of);
  }
  const added = asList(asObject(context.capabilities).add);
  for (let i = 0; i < added.length; i++) {
    // Without the prefix it is let through.
    if (added[i] !== 'CAP_SYS_ADMIN') continue;
    const place = [...path, 'securityContext', 'capabilities', 'add', i];
    problems.add(place, 'is CAP_SYS_ADMIN, and allowPrivilegeEscalation is false', 'remove it, or remove allowPrivilegeEscalation', of);
  }
}

const PROFILES = ['seccompProfile', 'appArmorProfile'] as const;

type Problem = readonly [finding: string, remedy: string];

/**
 * A profile of the node has to be named, and no other may be.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L5405
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L5468
 */
function profileProblem(context: Json, field: typeof PROFILES[number]): Problem | undefined {
  const profile = context[field];
  if (typeof profile !== 'object' || profile === null) return undefined;
  const { type, localhostProfile: name } = profile as Json;
  const isNamed = (name ?? undefined) !== undefined;
  if ((type === 'RuntimeDefault' || type === 'Unconfined') && isNamed) {
    return [`is ${quote(String(name))}, and the type is ${type}`, 'remove it, or use the type Localhost'];
  }
  if (type !== 'Localhost') return undefined;
  if (!isNamed) return ['is not set, and the type is Localhost', 'name a profile of the node, or use the type RuntimeDefault'];
  if (typeof name !== 'string') return undefined;
  return field === 'seccompProfile' ? seccompNameProblem(name) : appArmorNameProblem(name);
}

function seccompNameProblem(name: string): Problem | undefined {
  const problem = pathProblem(name);
  return problem === undefined ? undefined : [problem, 'write a path below the folder of profiles of the kubelet'];
}

function appArmorNameProblem(name: string): Problem | undefined {
  if (name === name.trim() && name !== '') return undefined;
  if (name.trim() === '') return ['is empty, and the type is Localhost', 'name a profile of the node, or use the type RuntimeDefault'];
  return hasPlaceholder(name) ? undefined : [`is ${quote(name)}, with space around it`, 'write the name alone'];
}
