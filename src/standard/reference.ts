import { Framework, Reference } from './control';

/** A control of the Pod Security Standards, by the id that the check of Pod Security Admission has. */
export function pss(id: keyof typeof PSS): Reference {
  const { level, title } = PSS[id];
  return {
    title: `Pod Security Standards, ${level}: ${title}`,
    url: `https://kubernetes.io/docs/concepts/security/pod-security-standards/#${level.toLowerCase()}`,
    framework: 'pss',
    control: id,
  };
}

/** A recommendation of the CIS Kubernetes Benchmark. */
export function cis(id: keyof typeof CIS): Reference {
  return { title: `CIS Kubernetes Benchmark 1.12, ${id}: ${CIS[id]}`, url: 'https://www.cisecurity.org/benchmark/kubernetes', framework: 'cis', control: id };
}

/** A section of the hardening guide of NSA and CISA. */
export function nsa(section: keyof typeof NSA): Reference {
  return {
    title: `NSA/CISA Kubernetes Hardening Guide 1.2: ${section}`,
    url: 'https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF',
    framework: 'nsa',
    control: section,
  };
}

/** A technique of MITRE ATT&CK. */
export function mitre(id: keyof typeof MITRE): Reference {
  return { title: `MITRE ATT&CK ${id}: ${MITRE[id]}`, url: `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`, framework: 'mitre', control: id };
}

/** A paragraph of kubernetes.io on what RBAC grants beyond what it says. */
export function rbacGoodPractice(title: string, anchor: string): Reference {
  return { title: `RBAC good practices: ${title}`, url: `https://kubernetes.io/docs/concepts/security/rbac-good-practices/#${anchor}` };
}

/** The Pod Security Standards: what each check of Pod Security Admission is called at kubernetes.io. */
export const PSS = {
  windowsHostProcess: { level: 'Baseline', title: 'HostProcess' },
  hostNamespaces: { level: 'Baseline', title: 'Host Namespaces' },
  privileged: { level: 'Baseline', title: 'Privileged Containers' },
  capabilities_baseline: { level: 'Baseline', title: 'Capabilities' },
  hostPathVolumes: { level: 'Baseline', title: 'HostPath Volumes' },
  hostPorts: { level: 'Baseline', title: 'Host Ports' },
  hostProbesAndHostLifecycle: { level: 'Baseline', title: 'Host Probes / Lifecycle Hooks' },
  appArmorProfile: { level: 'Baseline', title: 'AppArmor' },
  seLinuxOptions: { level: 'Baseline', title: 'SELinux' },
  procMount: { level: 'Baseline', title: '/proc Mount Type' },
  seccompProfile_baseline: { level: 'Baseline', title: 'Seccomp' },
  sysctls: { level: 'Baseline', title: 'Sysctls' },
  restrictedVolumes: { level: 'Restricted', title: 'Volume Types' },
  allowPrivilegeEscalation: { level: 'Restricted', title: 'Privilege Escalation' },
  runAsNonRoot: { level: 'Restricted', title: 'Running as Non-root' },
  runAsUser: { level: 'Restricted', title: 'Running as Non-root user' },
  seccompProfile_restricted: { level: 'Restricted', title: 'Seccomp' },
  capabilities_restricted: { level: 'Restricted', title: 'Capabilities' },
  procMount_restricted: { level: 'Restricted', title: '/proc Mount Type' },
} as const;

/** Section 5 of the CIS Kubernetes Benchmark 1.12, the one about what is deployed; sections 1 to 4 are about files and flags of the nodes. */
export const CIS = {
  '3.2.1': 'a minimal audit policy is created',
  '3.2.2': 'the audit policy covers key security concerns',
  '5.1.1': 'the cluster-admin role is only used where required',
  '5.1.2': 'minimize access to secrets',
  '5.1.3': 'minimize wildcard use in Roles and ClusterRoles',
  '5.1.4': 'minimize access to create pods',
  '5.1.5': 'default service accounts are not actively used',
  '5.1.6': 'service account tokens are only mounted where necessary',
  '5.1.7': 'avoid use of the system:masters group',
  '5.1.8': 'limit use of bind, impersonate and escalate',
  '5.1.9': 'minimize access to create persistent volumes',
  '5.1.10': 'minimize access to the proxy sub-resource of nodes',
  '5.1.11': 'minimize access to the approval sub-resource of certificatesigningrequests',
  '5.1.12': 'minimize access to webhook configuration objects',
  '5.1.13': 'minimize access to the service account token creation',
  '5.2.1': 'the cluster has at least one active policy control mechanism in place',
  '5.2.2': 'minimize the admission of privileged containers',
  '5.2.3': 'minimize the admission of containers that share the host process ID namespace',
  '5.2.4': 'minimize the admission of containers that share the host IPC namespace',
  '5.2.5': 'minimize the admission of containers that share the host network namespace',
  '5.2.6': 'minimize the admission of containers with allowPrivilegeEscalation',
  '5.2.7': 'minimize the admission of root containers',
  '5.2.8': 'minimize the admission of containers with the NET_RAW capability',
  '5.2.9': 'minimize the admission of containers with capabilities assigned',
  '5.2.10': 'minimize the admission of Windows HostProcess containers',
  '5.2.11': 'minimize the admission of HostPath volumes',
  '5.2.12': 'minimize the admission of containers which use HostPorts',
  '5.3.1': 'the CNI in use supports NetworkPolicies',
  '5.3.2': 'all namespaces have NetworkPolicies defined',
  '5.4.1': 'prefer using secrets as files over secrets as environment variables',
  '5.4.2': 'consider external secret storage',
  '5.5.1': 'configure image provenance using the ImagePolicyWebhook admission controller',
  '5.6.1': 'create administrative boundaries between resources using namespaces',
  '5.6.2': 'the seccomp profile is set to docker/default in pod definitions',
  '5.6.3': 'apply SecurityContext to pods and containers',
  '5.6.4': 'the default namespace should not be used',
} as const;

/** The sections of the hardening guide of NSA and CISA, by chapter. */
export const NSA = {
  'non-root containers': 'Kubernetes Pod security',
  'immutable container file systems': 'Kubernetes Pod security',
  'building secure container images': 'Kubernetes Pod security',
  'Pod security enforcement': 'Kubernetes Pod security',
  'protecting Pod service account tokens': 'Kubernetes Pod security',
  'hardening container environments': 'Kubernetes Pod security',
  'namespaces': 'Network separation and hardening',
  'network policies': 'Network separation and hardening',
  'resource policies': 'Network separation and hardening',
  'control plane hardening': 'Network separation and hardening',
  'worker node segmentation': 'Network separation and hardening',
  'encryption': 'Network separation and hardening',
  'secrets': 'Network separation and hardening',
  'protecting sensitive cloud infrastructure': 'Network separation and hardening',
  'authentication': 'Authentication and authorization',
  'role-based access control': 'Authentication and authorization',
  'logging': 'Audit logging and threat detection',
  'threat detection': 'Audit logging and threat detection',
  'upgrading and application security practices': 'Upgrading and application security practices',
} as const;

/** Techniques of MITRE ATT&CK 19 that our rules make harder. */
export const MITRE = {
  'T1046': 'Network Service Discovery',
  'T1048': 'Exfiltration Over Alternative Protocol',
  'T1070': 'Indicator Removal',
  'T1078': 'Valid Accounts',
  'T1098.006': 'Account Manipulation: Additional Container Cluster Roles',
  'T1133': 'External Remote Services',
  'T1190': 'Exploit Public-Facing Application',
  'T1496': 'Resource Hijacking',
  'T1499': 'Endpoint Denial of Service',
  'T1525': 'Implant Internal Image',
  'T1528': 'Steal Application Access Token',
  'T1552.001': 'Unsecured Credentials: Credentials In Files',
  'T1552.005': 'Unsecured Credentials: Cloud Instance Metadata API',
  'T1552.007': 'Unsecured Credentials: Container API',
  'T1557': 'Adversary-in-the-Middle',
  'T1609': 'Container Administration Command',
  'T1610': 'Deploy Container',
  'T1611': 'Escape to Host',
  'T1613': 'Container and Resource Discovery',
  'T1685': 'Disable or Modify Tools',
} as const;

/** What a framework asks for. */
export interface FrameworkData {
  readonly title: string;
  /** Each control by its id, with the words that people know it by. */
  readonly controls: Readonly<Record<string, string>>;
  /** The controls that no manifest answers, by id, and what does. */
  readonly elsewhere: Readonly<Record<string, string>>;
}

/** The frameworks that rules are mapped to. */
export const FRAMEWORKS: Readonly<Record<Framework, FrameworkData>> = {
  pss: {
    title: 'Pod Security Standards',
    controls: named(PSS, (_, { level, title }) => `${level}: ${title}`),
    elsewhere: {},
  },
  cis: {
    title: 'CIS Kubernetes Benchmark 1.12, sections 3.2 and 5',
    controls: named(CIS, (id, title) => `${id} ${title}`),
    elsewhere: {
      '5.3.1': 'which network plugin a cluster runs, and whether it enforces policies, is not in the manifests of an application',
    },
  },
  nsa: {
    title: 'NSA/CISA Kubernetes Hardening Guide 1.2',
    controls: named(NSA, (section, chapter) => (section === chapter.toLowerCase() ? chapter : `${chapter}: ${section}`)),
    elsewhere: {
      'control plane hardening': 'ports, certificates and files of the control plane belong to whoever runs the cluster',
      'worker node segmentation': 'networks and firewalls of the nodes belong to whoever runs the cluster',
      'threat detection': 'somebody, or something, has to read the logs',
    },
  },
  mitre: {
    title: 'MITRE ATT&CK',
    controls: named(MITRE, (id, title) => `${id} ${title}`),
    elsewhere: {},
  },
};

function named<T>(controls: Readonly<Record<string, T>>, name: (id: string, control: T) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(controls).map(([id, control]) => [id, name(id, control)]));
}
