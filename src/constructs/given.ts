import { IConstruct } from 'constructs';
import { misuse, shown } from './misuse';

/** What a prop has to be. TypeScript sees to it for those who write it; for others an error has to name the prop, and not a function of ours. */
export type Kind = 'text' | 'list' | 'map' | 'flag' | keyof typeof CLASSES;

/** Classes whose objects are told by a method of theirs: there may be several copies of a package. */
const CLASSES = {
  Probe: { method: '_toJson', wayOut: "write Probe.http('/ready') or one of its siblings" },
  Duration: { method: 'toSeconds', wayOut: 'write Duration.seconds(30)' },
  Profile: { method: '_level', wayOut: 'write Profile.production() or Profile.development()' },
  Dns: { method: '_egress', wayOut: 'write Dns.coreDns() or one of its siblings' },
  Strategy: { method: '_toKube', wayOut: 'write kplus.DeploymentStrategy.rollingUpdate() or one of its siblings' },
  Peer: { method: 'asPeer', wayOut: 'give it a hardened workload, or a Peer' },
} as const;

const PLAIN = {
  text: { noun: 'text', wayOut: 'write it in quotes' },
  list: { noun: 'a list', wayOut: 'write it in brackets' },
  map: { noun: 'an object', wayOut: 'write its fields in braces' },
  flag: { noun: 'a switch', wayOut: 'write true or false' },
} as const;

/** What is wrong with the kind of a value, or undefined. */
export function kindProblem(name: string, value: unknown, kind: Kind): string | undefined {
  if (kind in PLAIN) {
    const { noun, wayOut } = PLAIN[kind as keyof typeof PLAIN];
    return isPlain(value, kind) ? undefined : `${name} ${shown(value)} is not ${noun}; ${wayOut}`;
  }
  const { method, wayOut } = CLASSES[kind as keyof typeof CLASSES];
  return typeof value === 'object' && value !== null && method in value ? undefined : `${name} ${shown(value)} is not a ${kind}; ${wayOut}`;
}

function isPlain(value: unknown, kind: Kind): boolean {
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'flag') return typeof value === 'boolean';
  return kind === 'list' ? Array.isArray(value) : typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is wrong with the kinds of some props, or undefined. What is not given is not looked at. */
export function kindsProblem(props: object, kinds: Readonly<Record<string, Kind>>): string | undefined {
  for (const [name, kind] of Object.entries(kinds)) {
    const value = (props as Readonly<Record<string, unknown>>)[name];
    const problem = value === undefined ? undefined : kindProblem(name, value, kind);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Throws where a construct is made of what cannot be meant. Gives its path. */
export function checkGiven(scope: IConstruct, id: string, props: object, kinds: Readonly<Record<string, Kind>>): string {
  if (typeof (scope as unknown) !== 'object' || (scope as unknown) === null || !('node' in scope)) {
    throw misuse(String(id), `is made in ${shown(scope)}, which is no construct; give it a HardenedNamespace`);
  }
  const path = [scope.node.path, String(id)].filter((step) => step !== '').join('/');
  const problem = kindProblem('id', id, 'text') ?? kindProblem('props', props, 'map') ?? kindsProblem(props, kinds);
  if (problem !== undefined) throw misuse(path, problem);
  return path;
}

/** The props that workloads have. */
export const WORKLOAD_KINDS: Readonly<Record<string, Kind>> = {
  ports: 'list',
  command: 'list',
  args: 'list',
  env: 'map',
  resources: 'map',
  writablePaths: 'list',
  capabilities: 'list',
  startup: 'Probe',
  readiness: 'Probe',
  liveness: 'Probe',
  priorityClassName: 'text',
  runtimeClassName: 'text',
  tolerations: 'list',
  matchLabels: 'map',
  serviceName: 'text',
  defaults: 'map',
  overrides: 'map',
  metadata: 'map',
  podMetadata: 'map',
  containers: 'list',
  initContainers: 'list',
  volumes: 'list',
  securityContext: 'map',
  terminationGracePeriod: 'Duration',
  autoscaling: 'map',
  storage: 'map',
  storages: 'list',
  timeZone: 'text',
  strategy: 'Strategy',
  activeDeadline: 'Duration',
  ttlAfterFinished: 'Duration',
  startingDeadline: 'Duration',
};

/** The props that namespaces have. */
export const NAMESPACE_KINDS: Readonly<Record<string, Kind>> = {
  name: 'text', profile: 'Profile', podSecurityVersion: 'text', labels: 'map', annotations: 'map', dns: 'Dns', quota: 'map', defaults: 'map',
};
