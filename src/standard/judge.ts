import { Allows, allowing } from './allow';
import { Control } from './control';
import { CONTAINER_LISTS, fieldSteps, Step } from './field';

/** A pod as the rows see it: a Pod, or the template of a workload. */
export interface Pod {
  readonly metadata?: unknown;
  readonly spec?: unknown;
}

/** A place in a pod that breaks a row. */
export interface Violation {
  readonly control: Control;
  /** From the pod: `['spec', 'containers', 0, 'securityContext', 'privileged']`. */
  readonly path: readonly (string | number)[];
  /** What stands there; undefined where the field is not set. */
  readonly found: unknown;
}

/**
 * The places in a pod that break the rows, as policy minor 1.N judges it. The pod is taken as the API server defaults it (`manifest/defaults`).
 *
 * The fields of all rows are laid together as one tree, so that a pod is walked once, however many rows there are.
 */
export function violations(controls: readonly Control[], pod: Pod, minor: number): readonly Violation[] {
  const { root, inheriting } = planFor(controls);
  const run: Run = { pod, minor, found: [], path: [], good: undefined };
  if (inheriting.length > 0) run.good = judgeInherited(inheriting, run);
  walk(root, pod, run);
  return run.found;
}

/** A field of a row at its place in the tree. */
interface Leaf {
  readonly control: Control;
  readonly allows: Allows;
  readonly inherits: boolean;
  /** Other fields of the container that it takes the value from. */
  readonly siblings: readonly (readonly Step[])[];
}

/** A field below a place where nothing stands, and the way there. */
interface Missing {
  readonly leaf: Leaf;
  readonly rest: readonly string[];
  /** Whether the object that the field asks to be present was passed on the way. */
  readonly present: boolean;
}

interface Node {
  readonly leaves: Leaf[];
  readonly keys: { readonly key: string; readonly node: Node }[];
  readonly prefixes: { readonly prefix: string; readonly node: Node }[];
  containers?: Node;
  entries?: Node;
  /** What breaks where nothing stands here. */
  readonly missing: Missing[];
}

interface Plan {
  readonly root: Node;
  readonly inheriting: readonly Inheriting[];
}

/** A row whose containers take the value from the pod where they have none. */
interface Inheriting {
  readonly control: Control;
  readonly allows: Allows;
  readonly pod: readonly (readonly Step[])[];
}

/** One judgement under way. */
interface Run {
  readonly pod: Pod;
  readonly minor: number;
  readonly found: Violation[];
  readonly path: (string | number)[];
  /** Rows whose value the pod gives to its containers. */
  good?: ReadonlySet<Control>;
}

/** Counts instead of iterating: in a run over a few thousand pods this never gets hot enough for iterators to cost nothing. */
function walk(node: Node, value: unknown, run: Run): void {
  const { leaves, keys, prefixes } = node;
  for (let i = 0; i < leaves.length; i++) {
    if (!leaves[i].allows(value, run.minor)) report(leaves[i].control, run, run.path, value);
  }
  const map = asMap(value);
  for (let i = 0; i < keys.length; i++) {
    const { key, node: child } = keys[i];
    const next = map === undefined ? undefined : map[key];
    if (next === undefined || next === null) {
      for (let j = 0; j < child.missing.length; j++) judgeMissing(child.missing[j], key, run);
    } else {
      run.path.push(key);
      walk(child, next, run);
      run.path.pop();
    }
  }
  if (node.containers !== undefined && map !== undefined) {
    for (let i = 0; i < CONTAINER_LISTS.length; i++) {
      const list = CONTAINER_LISTS[i];
      if (!isArray(map[list])) continue;
      run.path.push(list);
      walkEntries(node.containers, map[list], run);
      run.path.pop();
    }
  }
  if (node.entries !== undefined && isArray(value)) walkEntries(node.entries, value, run);
  if (prefixes.length > 0 && map !== undefined) walkPrefixes(prefixes, map, run);
}

function walkEntries(node: Node, list: readonly unknown[], run: Run): void {
  for (let i = 0; i < list.length; i++) {
    run.path.push(i);
    walk(node, list[i], run);
    run.path.pop();
  }
}

function walkPrefixes(prefixes: Node['prefixes'], map: Readonly<Record<string, unknown>>, run: Run): void {
  for (const { prefix, node } of prefixes) {
    for (const key in map) {
      if (!key.startsWith(prefix)) continue;
      run.path.push(key);
      walk(node, map[key], run);
      run.path.pop();
    }
  }
}

function judgeMissing({ leaf, rest, present }: Missing, key: string, run: Run): void {
  const { control } = leaf;
  if (leaf.inherits && !present) {
    if (run.good?.has(control)) return;
    if (leaf.siblings.some((steps) => leaf.allows(inContainer(run, steps), run.minor))) return;
  }
  report(control, run, [...run.path, key, ...rest], undefined);
}

/** The rows whose value the pod gives to its containers. A value at pod level that is set and not allowed breaks the row itself. */
function judgeInherited(inheriting: readonly Inheriting[], run: Run): ReadonlySet<Control> {
  let good: Set<Control> | undefined;
  for (let i = 0; i < inheriting.length; i++) {
    const { control, allows, pod } = inheriting[i];
    for (const steps of pod) {
      let value: unknown = run.pod;
      let guarded: boolean | undefined;
      for (let j = 0; j < steps.length; j++) {
        const step = steps[j];
        value = step.kind === 'key' ? asMap(value)?.[step.key] : undefined;
        if (step.kind === 'key' && step.guard) guarded = value !== undefined && value !== null;
      }
      if (!(guarded ?? (value !== undefined && value !== null))) continue;
      if (allows(value, run.minor)) (good ??= new Set()).add(control);
      else report(control, run, steps.map((step) => (step as { key: string }).key), value);
    }
  }
  return good ?? NONE;
}

const NONE: ReadonlySet<Control> = new Set();

/** Another field of the container that the walk stands in. */
function inContainer({ pod, path }: Run, steps: readonly Step[]): unknown {
  let value: unknown = pod;
  for (const key of path.slice(0, 3)) value = (value as Record<string | number, unknown>)[key];
  for (const step of steps.slice(2)) value = step.kind === 'key' ? asMap(value)?.[step.key] : undefined;
  return value;
}

function report(control: Control, { pod, minor, found }: Run, path: readonly (string | number)[], value: unknown): void {
  if ((control.since ?? 0) > minor) return;
  if (control.ephemeral === false && path[1] === 'ephemeralContainers') return;
  const spec = asMap(pod.spec);
  const { windows, userNamespace } = control.exempt ?? {};
  if (windows !== undefined && windows <= minor && isForWindows(control, spec)) return;
  if (userNamespace !== undefined && userNamespace <= minor && spec?.hostUsers === false) return;
  found.push({ control, path: [...path], found: value });
}

/** Pod Security asks what the pod says; a row of ours takes in pods that only nodes of Windows can take. */
function isForWindows({ level }: Control, spec: Readonly<Record<string, unknown>> | undefined): boolean {
  return asMap(spec?.os)?.name === 'windows' || (level === 'hardened' && asMap(spec?.nodeSelector)?.['kubernetes.io/os'] === 'windows');
}

function planFor(controls: readonly Control[]): Plan {
  const key = controls.length === 1 ? controls[0] : controls;
  let plan = plans.get(key);
  if (plan === undefined) plans.set(key, plan = planOf(controls));
  return plan;
}

const plans = new WeakMap<object, Plan>();

function planOf(controls: readonly Control[]): Plan {
  const root = newNode();
  const inheriting: Inheriting[] = [];
  for (const control of controls) {
    const allows = allowing(control.allow);
    const inherit = (control.inherit ?? []).map(fieldSteps);
    const ofContainer = (steps: readonly Step[]): boolean => steps.some(({ kind }) => kind === 'containers');
    const leaf: Leaf = { control, allows, inherits: control.inherit !== undefined, siblings: inherit.filter(ofContainer) };
    if (leaf.inherits) inheriting.push({ control, allows, pod: inherit.filter((steps) => !ofContainer(steps)) });
    for (const field of control.fields) grow(root, fieldSteps(field), leaf);
  }
  return { root, inheriting };
}

/** Lays one field into the tree. */
function grow(root: Node, steps: readonly Step[], leaf: Leaf): void {
  const nodes: Node[] = [];
  for (const step of steps) nodes.push(childOf(nodes.at(-1) ?? root, step));
  nodes.at(-1)!.leaves.push(leaf);
  if (leaf.allows(undefined, 0)) return;
  const guard = steps.findIndex((step) => step.kind === 'key' && step.guard);
  // From the field upwards, as far as the way is sure: what breaks where nothing stands. Where the guard itself is missing, only a row that
  // inherits is asked.
  for (let i = nodes.length - 1; i >= 0; i--) {
    const rest = steps.slice(i + 1).map((step) => (step as { readonly key: string }).key);
    if (guard < i || leaf.inherits) nodes[i].missing.push({ leaf, rest, present: guard >= 0 && guard < i });
    if (steps[i].kind !== 'key') return;
  }
}

function childOf(node: Node, step: Step): Node {
  if (step.kind === 'containers') return node.containers ??= newNode();
  if (step.kind === 'entries') return node.entries ??= newNode();
  const list: { readonly node: Node; readonly key?: string; readonly prefix?: string }[] = step.kind === 'key' ? node.keys : node.prefixes;
  const name = step.kind === 'key' ? step.key : step.prefix;
  let child = list.find(({ key, prefix }) => (key ?? prefix) === name)?.node;
  if (child === undefined) {
    child = newNode();
    if (step.kind === 'key') node.keys.push({ key: name, node: child });
    else node.prefixes.push({ prefix: name, node: child });
  }
  return child;
}

function newNode(): Node {
  return { leaves: [], keys: [], prefixes: [], missing: [] };
}

// Looking up a global is slow inside jest, and this is the innermost loop.
const { isArray } = Array;

function asMap(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !isArray(value) ? value as Record<string, unknown> : undefined;
}
