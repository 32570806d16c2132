import { ChecklistItem } from './standard/control';

/** One item of the checklist: what this library does for it, and what stays with whoever runs the cluster. */
export interface ChecklistEntry {
  readonly item: ChecklistItem;
  readonly title: string;
  /** What our constructs write. */
  readonly builds: readonly string[];
  /** What no manifest can show, so that somebody has to see to it. */
  readonly operator: readonly string[];
}

/** Checks that other tools have, or that a checklist asks for, and why no rule here answers them. The key is what the rule would be called. */
export const WITHOUT_RULE: Readonly<Record<string, { readonly item: ChecklistItem; readonly why: string }>> = {
  'image-scan-attested': { item: 8, why: 'that an image was scanned, and lately, is known to the scanner and the registry; a manifest names the image and no more' },
  'connectivity-matches-intent': {
    item: 4,
    why: 'who is meant to talk to whom stands in no manifest but in the policies themselves; that both ends agree is what `connectivity-service-path-open` checks, and with our '
      + 'constructs the policies are made from `allowTo` and `allowFrom`',
  },
  'service-external-name-local': {
    item: 4,
    why: 'a Service of type ExternalName is a name in DNS; one that leads to localhost leads whoever follows it, such as an Ingress controller, to itself. What comes of that '
      + 'is up to the controller and its version, and no manifest shows it; only the form of the name is checked, by `object-valid`',
  },
};

/**
 * The ten items from "it works for now" to "it holds in production". What is checked comes from the rules, each of which names its item.
 *
 * @see https://kubernetes.io/docs/concepts/security/security-checklist/
 */
export const CHECKLIST: readonly ChecklistEntry[] = [
  {
    item: 1,
    title: 'Distroless images',
    builds: [
      '`Image.of` reads every reference and refuses floating, debug and retired ones',
      '`Image.distroless` names the images of the current catalogue',
      'images with a digest are pulled once, others are asked for at each start',
    ],
    operator: ['what is inside an image: a manifest names the application image, its base is invisible; scan it, or verify its provenance, in CI'],
  },
  {
    item: 2,
    title: 'Pod Security Admission',
    builds: [
      '`HardenedNamespace` sets enforce, audit and warn with pinned versions, by `Profile`',
      'every hardened workload passes the restricted level',
      'a prop that the enforced level refuses throws where it is written',
    ],
    operator: [
      'the cluster-wide default for namespaces without labels, and exemptions: they are in the configuration of the API server',
      'pods that a controller makes from custom resources of its own: their templates are read where they are pods of Kubernetes as they stand (Argo Rollouts, CloneSets of '
        + 'OpenKruise, ScaledJobs of KEDA, DeploymentConfigs of OpenShift), not in Services of Knative, which completes them and refuses some of the fields that rules ask for',
    ],
  },
  {
    item: 3,
    title: 'RBAC with least privilege, in namespaces, no wildcards',
    builds: [
      '`ScopedRole` takes verbs and resources by name; wildcards and verbs that escalate do not compile or throw',
      'each workload has a ServiceAccount of its own, without a token until a role is bound to it',
    ],
    operator: ['who may do what as a person: groups and users come from the identity provider'],
  },
  {
    item: 4,
    title: 'NetworkPolicy: default deny, then the needed edges',
    builds: [
      '`HardenedNamespace` denies all traffic in both directions and opens the way to DNS',
      '`allowTo` and `allowFrom` write both sides of an edge, with exact ports',
    ],
    operator: ['a CNI that enforces policies: without one they are text', 'traffic of pods in the host network, which no policy holds'],
  },
  {
    item: 5,
    title: 'Secrets: encryption at rest, tight RBAC',
    builds: ['`mountSecret` mounts an existing Secret as files, 0440, read-only', '`ScopedRole` reads Secrets by name only'],
    operator: ['encryption at rest: an `EncryptionConfiguration` of the API server; give it to `validate` as a file', 'rotation of keys and of what the Secrets hold'],
  },
  {
    item: 6,
    title: 'Requests and limits',
    builds: [
      'requests and limits for cpu, memory and ephemeral storage on every container, merged field by field',
      'a ResourceQuota derived from what is declared, and a LimitRange that agrees with it',
    ],
    operator: ['numbers that fit: measure the program under load'],
  },
  {
    item: 7,
    title: 'Read-only root file systems with emptyDir for scratch',
    builds: ['a read-only root, and /tmp and `writablePaths` as volumes with a size'],
    operator: ['knowing where the program writes: run it once with the read-only root'],
  },
  {
    item: 8,
    title: 'Regular vulnerability scans in CI/CD',
    builds: [],
    operator: ['scanning: run a scanner on the digests that the manifests name, on every build and every night; a manifest does not say what is inside an image'],
  },
  {
    item: 9,
    title: 'Audit logs, on and watched',
    builds: ['Pod Security violations are recorded in the audit log by every `HardenedNamespace`'],
    operator: ['the audit policy and its log: they are flags of the API server', 'somebody, or something, that reads the log'],
  },
  {
    item: 10,
    title: 'A current Kubernetes version',
    builds: [
      '`kubernetesVersion` decides which fields are written and which APIs may be used',
      'the version of the Pod Security Standards is pinned, so that an upgrade of the cluster refuses nothing by surprise',
    ],
    operator: ['upgrading the cluster: a minor is supported for about fourteen months'],
  },
  {
    item: 'reliability',
    title: 'Workloads that keep running',
    builds: [
      'probes, graceful termination, spreading over nodes and zones, PodDisruptionBudgets',
      'names and selectors that never change',
    ],
    operator: ['enough nodes and zones to spread over'],
  },
];
