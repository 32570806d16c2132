import { Random } from './random';

/** A JSON object in the making. */
export type Fields = Record<string, unknown>;

/** A pod in the making: what is undefined is left out in the end. */
export interface Draft {
  readonly metadata: Fields;
  readonly spec: Fields;
}

/** One field of a pod that a check looks at, or looks as if one did, and the values worth trying. */
export interface Facet {
  /** In which object the field is; of the containers, one of any kind is taken. */
  readonly of: 'pod' | 'podSecurityContext' | 'container' | 'securityContext' | 'annotations';
  readonly key: string | readonly string[];
  readonly value: (random: Random) => unknown;
}

const oneOf = (...values: readonly unknown[]) => (random: Random) => random.pick(values);
const YES_NO = oneOf(true, false, null);

const PROFILE = oneOf(
  undefined, null, {}, { type: null }, { type: '' }, { type: 'RuntimeDefault' }, { type: 'Localhost', localhostProfile: 'mine.json' },
  { localhostProfile: 'mine.json' }, { type: 'Unconfined' }, { type: 'Unconfined' }, { type: 'runtime/default' }, { type: 'localhost' },
);

const SELINUX_TYPES = ['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t', '', 'spc_t', 'Container_t', 'container_logreader_t', null];

function seLinuxOptions(random: Random): unknown {
  if (random.chance(8)) return random.pick([null, {}, { level: 's0:c123,c456' }]);
  return {
    type: random.chance(70) ? random.pick(SELINUX_TYPES) : undefined,
    user: random.chance(25) ? random.pick(['', 'system_u', null]) : undefined,
    role: random.chance(25) ? random.pick(['', 'system_r', null]) : undefined,
    level: random.chance(25) ? 's0' : undefined,
  };
}

const SYSCTLS = [
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem',
  'net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat',
];
const BAD_SYSCTLS = ['kernel.msgmax', 'net.ipv4.ip_forward', 'net/ipv4/tcp_syncookies', 'NET.IPV4.TCP_SYNCOOKIES', 'net.ipv4.tcp_', ' net.ipv4.tcp_rmem', '', null];

function sysctls(random: Random): unknown {
  if (random.chance(5)) return random.pick([null, [], [{}], [{ value: '1' }], [null]]);
  const names: unknown[] = random.some(SYSCTLS, 1, 2);
  if (random.chance(25)) names.push(random.pick(BAD_SYSCTLS));
  return names.map((name) => ({ name, value: '1' }));
}

const CAPABILITIES = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT',
];
const BAD_CAPABILITIES = ['NET_RAW', 'SYS_ADMIN', 'ALL', 'all', 'chown', 'net_bind_service', 'CAP_CHOWN', 'CAP_NET_BIND_SERVICE', '', null];
const DROPPED = [
  ['ALL'], ['ALL'], ['NET_RAW', 'ALL'], ['all'], ['CAP_ALL'], ['All'], [], [''], [null], null, undefined, CAPABILITIES, [...CAPABILITIES, 'NET_RAW'],
];

function capabilities(random: Random): unknown {
  if (random.chance(8)) return random.pick([null, {}, undefined]);
  const drop = random.chance(60) ? ['ALL'] : random.pick(DROPPED);
  if (random.chance(25)) return { drop };
  const add: unknown[] = random.chance(15) ? ['NET_BIND_SERVICE'] : random.some(CAPABILITIES, 1, 2);
  if (random.chance(35)) add.push(random.pick(BAD_CAPABILITIES));
  return { drop, add: random.chance(90) ? add : random.pick([null, []]) };
}

const HOSTS = ['', null, undefined, 'localhost', '127.0.0.1', '::1', '169.254.169.254', 'db.example.com', ' '];

/** What a probe or a lifecycle hook does: in the API both are the same four or five kinds of call. */
function call(random: Random): unknown {
  const host = random.pick(HOSTS);
  return random.pick([
    { httpGet: { port: 8080, host } },
    { httpGet: { port: 'http', path: '/', host, scheme: 'HTTPS' } },
    { tcpSocket: { port: 8080, host } },
    { tcpSocket: { port: 'http', host } },
    { httpGet: { port: 8080 }, tcpSocket: { port: 8080, host } },
    { httpGet: { port: 8080, httpHeaders: [{ name: 'Host', value: '169.254.169.254' }] } },
    { exec: { command: ['curl', 'http://169.254.169.254'] } },
    { httpGet: null, tcpSocket: null },
    {},
    null,
  ]);
}

function probe(random: Random): unknown {
  return random.chance(10) ? { grpc: { port: 8080, service: 'health' } } : call(random);
}

function lifecycle(random: Random): unknown {
  const hook = random.pick([call, () => ({ sleep: { seconds: 5 } })]);
  return random.pick([{ postStart: hook(random) }, { preStop: hook(random) }, { postStart: call(random), preStop: hook(random) }, {}, null]);
}

function ports(random: Random): unknown {
  if (random.chance(10)) return random.pick([null, [], [{}], [null]]);
  return Array.from({ length: 1 + random.below(3) }, (_, i) => ({
    containerPort: 8080 + i,
    hostPort: random.chance(60) ? undefined : random.pick([0, null, 80, 8080 + i]),
    protocol: random.pick([undefined, 'UDP']),
  }));
}

const SOURCES: readonly Fields[] = [
  { configMap: { name: 'settings' } }, { csi: { driver: 'secrets-store.csi.k8s.io' } }, { downwardAPI: { items: [] } }, { emptyDir: {} },
  { emptyDir: { sizeLimit: '1Mi' } }, { ephemeral: { volumeClaimTemplate: { spec: {} } } }, { image: { reference: 'ghcr.io/acme/data:1' } },
  { persistentVolumeClaim: { claimName: 'data' } }, { projected: { sources: [] } }, { secret: { secretName: 'token' } },
  { hostPath: { path: '/etc' } }, { hostPath: {} }, { nfs: { server: 'files', path: '/' } }, { gitRepo: { repository: 'https://example.com/a.git' } },
  ...['gcePersistentDisk', 'awsElasticBlockStore', 'iscsi', 'glusterfs', 'rbd', 'flexVolume', 'cinder', 'cephfs', 'flocker', 'fc', 'azureFile', 'vsphereVolume',
    'quobyte', 'azureDisk', 'photonPersistentDisk', 'portworxVolume', 'scaleIO', 'storageos'].map((source) => ({ [source]: {} })),
];
const ODD_SOURCES: readonly Fields[] = [
  {}, { emptyDir: null }, { hostPath: null }, { nfs: null, secret: null }, { hostPath: null, configMap: {} }, { nfs: {}, emptyDir: null },
  { hostPath: { path: '/etc' }, emptyDir: {} },
];

function volumes(random: Random): unknown {
  if (random.chance(4)) return random.pick([null, [], [null]]);
  return random.some(random.chance(80) ? SOURCES : ODD_SOURCES, 1, 2).map((source, i) => ({ name: `volume-${i}`, ...source }));
}

const WINDOWS_OPTIONS = oneOf({ hostProcess: true }, { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }, { hostProcess: false }, { hostProcess: null }, {}, null);
const USER = oneOf(0, 0, 1, 999, 65532, null, undefined);

const APPARMOR = 'container.apparmor.security.beta.kubernetes.io';
const APPARMOR_VALUES = oneOf('unconfined', 'runtime/default', 'localhost/', 'localhost/mine', 'localhost', 'Runtime/Default', 'docker/default', '', null);
const SECCOMP_VALUES = oneOf('unconfined', 'runtime/default', 'docker/default', 'localhost/mine', '');

/** Every field that a check reads, at every place, and fields that only look like one. */
export const FACETS: readonly Facet[] = [
  { of: 'pod', key: ['hostNetwork', 'hostPID', 'hostIPC'], value: YES_NO },
  { of: 'pod', key: 'hostUsers', value: oneOf(false, true, null, undefined) },
  { of: 'pod', key: 'os', value: oneOf({ name: 'windows' }, { name: 'linux' }, { name: 'Windows' }, { name: '' }, {}, null) },
  { of: 'pod', key: 'volumes', value: volumes },
  { of: 'pod', key: 'volumes', value: volumes },
  { of: 'pod', key: 'securityContext', value: oneOf(null, {}, undefined) },
  { of: 'pod', key: ['initContainers', 'ephemeralContainers', 'containers'], value: oneOf(null, [], [null]) },
  { of: 'pod', key: ['shareProcessNamespace', 'HostNetwork', 'hostpid', 'privileged', 'hostPath'], value: oneOf(true) },
  { of: 'pod', key: 'nodeSelector', value: oneOf({ 'kubernetes.io/os': 'windows' }) },

  { of: 'podSecurityContext', key: 'runAsNonRoot', value: YES_NO },
  { of: 'podSecurityContext', key: 'runAsUser', value: USER },
  { of: 'podSecurityContext', key: ['runAsGroup', 'fsGroup'], value: oneOf(0) },
  { of: 'podSecurityContext', key: 'seccompProfile', value: PROFILE },
  { of: 'podSecurityContext', key: 'appArmorProfile', value: PROFILE },
  { of: 'podSecurityContext', key: 'seLinuxOptions', value: seLinuxOptions },
  { of: 'podSecurityContext', key: 'sysctls', value: sysctls },
  { of: 'podSecurityContext', key: 'sysctls', value: sysctls },
  { of: 'podSecurityContext', key: 'windowsOptions', value: WINDOWS_OPTIONS },
  { of: 'podSecurityContext', key: ['privileged', 'allowPrivilegeEscalation'], value: YES_NO },
  { of: 'podSecurityContext', key: 'capabilities', value: capabilities },
  { of: 'podSecurityContext', key: 'procMount', value: oneOf('Unmasked', 'Default') },

  { of: 'container', key: 'securityContext', value: oneOf(null, {}, undefined) },
  { of: 'container', key: 'ports', value: ports },
  { of: 'container', key: ['livenessProbe', 'readinessProbe', 'startupProbe'], value: probe },
  { of: 'container', key: ['livenessProbe', 'readinessProbe', 'startupProbe'], value: probe },
  { of: 'container', key: 'lifecycle', value: lifecycle },
  { of: 'container', key: ['hostNetwork', 'hostPort', 'privileged'], value: oneOf(true) },

  { of: 'securityContext', key: 'privileged', value: YES_NO },
  { of: 'securityContext', key: 'allowPrivilegeEscalation', value: oneOf(true, false, null, undefined) },
  { of: 'securityContext', key: 'capabilities', value: capabilities },
  { of: 'securityContext', key: 'capabilities', value: capabilities },
  { of: 'securityContext', key: 'procMount', value: oneOf('Unmasked', 'Default', 'default', '', null) },
  { of: 'securityContext', key: 'procMount', value: oneOf('Unmasked') },
  { of: 'securityContext', key: 'runAsNonRoot', value: oneOf(true, false, null, undefined) },
  { of: 'securityContext', key: 'runAsUser', value: USER },
  { of: 'securityContext', key: 'runAsGroup', value: oneOf(0) },
  { of: 'securityContext', key: 'seccompProfile', value: PROFILE },
  { of: 'securityContext', key: 'appArmorProfile', value: PROFILE },
  { of: 'securityContext', key: 'seLinuxOptions', value: seLinuxOptions },
  { of: 'securityContext', key: 'windowsOptions', value: WINDOWS_OPTIONS },
  { of: 'securityContext', key: 'sysctls', value: oneOf([{ name: 'kernel.msgmax', value: '1' }]) },

  {
    of: 'annotations',
    key: [`${APPARMOR}/api`, `${APPARMOR}/nobody`, `${APPARMOR}/`, APPARMOR, `x-${APPARMOR}/api`, `${APPARMOR}/a.b/c`],
    value: APPARMOR_VALUES,
  },
  { of: 'annotations', key: ['seccomp.security.alpha.kubernetes.io/pod', 'container.seccomp.security.alpha.kubernetes.io/api'], value: SECCOMP_VALUES },
];
