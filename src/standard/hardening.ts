import { anyOf, Control, noneOf } from './control';
import { cis, mitre, nsa } from './reference';

const WINDOWS = { windows: 25 };
const MANAGE_RESOURCES = {
  title: 'Resource Management for Pods and Containers', url: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits',
};

/**
 * Items 1, 6 and 7: what we ask of a pod beyond the Pod Security Standards.
 *
 * @see https://kubernetes.io/docs/concepts/security/security-checklist/
 */
export const HARDENING = [
  {
    id: 'read-only-root-fs',
    level: 'hardened',
    item: 7,
    title: 'Containers cannot write to their root file system',
    why: 'Who breaks into a container with a read-only root cannot change its programs or drop new ones; scratch space is a volume that is seen and bounded.',
    fields: ['spec.containers[*].securityContext.readOnlyRootFilesystem'],
    allow: anyOf(true),
    secure: true,
    exempt: WINDOWS,
    bad: [undefined, false],
    good: [true],
    references: [
      { title: 'Kubernetes security checklist: pod security', url: 'https://kubernetes.io/docs/concepts/security/application-security-checklist/#container-level-securitycontext-recommendations' },
      cis('5.6.3'),
      nsa('immutable container file systems'),
    ],
  },
  {
    id: 'resources-cpu-request',
    level: 'hardened',
    item: 6,
    title: 'Containers say how much CPU they need',
    why: 'The scheduler places pods by their requests: without one a node takes more than it can serve, and autoscaling has nothing to measure against.',
    fields: ['spec.containers[*].resources.requests.cpu'],
    allow: noneOf(undefined),
    ephemeral: false,
    inherit: ['spec.containers[*].resources.limits.cpu', 'spec.resources.requests.cpu', 'spec.resources.limits.cpu'],
    bad: [undefined],
    good: ['50m'],
    references: [MANAGE_RESOURCES, nsa('resource policies'), mitre('T1499')],
  },
  {
    id: 'resources-cpu-limit',
    level: 'hardened',
    item: 6,
    title: 'Containers have a bound on CPU',
    why: 'A container without a CPU limit, broken into or broken, takes the processors of its neighbours; switch the limit off knowingly where latency matters more.',
    fields: ['spec.containers[*].resources.limits.cpu'],
    allow: noneOf(undefined),
    ephemeral: false,
    inherit: ['spec.resources.limits.cpu'],
    bad: [undefined],
    good: ['2'],
    references: [MANAGE_RESOURCES, nsa('resource policies'), mitre('T1499')],
  },
  {
    id: 'resources-memory-request',
    level: 'hardened',
    item: 6,
    title: 'Containers say how much memory they need',
    why: 'Without a request the kernel evicts this pod first when the node runs short of memory.',
    fields: ['spec.containers[*].resources.requests.memory'],
    allow: noneOf(undefined),
    ephemeral: false,
    inherit: ['spec.containers[*].resources.limits.memory', 'spec.resources.requests.memory', 'spec.resources.limits.memory'],
    bad: [undefined],
    good: ['64Mi'],
    references: [MANAGE_RESOURCES, nsa('resource policies'), mitre('T1499')],
  },
  {
    id: 'resources-memory-limit',
    level: 'hardened',
    item: 6,
    title: 'Containers have a bound on memory',
    why: 'One leak without a limit takes the memory of the node and every pod on it.',
    fields: ['spec.containers[*].resources.limits.memory'],
    allow: noneOf(undefined),
    ephemeral: false,
    inherit: ['spec.resources.limits.memory'],
    bad: [undefined],
    good: ['128Mi'],
    references: [MANAGE_RESOURCES, nsa('resource policies'), mitre('T1499')],
  },
  {
    id: 'resources-ephemeral-storage',
    level: 'hardened',
    item: 6,
    title: 'Containers have a bound on the disk they fill',
    why: 'Logs and emptyDir volumes fill the disk of the node: without a limit one container evicts all pods on it.',
    fields: ['spec.containers[*].resources.limits.ephemeral-storage'],
    allow: noneOf(undefined),
    ephemeral: false,
    exempt: WINDOWS,
    bad: [undefined],
    good: ['1Gi'],
    references: [{ title: 'Local ephemeral storage', url: 'https://kubernetes.io/docs/concepts/storage/ephemeral-storage/' }, nsa('resource policies'), mitre('T1499')],
  },
  {
    id: 'emptydir-size-limit',
    level: 'hardened',
    item: 6,
    title: 'Scratch volumes have a size',
    why: 'An emptyDir without sizeLimit grows until the node evicts its pods; in memory it counts against the container that writes to it.',
    fields: ['spec.volumes[*].emptyDir!.sizeLimit'],
    allow: noneOf(undefined),
    bad: [undefined],
    good: ['10Mi'],
    references: [{ title: 'emptyDir', url: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir' }, mitre('T1499')],
  },
  {
    id: 'service-links-off',
    level: 'hardened',
    item: 5,
    severity: 'info',
    title: 'The environment does not list the Services of the namespace',
    why: 'By default the address of every Service of the namespace is in the environment of every container: a map of the network for whoever breaks in, and a start that fails when there are very many.',
    fields: ['spec.enableServiceLinks'],
    allow: anyOf(false),
    secure: false,
    bad: [undefined, true],
    good: [false],
    references: [
      { title: 'Accessing the Service: environment variables', url: 'https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables' },
      mitre('T1613'),
    ],
  },
] as const satisfies readonly Control[];

/**
 * What constructs write into a pod beyond the `secure` value of a row.
 *
 * @see https://kubernetes.io/docs/concepts/security/application-security-checklist/
 */
export const POD_DEFAULTS = {
  /** The numeric user of distroless `nonroot` images; user, group and fsGroup alike, so that the image need not name one. */
  user: 65532,
  automountServiceAccountToken: false,
  fsGroupChangePolicy: 'OnRootMismatch',
  /** Sizes of the volumes for scratch. */
  scratch: '64Mi',
  resources: {
    requests: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' },
    limits: { 'cpu': '500m', 'memory': '256Mi', 'ephemeral-storage': '256Mi' },
  },
} as const;
