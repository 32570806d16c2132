import { literal } from './cel-text';
import { schemaKinds } from '../manifest/schema-types';
import { formatAcceptance } from '../standard/waiver';
import { Finding, ObjectId } from '../validation/finding';

/** A finding that somebody accepts: what a policy lets pass, on this object and nothing else. */
export interface Exception {
  readonly rule: string;
  readonly object: ObjectId;
  readonly reason: string;
  readonly owner?: string;
  readonly until?: string;
}

/** The exceptions that waived findings stand for: one for each rule and object. */
export function exceptionsOf(findings: Iterable<Finding>): Exception[] {
  const exceptions = new Map<string, Exception>();
  for (const { rule, object, waived } of findings) {
    if (waived === undefined) continue;
    const key = JSON.stringify([rule, object.kind, object.namespace ?? '', object.name]);
    if (!exceptions.has(key)) exceptions.set(key, { rule, object, ...waived });
  }
  return [...exceptions.values()];
}

/** How an annotation tells an exception. */
export function exceptionText(exception: Exception): string {
  const { object: { kind, namespace, name }, ...acceptance } = exception;
  const object = `${namespace === undefined || namespace === '' ? '' : `${namespace}/`}${kind}/${name}`;
  return `${object}${isEverywhere(exception) ? ' in every namespace' : ''}: ${formatAcceptance(acceptance)}`;
}

/** Whether an exception holds in every namespace: its object says none, and is not of a kind that lives in none. */
export function isEverywhere({ object: { apiVersion, kind, namespace = '' } }: Exception): boolean {
  return namespace === '' && schemaKinds().get(`${apiVersion} ${kind}`)?.namespaced !== false;
}

/**
 * CEL that is true for the object of an exception and for what its controller makes of it: a Deployment that is admitted is worth nothing when
 * its ReplicaSet or its pods are refused.
 */
export function isExcepted({ object: { kind, namespace, name } }: Exception): string {
  const isItself = isGenerated(name) ? `object.metadata.?generateName.orValue('') == ${literal(name)}` : isNamed('object.metadata.name', name);
  const any = [`object.kind == ${literal(kind)} && ${isItself}`, ...madeBy(kind, name)].map((condition) => `(${condition})`).join(' || ');
  return namespace === undefined || namespace === '' ? any : `object.metadata.?namespace.orValue('') == ${literal(namespace)} && (${any})`;
}

/** What the controllers of Kubernetes make of a workload, by its owner. */
function madeBy(kind: string, name: string): string[] {
  const ownedBy = (owner: string, test: string): string => (
    `object.metadata.?ownerReferences.orValue([]).exists(o, o.?controller.orValue(false) && o.kind == ${literal(owner)} && ${test})`
  );
  const made = (child: string, owner: string, test: string): string => `object.kind == ${literal(child)} && ${ownedBy(owner, test)}`;
  const byItself = isNamed('o.name', name);
  switch (kind) {
    case 'Deployment':
      return [made('ReplicaSet', 'Deployment', byItself), made('Pod', 'ReplicaSet', isReplicaSetOf('o.name', name))];
    case 'CronJob':
      // Nobody knows whose pods those of a Job are that is named otherwise. They would be refused, and so the Job is, where it is seen.
      return [made('Job', 'CronJob', `${byItself} && ${isJobOf('object.metadata.name', name)}`), made('Pod', 'Job', isJobOf('o.name', name))];
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
      return [made('Pod', kind, byItself)];
    default:
      return [];
  }
}

/** Whether a name is that of the object; of one with `generateName`, whether it is as the API server makes it of that. */
function isNamed(at: string, name: string): string {
  return isGenerated(name) ? begins(at, generatedFrom(name), GENERATED) : `${at} == ${literal(name)}`;
}

/** Whether a name is that of a ReplicaSet of a Deployment. */
function isReplicaSetOf(at: string, name: string): string {
  const hash = "object.metadata.?labels[?'pod-template-hash'].orValue('')";
  if (!isGenerated(name)) return `${at} == ${literal(`${name}-`)} + ${hash}`;
  return `${at}.endsWith('-' + ${hash}) && ${begins(at, generatedFrom(name), GENERATED + 1)} + ${hash}.size()`;
}

/** Whether a name is that of a Job of a CronJob: they are numbered by the minute that they are for, in eight digits. */
function isJobOf(at: string, name: string): string {
  return isGenerated(name) ? begins(at, generatedFrom(name), GENERATED + 9) : begins(at, `${name}-`, 8);
}

/** Whether a name has a beginning, and so many characters more. */
function begins(at: string, beginning: string, more: number): string {
  return `${at}.startsWith(${literal(beginning)}) && ${at}.size() == ${beginning.length + more}`;
}

/** Whether what was read as a name is `generateName`: no name ends like this. */
function isGenerated(name: string): boolean {
  return name.endsWith('-');
}

/** How the API server begins a name: it keeps at most 58 characters, and adds five. */
function generatedFrom(generateName: string): string {
  return generateName.slice(0, 58);
}

const GENERATED = 5;
