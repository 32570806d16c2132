import { Construct } from 'constructs';
import { misuse } from './misuse';
import { Json } from './plain';
import { Settings } from './settings';
import { WorkloadPort } from './workload-props';
import { envVarNameProblem, labelKeyProblem, labelValueProblem, portNameProblem, rfc1035LabelProblem, rfc1123LabelProblem } from '../manifest/name';
import { formatPath } from '../manifest/path';
import { Pod, violations } from '../standard/judge';
import { NEWEST_POLICY_MINOR, OLDEST_POLICY_MINOR, podSecurityControls } from '../standard/pod-security';

/** Rows that only an explicit wish breaks: what reaches the node, its network, its devices or root. */
const ESCAPES: ReadonlySet<string> = new Set([
  'pss-host-network', 'pss-host-pid', 'pss-host-ipc', 'pss-privileged', 'pss-capabilities-baseline', 'pss-capabilities-add', 'pss-hostpath', 'pss-host-ports',
  'pss-volume-types', 'pss-proc-mount', 'pss-proc-mount-restricted', 'pss-windows-hostprocess', 'pss-sysctls',
]);

/** Throws where a pod asks for what its namespace refuses: the API server would accept the workload and then start none of its pods. */
export function refuseEscapes(at: Construct, pod: Pod, settings: Settings): void {
  const { profile, minor } = settings;
  const clamped = Math.min(Math.max(minor, OLDEST_POLICY_MINOR), NEWEST_POLICY_MINOR);
  const level = profile._level;
  const broken = violations(podSecurityControls(level, clamped).filter((control) => ESCAPES.has(control.id)), pod, clamped);
  if (broken.length === 0) return;
  const { control, path } = broken[0];
  const needed = violations(podSecurityControls('baseline', clamped), pod, clamped).length === 0 ? 'baseline' : 'privileged';
  throw misuse(at, `${formatPath(path)} breaks ${control.id}, and the namespace refuses pods below '${level}'; it needs a namespace that enforces `
    + `'${needed}': take it out, or move it to a namespace with ${needed === 'baseline' ? 'Profile.development()' : 'Profile.privileged()'}`);
}

/** What is wrong with the containers that a pod has, or undefined. No override may leave a gap in their list. */
export function containersProblem(spec: Json): string | undefined {
  const names = new Set<string>();
  for (const list of ['containers', 'initContainers']) {
    const containers: unknown[] = Array.isArray(spec[list]) ? spec[list] as unknown[] : [];
    for (let i = 0; i < containers.length; i++) {
      const container = containers[i] as Json | null | undefined;
      if (typeof container !== 'object' || container === null) return `overrides leave ${list}[${i}] empty; number containers from 0 without a gap`;
      const name = String(container.name);
      const problem = rfc1123LabelProblem(name);
      if (problem !== undefined) return problem;
      if (names.has(name)) return `container '${name}' is there already; choose another name`;
      names.add(name);
    }
  }
  return undefined;
}

/** What is wrong with the names of a workload, or undefined. */
export function namesProblem(
  name: string,
  ports: readonly Required<WorkloadPort>[],
  labels: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): string | undefined {
  // The name is that of the Service too, which is the strictest.
  return rfc1035LabelProblem(name)
    ?? first(ports, (port) => portNameProblem(port.name))
    ?? first(Object.entries(labels), ([key, value]) => labelKeyProblem(key) ?? labelValueProblem(value))
    ?? first(Object.keys(env), envVarNameProblem);
}

function first<T>(values: readonly T[], problem: (value: T) => string | undefined): string | undefined {
  for (const value of values) {
    const found = problem(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
