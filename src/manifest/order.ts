type Json = Readonly<Record<string, unknown>>;

/**
 * The same value with its keys in the order in which people read manifests, so that a diff shows what changed and nothing else: what a thing is
 * and what it is called first, long lists last, all else by the alphabet. Lists keep their order; maps of data (labels, limits) are sorted.
 */
export function inReadingOrder<T>(object: T): T {
  return ordered(object, OBJECT) as T;
}

function ordered(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((item) => ordered(item, shape));
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  const keys = Object.keys(value);
  if (keys.length > 1) keys.sort(shape.compare);
  for (const key of keys) {
    const child = (value as Json)[key];
    const sorted = typeof child === 'object' && child !== null ? ordered(child, shapeOf(key, child, shape)) : child;
    if (key === '__proto__') Object.defineProperty(result, key, { value: sorted, enumerable: true, configurable: true, writable: true });
    else result[key] = sorted;
  }
  return result;
}

/** How the keys of one sort of object follow each other. */
interface Shape {
  readonly compare: (a: string, b: string) => number;
}

/** Keys in the order given; `*` stands for all others, by the alphabet. */
function inOrder(...order: readonly string[]): Shape {
  const rank = new Map(order.map((key, i) => [key, i]));
  const others = rank.get('*') ?? order.length;
  return {
    compare: (a, b) => (rank.get(a) ?? others) - (rank.get(b) ?? others) || byCodeUnit(a, b),
  };
}

/** By code units, so that the order does not depend on the machine's locale. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const DATA: Shape = { compare: byCodeUnit };

const OBJECT = inOrder(
  'apiVersion', 'kind', 'metadata', 'type', 'immutable', 'automountServiceAccountToken', 'roleRef', 'subjects', 'aggregationRule', 'rules', 'spec',
  '*', 'stringData', 'data', 'binaryData', 'items', 'status',
);

const METADATA = inOrder('name', 'generateName', 'namespace', 'labels', 'annotations');

const POD_SPEC = inOrder(
  'serviceAccountName', 'automountServiceAccountToken', '*', 'securityContext', 'initContainers', 'containers', 'ephemeralContainers', 'volumes',
);

const CONTAINER = inOrder(
  'name', 'image', 'imagePullPolicy', 'restartPolicy', 'command', 'args', 'workingDir', 'ports', 'env', 'envFrom', '*', 'resources', 'securityContext',
  'startupProbe', 'livenessProbe', 'readinessProbe', 'lifecycle', 'volumeMounts', 'volumeDevices',
);

/** A grant of a role, or what a webhook listens to. */
const RULE = inOrder('apiGroups', 'apiVersions', 'operations', 'resources', 'resourceNames', 'nonResourceURLs', 'verbs');

const OTHER = inOrder(
  'apiVersion', 'apiGroup', 'kind', 'type', 'name', 'namespace', 'key', 'value', 'valueFrom', 'metadata', 'schedule', 'timeZone', 'suspend',
  'scaleTargetRef', 'replicas', 'minReplicas', 'maxReplicas', 'selector', 'podSelector', 'namespaceSelector', 'ipBlock', 'policyTypes', 'from', 'to',
  'httpGet', 'tcpSocket', 'grpc', 'exec', 'port', 'containerPort', 'targetPort', 'protocol', '*', 'ports', 'ingress', 'egress', 'spec', 'template',
  'volumeClaimTemplates', 'jobTemplate', 'status',
);

const BY_KEY = new Map<string, Shape>([
  ...[
    'labels', 'annotations', 'matchLabels', 'nodeSelector', 'data', 'stringData', 'binaryData', 'limits', 'requests', 'hard', 'default',
    'defaultRequest', 'max', 'min', 'maxLimitRequestRatio', 'capacity', 'parameters', 'properties',
  ].map((key) => [key, DATA] as const),
  ...['containers', 'initContainers', 'ephemeralContainers'].map((key) => [key, CONTAINER] as const),
  ['metadata', METADATA],
  ['rules', RULE],
  ['items', OBJECT],
]);

function shapeOf(key: string, value: object, parent: Shape): Shape {
  // What hangs below a map of data is named by its author, and means nothing to us.
  if (parent === DATA) return OTHER;
  if (key === 'spec' && 'containers' in value) return POD_SPEC;
  if (key === 'limits' && Array.isArray(value)) return OTHER;
  return BY_KEY.get(key) ?? OTHER;
}
