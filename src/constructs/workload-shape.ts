import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { placeProblem } from './enclosing-namespace';
import { checkGiven, WORKLOAD_KINDS } from './given';
import { Image } from './image';
import { misuse, shown } from './misuse';
import { Json } from './plain';
import { HardenedWorkloadProps, WorkloadPort } from './workload-props';
import { portNumberProblem } from '../manifest/name';
import { quote } from '../manifest/quote';

/** What differs between the five kinds of workloads. */
export interface WorkloadShape {
  readonly props: HardenedWorkloadProps & kplus.WorkloadProps;
  readonly ports: readonly Required<WorkloadPort>[];
  /** From the object to the pod template. */
  readonly template: readonly string[];
  /** Whether it has a selector of its own. Jobs are given one by the API server. */
  readonly selects: boolean;
  /** Whether it keeps serving, so that probes and draining make sense. */
  readonly serves: boolean;
  /** Whether its pods are replicas of each other that should be spread. */
  readonly replicated: boolean;
  /** The most pods that run when nothing is rolled out; undefined where nobody knows. */
  readonly replicas?: number;
  /** Mounts of the main container whose volumes the workload itself brings. */
  readonly mounts?: readonly Json[];
  /** Fields of the spec that cdk8s-plus has no words for. */
  readonly fields?: Json;
  /** The spec as cdk8s-plus holds it now. */
  readonly spec: () => unknown;
}

/** The ports of the main container, named. Throws on a number that is no port. */
export function portsOf(path: string, props: HardenedWorkloadProps, first: string): Required<WorkloadPort>[] {
  const all = [...(props.port === undefined ? [] : [{ number: props.port, name: first }]), ...props.ports ?? []].map((port, i) => (
    { number: port.number, name: port.name ?? (i === 0 ? first : `port-${port.number}`), protocol: port.protocol ?? 'TCP' }
  ));
  const problem = portsProblem(all);
  if (problem !== undefined) throw misuse(path, problem);
  return all;
}

function portsProblem(ports: readonly Required<WorkloadPort>[]): string | undefined {
  const taken = new Set<string>();
  for (const { number, name, protocol } of ports) {
    const problem = portNumberProblem(number);
    if (problem !== undefined) return problem;
    if (!PROTOCOLS.includes(protocol)) return `protocol ${quote(String(protocol))} of port ${number} is none; use ${PROTOCOLS.join(', ')}`;
    if (taken.has(`${protocol} ${number}`)) return `port ${number} is there twice for ${protocol}; name each port once`;
    if (taken.has(name)) return `port name ${quote(name)} is there twice; give each port a name of its own`;
    taken.add(`${protocol} ${number}`).add(name);
  }
  return undefined;
}

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

/** The image that a prop names. What is wrong with it is wrong with the construct. */
export function imageOf(path: string, image: string | Image): Image {
  try {
    return Image.from(image);
  } catch (error) {
    throw misuse(path, (error as Error).message);
  }
}

/** What the cdk8s-plus class is given: the main container first, names that carry no hash, and no second selector. */
export function plusProps<T extends HardenedWorkloadProps & kplus.WorkloadProps>(scope: Construct, id: string, props: T, first: string): T {
  const path = checkGiven(scope, id, props, WORKLOAD_KINDS);
  const astray = placeProblem(scope);
  if (astray !== undefined) throw misuse(path, astray);
  const ports = portsOf(path, props, first);
  if (props.image === undefined && (props.containers ?? []).length === 0) throw misuse(path, 'has no container; give it an image');
  const name = props.metadata?.name ?? id;
  return {
    ...props,
    metadata: { ...props.metadata, name, labels: { ...standardLabels(name), ...props.metadata?.labels } },
    containers: [...mainContainer(path, name, props, ports), ...props.containers ?? []],
    // The API server gets the user from us, and never changes owners of files that have the right one already.
    securityContext: { fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH, ...props.securityContext },
    select: false,
    isolate: false,
  };
}

function mainContainer(path: string, name: string, props: HardenedWorkloadProps, ports: readonly Required<WorkloadPort>[]): kplus.ContainerProps[] {
  if (props.image === undefined) return [];
  const image = imageOf(path, props.image);
  return [{
    name,
    image: image.reference,
    ...pullPolicy(image),
    command: props.command,
    args: props.args,
    ports: ports.map(({ number, name: portName, protocol }) => ({ number, name: portName, protocol: protocol as kplus.Protocol })),
    envVariables: envVariables(props.env),
    resources: {},
  }];
}

/** A container that a method of cdk8s-plus adds: its resources come from our defaults, not from theirs. */
export function unsized(at: Construct, container: kplus.ContainerProps): kplus.ContainerProps {
  if (typeof (container.image as unknown) !== 'string') throw misuse(at, `image ${shown(container.image)} of a container is not text; write a reference`);
  const pinned = container.image.includes('@sha256:');
  return {
    ...container,
    resources: container.resources ?? {},
    imagePullPolicy: container.imagePullPolicy ?? (pinned ? kplus.ImagePullPolicy.IF_NOT_PRESENT : kplus.ImagePullPolicy.ALWAYS),
  };
}

/** The labels by which people and tools find a workload. They are its selector too, and never change. */
export function standardLabels(name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name };
}

/** Asking the registry each time is needed only where the reference can come to name something else. */
export function pullPolicy(image: Image): { imagePullPolicy: kplus.ImagePullPolicy } {
  return { imagePullPolicy: image.pinned ? kplus.ImagePullPolicy.IF_NOT_PRESENT : kplus.ImagePullPolicy.ALWAYS };
}

/** Plain strings as cdk8s-plus takes them. */
export function envVariables(env: Record<string, string> = {}): Record<string, kplus.EnvValue> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, kplus.EnvValue.fromValue(value)]));
}
