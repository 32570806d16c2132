import { ObjectProblems } from './problems';
import { asList, asObject, Resource } from '../model';
import { portNumberProblem, portProblem, rfc1123LabelProblem, rfc1123SubdomainProblem } from '../name';
import { Path } from '../path';
import { hasPlaceholder } from '../placeholder';
import { quote } from '../quote';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L6999 */
export function checkService({ spec }: Resource, _: number, problems: ObjectProblems): void {
  const { type, clusterIP, clusterIPs, externalName } = spec;
  const ports = asList(spec.ports);
  const isHeadless = clusterIP === 'None' || asList(clusterIPs)[0] === 'None';
  if (type === 'ExternalName') {
    checkExternalName(externalName, problems);
  } else if (ports.length === 0 && !isHeadless) {
    problems.add(['spec', 'ports'], 'is empty', 'list a port, or set spec.clusterIP to None');
  }
  if (isHeadless && (type === 'NodePort' || type === 'LoadBalancer')) {
    problems.add(['spec', 'clusterIP'], `is None, and the type is ${type}`, 'remove it, or use the type ClusterIP');
  }
  const seen: Seen | undefined = ports.length < 2 ? undefined : { names: new Map(), ports: new Map(), nodePorts: new Map() };
  for (let i = 0; i < ports.length; i++) checkPort(ports[i], i, seen, type === undefined || type === null || type === 'ClusterIP', problems);
}

/** The name may end with a dot, which says that it is whole. */
function checkExternalName(name: unknown, problems: ObjectProblems): void {
  const path = ['spec', 'externalName'];
  if ((name ?? '') === '') {
    problems.add(path, 'is not set, and the type is ExternalName', 'write the name that the Service stands for, or use another type');
  } else if (typeof name === 'string' && !hasPlaceholder(name)) {
    problems.addText(path, rfc1123SubdomainProblem(name.endsWith('.') ? name.slice(0, -1) : name));
  }
}

/** Which entry had something first; there is none for a Service of one port. */
interface Seen {
  readonly names: Map<string, number>;
  readonly ports: Map<string, number>;
  readonly nodePorts: Map<string, number>;
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L7209 */
function checkPort(entry: unknown, i: number, seen: Seen | undefined, isInCluster: boolean, problems: ObjectProblems): void {
  const { name, port, targetPort, nodePort, protocol } = asObject(entry);
  const path: Path = ['spec', 'ports', i];
  const wrong = typeof port === 'number' ? portNumberProblem(port) : undefined;
  if (wrong !== undefined) problems.addText([...path, 'port'], wrong);
  // Nothing and 0 are the port itself.
  if ((typeof targetPort === 'number' && targetPort !== 0) || (typeof targetPort === 'string' && targetPort !== '')) {
    const problem = portProblem(targetPort);
    if (problem !== undefined && !hasPlaceholder(String(targetPort))) problems.addText([...path, 'targetPort'], problem);
  }
  if (typeof name === 'string' && name !== '') {
    const problem = rfc1123LabelProblem(name);
    if (problem !== undefined && !hasPlaceholder(name)) problems.addText([...path, 'name'], problem);
  }
  if (isInCluster && typeof nodePort === 'number' && nodePort !== 0) {
    problems.add([...path, 'nodePort'], `is ${nodePort}, and the type is ClusterIP`, 'remove it, or use the type NodePort');
  }
  if (seen === undefined) return;
  if ((name ?? '') === '') problems.add([...path, 'name'], 'is not set, and the Service has more ports', 'name each of them');
  else if (typeof name === 'string') checkTwin(seen.names, name, quote(name), [...path, 'name'], problems);
  const transport = typeof protocol === 'string' && protocol !== '' ? protocol : 'TCP';
  if (typeof port === 'number') checkTwin(seen.ports, `${port}/${transport}`, `${port}/${transport}`, [...path, 'port'], problems);
  if (typeof nodePort === 'number' && nodePort !== 0) {
    checkTwin(seen.nodePorts, `${nodePort}/${transport}`, `${nodePort}/${transport}`, [...path, 'nodePort'], problems);
  }
}

function checkTwin(first: Map<string, number>, key: string, shown: string, path: Path, problems: ObjectProblems): void {
  const before = first.get(key);
  if (before === undefined) first.set(key, path[2] as number);
  else problems.add(path, `is ${shown}, as is that of ports[${before}]`, 'change one of them');
}
