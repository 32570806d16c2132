import { COUNT, podLines, SEED } from '../../conformance/pods';

type Fields = Readonly<Record<string, unknown>>;

/** A random pod as it can be posted. */
export interface ServerPod {
  readonly metadata: Fields;
  readonly spec: Fields;
}

/** The random pods of the conformance test, as they can be posted. */
export function* serverPods(): Iterable<ServerPod> {
  let i = 0;
  for (const line of podLines(SEED, COUNT)) yield postable(JSON.parse(line) as ServerPod, `proof-${i++}`);
}

/**
 * A random pod, made such that an API server most likely takes it: it refuses fields that do not exist, entries that are null, and volumes and
 * profiles that lack what they need. What our rows look at is left as it is.
 */
export function postable({ metadata, spec }: ServerPod, name: string): ServerPod {
  return { metadata: { ...prune(metadata) as Fields, name }, spec: pod(prune(spec) as Fields) };
}

/** Without what is null: JSON null is unset. */
function prune(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((entry) => entry !== null).map(prune);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null).map(([key, entry]) => [key, prune(entry)]));
}

/** Fields that only look like ones that a check reads. */
const STRANGERS = ['HostNetwork', 'hostpid', 'privileged', 'hostPath', 'allowPrivilegeEscalation', 'capabilities', 'procMount', 'hostPort', 'hostNetwork'];

function without(object: Fields, ...keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function pod(spec: Fields): Fields {
  const known = without(spec, 'HostNetwork', 'hostpid', 'privileged', 'hostPath');
  const result: Record<string, unknown> = { ...known };
  if (known.securityContext !== undefined) result.securityContext = profiles(without(known.securityContext as Fields, ...STRANGERS));
  for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
    if (Array.isArray(known[list])) result[list] = (known[list] as Fields[]).map(container);
  }
  if (asksForHostProcess(result)) return hostProcess(result);
  if (Array.isArray(known.volumes)) result.volumes = (known.volumes as Fields[]).map(volume);
  if (Array.isArray(result.containers) && result.containers.length === 0) result.containers = [container({ name: 'api', image: 'ghcr.io/acme/api:1' })];
  return result;
}

/** A HostProcess pod is one as a whole, in the host network. */
function hostProcess(spec: Fields): Fields {
  const bare = (list: unknown): unknown => (Array.isArray(list) ? (list as Fields[]).map((each) => ({ ...each, securityContext: {} })) : undefined);
  return {
    ...without(spec, 'os', 'hostUsers', 'initContainers', 'ephemeralContainers'),
    hostNetwork: true,
    securityContext: { runAsNonRoot: (spec.securityContext as Fields).runAsNonRoot, windowsOptions: { hostProcess: true } },
    containers: bare(spec.containers),
  };
}

function asksForHostProcess({ securityContext }: Fields): boolean {
  return ((securityContext as Fields | undefined)?.windowsOptions as Fields | undefined)?.hostProcess === true;
}

function container(given: Fields): Fields {
  const result: Record<string, unknown> = without(given, 'hostNetwork', 'hostPort', 'privileged');
  if (result.securityContext !== undefined) {
    const context = profiles(without(result.securityContext as Fields, 'sysctls'));
    // The API server holds a privileged container that must not escalate for a mistake.
    result.securityContext = context.privileged === true ? without(context, 'allowPrivilegeEscalation') : context;
  }
  for (const hook of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (result[hook] !== undefined) result[hook] = call(result[hook] as Fields);
  }
  if (result.lifecycle !== undefined) {
    result.lifecycle = Object.fromEntries(Object.entries(result.lifecycle as Fields).map(([key, hook]) => [key, call(hook as Fields)]));
  }
  if (Array.isArray(result.ports)) result.ports = (result.ports as Fields[]).filter((port) => port.containerPort !== undefined);
  return result;
}

/** One kind of call, with all that it needs. */
function call(hook: Fields): Fields {
  const kind = ['httpGet', 'tcpSocket', 'exec', 'grpc', 'sleep'].find((key) => hook[key] !== undefined);
  return kind === undefined ? { exec: { command: ['true'] } } : { [kind]: hook[kind] };
}

/** A profile on the node has a name, and only such a profile has. */
function profiles(context: Fields): Fields {
  const result: Record<string, unknown> = { ...context };
  for (const key of ['seccompProfile', 'appArmorProfile']) {
    const profile = result[key] as Fields | undefined;
    if (profile === undefined) continue;
    result[key] = profile.type === 'Localhost' ? { type: 'Localhost', localhostProfile: 'mine.json' } : without(profile, 'localhostProfile');
  }
  return result;
}

const NEEDED: Readonly<Record<string, Fields>> = {
  hostPath: { path: '/etc' },
  gcePersistentDisk: { pdName: 'data' },
  awsElasticBlockStore: { volumeID: 'data' },
  iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.com.example:storage.disk1', lun: 0 },
  glusterfs: { endpoints: 'glusterfs', path: 'data' },
  rbd: { monitors: ['10.0.0.1:6789'], image: 'data' },
  flexVolume: { driver: 'example/lvm' },
  cinder: { volumeID: 'data' },
  cephfs: { monitors: ['10.0.0.1:6789'] },
  flocker: { datasetName: 'data' },
  fc: { targetWWNs: ['50060e801049cfd1'], lun: 0 },
  azureFile: { secretName: 'data', shareName: 'data' },
  vsphereVolume: { volumePath: '[data] data' },
  quobyte: { registry: '10.0.0.1:7861', volume: 'data' },
  azureDisk: { diskName: 'data.vhd', diskURI: 'https://example.blob.core.windows.net/vhds/data.vhd' },
  photonPersistentDisk: { pdID: 'data' },
  portworxVolume: { volumeID: 'data' },
  scaleIO: { gateway: 'https://10.0.0.1', system: 'scaleio', secretRef: { name: 'data' }, volumeName: 'data' },
  ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } },
};

function volume(given: Fields): Fields {
  const sources = Object.keys(given).filter((key) => key !== 'name');
  return Object.fromEntries([
    ['name', given.name],
    // One source is all that a volume may have; the first that the generator gave is as good as any.
    ...sources.slice(0, 1).map((key) => [key, { ...NEEDED[key], ...given[key] as Fields, ...(key === 'ephemeral' ? NEEDED[key] : {}) }]),
  ]) as Fields;
}
