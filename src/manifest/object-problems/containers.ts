import { checkHandlers } from './handlers';
import { checkMounts } from './mounts';
import { ObjectProblems } from './problems';
import { checkSecurityContext } from './security-context';
import { asList, asObject, Container, Json, PodTemplate } from '../model';
import { envVarNameProblem, portNameProblem, portNumberProblem, relaxedEnvVarNameProblem, rfc1123LabelProblem } from '../name';
import { hasPlaceholder } from '../placeholder';
import { compareQuantity, isNegative, readQuantity } from '../quantity';
import { quote } from '../quote';

/**
 * Reports containers that have one name, and what is wrong in each of them. That a name is not set is said by the schema.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L3998
 */
export function checkContainers(pod: PodTemplate, minor: number, problems: ObjectProblems): void {
  const { containers } = pod;
  if (containers.length === 0 && Array.isArray(pod.spec.containers)) problems.add(pod.at('containers'), 'is empty', 'list a container');
  // What was read from a cluster has a uid.
  if (asList(pod.spec.ephemeralContainers).length > 0 && pod.metadata.uid === undefined) {
    problems.add(pod.at('ephemeralContainers'), 'is set, which only a pod that runs may have', 'remove it; kubectl debug adds one to a pod');
  }
  const first = containers.length < 2 ? undefined : new Map<string, Container>();
  for (let i = 0; i < containers.length; i++) {
    const container = containers[i];
    const { spec } = container;
    if (typeof spec.name === 'string') checkName(container, first, problems);
    if (spec.ports !== undefined) checkPorts(container, problems);
    if (spec.env !== undefined) checkEnv(container, minor, problems);
    if (spec.volumeMounts !== undefined || spec.volumeDevices !== undefined) checkMounts(pod, container, minor, problems);
    if (spec.resources !== undefined) checkResources(container, problems);
    if (spec.securityContext !== undefined) checkSecurityContext(container, problems);
    checkHandlers(container, problems);
  }
}

function checkName(container: Container, first: Map<string, Container> | undefined, problems: ObjectProblems): void {
  const { name, path } = container;
  const problem = rfc1123LabelProblem(name);
  if (problem !== undefined && !hasPlaceholder(name)) problems.addText([...path, 'name'], problem, name);
  if (first === undefined || name === '') return;
  const before = first.get(name);
  if (before === undefined) {
    first.set(name, container);
    return;
  }
  problems.add([...path, 'name'], `is ${quote(name)}, which ${before.list}[${before.path.at(-1)}] has too`, 'rename one of them', name);
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L2794 */
function checkPorts({ name: of, path, spec }: Container, problems: ObjectProblems): void {
  const ports = asList(spec.ports);
  const names = ports.length < 2 ? undefined : new Set<string>();
  for (let i = 0; i < ports.length; i++) {
    const { name, containerPort, hostPort } = asObject(ports[i]);
    if (isNoPort(containerPort)) problems.addText([...path, 'ports', i, 'containerPort'], portNumberProblem(containerPort), of);
    // In the host network it is the port of the container.
    if (isNoPort(hostPort) && hostPort !== 0 && hostPort !== containerPort) problems.addText([...path, 'ports', i, 'hostPort'], portNumberProblem(hostPort), of);
    if (typeof name !== 'string' || name === '') continue;
    const problem = portNameProblem(name);
    if (problem !== undefined && hasPlaceholder(name)) continue;
    if (problem !== undefined) problems.addText([...path, 'ports', i, 'name'], problem, of);
    else if (names?.has(name)) problems.add([...path, 'ports', i, 'name'], `is ${quote(name)}, as that of another port of the container`, 'rename one of them', of);
    else names?.add(name);
  }
}

function isNoPort(port: unknown): port is number {
  return typeof port === 'number' && portNumberProblem(port) !== undefined;
}

/**
 * Since 1.30 a switch lets nearly every name be, which is on since 1.32.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L2833
 */
function checkEnv({ name: of, path, spec }: Container, minor: number, problems: ObjectProblems): void {
  const env = asList(spec.env);
  const nameProblem = minor < 30 ? envVarNameProblem : relaxedEnvVarNameProblem;
  for (let i = 0; i < env.length; i++) {
    const { name, value, valueFrom } = asObject(env[i]);
    if (typeof name === 'string') {
      const problem = nameProblem(name);
      if (problem !== undefined && !hasPlaceholder(name)) problems.addText([...path, 'env', i, 'name'], problem, of);
    }
    if ((valueFrom ?? undefined) !== undefined && typeof value === 'string' && value !== '') {
      problems.add([...path, 'env', i], 'has both value and valueFrom', 'keep one of them', of);
    }
  }
}

/**
 * A container that asks for what there is not, or for more than it may have. What cannot be shared, such as a GPU, it has to ask for in full.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L8258
 */
function checkResources({ name: of, path, spec }: Container, problems: ObjectProblems): void {
  const { requests, limits } = asObject(spec.resources);
  const most = asObject(limits);
  const asked = asObject(requests);
  for (const resource in asked) {
    const [request, limit] = [asked[resource], most[resource] ?? undefined];
    if (!isResource(resource)) {
      const field = limit === undefined ? 'requests' : 'limits';
      problems.add([...path, 'resources', field, resource], 'is nothing that Kubernetes knows', RESOURCE_REMEDY, of);
      continue;
    }
    if (isNegative(limit) || isNegative(request)) {
      const field = isNegative(limit) ? 'limits' : 'requests';
      problems.add([...path, 'resources', field, resource], `is ${shown(isNegative(limit) ? limit : request)}`, 'use 0 or more', of);
      continue;
    }
    if (request === limit) continue;
    const less = readQuantity(request);
    if (less === undefined) continue;
    const place = [...path, 'resources', 'requests', resource];
    if (limit === undefined) {
      if (!isShared(resource)) problems.add(place, `is ${shown(request)}, without a limit`, `set the limit to ${shown(request)} too`, of);
      continue;
    }
    const more = readQuantity(limit);
    const order = more === undefined ? 0 : compareQuantity(less, more);
    if (order > 0) problems.add(place, `is ${shown(request)}, more than the limit of ${shown(limit)}`, 'lower it, or raise the limit', of);
    else if (order < 0 && !isShared(resource)) problems.add(place, `is ${shown(request)}, less than the limit of ${shown(limit)}`, `set it to ${shown(limit)}`, of);
  }
}

/** What a node has itself stands without a prefix, all else with that of who brings it. */
function isResource(name: string): boolean {
  return PLAIN.has(name) || name.includes('/') || name.startsWith('hugepages-') || hasPlaceholder(name);
}

const PLAIN: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);
const RESOURCE_REMEDY = `use ${[...PLAIN].join(', ')}, or a name with a prefix such as nvidia.com/gpu`;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/helper/helpers.go#L236 */
function isShared(resource: string): boolean {
  return (!resource.includes('/') || resource.includes('kubernetes.io/')) && !resource.startsWith('hugepages-');
}

function shown(quantity: Json[string]): string {
  return quote(String(quantity));
}
