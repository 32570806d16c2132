import { IConstruct } from 'constructs';
import { misuse } from '../constructs/misuse';

/** An object with the construct that makes it. */
export interface Rendered {
  readonly construct: IConstruct;
  readonly kind: string;
}

/**
 * Objects in an order in which they can be applied: what others need comes first, and what depends on something by `addDependency` comes behind it.
 * Otherwise they stay as they are. The time is linear in objects and dependencies, where cdk8s needs their product.
 */
export function inApplyOrder<T extends Rendered>(objects: readonly T[]): T[] {
  const byKind = [...objects].sort((a, b) => rankOf(a.kind) - rankOf(b.kind));
  return haveDependencies(objects) ? behindDependencies(byKind) : byKind;
}

function rankOf(kind: string): number {
  return RANK.get(kind) ?? OTHERS;
}

/** Kinds that nothing else lists are custom resources, which come behind what may run their operator. */
const KINDS = [
  'Namespace', 'CustomResourceDefinition', 'PriorityClass', 'RuntimeClass', 'StorageClass', 'IngressClass', 'ServiceAccount', 'ClusterRole', 'Role',
  'ClusterRoleBinding', 'RoleBinding', 'ResourceQuota', 'LimitRange', 'Secret', 'ConfigMap', 'PersistentVolume', 'PersistentVolumeClaim', 'NetworkPolicy',
  'PodDisruptionBudget', 'Service', 'DaemonSet', 'Pod', 'ReplicationController', 'ReplicaSet', 'Deployment', 'StatefulSet', 'Job', 'CronJob',
  'HorizontalPodAutoscaler', 'Ingress', 'APIService', '*', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding',
  'MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration',
];
const RANK = new Map(KINDS.map((kind, i) => [kind, i]));
const OTHERS = RANK.get('*')!;

/** An object, or a construct that others depend on, which stands for all objects below it. */
interface Vertex<T> {
  readonly object?: T;
  readonly target?: IConstruct;
  readonly before: Vertex<T>[];
  state: 'new' | 'open' | 'done';
}

function haveDependencies(objects: readonly Rendered[]): boolean {
  const seen = new Set<IConstruct>();
  for (const { construct } of objects) {
    for (let at: IConstruct | undefined = construct; at !== undefined && !seen.has(at); at = at.node.scope) {
      if (at.node.dependencies.length > 0) return true;
      seen.add(at);
    }
  }
  return false;
}

function behindDependencies<T extends Rendered>(objects: readonly T[]): T[] {
  const targets = new Map<IConstruct, Vertex<T>>();
  const dependencies = new Map<IConstruct, readonly IConstruct[]>();
  const vertices = objects.map((object): Vertex<T> => ({ object, before: [], state: 'new' }));
  const scopesOf = vertices.map((vertex) => vertex.object!.construct.node.scopes);
  vertices.forEach((vertex, i) => {
    for (const scope of scopesOf[i]) {
      let declared = dependencies.get(scope);
      if (declared === undefined) dependencies.set(scope, declared = scope.node.dependencies);
      for (const target of declared) {
        // What depends on a part of itself is cdk8s' way to say that a chart comes behind the charts in it.
        if (scopesOf[i].includes(target)) continue;
        let group = targets.get(target);
        if (group === undefined) targets.set(target, group = { target, before: [], state: 'new' });
        vertex.before.push(group);
      }
    }
  });
  vertices.forEach((vertex, i) => {
    for (const scope of scopesOf[i]) targets.get(scope)?.before.push(vertex);
  });
  const result: T[] = [];
  for (const vertex of vertices) visit(vertex, (object) => result.push(object));
  return result;
}

/** Depth first, with a stack of its own: a chain of dependencies may be longer than the call stack. */
function visit<T extends Rendered>(start: Vertex<T>, emit: (object: T) => void): void {
  const path: { readonly vertex: Vertex<T>; next: number }[] = [];
  const enter = (vertex: Vertex<T>): void => {
    if (vertex.state === 'open') throw cycle([...path.map((step) => step.vertex), vertex]);
    if (vertex.state === 'new') {
      vertex.state = 'open';
      path.push({ vertex, next: 0 });
    }
  };
  enter(start);
  while (path.length > 0) {
    const step = path[path.length - 1];
    if (step.next < step.vertex.before.length) {
      enter(step.vertex.before[step.next++]);
      continue;
    }
    step.vertex.state = 'done';
    if (step.vertex.object !== undefined) emit(step.vertex.object);
    path.pop();
  }
}

function cycle<T extends Rendered>(path: readonly Vertex<T>[]): Error {
  const last = path[path.length - 1];
  const names = path.slice(path.indexOf(last)).map(({ object, target }) => (object?.construct ?? target!).node.path);
  const round = names.filter((name, i) => name !== names[i - 1]).join(' -> ');
  return misuse(names[0], `depends on itself: ${round}; take one of these dependencies out`);
}
