import type { Ambiguity } from './ambiguity';
import { defaultedPodSpec } from './defaults';
import { itemOf } from './list-item';
import { Path } from './path';

/** A line and column in a file, both from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The template that `helm template` rendered it from. */
  readonly template?: string;
}

/** Where an object came from. */
export interface Origin {
  /** The file it stands in, if it was read from one. */
  readonly file?: string;
  /** The path of the construct that made it. */
  readonly construct?: string;
  /** Finds the line and column of a field; asked only when there is something to report. */
  locate?(path: Path): Location | undefined;
  /** What kubectl and kustomize read differently in it; asked only by who reports it. */
  ambiguities?(): readonly Ambiguity[];
}

/** A JSON object of unknown shape. */
export type Json = Readonly<Record<string, unknown>>;

/** The value as a JSON object; an empty one where it is anything else. Manifests of others hold surprises everywhere. */
export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : NOTHING;
}

/** The value as a list; an empty one where it is anything else. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NONE;
}

/** The value as a map of strings; entries that are no strings are left out. */
export function asStrings(value: unknown): Readonly<Record<string, string>> {
  const map = asObject(value);
  for (const key in map) {
    if (typeof map[key] !== 'string') return Object.fromEntries(Object.entries(map).filter(([, entry]) => typeof entry === 'string')) as Record<string, string>;
  }
  return map as Record<string, string>;
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

const NOTHING: Json = Object.freeze({});
const NOWHERE: Origin = Object.freeze({});
const NONE: readonly unknown[] = Object.freeze([]);

/** One Kubernetes object. */
export class Resource {
  readonly apiVersion: string;
  /** The API group: empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** Empty for cluster-scoped objects and where the manifest names none. */
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: Json;
  private template?: PodTemplate | null;

  constructor(readonly raw: Json, readonly origin: Origin = NOWHERE) {
    const metadata = asObject(raw.metadata);
    this.apiVersion = text(raw.apiVersion);
    this.group = groupOf(this.apiVersion);
    this.kind = text(raw.kind);
    this.name = text(metadata.name) || text(metadata.generateName);
    this.namespace = text(metadata.namespace);
    this.labels = asStrings(metadata.labels);
    this.annotations = asStrings(metadata.annotations);
    this.spec = asObject(raw.spec);
  }

  /** `Deployment/api`, as messages name it. */
  get id(): string {
    return `${this.kind}/${this.name}`;
  }

  /** The pod that it is, or the template that it makes pods from. */
  get pod(): PodTemplate | undefined {
    if (this.template === undefined) this.template = podOf(this) ?? null;
    return this.template ?? undefined;
  }
}

/** A container of a pod, with the path of its entry from the object. */
export interface Container {
  readonly name: string;
  readonly list: 'containers' | 'initContainers' | 'ephemeralContainers';
  readonly path: Path;
  readonly spec: Json;
}

/** What a workload runs: a Pod, or the pod template of a kind that bears one. */
export class PodTemplate {
  readonly namespace: string;
  readonly metadata: Json;
  /** As the API server defaults it. */
  readonly spec: Json;
  readonly labels: Readonly<Record<string, string>>;
  private list?: readonly Container[];

  constructor(readonly owner: Resource, /** From the object to the pod: empty for a Pod. */ readonly path: Path, template: Json) {
    this.namespace = owner.namespace;
    this.metadata = asObject(template.metadata);
    this.labels = asStrings(this.metadata.labels);
    this.spec = defaultedPodSpec(asObject(template.spec));
  }

  /** Containers, init containers and ephemeral containers. */
  get containers(): readonly Container[] {
    return this.list ??= this.readContainers();
  }

  private readContainers(): readonly Container[] {
    const found: Container[] = [];
    for (const list of LISTS) {
      const entries = asList(this.spec[list]);
      for (let i = 0; i < entries.length; i++) {
        const spec = entries[i] as Json | null;
        if (typeof spec === 'object' && spec !== null) found.push({ name: text(spec.name), list, path: [...this.path, 'spec', list, i], spec });
      }
    }
    return found;
  }

  /** The ServiceAccount that the pod runs as. */
  get serviceAccountName(): string {
    return text(this.spec.serviceAccountName) || text(this.spec.serviceAccount) || 'default';
  }

  /** Whether the pod is for Windows nodes, as Pod Security reads it. */
  get windows(): boolean {
    return asObject(this.spec.os).name === 'windows';
  }

  /** Whether the pod runs on Windows nodes: it says so, or only such nodes can take it, which Pod Security does not look at. */
  get onWindows(): boolean {
    return this.windows || asObject(this.spec.nodeSelector)['kubernetes.io/os'] === 'windows';
  }

  /** The path of a field of the pod spec, from the object. */
  at(...steps: Path): Path {
    return [...this.path, 'spec', ...steps];
  }
}

const LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/**
 * Where each kind that bears a pod keeps it. The first nine are the kinds that Pod Security Admission looks into; of the others, which controllers
 * make pods from as they stand, it refuses the pods.
 */
const TEMPLATES = new Map<string, { readonly group: string; readonly path: Path }>(Object.entries({
  Pod: { group: '', path: [] },
  PodTemplate: { group: '', path: ['template'] },
  ReplicationController: { group: '', path: ['spec', 'template'] },
  ReplicaSet: { group: 'apps', path: ['spec', 'template'] },
  Deployment: { group: 'apps', path: ['spec', 'template'] },
  StatefulSet: { group: 'apps', path: ['spec', 'template'] },
  DaemonSet: { group: 'apps', path: ['spec', 'template'] },
  Job: { group: 'batch', path: ['spec', 'template'] },
  CronJob: { group: 'batch', path: ['spec', 'jobTemplate', 'spec', 'template'] },
  Rollout: { group: 'argoproj.io', path: ['spec', 'template'] },
  CloneSet: { group: 'apps.kruise.io', path: ['spec', 'template'] },
  DeploymentConfig: { group: 'apps.openshift.io', path: ['spec', 'template'] },
  ScaledJob: { group: 'keda.sh', path: ['spec', 'jobTargetRef', 'template'] },
}));

/** Where objects of this kind keep their pod, or undefined where they have none. */
export function templatePath(apiVersion: string, kind: string): Path | undefined {
  const template = TEMPLATES.get(kind);
  if (template === undefined) return undefined;
  const group = groupOf(apiVersion);
  // Workloads moved from extensions to apps; the pods of old manifests are judged too.
  return group === template.group || (group === 'extensions' && template.group === 'apps') ? template.path : undefined;
}

/** The objects of one kind of one API version. */
export interface ResourceType {
  readonly apiVersion: string;
  readonly kind: string;
  readonly resources: readonly Resource[];
}

/** Objects in the order of the input, with what rules go through; each list is prepared when somebody asks for it for the first time. */
export class Objects {
  private kinds?: ReadonlyMap<string, readonly Resource[]>;
  private typeList?: readonly ResourceType[];
  private podTemplates?: readonly PodTemplate[];

  constructor(readonly resources: readonly Resource[]) {}

  /** The kinds of each API version, so that what holds for all objects of one is asked once. */
  types(): readonly ResourceType[] {
    return this.typeList ??= [...this.byKind().values()].flatMap((same) => (
      [...groupBy(same, ({ apiVersion }) => apiVersion)].map(([apiVersion, resources]) => ({ apiVersion, kind: resources[0].kind, resources }))
    ));
  }

  /** Objects of these kinds. */
  ofKind(...kinds: readonly string[]): readonly Resource[] {
    return kinds.length === 1 ? this.byKind().get(kinds[0]) ?? NO_RESOURCES : kinds.flatMap((kind) => this.byKind().get(kind) ?? NO_RESOURCES);
  }

  /** Every pod and pod template. */
  pods(): readonly PodTemplate[] {
    if (this.podTemplates === undefined) {
      const pods: PodTemplate[] = [];
      for (let i = 0; i < this.resources.length; i++) {
        const { pod } = this.resources[i];
        if (pod !== undefined) pods.push(pod);
      }
      this.podTemplates = pods;
    }
    return this.podTemplates;
  }

  private byKind(): ReadonlyMap<string, readonly Resource[]> {
    return this.kinds ??= groupBy(this.resources, ({ kind }) => kind);
  }
}

/** Everything that is judged together, with the look-ups that rules ask; each is prepared when somebody asks it for the first time. */
export class Model extends Objects {
  private readonly named = new Map<readonly Resource[], ReadonlyMap<string, Resource>>();
  private readonly neighbours = new Map<string, ReadonlyMap<string, readonly Resource[]>>();
  private podsByNamespace?: ReadonlyMap<string, readonly PodTemplate[]>;
  private partList?: readonly Objects[];

  /** `List` objects are taken apart; what is no Kubernetes object is left out. */
  constructor(objects: Iterable<{ readonly value: unknown; readonly origin?: Origin }>, private readonly partSize = PART) {
    const resources: Resource[] = [];
    for (const { value, origin } of objects) unpack(value, origin, resources, 0);
    super(resources);
  }

  /**
   * The objects part by part, in order. What many rules look at one after the other is still in the caches of the processor then, as it would not be
   * if each went through all objects.
   */
  parts(): readonly Objects[] {
    if (this.partList === undefined) {
      const parts: Objects[] = [];
      for (let i = 0; i < this.resources.length; i += this.partSize) parts.push(new Objects(this.resources.slice(i, i + this.partSize)));
      this.partList = parts.length === 1 ? [this] : parts;
    }
    return this.partList;
  }

  /** The objects of a kind in a namespace, in the order of the input. */
  inNamespace(kind: string, namespace: string): readonly Resource[] {
    let byNamespace = this.neighbours.get(kind);
    if (byNamespace === undefined) this.neighbours.set(kind, byNamespace = groupBy(this.ofKind(kind), (resource) => resource.namespace));
    return byNamespace.get(namespace) ?? NO_RESOURCES;
  }

  /** The object of this name; an empty namespace for cluster-scoped kinds. */
  find(kind: string, namespace: string, name: string): Resource | undefined {
    const same = this.inNamespace(kind, namespace);
    if (same.length <= FEW) {
      for (let i = 0; i < same.length; i++) if (same[i].name === name) return same[i];
      return undefined;
    }
    let byName = this.named.get(same);
    if (byName === undefined) this.named.set(same, byName = firstByName(same));
    return byName.get(name);
  }

  /** The objects that share group, kind, namespace and name, as most input has none. Names that the API server makes up are not shared. */
  twins(): readonly (readonly Resource[])[] {
    const found = new Set<Resource>();
    for (const resource of this.resources) {
      const { kind, namespace, name } = resource;
      if (this.inNamespace(kind, namespace).length === 1) continue;
      const first = this.find(kind, namespace, name);
      if (first !== undefined && first !== resource) found.add(first).add(resource);
    }
    if (found.size === 0) return [];
    const named = [...found].filter(({ raw }) => text(asObject(raw.metadata).name) !== '');
    return [...groupBy(named, ({ group, kind, namespace, name }) => `${group}/${kind}/${namespace}/${name}`).values()].filter(({ length }) => length > 1);
  }

  /** The pods and pod templates of a namespace. */
  podsIn(namespace: string): readonly PodTemplate[] {
    this.podsByNamespace ??= groupBy(this.pods(), (pod) => pod.namespace);
    return this.podsByNamespace.get(namespace) ?? NO_PODS;
  }

  /** The labels of a namespace as the API server completes them, whether or not its object is here. */
  namespaceLabels(name: string): Readonly<Record<string, string>> {
    return { ...this.find('Namespace', '', name)?.labels, 'kubernetes.io/metadata.name': name };
  }
}

/** So many objects fit into the caches of a processor, and are enough to make up for what asking a rule takes. */
const PART = 1000;

const NO_RESOURCES: readonly Resource[] = Object.freeze([]);
const NO_PODS: readonly PodTemplate[] = Object.freeze([]);
const NO_AMBIGUITIES: readonly Ambiguity[] = Object.freeze([]);

/** So many are looked through faster than looked up, and most namespaces have no more of a kind. */
const FEW = 8;

/** The first object of each name. */
export function firstByName(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (let i = 0; i < resources.length; i++) {
    if (!found.has(resources[i].name)) found.set(resources[i].name, resources[i]);
  }
  return found;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (let i = 0; i < items.length; i++) push(groups, keyOf(items[i]), items[i]);
  return groups;
}

function podOf(owner: Resource): PodTemplate | undefined {
  const path = templatePath(owner.apiVersion, owner.kind);
  if (path === undefined) return undefined;
  let template: unknown = owner.raw;
  for (const step of path) template = asObject(template)[step];
  return typeof template !== 'object' || template === null ? undefined : new PodTemplate(owner, path, template as Json);
}

function push<K, T>(groups: Map<K, T[]>, key: K, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

/** Whether a document is a Kubernetes object, or was meant as one. */
export function isKubernetesObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isMeantAsOne(value as Json, 0);
}

function unpack(value: unknown, origin: Origin | undefined, into: Resource[], depth: number): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const object = value as Json;
  if (!isMeantAsOne(object, depth)) return;
  const { kind } = object;
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(object.items) && depth < 3) {
    const originOf = inList(origin);
    object.items.forEach((item: unknown, i) => unpack(itemOf(object, item), originOf(i), into, depth + 1));
  } else {
    into.push(new Resource(object, origin));
  }
}

/** What has no kind may be meant as an object: a slip, which hides what else is wrong with it. `Chart.yaml` has an apiVersion alone. */
function isMeantAsOne({ apiVersion, kind, metadata }: Json, depth: number): boolean {
  if (typeof kind === 'string') return true;
  return (depth > 0 || typeof apiVersion === 'string') && typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata);
}

/** Where the items of a list come from. */
function inList(origin: Origin | undefined): (i: number) => Origin | undefined {
  if (origin === undefined || (origin.locate === undefined && origin.ambiguities === undefined)) return () => origin;
  let byItem: ReadonlyMap<number, readonly Ambiguity[]> | undefined;
  return (i) => ({
    ...origin,
    locate: (path) => origin.locate?.(['items', i, ...path]),
    ambiguities: () => (byItem ??= groupByItem(origin.ambiguities?.() ?? NO_AMBIGUITIES)).get(i) ?? NO_AMBIGUITIES,
  });
}

/** What is said of the list itself, its first item says. */
function groupByItem(ambiguities: readonly Ambiguity[]): ReadonlyMap<number, readonly Ambiguity[]> {
  const groups = new Map<number, Ambiguity[]>();
  for (const ambiguity of ambiguities) {
    const [items, i, ...path] = ambiguity.path;
    const isOfItem = items === 'items' && typeof i === 'number';
    push(groups, isOfItem ? i : 0, { ...ambiguity, path: isOfItem ? path : [] });
  }
  return groups;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
