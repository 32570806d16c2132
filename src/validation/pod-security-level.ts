import { Policy } from './rule';
import { Model } from '../manifest/model';
import { Level } from '../standard/control';
import { NEWEST_POLICY_MINOR, OLDEST_POLICY_MINOR } from '../standard/pod-security';

/** What Pod Security Admission does in a namespace. */
export interface Enforcement {
  /** The level below which pods are refused. */
  readonly level: Level;
  /** The policy minor that the level is pinned to, 1.N, within what the rows tell apart. */
  readonly minor: number;
  /** Whether a Namespace object in the input says so; otherwise the policy does. */
  readonly labelled: boolean;
}

/** The labels of Pod Security Admission begin like this. */
export const POD_SECURITY_LABEL = 'pod-security.kubernetes.io/';

const ENFORCE = `${POD_SECURITY_LABEL}enforce`;
const ENFORCE_VERSION = `${POD_SECURITY_LABEL}enforce-version`;

/**
 * What Pod Security Admission enforces in a namespace, by its labels. A level that does not exist is enforced as restricted, a version that does not
 * exist is the newest, as the API server does it.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces
 */
export function enforcement(model: Model, policy: Policy, namespace: string): Enforcement {
  const labels = model.find('Namespace', '', namespace)?.labels;
  const level = labels?.[ENFORCE];
  if (labels === undefined || level === undefined) return { level: policy.podSecurity, minor: clamp(policy.minor), labelled: false };
  return {
    level: level === 'privileged' || level === 'baseline' ? level : 'restricted',
    minor: pinnedMinor(labels[ENFORCE_VERSION], policy),
    labelled: true,
  };
}

/** Whether the namespace is one for development: its labels say, or somebody else does, that it enforces less than restricted. */
export function inDevelopment(model: Model, policy: Policy, namespace: string): boolean {
  const { level, labelled } = enforcement(model, policy, namespace);
  return (labelled || policy.audited !== undefined) && (level === 'privileged' || level === 'baseline');
}

/** The policy minor of a version label; `latest`, and what is no version, is that of the cluster. */
export function pinnedMinor(version: string | undefined, policy: Policy): number {
  return clamp(writtenMinor(version) ?? policy.minor);
}

/** The minor that a version label says, 1.N; undefined where it says none. */
export function writtenMinor(version: string | undefined): number | undefined {
  return version !== undefined && /^v1\.(?:0|[1-9]\d{0,3})$/.test(version) ? Number(version.slice('v1.'.length)) : undefined;
}

function clamp(minor: number): number {
  return Math.min(Math.max(minor, OLDEST_POLICY_MINOR), NEWEST_POLICY_MINOR);
}
