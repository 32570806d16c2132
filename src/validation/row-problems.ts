import { Fix, Severity } from './finding';
import { enforcement } from './pod-security-level';
import { remedyOf } from './remedy';
import { Policy, Problem } from './rule';
import { shown } from './shown';
import { asList, asObject, Model, Objects, PodTemplate, Resource } from '../manifest/model';
import { formatPath, Path, valueAt } from '../manifest/path';
import { atLeast, Control, Level } from '../standard/control';
import { HARDENING } from '../standard/hardening';
import { Violation, violations } from '../standard/judge';
import { podSecurityControls } from '../standard/pod-security';

/**
 * What each row of the standard has to say about pods: found for all rows in one walk over each pod, and kept for the rules that ask
 * for their row.
 *
 * A row of the Pod Security Standards is an error where the namespace refuses the pod, a warning where the policy asks for more than the namespace
 * enforces, and not judged elsewhere; a row of ours always weighs the same.
 */
export function rowProblems(objects: Objects, policy: Policy, model: Model): ReadonlyMap<Control, readonly Problem[]> {
  let byPolicy = found.get(objects);
  if (byPolicy === undefined) found.set(objects, byPolicy = new WeakMap());
  let problems = byPolicy.get(policy);
  if (problems === undefined) byPolicy.set(policy, problems = judgeAll(objects, policy, model));
  return problems;
}

const found = new WeakMap<Objects, WeakMap<Policy, ReadonlyMap<Control, readonly Problem[]>>>();

/** What Pod Security Admission, at a level and policy minor, holds against a pod. */
export function podSecurityViolations(pod: PodTemplate, level: Level, minor: number): readonly Violation[] {
  const known = enforced.get(pod);
  if (known !== undefined && known.level === level && known.minor === minor) return known.violations;
  const judged = { level, minor, violations: violations(podSecurityControls(level, minor), pod, minor) };
  enforced.set(pod, judged);
  return judged.violations;
}

const enforced = new WeakMap<PodTemplate, { readonly level: Level; readonly minor: number; readonly violations: readonly Violation[] }>();

function judgeAll(objects: Objects, policy: Policy, model: Model): ReadonlyMap<Control, readonly Problem[]> {
  const problems = new Map<Control, Problem[]>();
  const add = (pod: PodTemplate, broken: readonly Violation[], severity?: Severity): void => {
    let isFillingTold = false;
    for (const violation of broken) {
      if (isFilledIn(violation, pod)) {
        if (isFillingTold) continue;
        isFillingTold = true;
      }
      const list = problems.get(violation.control);
      if (list === undefined) problems.set(violation.control, [new RowProblem(violation, pod, severity)]);
      else list.push(new RowProblem(violation, pod, severity));
    }
  };
  for (const pod of objects.pods()) {
    const { level, minor } = enforcement(model, policy, pod.namespace);
    const broken = violations(withOurs(level, minor), pod, minor);
    const enforcedRows = broken.filter(({ control }) => !OURS.has(control));
    enforced.set(pod, { level, minor, violations: enforcedRows });
    add(pod, enforcedRows, 'error');
    const recorded = policy.audited ?? policy.podSecurity;
    if (!atLeast(level, recorded)) add(pod, violations(beyond(level, recorded, minor), pod, minor), 'warning');
    add(pod, broken.filter(({ control }) => OURS.has(control)));
  }
  return problems;
}

/** The rows of a level and ours beyond them, which one walk over a pod can hold. */
function withOurs(level: Level, minor: number): readonly Control[] {
  const key = `${level}/${minor}`;
  let rows = together.get(key);
  if (rows === undefined) together.set(key, rows = [...podSecurityControls(level, minor), ...HARDENING]);
  return rows;
}

const together = new Map<string, readonly Control[]>();
const OURS: ReadonlySet<Control> = new Set(HARDENING as readonly Control[]);

/** The rows that a stricter level adds to a weaker one. */
function beyond(level: Level, stricter: Level, minor: number): readonly Control[] {
  const key = `${level}/${stricter}/${minor}`;
  let rows = added.get(key);
  if (rows === undefined) {
    const weaker = new Set(podSecurityControls(level, minor));
    added.set(key, rows = podSecurityControls(stricter, minor).filter((control) => !weaker.has(control)));
  }
  return rows;
}

const added = new Map<string, readonly Control[]>();

/** Whether the host network makes it so, and not what is written: it opens each port of a container on the node. One word about that is enough. */
function isFilledIn({ path, found: value }: Violation, pod: PodTemplate): boolean {
  return path[path.length - 1] === 'hostPort' && pod.spec.hostNetwork === true && writtenAt(pod, path) !== value;
}

function writtenAt(pod: PodTemplate, path: Path): unknown {
  return valueAt(pod.owner.raw, [...pod.path, ...path]);
}

/** There may be very many, and of few somebody reads what they say. */
class RowProblem implements Problem {
  private known?: Path;

  constructor(private readonly violation: Violation, private readonly pod: PodTemplate, readonly severity?: Severity) {}

  get at(): Resource {
    return this.pod.owner;
  }

  get path(): Path {
    return this.known ??= [...this.pod.path, ...this.violation.path];
  }

  get container(): string | undefined {
    const [spec, list, i] = this.violation.path;
    if (spec !== 'spec' || typeof i !== 'number' || !String(list).toLowerCase().endsWith('containers')) return undefined;
    const { name } = asObject(asList(this.pod.spec[list])[i]);
    return typeof name === 'string' ? name : '';
  }

  get message(): string {
    const { found: value, path } = this.violation;
    const field = formatPath(this.path);
    return isFilledIn(this.violation, this.pod)
      ? `${field} ${stated(writtenAt(this.pod, path))}, and hostNetwork makes it ${shown(value)}`
      : `${field} ${stated(value)}`;
  }

  get remedy(): string {
    if (isFilledIn(this.violation, this.pod)) return 'set hostNetwork of the pod to false';
    return this.isUnsaidWindows ? 'set os.name of the pod to windows, for which this is not asked' : remedyOf(this.violation.control);
  }

  get fix(): Fix | undefined {
    const { secure } = this.violation.control;
    return secure === undefined || this.isUnsaidWindows ? undefined : { path: this.path, value: secure };
  }

  /** Whether only nodes of Windows can take the pod, and it does not say so. */
  private get isUnsaidWindows(): boolean {
    return this.violation.control.exempt?.windows !== undefined && this.pod.onWindows && !this.pod.windows;
  }
}

function stated(value: unknown): string {
  return value === undefined || value === null ? 'is not set' : `is ${shown(value)}`;
}
