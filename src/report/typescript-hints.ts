/**
 * How our constructs keep a rule. In the code, `app` is a HardenedApp and `shop` a HardenedNamespace in it, with the workloads `web` and `db`;
 * `image` is a pinned image.
 */
export interface TypeScriptHint {
  /** Who sees to it, one sentence. */
  readonly says: string;
  /** Code that keeps the rule. */
  readonly good: string;
  /** Code that breaks it: it throws, or is reported. */
  readonly bad?: string;
}

const DIGEST = 'sha256:9a1f5f0b6b6a8a2a3a4a7d1a8f2f6c1f5b1f6c6dc0a6c3c1c0a3f1d9a2b5e7c4';

const NAMESPACE = "new HardenedNamespace(app, 'orders');";
const DEPLOYMENT = deployment('port: 8080');
const ROLE = "new ScopedRole(shop, 'flags', { grants: [{ verbs: [Verb.GET], resources: [kplus.ApiResource.CONFIG_MAPS], names: ['flags'] }] }).bindTo(web);";
const SECRET = "web.mountSecret('web-tls', '/run/secrets/tls');";
const EDGE = 'web.allowTo(db);';

function deployment(props: string): string {
  return `new HardenedDeployment(shop, 'api', { image, ${props} });`;
}

/** Every hardened workload does it, until a switch of the defaults says otherwise. */
function byDefault(off: string, good = DEPLOYMENT): TypeScriptHint {
  return { says: 'Every hardened workload does this by default', good, bad: deployment(`port: 8080, defaults: { ${off} }`) };
}

/** Every hardened namespace does it, until a switch of the defaults says otherwise. */
function inNamespace(off: string, good = NAMESPACE): TypeScriptHint {
  return { says: 'Every hardened namespace does this by default', good, bad: `new HardenedNamespace(app, 'orders', { defaults: { ${off} } });` };
}

/** No prop asks for it; `overrides`, which has the last word, can. */
function overridden(path: string, value: string): TypeScriptHint {
  return { says: 'No prop asks for it, and `overrides` that does throws where the namespace refuses such pods', good: DEPLOYMENT, bad: deployment(`overrides: { '${path}': ${value} }`) };
}

function role(says: string, bad?: string): TypeScriptHint {
  return { says, good: ROLE, bad: bad === undefined ? undefined : `new ScopedRole(shop, 'flags', { grants: [${bad}] }).bindTo(web);` };
}

/** A grant that a role of a workload should not hold. */
function grant(verb: string, apiGroup: string, resourceType: string): string {
  return `{ verbs: [Verb.${verb}], resources: [kplus.ApiResource.custom({ apiGroup: '${apiGroup}', resourceType: '${resourceType}' })] }`;
}

const NARROW = 'A `ScopedRole` holds what is named in it; name what the program calls, and no more';
const IN_NAMESPACE = role('A `ScopedRole` is a Role, in one namespace: nothing outside of namespaces can be granted by it');
const TO_WORKLOADS = role('A role is bound to a workload, and never to a group of callers');

/** A volume of the node throws. */
function ofNode(path: string): TypeScriptHint {
  return {
    says: '`writablePaths`, `storage` and `mountSecret` make volumes that Kubernetes keeps; one of the node throws',
    good: deployment("writablePaths: ['/var/cache']"),
    bad: `web.addVolume(kplus.Volume.fromHostPath(web, 'node', 'node', { path: '${path}' }));`,
  };
}

const POD = 'spec.template.spec';
const CONTEXT = `${POD}.containers[0].securityContext`;

/** How rules are kept in TypeScript, by the id of the rule; only where a prop or construct of ours does it. */
export const TYPESCRIPT_HINTS: Readonly<Record<string, TypeScriptHint>> = {
  'pss-host-network': overridden(`${POD}.hostNetwork`, 'true'),
  'pss-host-pid': overridden(`${POD}.hostPID`, 'true'),
  'pss-host-ipc': overridden(`${POD}.hostIPC`, 'true'),
  'pss-privileged': overridden(`${CONTEXT}.privileged`, 'true'),
  'pss-hostpath': ofNode('/var/lib/shop'),
  'hostpath-sensitive': ofNode('/etc'),
  'hostpath-runtime-socket': ofNode('/run/containerd/containerd.sock'),
  'hostpath-readonly': ofNode('/var/lib/shop'),
  'hostpath-pv-type': { says: '`storage` claims a volume that the cluster makes', good: "new HardenedStatefulSet(shop, 'cache', { image, port: 6379, storage: { path: '/data', size: '1Gi' } });" },
  'pss-apparmor': overridden(`${POD}.securityContext.appArmorProfile`, "{ type: 'Unconfined' }"),
  'pss-apparmor-annotation': overridden('spec.template.metadata.annotations["container.apparmor.security.beta.kubernetes.io/api"]', "'unconfined'"),
  'pss-selinux': overridden(`${POD}.securityContext.seLinuxOptions`, "{ type: 'spc_t' }"),
  'pss-selinux-user': overridden(`${POD}.securityContext.seLinuxOptions`, "{ user: 'system_u' }"),
  'pss-proc-mount': overridden(`${CONTEXT}.procMount`, "'Unmasked'"),
  'pss-seccomp-baseline': { says: 'Every hardened workload has the profile of the runtime', good: DEPLOYMENT },
  'pss-sysctls': overridden(`${POD}.securityContext.sysctls`, "[{ name: 'kernel.msgmax', value: '65536' }]"),
  'pss-windows-hostprocess': overridden(`${POD}.securityContext.windowsOptions`, '{ hostProcess: true }'),
  'pss-capabilities-baseline': {
    says: 'All capabilities are dropped; what the namespace lets back in is a prop', good: deployment("capabilities: ['NET_BIND_SERVICE']"), bad: deployment("capabilities: ['SYS_ADMIN']"),
  },
  'pss-host-ports': overridden(`${POD}.containers[0].ports`, '[{ containerPort: 8080, hostPort: 8080 }]'),
  'pss-proc-mount-restricted': overridden(`${CONTEXT}.procMount`, "'Unmasked'"),
  'pss-probe-host': { says: 'A `Probe` has no host: it calls its own pod', good: deployment("port: 8080, readiness: Probe.http('/ready')") },
  'pss-volume-types': {
    says: '`writablePaths`, `storage` and `mountSecret` make volumes of the kinds that are allowed; another kind throws',
    good: deployment("writablePaths: ['/var/cache']"),
    bad: "web.addVolume(kplus.Volume.fromHostPath(web, 'docker', 'docker', { path: '/var/run/docker.sock' }));",
  },
  'pss-privilege-escalation': byDefault('denyPrivilegeEscalation: false'),
  'pss-run-as-non-root': byDefault('runAsNonRoot: false'),
  'pss-run-as-user': { says: 'The user is 65532 by default', good: deployment('user: 10001'), bad: deployment('user: 0') },
  'pss-seccomp-restricted': byDefault('seccompProfile: false'),
  'pss-capabilities-drop-all': byDefault('dropCapabilities: false'),
  'pss-capabilities-add': {
    says: 'All capabilities are dropped; what the namespace lets back in is a prop', good: deployment("capabilities: ['NET_BIND_SERVICE']"), bad: deployment("capabilities: ['SYS_PTRACE']"),
  },
  'read-only-root-fs': byDefault('readOnlyRootFilesystem: false', deployment("writablePaths: ['/var/cache']")),
  'writable-paths-are-emptydir': { says: '/tmp is writable by default, and each of `writablePaths` becomes a volume with a size', good: deployment("writablePaths: ['/var/cache']"), bad: deployment('defaults: { tmp: false }') },
  'fs-group-set': {
    ...byDefault(''), good: SECRET, bad: "new HardenedDeployment(shop, 'api', { image, defaults: { fsGroup: false } }).mountSecret('api-tls', '/run/secrets/tls');",
  },
  'resources-cpu-request': byDefault('requests: false, cpuLimit: false', deployment("resources: { requests: { cpu: '250m' } }")),
  'resources-cpu-limit': byDefault('cpuLimit: false', deployment("resources: { limits: { cpu: '2' } }")),
  'resources-memory-request': byDefault('requests: false, memoryLimit: false', deployment("resources: { requests: { memory: '256Mi' } }")),
  'resources-memory-limit': byDefault('memoryLimit: false', deployment("resources: { limits: { memory: '1Gi' } }")),
  'resources-ephemeral-storage': byDefault('ephemeralStorage: false', deployment("resources: { limits: { 'ephemeral-storage': '1Gi' } }")),
  'emptydir-size-limit': { says: 'Scratch volumes have a size by default', good: deployment("writablePaths: ['/var/cache'], defaults: { scratchSize: '256Mi' }") },
  'service-links-off': byDefault('omitServiceLinks: false'),

  'image-reference-valid': image('`Image.of` reads the reference where it is written', `ghcr.io/acme/api:1.4.2@${DIGEST}`, 'ghcr.io/acme/API:1.4.2'),
  'image-tag-pinned': image('`Image.of` refuses references that float', `ghcr.io/acme/api:1.4.2@${DIGEST}`, 'ghcr.io/acme/api:latest'),
  'image-digest-pinned': image('Name the digest of the image that was tested', `ghcr.io/acme/api:1.4.2@${DIGEST}`, 'ghcr.io/acme/api:1.4.2'),
  'image-registry-explicit': image('Name the registry', `ghcr.io/acme/api:1.4.2@${DIGEST}`, `acme/api:1.4.2@${DIGEST}`),
  'image-registry-retired': image('`Image.of` refuses names that are served no more', `registry.k8s.io/pause:3.10@${DIGEST}`, `k8s.gcr.io/pause:3.9@${DIGEST}`),
  'image-not-debug': image('`Image.of` refuses debug variants', `ghcr.io/acme/api:1.4.2@${DIGEST}`, `gcr.io/distroless/static-debian13:debug-nonroot@${DIGEST}`),
  'image-base-approved': {
    says: '`Image.distroless` names the images of the current catalogue', good: `new HardenedDeployment(shop, 'api', { image: Image.distroless('nodejs24', { digest: '${DIGEST}' }) });`,
  },
  'image-distroless-command': {
    says: 'Start the program itself',
    good: `new HardenedDeployment(shop, 'api', { image: Image.distroless('nodejs24', { digest: '${DIGEST}' }), args: ['server.js'] });`,
    bad: `new HardenedDeployment(shop, 'api', { image: Image.distroless('nodejs24', { digest: '${DIGEST}' }), command: ['sh', '-c', 'node server.js'] });`,
  },
  'image-registry-denied': {
    says: 'The app says which registries may not be used',
    good: "new HardenedApp({ deniedRegistries: ['docker.io/'] });",
    bad: `const picky = new HardenedApp({ deniedRegistries: ['docker.io/'] });
new HardenedDeployment(new HardenedNamespace(picky, 'orders'), 'api', { image: 'docker.io/acme/api:1.4.2@${DIGEST}' });`,
  },
  'image-registry-allowed': {
    says: 'The app says which registries may be used',
    good: "new HardenedApp({ registries: ['ghcr.io/acme/'] });",
    bad: `const picky = new HardenedApp({ registries: ['ghcr.io/acme/'] });
new HardenedDeployment(new HardenedNamespace(picky, 'orders'), 'api', { image: 'docker.io/acme/api:1.4.2@${DIGEST}' });`,
  },

  'psa-namespace-labels': { says: 'Every hardened namespace has the labels', good: NAMESPACE },
  'psa-namespace-level-env': { says: 'The profile decides', good: "new HardenedNamespace(app, 'orders', { profile: Profile.production() });" },
  'psa-namespace-version-pinned': { says: 'The version of the target is pinned by default', good: "new HardenedNamespace(app, 'orders', { podSecurityVersion: 'v1.36' });" },
  'psa-workload-fits-namespace': { says: 'What the namespace refuses throws where it is written', good: DEPLOYMENT, bad: deployment("capabilities: ['SYS_ADMIN']") },
  'run-as-root-group': { says: 'User, group and fsGroup are 65532 by default', good: deployment('user: 10001'), bad: deployment(`overrides: { '${POD}.securityContext.runAsGroup': 0 }`) },
  'run-as-user-set': byDefault('setUser: false', deployment('user: 10001')),
  'supplemental-groups-policy-strict': byDefault('strictSupplementalGroups: false'),
  'run-as-high-uid-gid': { says: 'User, group and fsGroup are 65532 by default', good: deployment('user: 10001'), bad: deployment('user: 1000') },
  'no-privileged-container-port': { says: 'The Service may have another port than the container', good: deployment('port: 8080, servicePort: 80'), bad: deployment('port: 80') },

  'sa-token-not-mounted': { ...byDefault('withholdToken: false'), says: 'No token is mounted until a role is bound to the workload', good: ROLE },
  'sa-default-token-off': inNamespace('defaultServiceAccount: false'),
  'sa-object-automount-off': { says: 'The ServiceAccount of a workload, and the `default` one of a hardened namespace, hand out no token', good: DEPLOYMENT },
  'sa-dedicated': byDefault('serviceAccount: false'),
  'sa-exists': { says: 'Each workload makes the ServiceAccount that it runs as', good: DEPLOYMENT },
  'rbac-no-cluster-admin': role('Bind a role that names what the program calls'),
  'rbac-built-in-admin': role('Bind a role that names what the program calls'),
  'rbac-full-admin-role': role('Bind a role that names what the program calls'),
  'rbac-cluster-scope-justified': role('A `ScopedRole` is a Role, in one namespace'),
  'rbac-default-sa-subject': role('A role is bound to a workload, which has a ServiceAccount of its own'),
  'rbac-binding-resolves': role('A binding is made from the role and the workload, so that both exist'),
  'rbac-no-wildcard-verbs': role('`Verb` has no wildcard'),
  'rbac-no-wildcard-resources': role('Wildcards throw', "{ verbs: [Verb.GET], resources: [kplus.ApiResource.custom({ apiGroup: '', resourceType: '*' })] }"),
  'rbac-no-wildcard-apigroups': role('Wildcards throw', "{ verbs: [Verb.GET], resources: [kplus.ApiResource.custom({ apiGroup: '*', resourceType: 'pods' })] }"),
  'rbac-escalate-bind': role('`Verb` has neither escalate nor bind'),
  'rbac-impersonate': role('`Verb` has no impersonate'),
  'rbac-secrets-read': {
    says: 'Mount the Secret; or grant `get` on it by name',
    good: SECRET,
    bad: "new ScopedRole(shop, 'reader', { grants: [{ verbs: [Verb.LIST], resources: [kplus.ApiResource.SECRETS] }] }).bindTo(web);",
  },
  'rbac-create-workloads': role(NARROW, grant('CREATE', 'apps', 'deployments')),
  'rbac-pods-exec': role(NARROW, grant('CREATE', '', 'pods/exec')),
  'rbac-pods-attach': role(NARROW, grant('CREATE', '', 'pods/attach')),
  'rbac-pods-portforward': role(NARROW, grant('CREATE', '', 'pods/portforward')),
  'rbac-ephemeralcontainers': role(NARROW, grant('PATCH', '', 'pods/ephemeralcontainers')),
  'rbac-token-create': role(NARROW, grant('CREATE', '', 'serviceaccounts/token')),
  'rbac-manage-rbac': role(NARROW, grant('CREATE', 'rbac.authorization.k8s.io', 'rolebindings')),
  'rbac-delete-events': role(NARROW, grant('DELETE', '', 'events')),
  'rbac-delete-logs': role(NARROW, grant('DELETE', '', 'pods/log')),
  'rbac-network-write': role(NARROW, grant('PATCH', 'networking.k8s.io', 'networkpolicies')),
  'rbac-namespace-modify': role(NARROW, grant('PATCH', '', 'namespaces')),
  'workload-effective-rbac': role(NARROW, grant('GET', '', 'secrets')),
  'rbac-nodes-proxy': IN_NAMESPACE,
  'rbac-webhook-config': IN_NAMESPACE,
  'rbac-csr-approve': IN_NAMESPACE,
  'rbac-pv-create': IN_NAMESPACE,
  'rbac-configmap-write': IN_NAMESPACE,
  'rbac-no-wildcard-nonresource': IN_NAMESPACE,
  'rbac-aggregated-rules': IN_NAMESPACE,
  'rbac-anonymous-subject': TO_WORKLOADS,
  'rbac-authenticated-subject': TO_WORKLOADS,
  'rbac-masters-subject': TO_WORKLOADS,
  'rbac-unused-role': { ...role('`bindTo` hands a role to a workload'), bad: ROLE.replace('.bindTo(web)', '') },
  'rbac-secrets-list-vs-get': { says: 'Grant `get` by name: list and watch cannot be limited by names, and throw', good: "new ScopedRole(shop, 'tls', { grants: [{ verbs: [Verb.GET], resources: [kplus.ApiResource.SECRETS], names: ['web-tls'] }] }).bindTo(web);" },

  'netpol-default-deny': inNamespace('defaultDeny: false'),
  'netpol-pod-ingress-isolated': { says: 'Every hardened namespace denies what no policy allows, and `allowFrom` opens one way', good: 'db.allowFrom(web);' },
  'netpol-pod-egress-isolated': { says: 'Every hardened namespace denies what no policy allows, and `allowTo` opens one way', good: EDGE },
  'netpol-no-allow-all': { says: 'A connection names its other end', good: "web.allowTo(Peer.cidr('203.0.113.0/24'), 443);", bad: "web.allowTo(Peer.cidr('0.0.0.0/0'), 443);" },
  'netpol-selects-something': { says: 'Policies are made from the workloads that they are about', good: EDGE },
  'netpol-peer-matches': { says: 'Policies are made from the workloads that they are about', good: EDGE },
  'netpol-port-exists': { says: 'Without a port, a connection is to those that the called workload declares', good: EDGE, bad: 'web.allowTo(db, 3306);' },
  'connectivity-service-path-open': { says: 'A connection writes the policies of both ends', good: EDGE },
  'netpol-egress-dns': { ...inNamespace('allowDns: false'), good: "new HardenedNamespace(app, 'orders', { dns: Dns.nodeLocal() });", bad: "new HardenedDeployment(new HardenedNamespace(app, 'orders', { defaults: { allowDns: false } }), 'api', { image }).allowTo(db);" },
  'netpol-egress-imds': {
    says: 'Leave the address of the metadata service out', good: "web.allowTo(Peer.cidr('0.0.0.0/0').except('169.254.169.254/32'), 443);", bad: "web.allowTo(Peer.cidr('169.254.0.0/16'), 80);",
  },
  'service-selects-pods': { says: 'A workload with a port makes its own Service', good: DEPLOYMENT },
  'service-target-port-exists': { says: 'A workload with a port makes its own Service', good: deployment('port: 8080, servicePort: 80') },
  'service-loadbalancer-explicit': { says: 'The Service of a workload is reached inside the cluster; let an Ingress or Gateway in', good: 'web.allowFrom(Peer.ingress());' },
  'service-no-external-ips': { says: 'The Service of a workload has no address but its own', good: DEPLOYMENT },
  'service-no-nodeport': { says: 'The Service of a workload is reached inside the cluster; let an Ingress or Gateway in', good: 'web.allowFrom(Peer.ingress());' },

  'secret-as-file-not-env': {
    says: '`mountSecret` mounts a Secret as files',
    good: SECRET,
    bad: "new HardenedDeployment(shop, 'api', { containers: [{ image, envVariables: { TOKEN: kplus.EnvValue.fromSecretValue({ secret: kplus.Secret.fromSecretName(shop, 'token', 'api-token'), key: 'token' }) } }] });",
  },
  'secret-volume-mode': { says: '`mountSecret` mounts files with 0440, read-only, which the group of the pod reads', good: SECRET },
  'secret-not-in-env-literal': { says: 'Mount the Secret that somebody else makes', good: SECRET, bad: deployment("env: { DB_PASSWORD: 'correct-horse-battery' }") },
  'secret-not-in-args': { says: 'Mount the Secret and name its file', good: SECRET, bad: deployment("args: ['--password=correct-horse-battery']") },
  'secret-manifest-without-data': { says: 'Mount the Secret that somebody else makes', good: SECRET, bad: "new kplus.Secret(shop, 'token', { stringData: { token: 'correct-horse-battery' } });" },
  'secret-not-in-configmap': {
    says: 'Mount the Secret, and leave what is no secret in the ConfigMap',
    good: "new kplus.ConfigMap(shop, 'settings', { data: { LOG_LEVEL: 'info' } });",
    bad: "new kplus.ConfigMap(shop, 'settings', { data: { DB_PASSWORD: 'correct-horse-battery' } });",
  },
  'sa-legacy-token-secret': { says: 'The token of a workload is mounted by the kubelet, and ends', good: ROLE },
  'env-duplicate': { says: '`env` is a map: a name is set once', good: deployment("env: { LOG_LEVEL: 'info' }") },
  'secret-access-scope': { says: '`mountSecret` needs no role', good: SECRET },

  'namespace-resource-quota': inNamespace('resourceQuota: false', "new HardenedNamespace(app, 'orders', { quotaHeadroomPercent: 50 });"),
  'namespace-limit-range': inNamespace('limitRange: false'),
  'quota-fits-workloads': {
    says: 'The quota is derived from what is declared in the namespace',
    good: DEPLOYMENT,
    bad: "new HardenedDeployment(new HardenedNamespace(app, 'orders', { quota: { pods: '1' } }), 'api', { image, replicas: 3 });",
  },
  'limit-range-fits-workloads': { says: 'The LimitRange is derived from what is declared in the namespace', good: deployment("resources: { limits: { memory: '4Gi' } }") },

  'api-deprecated': { says: 'The constructs use API versions that are there to stay', good: "new HardenedApp({ kubernetesVersion: '1.36' });" },
  'schema-valid': { says: 'What the schema does not know, `overrides` too, is reported', good: DEPLOYMENT, bad: deployment(`overrides: { '${POD}.securtyContext': {} }`) },
  'api-removed': { says: 'The constructs use API versions that the target serves', good: "new HardenedApp({ kubernetesVersion: '1.36' });" },
  'feature-available': { says: 'The constructs write only fields that the target has', good: "new HardenedApp({ kubernetesVersion: '1.36' });" },
  'cluster-version-supported': { says: 'The app says which version it is for, and on which day that is judged', good: "new HardenedApp({ kubernetesVersion: '1.36', date: '2026-11-23' });" },

  'namespace-explicit': { says: 'What is made in a namespace says so', good: DEPLOYMENT },
  'namespace-not-default': { says: 'Make a namespace', good: NAMESPACE },
  'names-unique': { says: 'A name that is taken throws', good: DEPLOYMENT, bad: "new HardenedDeployment(shop, 'other', { image, metadata: { name: 'web' } });" },
  'labels-recommended': { says: 'Every hardened workload has the labels', good: DEPLOYMENT },
  'selector-matches-template': { says: 'Selector and labels are written together', good: deployment("matchLabels: { app: 'api' }") },
  'statefulset-service': { says: 'A StatefulSet with a port makes its headless Service', good: "new HardenedStatefulSet(shop, 'cache', { image, port: 6379 });" },
  'no-naked-pod': { says: 'Pods are made by workloads', good: DEPLOYMENT },
  'probe-readiness': byDefault('probes: false', deployment("port: 8080, readiness: Probe.http('/ready')")),
  'probe-liveness': byDefault('probes: false', deployment("port: 8080, liveness: Probe.http('/healthy')")),
  'probe-not-identical': {
    says: 'The default probes differ in patience; give your own that differ too',
    good: deployment("port: 8080, readiness: Probe.http('/ready'), liveness: Probe.http('/healthy', { failureThreshold: 6 })"),
    bad: deployment("port: 8080, readiness: Probe.http('/'), liveness: Probe.http('/')"),
  },
  'pre-stop-drain': byDefault('drainSeconds: 0', deployment('port: 8080, defaults: { drainSeconds: 10 }, terminationGracePeriod: Duration.minutes(1)')),
  'default-switched-off': byDefault('service: false'),
  'probe-port-declared': { says: 'A `Probe` calls the port of the workload unless it names another', good: deployment("port: 8080, readiness: Probe.http('/ready')"), bad: deployment("port: 8080, readiness: Probe.http('/ready', { port: 9000 })") },
  'replicas-minimum': { says: 'Two replicas are the default', good: deployment('replicas: 3'), bad: deployment('replicas: 1') },
  'replicas-not-with-hpa': { says: '`autoscaling` leaves the number of replicas to the autoscaler', good: deployment('autoscaling: { max: 10 }') },
  'hpa-target-exists': { says: 'The autoscaler is made from its workload', good: deployment('autoscaling: { max: 10 }') },
  'hpa-min-replicas': { says: 'At least two pods are the default', good: deployment('autoscaling: { max: 10 }'), bad: deployment('autoscaling: { min: 1, max: 10 }') },
  'pdb-exists': byDefault('podDisruptionBudget: false'),
  'pdb-allows-disruption': { says: 'The budget lets one pod go at a time', good: deployment('replicas: 3') },
  'pod-anti-affinity': byDefault('topologySpread: false'),
  'topology-spread': { says: 'The spread counts the pods of the workload', good: deployment('replicas: 3') },
  'rollout-strategy': { says: 'Pods are replaced one after the other by default', good: DEPLOYMENT, bad: deployment('strategy: kplus.DeploymentStrategy.recreate()') },
  'job-ttl': { says: 'A hardened Job is taken away a day after it finished', good: "new HardenedJob(shop, 'migrate', { image, ttlAfterFinished: Duration.hours(1) });" },
  'job-restart-policy': { says: 'The pods of a hardened Job end', good: "new HardenedJob(shop, 'migrate', { image });" },
  'cronjob-deadline': {
    says: 'A hardened CronJob may start ten minutes late', good: "new HardenedCronJob(shop, 'report', { image, schedule: Cron.daily(), startingDeadline: Duration.hours(1) });",
  },

  'waiver-without-reason': waiver("{ reason: '' }"),
  'waiver-unknown-rule': { ...waiver(''), bad: "Hardening.of(web).waive(['read-only-rootfs'], { reason: 'writes beside the binary' });" },
  'waiver-unused': { ...waiver(''), bad: "Hardening.of(db).waive(['read-only-root-fs'], { reason: 'writes beside the binary' });" },
  'waiver-expired': {
    ...waiver(''),
    bad: `const old = new HardenedApp({ date: '2026-11-23' });
const legacy = new HardenedDeployment(new HardenedNamespace(old, 'orders'), 'legacy', { image, defaults: { readOnlyRootFilesystem: false } });
Hardening.of(legacy).waive(['read-only-root-fs'], { reason: 'writes beside the binary', until: '2026-03-31' });`,
  },
};

function image(says: string, good: string, bad: string): TypeScriptHint {
  const of = (reference: string): string => `new HardenedDeployment(shop, 'api', { image: Image.of('${reference}') });`;
  return { says, good: of(good), bad: of(bad) };
}

function waiver(bad: string): TypeScriptHint {
  return {
    says: 'A waiver names rules that there are, says why, and is judged against the `date` of the app',
    good: `const legacy = new HardenedDeployment(shop, 'legacy', { image, defaults: { readOnlyRootFilesystem: false } });
Hardening.of(legacy).waive(['read-only-root-fs'], { reason: 'writes its cache beside the binary', owner: 'team-shop', until: '2027-03-31' });`,
    bad: `Hardening.of(web).waive(['read-only-root-fs'], ${bad});`,
  };
}
