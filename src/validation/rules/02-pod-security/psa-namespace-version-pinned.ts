import { PSA_LABELS } from './references';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { NEWEST_POLICY_MINOR, OLDEST_POLICY_MINOR } from '../../../standard/pod-security';
import { isSystemNamespace } from '../../../standard/system-namespaces';
import { POD_SECURITY_LABEL, writtenMinor } from '../../pod-security-level';
import { Policy, Problem, Rule } from '../../rule';

export const psaNamespaceVersionPinned: Rule = {
  id: 'psa-namespace-version-pinned',
  title: 'Namespaces pin the version of the Pod Security Standards that they enforce',
  item: 2,
  severity: 'warning',
  why: 'The newest version changes with the cluster: 1.34 began to refuse probes with a host. A pin keeps an upgrade of the cluster from refusing pods that ran before, and makes the change one that is reviewed.',
  references: [
    PSA_LABELS,
    { title: 'Enforce Pod Security Standards with namespace labels', url: 'https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/' },
  ],
  edition: '2026.11',
  bad: {
    'not set': { on: 'Namespace/shop', unset: ['metadata.labels["pod-security.kubernetes.io/enforce-version"]'] },
    'latest': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/enforce-version"]': 'latest' } },
    'no version': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/enforce-version"]': '1.30' } },
    'a patch': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/enforce-version"]': 'v1.30.1' } },
    'older than the rows tell apart': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/enforce-version"]': 'v1.24' } },
    'newer than there is': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/enforce-version"]': 'v1.99' } },
    'no version, in audit': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/audit-version"]': 'newest' } },
  },
  good: {
    'an older version': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/enforce-version"]': 'v1.25' } },
    'warns by the newest': { on: 'Namespace/shop', set: { 'metadata.labels["pod-security.kubernetes.io/warn-version"]': 'latest' } },
    'audits by the newest, unsaid': { on: 'Namespace/shop', unset: ['metadata.labels["pod-security.kubernetes.io/audit-version"]'] },
    'enforces nothing': {
      on: 'Namespace/shop',
      unset: ['metadata.labels["pod-security.kubernetes.io/enforce-version"]', 'metadata.labels["pod-security.kubernetes.io/enforce"]'],
    },
  },
  * checkEach(objects, policy) {
    for (const namespace of objects.ofKind('Namespace')) {
      if (isSystemNamespace(namespace.name) || namespace.group !== '') continue;
      for (const mode of MODES) {
        if (mode.enforces && namespace.labels[mode.level] === undefined) continue;
        const problem = problemOf(mode, namespace.labels[mode.version], policy);
        if (problem === undefined) continue;
        const path = ['metadata', 'labels', mode.version];
        const { pinned, ...rest } = problem;
        // Raising an older pin may refuse pods that run; where nothing is pinned, pinning to the version of the cluster changes nothing.
        yield { at: namespace, path, ...rest, fix: pinned ? undefined : { path, value: `v1.${policy.minor}` } };
      }
    }
  },
};

type Found = Pick<Problem, 'message' | 'remedy' | 'severity'> & { readonly pinned?: boolean };

/** The labels of a mode of Pod Security Admission. */
interface Mode {
  readonly level: string;
  readonly version: string;
  readonly enforces: boolean;
}

const MODES = ['enforce', 'audit', 'warn'].map((mode): Mode => ({
  level: `${POD_SECURITY_LABEL}${mode}`, version: `${POD_SECURITY_LABEL}${mode}-version`, enforces: mode === 'enforce',
}));

function problemOf(mode: Mode, version: string | undefined, policy: Policy): Found | undefined {
  const minor = writtenMinor(version);
  if (!mode.enforces && (minor !== undefined || version === undefined || version === 'latest')) return undefined;
  if (minor !== undefined && minor >= OLDEST_POLICY_MINOR && minor <= Math.max(policy.minor, NEWEST_POLICY_MINOR)) return undefined;
  const label = formatPath(['metadata', 'labels', mode.version]);
  const remedy = policy.minor < OLDEST_POLICY_MINOR ? 'raise it with the version of the cluster' : `set it to v1.${policy.minor}, the version of the cluster`;
  if (version === undefined) return { message: `${label} is not set, which is latest`, remedy };
  if (version === 'latest') return { message: `${label} is latest`, remedy };
  if (minor === undefined) return { message: `${label} is ${quote(version)}, which the API server refuses`, remedy, severity: 'error' };
  if (minor < OLDEST_POLICY_MINOR) {
    return { message: `${label} is ${version}, which is older than any supported cluster; it is judged here as v1.${OLDEST_POLICY_MINOR}`, remedy, pinned: true };
  }
  return { message: `${label} is ${version}, which does not exist yet and so pins nothing`, remedy };
}
