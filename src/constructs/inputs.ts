import * as kplus from 'cdk8s-plus-28';
import { shown } from './misuse';
import { quantityProblem, resourcesProblem } from './quantities';
import { Settings } from './settings';
import { HardenedWorkloadProps } from './workload-props';
import { annotationKeyProblem, labelKeyProblem, labelValueProblem, rfc1123SubdomainProblem } from '../manifest/name';

/** What is wrong with numbers and quantities of a workload, or undefined. */
export function inputProblem(props: HardenedWorkloadProps & kplus.WorkloadProps, settings: Settings): string | undefined {
  return userProblem(props, settings)
    ?? resourcesProblem(props.resources)
    ?? resourcesProblem({ requests: settings.defaultRequests, limits: settings.defaultLimits })
    ?? quantityProblem('scratchSize', settings.scratchSize)
    ?? drainProblem(props, settings)
    ?? schedulingProblem(props)
    ?? annotationsProblem(props)
    ?? probesProblem(props);
}

function schedulingProblem({ tolerations = [], priorityClassName, runtimeClassName }: HardenedWorkloadProps): string | undefined {
  const without = tolerations.find(({ key, value }) => key === undefined && value !== undefined);
  if (without !== undefined) return `tolerations have value ${shown(without.value)} without a key; name the key, or leave the value out to tolerate every taint`;
  for (const { key, value } of tolerations) {
    const problem = (key === undefined ? undefined : labelKeyProblem(key)) ?? (value === undefined ? undefined : labelValueProblem(value));
    if (problem !== undefined) return `tolerations: ${problem}`;
  }
  for (const [name, text] of Object.entries({ priorityClassName, runtimeClassName })) {
    const problem = text === undefined ? undefined : rfc1123SubdomainProblem(text);
    if (problem !== undefined) return `${name} ${problem}`;
  }
  return undefined;
}

function annotationsProblem({ metadata, podMetadata }: kplus.WorkloadProps): string | undefined {
  return Object.keys({ ...metadata?.annotations, ...podMetadata?.annotations }).map(annotationKeyProblem).find((problem) => problem !== undefined);
}

/** What is wrong with numbers that count something, or undefined. */
export function countsProblem(counts: Readonly<Record<string, number | undefined>>): string | undefined {
  for (const [name, count] of Object.entries(counts)) {
    if (count !== undefined && !(Number.isInteger(count) && count >= 0 && count < 2 ** 31)) return `${name} ${shown(count)} is no count; use a whole number from 0`;
  }
  return undefined;
}

/** Only readiness may ask for more than one success. */
function probesProblem({ startup, liveness }: HardenedWorkloadProps): string | undefined {
  for (const [name, probe] of Object.entries({ startup, liveness })) {
    const successes: unknown = probe?._toJson().successThreshold;
    if (successes !== undefined && successes !== 1) return `${name} has successThreshold ${shown(successes)}; Kubernetes takes 1 only, leave it out`;
  }
  return undefined;
}

function userProblem({ securityContext }: kplus.WorkloadProps, { user, setUser, runAsNonRoot }: Settings): string | undefined {
  const given = { 'user': setUser ? user : undefined, 'securityContext.user': securityContext?.user };
  for (const [name, id] of Object.entries({ ...given, 'securityContext.group': securityContext?.group, 'securityContext.fsGroup': securityContext?.fsGroup })) {
    if (id !== undefined && !(Number.isInteger(id) && id >= 0 && id < 2 ** 31)) return `${name} ${shown(id)} is no number of one; use a whole number from 1 to 2147483647`;
  }
  const runs = securityContext?.user ?? given.user;
  if (runs !== 0 || !(securityContext?.ensureNonRoot ?? runAsNonRoot)) return undefined;
  return 'user 0 is root, and runAsNonRoot keeps such a container from starting; use the number of a user that the image is made for, '
    + 'or say defaults: { runAsNonRoot: false } too, which is a finding';
}

/** What is wrong with directories to write to, or undefined. */
export function writablePathsProblem(paths: readonly string[] = []): string | undefined {
  for (const path of paths) {
    const problem = mountPathProblem(`writablePaths has ${shown(path)}`, path);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** What is wrong with a directory to mount a volume at, or undefined: the API server takes no colon, and no runtime starts on an empty root. */
export function mountPathProblem(named: string, path: unknown): string | undefined {
  if (typeof path !== 'string' || !path.startsWith('/')) return `${named}, which is not an absolute path; start it with /`;
  if (path.includes(':')) return `${named}, and a path to mount at holds no colon; choose another`;
  return /^\/+$/.test(path) ? `${named}, the whole file system, and the program would be gone; name the directories that it writes to` : undefined;
}

/** What is inherited gives way to a short grace period; what a workload says itself has to fit. */
function drainProblem({ defaults, terminationGracePeriod }: HardenedWorkloadProps & kplus.WorkloadProps, settings: Settings): string | undefined {
  const { drainSeconds } = settings;
  if (!(Number.isInteger(drainSeconds) && drainSeconds >= 0)) return `drainSeconds ${shown(drainSeconds)} is no pause; use a whole number of seconds from 0`;
  const grace = terminationGracePeriod?.toSeconds() ?? 30;
  if (defaults?.drainSeconds === undefined || drainSeconds <= Math.floor(grace / 2) || drainSeconds === 0) return undefined;
  return `drainSeconds ${drainSeconds} leaves less than half of the ${grace} seconds of terminationGracePeriod to finish what is under way; `
    + `use at most ${Math.floor(grace / 2)}, or set terminationGracePeriod: Duration.seconds(${drainSeconds * 2})`;
}
