/** What a manifest cannot know about the cluster it is for. */
export interface ClusterFacts {
  /**
   * Every node enforces AppArmor. A node without it refuses pods that ask for a profile.
   * @default false
   */
  readonly appArmor?: boolean;
  /**
   * Every node supports user namespaces. A node without them refuses pods with hostUsers false.
   * @default false
   */
  readonly userNamespaces?: boolean;
  /**
   * The addresses of the API server, as CIDR blocks; egress of workloads that call it is opened to these.
   * @default - not known: a workload bound to a role gets no egress to the API server
   */
  readonly apiServerCidrs?: string[];
  /**
   * The port of the API server.
   * @default 6443
   */
  readonly apiServerPort?: number;
  /**
   * The namespace that the ingress controller runs in.
   * @default 'ingress-nginx'
   */
  readonly ingressNamespace?: string;
}
