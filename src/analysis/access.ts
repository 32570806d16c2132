import { gathered } from './aggregation';
import { Binding, grantsSomething, isRbac, Role, rulesOf, Subject } from './role';
import { asList, asObject, firstByName, Model, Resource } from '../manifest/model';
import { once } from '../manifest/once';

export { grantsSomething } from './role';

/** Who may do what, as RBAC reads it. */
export interface Access {
  readonly roles: readonly Role[];
  readonly bindings: readonly Binding[];
  /** The ServiceAccount of this name; where one side names no namespace, both may mean the same. */
  account(namespace: string, name: string): Resource | undefined;
  /** The bindings that name a ServiceAccount: itself, or a group of ServiceAccounts that it is in. */
  granted(namespace: string, account: string): readonly Binding[];
  /** Whether one of them hands it anything, as far as the input shows. */
  isGranted(namespace: string, account: string): boolean;
}

/** The access that the objects of a model grant; worked out once per model. */
export const accessOf = once((model: Model): Access => new Grants(model));

/** Above this many, bindings of roles that gather are not passed on, so that no input takes long: no cluster comes near it. */
const MAX_GATHERED_BINDINGS = 100_000;

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };

class Grants implements Access {
  readonly roles: readonly Growing<Role>[];
  readonly bindings: readonly Binding[];
  private readonly rolesByName = new Map<string, Role>();
  private readonly bySubject = new Map<string, Binding[]>();
  /** By namespace and name: rules ask again and again. */
  private readonly holdings = new Map<string, Map<string, Holding>>();
  private accountsByName?: ReadonlyMap<string, Resource>;

  constructor(private readonly model: Model) {
    this.roles = model.ofKind('Role', 'ClusterRole').filter(isRbac).map((at) => ({ at, rules: rulesOf(at), gathers: [], bindings: [] }));
    for (const role of this.roles) keepFirst(this.rolesByName, `${role.at.kind}/${role.at.kind === 'Role' ? role.at.namespace : ''}/${role.at.name}`, role);
    const gathers = gathered(this.roles.filter(({ at }) => at.kind === 'ClusterRole'));
    for (const [role, others] of gathers) for (const other of others) (role as Growing<Role>).gathers.push(other);
    this.bindings = model.ofKind('RoleBinding', 'ClusterRoleBinding').filter(isRbac).map((at) => this.binding(at));
    let budget = MAX_GATHERED_BINDINGS;
    for (const binding of this.bindings) {
      if (binding.role === undefined) continue;
      (binding.role as Growing<Role>).bindings.push(binding);
      budget -= binding.role.gathers.length;
      if (budget < 0) continue;
      for (const other of binding.role.gathers) (other as Growing<Role>).bindings.push(binding);
    }
  }

  account(namespace: string, name: string): Resource | undefined {
    const found = this.model.find('ServiceAccount', namespace, name);
    if (found !== undefined) return found;
    if (namespace !== '') return this.model.find('ServiceAccount', '', name);
    this.accountsByName ??= firstByName(this.model.ofKind('ServiceAccount'));
    return this.accountsByName.get(name);
  }

  granted(namespace: string, account: string): readonly Binding[] {
    return this.held(namespace, account).bindings;
  }

  isGranted(namespace: string, account: string): boolean {
    const held = this.held(namespace, account);
    return held.isSomething ??= held.bindings.some(grantsSomething);
  }

  private held(namespace: string, account: string): Holding {
    let byName = this.holdings.get(namespace);
    if (byName === undefined) this.holdings.set(namespace, byName = new Map());
    let held = byName.get(account);
    if (held === undefined) byName.set(account, held = { bindings: this.namedBy(namespace, account) });
    return held;
  }

  private namedBy(namespace: string, account: string): readonly Binding[] {
    if (this.bySubject.size === 0) return NOBODY;
    const keys = namespace === ''
      ? [`*/${account}`, EVERY_ACCOUNT]
      : [`${namespace}/${account}`, `/${account}`, `${EVERY_ACCOUNT}:${namespace}`, EVERY_ACCOUNT];
    const lists = keys.flatMap((key) => this.bySubject.get(key) ?? []);
    return lists.length < 2 ? lists : [...new Set(lists)];
  }

  private binding(at: Resource): Binding {
    const roleRef = asObject(at.raw.roleRef);
    const roleKind = text(roleRef.kind);
    const roleName = text(roleRef.name);
    const binding: Binding = {
      at,
      clusterWide: at.kind === 'ClusterRoleBinding',
      roleKind,
      roleName,
      role: roleKind === 'Role'
        ? this.rolesByName.get(`Role/${at.namespace}/${roleName}`) ?? this.rolesByName.get(`Role//${roleName}`)
        : this.rolesByName.get(`ClusterRole//${roleName}`),
      subjects: asList(at.raw.subjects).flatMap((entry, i) => subject(entry, at, i)),
    };
    for (const bound of binding.subjects) this.index(bound, binding);
    return binding;
  }

  private index({ kind, name, namespace }: Subject, binding: Binding): void {
    let key: string | undefined;
    if (kind === 'ServiceAccount') key = `${namespace}/${name}`;
    else if (kind === 'User') key = accountOfUser(name);
    else if (kind === 'Group' && (name === EVERY_ACCOUNT || name.startsWith(`${EVERY_ACCOUNT}:`))) key = name;
    if (key === undefined) return;
    push(this.bySubject, key, binding);
    // For pods that name no namespace.
    if (kind !== 'Group') push(this.bySubject, `*${key.slice(key.indexOf('/'))}`, binding);
  }
}

/** What a ServiceAccount was handed. */
interface Holding {
  readonly bindings: readonly Binding[];
  isSomething?: boolean;
}

const NOBODY: readonly Binding[] = [];

/** ServiceAccounts are users too: `system:serviceaccount:<namespace>:<name>`. */
function accountOfUser(name: string): string | undefined {
  const match = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name);
  return match ? `${match[1]}/${match[2]}` : undefined;
}

/** The group that every ServiceAccount of the cluster is in; with `:` and a namespace behind it, those of the namespace. */
const EVERY_ACCOUNT = 'system:serviceaccounts';

function subject(entry: unknown, binding: Resource, i: number): Subject[] {
  const { kind, name, namespace } = asObject(entry);
  if (typeof kind !== 'string' || typeof name !== 'string' || name === '') return [];
  return [{ kind, name, namespace: kind === 'ServiceAccount' ? text(namespace) || namespaceOf(binding) : '', path: ['subjects', i] }];
}

/**
 * Where a ServiceAccount is looked for that is named without a namespace. A ClusterRoleBinding has none, whatever it says.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/rbac/validation/rule.go
 */
function namespaceOf({ kind, namespace }: Resource): string {
  return kind === 'RoleBinding' ? namespace : '';
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function keepFirst<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
