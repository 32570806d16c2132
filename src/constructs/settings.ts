import { Construct } from 'constructs';
import { HardenedDefaults } from './defaults';
import { fitResources } from './fit-resources';
import { Json } from './plain';
import { factsOf, mergedDefaults } from './tree';
import { HardenedWorkloadProps } from './workload-props';
import { Hardening } from '../standard/harden';
import { POD_DEFAULTS } from '../standard/hardening';
import { Profile } from '../standard/profile';
import { minorOf } from '../standard/target';

/** The defaults of one construct, all said. */
export interface Settings extends Required<Omit<HardenedDefaults, 'resources'>> {
  readonly minor: number;
  readonly profile: Profile;
  readonly requests: boolean;
  readonly defaultRequests: Readonly<Record<string, string>>;
  readonly defaultLimits: Readonly<Record<string, string>>;
  /** What `harden` is asked for. */
  hardening(mountsToken: boolean): Hardening;
}

/** What holds for a construct: its own word, then that of the namespace, of the app, and ours. */
export function settingsOf(construct: Construct, props: Pick<HardenedWorkloadProps, 'defaults' | 'user' | 'writablePaths'> = {}): Settings {
  const facts = factsOf(construct);
  const said = mergedDefaults(facts.defaults, props.defaults);
  const resources: Record<'requests' | 'limits', Record<string, string>> = {
    requests: { ...POD_DEFAULTS.resources.requests, ...said.resources?.requests },
    limits: { ...POD_DEFAULTS.resources.limits, ...said.resources?.limits },
  };
  // Where only one of the two was said, ours gives way.
  fitResources({ resources }, said.resources as Json | undefined);
  const settings = { ...OURS, ...said, ...(props.user === undefined ? {} : { user: props.user }) };
  const minor = minorOf(facts.kubernetesVersion);
  const requests = only(resources.requests, (name) => (name === 'ephemeral-storage' ? settings.ephemeralStorage : settings.requests));
  const limits = only(resources.limits, (name) => ({
    'cpu': settings.cpuLimit, 'memory': settings.memoryLimit, 'ephemeral-storage': settings.ephemeralStorage,
  }[name] ?? true));
  const off = new Set(Object.entries(SWITCHES).filter(([key]) => settings[key as keyof typeof OURS] === false).flatMap(([, rows]) => rows));
  return {
    ...settings,
    minor,
    profile: facts.profile ?? Profile.production(),
    defaultRequests: requests,
    defaultLimits: limits,
    hardening: (mountsToken) => ({
      off,
      user: settings.setUser ? settings.user : undefined,
      fsGroup: settings.fsGroup,
      automountServiceAccountToken: mountsToken,
      requests,
      limits,
      scratch: settings.tmp ? { '/tmp': settings.scratchSize } : undefined,
      // On by default since 1.33; a server that does not know the field drops it, an older node would refuse the pod.
      supplementalGroupsPolicy: settings.strictSupplementalGroups && minor >= 33,
      appArmor: facts.cluster?.appArmor === true && minor >= 30,
      userNamespace: facts.cluster?.userNamespaces === true && minor >= 33,
    }),
  };
}

/** Which row a switch takes out of `harden`. */
const SWITCHES: Partial<Record<keyof HardenedDefaults, readonly string[]>> = {
  runAsNonRoot: ['pss-run-as-non-root'],
  seccompProfile: ['pss-seccomp-restricted'],
  dropCapabilities: ['pss-capabilities-drop-all'],
  denyPrivilegeEscalation: ['pss-privilege-escalation'],
  readOnlyRootFilesystem: ['read-only-root-fs'],
  omitServiceLinks: ['service-links-off'],
};

/** What our constructs write where nobody says otherwise: one entry for each switch. */
export const OURS: Required<Omit<HardenedDefaults, 'resources'>> = {
  runAsNonRoot: true,
  user: POD_DEFAULTS.user,
  setUser: true,
  fsGroup: true,
  seccompProfile: true,
  dropCapabilities: true,
  denyPrivilegeEscalation: true,
  readOnlyRootFilesystem: true,
  tmp: true,
  scratchSize: POD_DEFAULTS.scratch,
  cpuLimit: true,
  memoryLimit: true,
  requests: true,
  ephemeralStorage: true,
  serviceAccount: true,
  withholdToken: true,
  omitServiceLinks: true,
  strictSupplementalGroups: true,
  probes: true,
  drainSeconds: 5,
  topologySpread: true,
  podDisruptionBudget: true,
  service: true,
  defaultDeny: true,
  allowDns: true,
  resourceQuota: true,
  limitRange: true,
  defaultServiceAccount: true,
};

function only(quantities: Readonly<Record<string, string>>, wanted: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(quantities).filter(([name]) => wanted(name)));
}
