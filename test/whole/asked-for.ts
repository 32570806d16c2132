/**
 * The checks that a tool for the checklist must have, and those of access, network, secrets, resources and reliability that it should have, by
 * what the tools that have them check. Each is a rule here, or says why it is none.
 */
export const MUST: Readonly<Record<string, readonly string[]>> = {
  'images': [
    'image-tag-pinned', 'image-digest-pinned', 'image-registry-allowed', 'image-base-approved', 'image-scan-attested',
  ],
  'pod security': [
    'pss-host-network', 'pss-host-pid', 'pss-host-ipc', 'pss-privileged', 'pss-capabilities-baseline', 'pss-capabilities-drop-all', 'pss-hostpath',
    'pss-host-ports', 'pss-probe-host', 'pss-apparmor', 'pss-selinux', 'pss-proc-mount', 'pss-seccomp-baseline', 'pss-seccomp-restricted',
    'pss-sysctls', 'pss-windows-hostprocess', 'pss-volume-types', 'pss-privilege-escalation', 'pss-run-as-non-root', 'pss-run-as-user',
    'psa-namespace-labels', 'psa-namespace-level-env', 'psa-namespace-version-pinned', 'psa-workload-fits-namespace',
  ],
  'access': [
    'rbac-no-cluster-admin', 'rbac-no-wildcard-verbs', 'rbac-no-wildcard-resources', 'rbac-no-wildcard-apigroups', 'rbac-full-admin-role',
    'rbac-secrets-read', 'rbac-create-workloads', 'rbac-pods-exec', 'rbac-pods-attach', 'rbac-escalate-bind', 'rbac-impersonate', 'rbac-manage-rbac',
    'rbac-nodes-proxy', 'rbac-webhook-config', 'rbac-token-create', 'rbac-anonymous-subject', 'rbac-authenticated-subject', 'rbac-masters-subject',
    'rbac-default-sa-subject', 'rbac-cluster-scope-justified', 'sa-token-not-mounted', 'sa-object-automount-off', 'sa-dedicated',
  ],
  'network': [
    'netpol-default-deny', 'netpol-pod-ingress-isolated', 'netpol-pod-egress-isolated', 'netpol-no-allow-all', 'netpol-selects-something',
    'netpol-egress-dns', 'service-selects-pods', 'ingress-tls',
  ],
  'secrets': [
    'secret-not-in-env-literal', 'secret-not-in-configmap', 'secret-manifest-without-data', 'secret-as-file-not-env', 'etcd-encryption-configured',
  ],
  'resources and file system': [
    'resources-cpu-request', 'resources-cpu-limit', 'resources-memory-request', 'resources-memory-limit', 'emptydir-size-limit', 'read-only-root-fs',
    'writable-paths-are-emptydir',
  ],
  'audit and version': [
    'audit-policy-present', 'audit-policy-content', 'api-removed', 'api-deprecated', 'schema-valid', 'cluster-version-supported',
  ],
  'reliability': [
    'namespace-explicit', 'namespace-not-default',
  ],
};

/** The ones that it should have. */
export const SHOULD: Readonly<Record<string, readonly string[]>> = {
  'access': [
    'rbac-no-wildcard-nonresource', 'rbac-secrets-list-vs-get', 'rbac-pods-portforward', 'rbac-ephemeralcontainers', 'rbac-csr-approve',
    'rbac-pv-create', 'rbac-delete-events', 'rbac-delete-logs', 'rbac-configmap-write', 'rbac-network-write', 'rbac-binding-resolves',
    'rbac-unused-role', 'rbac-aggregated-rules', 'sa-exists', 'sa-legacy-token-secret', 'workload-effective-rbac',
    'rbac-built-in-admin',
  ],
  'network': [
    'netpol-peer-matches', 'netpol-port-exists', 'netpol-egress-imds', 'connectivity-matches-intent', 'connectivity-service-path-open',
    'service-no-nodeport', 'service-loadbalancer-explicit', 'service-no-external-ips', 'service-target-port-exists', 'ingress-backend-exists',
    'ingress-host-explicit', 'ingress-nginx-annotations-safe', 'ingress-nginx-eol', 'workload-exposed-to-internet', 'no-privileged-container-port',
    'service-external-name-local',
  ],
  'secrets': [
    'secret-not-in-args', 'secret-external-store', 'secret-access-scope', 'secret-volume-mode', 'config-ref-exists', 'env-duplicate',
  ],
  'resources and file system': [
    'resources-memory-request-equals-limit', 'resources-ephemeral-storage', 'namespace-limit-range', 'namespace-resource-quota',
    'quota-fits-workloads',
  ],
  'reliability': [
    'probe-readiness', 'probe-liveness', 'probe-not-identical', 'probe-port-declared', 'replicas-minimum', 'replicas-not-with-hpa',
    'hpa-target-exists', 'hpa-min-replicas', 'pdb-exists', 'pdb-allows-disruption', 'pod-anti-affinity', 'topology-spread', 'rollout-strategy',
    'selector-matches-template', 'statefulset-service', 'job-ttl', 'cronjob-deadline', 'job-restart-policy', 'no-naked-pod', 'namespace-not-system',
    'labels-recommended', 'label-values-valid', 'names-unique', 'argo-object-hygiene', 'flux-object-hygiene',
  ],
};
