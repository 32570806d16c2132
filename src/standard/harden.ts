import { Control, Value } from './control';
import { CONTAINER_LISTS, fieldSteps, Step } from './field';
import { HARDENING, POD_DEFAULTS } from './hardening';
import { POD_SECURITY } from './pod-security';

/** What `harden` writes, beyond the `secure` values of the rows. Everything is off where it is not said. */
export interface Hardening {
  /** Rows whose secure value is not written. */
  readonly off?: ReadonlySet<string>;
  /** The user, group and fsGroup of the pod; undefined leaves them to the image. */
  readonly user?: number;
  readonly fsGroup?: boolean;
  readonly automountServiceAccountToken?: boolean;
  /** Requests and limits for what a container does not say itself, field by field. */
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
  /** Directories that every container may write to, as emptyDir volumes of this size. */
  readonly scratch?: Readonly<Record<string, string>>;
  readonly supplementalGroupsPolicy?: boolean;
  readonly appArmor?: boolean;
  readonly userNamespace?: boolean;
}

type Json = Record<string, unknown>;

/**
 * Writes the secure values into a pod spec wherever it says nothing itself. Nothing that is set is changed, so a second run changes nothing. The one
 * place where defaults come from: constructs and fixes use it.
 */
export function harden(spec: Readonly<Json>, hardening: Hardening): Json {
  const result = copyOf(spec) as Json;
  const windows = map(result.os)?.name === 'windows';
  for (const control of SECURE) {
    if (hardening.off?.has(control.id) || (windows && control.exempt?.windows !== undefined)) continue;
    const field = control.inherit?.find((candidate) => !candidate.includes('[*]')) ?? control.fields[0];
    fill(result, fieldSteps(field).slice(1), control.secure!);
  }
  if (!windows) hardenUser(result, hardening);
  // Ephemeral containers cannot have resources.
  for (const container of containersOf(result, ['containers', 'initContainers'])) hardenResources(container, hardening);
  hardenScratch(result, hardening);
  if (hardening.automountServiceAccountToken !== undefined) result.automountServiceAccountToken ??= hardening.automountServiceAccountToken;
  if (hardening.userNamespace) result.hostUsers ??= false;
  return result;
}

/** The rows that say what to write. The host namespaces are off where nothing is written; runAsUser comes with group and fsGroup, below. */
const SECURE: readonly Control[] = ([...POD_SECURITY, ...HARDENING] as readonly Control[])
  .filter((control) => control.secure !== undefined && control.check !== 'hostNamespaces' && control.id !== 'pss-run-as-user');

function hardenUser(spec: Json, { user, fsGroup, supplementalGroupsPolicy, appArmor }: Hardening): void {
  const context = child(spec, 'securityContext');
  if (user !== undefined) {
    context.runAsUser ??= user;
    context.runAsGroup ??= user;
    if (fsGroup) context.fsGroup ??= user;
  }
  if (context.fsGroup !== undefined) context.fsGroupChangePolicy ??= POD_DEFAULTS.fsGroupChangePolicy;
  if (supplementalGroupsPolicy) context.supplementalGroupsPolicy ??= 'Strict';
  if (appArmor) context.appArmorProfile ??= { type: 'RuntimeDefault' };
}

function hardenResources(container: Json, { requests = {}, limits = {} }: Hardening): void {
  if (Object.keys(requests).length + Object.keys(limits).length === 0) return;
  const resources = child(container, 'resources');
  for (const [key, defaults] of [['requests', requests], ['limits', limits]] as const) {
    const quantities = child(resources, key);
    for (const [name, quantity] of Object.entries(defaults)) quantities[name] ??= quantity;
    if (Object.keys(quantities).length === 0) delete resources[key];
  }
}

/** Gives every container its own volume for each directory, so that containers of one pod do not meet in a scratch space. */
function hardenScratch(spec: Json, { scratch = {} }: Hardening): void {
  const volumes = Array.isArray(spec.volumes) ? spec.volumes as Json[] : [];
  // What is mounted has its name too: the claims of a StatefulSet are not among the volumes of its pods.
  const mounted = containersOf(spec).flatMap(({ volumeMounts }) => (Array.isArray(volumeMounts) ? volumeMounts as Json[] : []));
  const taken = new Set([...volumes, ...mounted].map(({ name }) => name));
  containersOf(spec).forEach((container, i) => {
    const mounts = Array.isArray(container.volumeMounts) ? container.volumeMounts as Json[] : [];
    for (const [path, sizeLimit] of Object.entries(scratch)) {
      if (mounts.some((mount) => mount.mountPath === path)) continue;
      const base = path.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 30);
      const name = free(i === 0 ? base : `${base}-${String(container.name)}`, taken);
      volumes.push({ name, emptyDir: { sizeLimit } });
      mounts.push({ name, mountPath: path });
    }
    if (mounts.length > 0) container.volumeMounts = mounts;
  });
  if (volumes.length > 0) spec.volumes = volumes;
}

/** A name of a volume that nobody has yet: one that somebody gave to a volume of theirs is not scratch space. */
function free(wanted: string, taken: Set<unknown>): string {
  let name = wanted.slice(0, 63);
  for (let i = 2; taken.has(name); i++) name = `${wanted.slice(0, 58)}-${i}`;
  taken.add(name);
  return name;
}

/** Sets a value at each place that the steps name and where nothing is set. */
function fill(value: unknown, steps: readonly Step[], secure: Value | readonly string[]): void {
  const parent = map(value);
  if (parent === undefined) return;
  const [step, ...rest] = steps;
  if (step.kind === 'containers') {
    for (const container of containersOf(parent)) fill(container, rest, secure);
  } else if (step.kind === 'key' && rest.length === 0) {
    parent[step.key] ??= Array.isArray(secure) ? [...secure] : secure;
  } else if (step.kind === 'key') {
    // A profile that is there without the field in question is somebody's choice.
    if (!step.guard || parent[step.key] === undefined) fill(child(parent, step.key), rest, secure);
  }
}

function containersOf(spec: Json, lists: readonly string[] = CONTAINER_LISTS): Json[] {
  return lists.flatMap((list) => (Array.isArray(spec[list]) ? (spec[list] as unknown[]) : []))
    .filter((container): container is Json => map(container) !== undefined);
}

function child(parent: Json, key: string): Json {
  if (map(parent[key]) === undefined) parent[key] = {};
  return parent[key] as Json;
}

function map(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : undefined;
}

/** A copy of JSON data; several times faster than structuredClone. */
function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Json = {};
  for (const key in value) copy[key] = copyOf((value as Json)[key]);
  return copy;
}
