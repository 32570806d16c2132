/** Which policies are made, and what they do. */
export interface AdmissionPoliciesProps {
  /**
   * How far the rollout is. `audit`: violations are recorded. `warn`: they are shown to whoever makes them, too. `deny`: errors are refused,
   * warnings shown, infos recorded.
   * @default 'audit'
   */
  readonly stage?: 'audit' | 'warn' | 'deny';
  /**
   * Who evaluates the policies: the API server itself, or Kyverno 1.17 and newer.
   * @default 'kubernetes'
   */
  readonly engine?: 'kubernetes' | 'kyverno';
  /**
   * Ids of rules, or globs such as `pss-*`.
   * @default - all that look at one object by itself
   */
  readonly rules?: string[];
  /**
   * The version of the cluster, and of the Pod Security Standards that namespaces are pinned to.
   * @default - that of the app, where `HardenedApp` or `Hardening.of` say one, otherwise '1.36'
   */
  readonly kubernetesVersion?: string;
  /**
   * The level that namespaces without a label of Pod Security are held to: `restricted`, `baseline` or `privileged`.
   * @default - what the profile of the app enforces, where it has one, otherwise 'restricted'
   */
  readonly podSecurity?: string;
  /**
   * Beginnings of image references that may be used, such as `ghcr.io/acme/`.
   * @default - those of the app, where it has some, otherwise all
   */
  readonly registries?: string[];
  /**
   * Beginnings of image references that may not be used, such as `docker.io/`; they count before those that may.
   * @default - those of the app, where it has some, otherwise none
   */
  readonly deniedRegistries?: string[];
  /**
   * Other severities, by rule id: `error`, `warning`, `info` or `off`.
   * @default - those of the app, otherwise those of the rules
   */
  readonly severities?: Record<string, string>;
  /**
   * Namespaces that nothing is asked of, beside those of Kubernetes itself: kube-system, kube-public and kube-node-lease.
   * @default - no others
   */
  readonly excludedNamespaces?: string[];
  /**
   * Labels of the namespaces that are meant: start with some, and take more in as they are ready.
   * @default - all namespaces
   */
  readonly namespaceLabels?: Record<string, string>;
  /**
   * What happens where a policy cannot be evaluated: `Fail` takes that for a violation.
   * @default 'Fail'
   */
  readonly failurePolicy?: 'Fail' | 'Ignore';
  /**
   * How the names of policies begin.
   * @default 'cdk8s-hardened'
   */
  readonly prefix?: string;
  /**
   * The namespace of a ConfigMap, called as policies begin, in which both lists of registries can be changed without new policies by whoever may
   * write it.
   * @default - they stand in the policies
   */
  readonly parametersNamespace?: string;
}
