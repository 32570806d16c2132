import { readFileSync } from 'fs';
import { join } from 'path';
import { Json, Model } from '../../src/manifest/model';
import { formatPath, parsePath, setAt, unsetAt } from '../../src/manifest/path';
import { read } from '../../src/manifest/read';
import { judge } from '../../src/validation/engine';
import { DEFAULT_POLICY } from '../../src/validation/policy';
import { RULES } from '../../src/validation/rules';

/** Violations planted in what the examples write: which object, which field gets which value, and the rule and path that find it. */
interface Planted {
  readonly on: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly unset?: readonly string[];
  readonly remove?: boolean;
  readonly add?: Json | readonly Json[];
  /** The path of the finding, where it is not that of the first field. */
  readonly at?: string;
  readonly about?: string;
  readonly policy?: Partial<typeof DEFAULT_POLICY>;
}

const POD = 'spec.template.spec';
const MAIN = `${POD}.containers[0]`;
const API = 'Deployment/api';
const set = (path: string, value: unknown, rest: Partial<Planted> = {}): Planted => ({ on: API, set: { [path]: value }, ...rest });
const unset = (path: string, rest: Partial<Planted> = {}): Planted => ({ on: API, unset: [path], ...rest });
const role = (rule: object, rest: object = {}): Json => ({
  apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'planted', namespace: 'shop' }, rules: [rule], ...rest,
});

const PLANTED: Readonly<Record<string, Planted>> = {
  'pss-host-network': set(`${POD}.hostNetwork`, true),
  'pss-host-pid': set(`${POD}.hostPID`, true),
  'pss-host-ipc': set(`${POD}.hostIPC`, true),
  'pss-privileged': set(`${MAIN}.securityContext.privileged`, true),
  'pss-host-ports': set(`${MAIN}.ports[0].hostPort`, 8080),
  'pss-probe-host': set(`${MAIN}.readinessProbe.tcpSocket.host`, '10.0.0.1'),
  'pss-apparmor': set(`${POD}.securityContext.appArmorProfile.type`, 'Unconfined'),
  'pss-apparmor-annotation': set('spec.template.metadata.annotations["container.apparmor.security.beta.kubernetes.io/api"]', 'unconfined'),
  'pss-selinux-user': set(`${POD}.securityContext.seLinuxOptions.user`, 'system_u'),
  'pss-windows-hostprocess': set(`${POD}.securityContext.windowsOptions.hostProcess`, true),
  'pss-selinux': set(`${POD}.securityContext.seLinuxOptions.type`, 'spc_t'),
  'pss-sysctls': set(`${POD}.securityContext.sysctls[0].name`, 'kernel.msgmax'),
  'pss-volume-types': set(`${POD}.volumes[0]`, { name: 'tmp', hostPath: { path: '/tmp' } }),
  'pss-privilege-escalation': set(`${MAIN}.securityContext.allowPrivilegeEscalation`, true),
  'pss-run-as-non-root': set(`${POD}.securityContext.runAsNonRoot`, false),
  'pss-run-as-user': set(`${POD}.securityContext.runAsUser`, 0),
  'pss-seccomp-restricted': set(`${POD}.securityContext.seccompProfile.type`, 'Unconfined'),
  'pss-capabilities-drop-all': set(`${MAIN}.securityContext.capabilities.drop`, ['NET_RAW']),
  'pss-capabilities-add': set(`${MAIN}.securityContext.capabilities.add`, ['SYS_ADMIN']),
  'pss-proc-mount-restricted': set(`${MAIN}.securityContext.procMount`, 'Unmasked'),
  'psa-workload-fits-namespace': set(`${POD}.hostNetwork`, true, { at: POD }),
  'psa-namespace-labels': { on: 'Namespace/shop', unset: ['metadata.labels["pod-security.kubernetes.io/enforce"]'] },
  'psa-namespace-version-pinned': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/enforce-version"]': 'latest' } },
  'read-only-root-fs': unset(`${MAIN}.securityContext.readOnlyRootFilesystem`),
  'resources-cpu-limit': unset(`${MAIN}.resources.limits.cpu`),
  'resources-memory-limit': unset(`${MAIN}.resources.limits.memory`),
  'resources-ephemeral-storage': unset(`${MAIN}.resources.limits.ephemeral-storage`),
  'resources-cpu-request': { on: API, unset: [`${MAIN}.resources.requests.cpu`, `${MAIN}.resources.limits.cpu`] },
  'resources-memory-request': { on: API, unset: [`${MAIN}.resources.requests.memory`, `${MAIN}.resources.limits.memory`] },
  'emptydir-size-limit': unset(`${POD}.volumes[0].emptyDir.sizeLimit`),
  'quota-fits-workloads': { on: 'ResourceQuota/shop', set: { 'spec.hard["requests.cpu"]': '10m' } },
  'image-tag-pinned': set(`${MAIN}.image`, 'ghcr.io/acme/api:latest'),
  'image-digest-pinned': set(`${MAIN}.image`, 'ghcr.io/acme/api:1.4.2'),
  'image-registry-allowed': set(`${MAIN}.image`, `evil.example/api@sha256:${'0'.repeat(64)}`, { policy: { registries: ['ghcr.io/acme/'] } }),
  'sa-token-not-mounted': set(`${POD}.automountServiceAccountToken`, true),
  'sa-dedicated': set(`${POD}.serviceAccountName`, 'default'),
  'netpol-default-deny': { on: 'NetworkPolicy/default-deny', remove: true, about: 'Namespace/shop', at: '' },
  'netpol-egress-dns': { on: 'NetworkPolicy/allow-dns', remove: true, about: 'NetworkPolicy/default-deny', at: 'spec' },
  'rbac-no-wildcard-verbs': { on: API, add: role({ apiGroups: [''], resources: ['pods'], verbs: ['*'] }), about: 'Role/planted', at: 'rules[0].verbs' },
  'rbac-no-wildcard-resources': { on: API, add: role({ apiGroups: [''], resources: ['*'], verbs: ['get'] }), about: 'Role/planted', at: 'rules[0].resources' },
  'rbac-no-wildcard-apigroups': { on: API, add: role({ apiGroups: ['*'], resources: ['pods'], verbs: ['get'] }), about: 'Role/planted', at: 'rules[0].apiGroups' },
  'rbac-no-cluster-admin': {
    on: API,
    add: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'planted', namespace: 'shop' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
    },
    about: 'RoleBinding/planted',
    at: 'roleRef.name',
  },
  'rbac-cluster-scope-justified': {
    on: API,
    add: [
      role({ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }, { kind: 'ClusterRole', metadata: { name: 'planted' } }),
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'planted' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'planted' },
        subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
      },
    ],
    about: 'ClusterRoleBinding/planted',
    at: 'roleRef',
  },
  'secret-manifest-without-data': {
    on: API,
    add: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'planted', namespace: 'shop' }, stringData: { password: 'hunter22' } },
    about: 'Secret/planted',
    at: 'stringData.password',
  },
  'secret-not-in-env-literal': set(`${MAIN}.env`, [{ name: 'DB_PASSWORD', value: 'correct-horse-battery' }], { at: `${MAIN}.env[0].value` }),
  'namespace-explicit': unset('metadata.namespace'),
  'names-unique': {
    on: API, add: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'api', namespace: 'shop' } }, about: 'ServiceAccount/api', at: 'metadata.name',
  },
};

const FILE = join(__dirname, '../../manifests/minimal/shop.k8s.yaml');

function committed(): Json[] {
  return read(readFileSync(FILE, 'utf8'), FILE).documents.map(({ value }) => value as Json);
}

function id(object: Json): string {
  return `${String(object.kind)}/${String((object.metadata as Json).name)}`;
}

it('plants at least thirty', () => {
  expect(Object.keys(PLANTED).length).toBeGreaterThanOrEqual(30);
});

it.each(Object.entries(PLANTED))('finds, by rule and path: %s', (rule, planted) => {
  const objects = committed();
  const target = objects.find((object) => id(object) === planted.on)!;
  for (const [path, value] of Object.entries(planted.set ?? {})) setAt(target, parsePath(path), value);
  for (const path of planted.unset ?? []) unsetAt(target, parsePath(path));
  const judged = [...objects.filter((object) => !(planted.remove && object === target)), ...[planted.add ?? []].flat()];
  const policy = { ...DEFAULT_POLICY, ...planted.policy };
  const found = judge(new Model(judged.map((value) => ({ value }))), policy, RULES).filter((finding) => finding.rule === rule);
  const field = planted.at ?? Object.keys(planted.set ?? {})[0] ?? planted.unset?.[0];
  expect(found.map(({ object, path }) => [`${object.kind}/${object.name}`, formatPath(path)])).toContainEqual([planted.about ?? planted.on, field]);
});
