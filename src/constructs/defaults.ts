/**
 * Requests and limits as Kubernetes writes them: `{ requests: { cpu: '250m' }, limits: { memory: '1Gi', 'nvidia.com/gpu': '1' } }`.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface Resources {
  /**
   * What the scheduler sets aside, by resource name. Merged over the defaults field by field.
   * @default - cpu 100m, memory 128Mi, ephemeral-storage 64Mi
   */
  readonly requests?: Record<string, string>;
  /**
   * What the container may use at most, by resource name. Merged over the defaults field by field.
   * @default - cpu 500m, memory 256Mi, ephemeral-storage 256Mi
   */
  readonly limits?: Record<string, string>;
}

/**
 * Every default that our constructs write, each with a switch. Said on a workload, a namespace or the app; the nearest wins, field by field. What is
 * switched off is a finding of the rule that is named here, until it is waived with a reason.
 */
export interface HardenedDefaults {
  /**
   * The pod asks not to run as root (rule `pss-run-as-non-root`).
   * @default true
   */
  readonly runAsNonRoot?: boolean;
  /**
   * The numeric user, group and fsGroup of the pod. 0 is root (rule `pss-run-as-user`), and throws unless `runAsNonRoot` is off; accounts of nodes
   * are below 10000 (rule `run-as-high-uid-gid`).
   * @default 65532
   */
  readonly user?: number;
  /**
   * Write the user, group and fsGroup at all; otherwise the image decides (rule `run-as-user-set`).
   * @default true
   */
  readonly setUser?: boolean;
  /**
   * Volumes belong to the group of the pod (rule `fs-group-set`, where it has one that needs it: storage, or files that only root reads).
   * @default true
   */
  readonly fsGroup?: boolean;
  /**
   * The profile `RuntimeDefault` filters system calls (rule `pss-seccomp-restricted`).
   * @default true
   */
  readonly seccompProfile?: boolean;
  /**
   * Containers drop all capabilities (rule `pss-capabilities-drop-all`).
   * @default true
   */
  readonly dropCapabilities?: boolean;
  /**
   * Containers cannot gain privileges (rule `pss-privilege-escalation`).
   * @default true
   */
  readonly denyPrivilegeEscalation?: boolean;
  /**
   * The root file system of containers is read-only (rule `read-only-root-fs`).
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;
  /**
   * Every container gets an emptyDir at /tmp (rule `writable-paths-are-emptydir`).
   * @default true
   */
  readonly tmp?: boolean;
  /**
   * The size of scratch volumes, a quantity. There is always one (rule `emptydir-size-limit`). The default limit for ephemeral storage, which they
   * count for, is raised above them where it has to be.
   * @default '64Mi'
   */
  readonly scratchSize?: string;
  /**
   * Requests and limits for what a container does not say itself (rules `resources-cpu-limit` and its siblings); the switches below take them out.
   * @default - cpu 100m to 500m, memory 128Mi to 256Mi, ephemeral-storage 64Mi to 256Mi
   */
  readonly resources?: Resources;
  /**
   * Containers get a CPU limit (rule `resources-cpu-limit`).
   * @default true
   */
  readonly cpuLimit?: boolean;
  /**
   * Containers get a memory limit (rule `resources-memory-limit`).
   * @default true
   */
  readonly memoryLimit?: boolean;
  /**
   * Containers get a request for CPU and memory (rules `resources-cpu-request`, `resources-memory-request`, where no limit stands in for it).
   * @default true
   */
  readonly requests?: boolean;
  /**
   * Containers get a request and limit for ephemeral storage (rule `resources-ephemeral-storage`).
   * @default true
   */
  readonly ephemeralStorage?: boolean;
  /**
   * Each workload gets a ServiceAccount of its own (rule `sa-dedicated`).
   * @default true
   */
  readonly serviceAccount?: boolean;
  /**
   * No token of the ServiceAccount is mounted unless a role is bound to the workload (rule `sa-token-not-mounted`).
   * @default true
   */
  readonly withholdToken?: boolean;
  /**
   * The environment does not list the Services of the namespace (rule `service-links-off`).
   * @default true
   */
  readonly omitServiceLinks?: boolean;
  /**
   * Groups of the image are not added to the pod, where the target minor has `supplementalGroupsPolicy`, from 1.33 on (rule
   * `supplemental-groups-policy-strict`).
   * @default true
   */
  readonly strictSupplementalGroups?: boolean;
  /**
   * Workloads with a port get startup, readiness and liveness probes that connect to it (rules `probe-readiness`, `probe-liveness`).
   * @default true
   */
  readonly probes?: boolean;
  /**
   * Seconds that a container with a port goes on serving after it is asked to stop, while its address is taken out of the Services; at most half of
   * `terminationGracePeriod`. 0 for none (rule `pre-stop-drain`, behind a Service with an address of its own). Needs 1.30.
   * @default 5
   */
  readonly drainSeconds?: number;
  /**
   * Replicas are spread over nodes and zones as far as there are some (rule `pod-anti-affinity`).
   * @default true
   */
  readonly topologySpread?: boolean;
  /**
   * Workloads with two replicas or more get a PodDisruptionBudget (rule `pdb-exists`).
   * @default true
   */
  readonly podDisruptionBudget?: boolean;
  /**
   * Deployments and DaemonSets with a port get a Service (rule `default-switched-off`: no manifest is the worse for having none, so the workload says
   * it in an annotation). A StatefulSet always has one, Jobs have none.
   * @default true
   */
  readonly service?: boolean;
  /**
   * Namespaces deny all traffic that no policy allows (rule `netpol-default-deny`).
   * @default true
   */
  readonly defaultDeny?: boolean;
  /**
   * Pods of a namespace may ask the cluster's DNS (rule `netpol-egress-dns`).
   * @default true
   */
  readonly allowDns?: boolean;
  /**
   * Namespaces get a ResourceQuota (rule `namespace-resource-quota`).
   * @default true
   */
  readonly resourceQuota?: boolean;
  /**
   * Namespaces get a LimitRange (rule `namespace-limit-range`).
   * @default true
   */
  readonly limitRange?: boolean;
  /**
   * The `default` ServiceAccount of namespaces mounts no token (rule `sa-default-token-off`).
   * @default true
   */
  readonly defaultServiceAccount?: boolean;
}
