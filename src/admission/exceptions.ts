import { literal } from './cel-text';
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
export function exceptionText({ object: { kind, namespace, name }, ...acceptance }: Exception): string {
  return `${namespace === undefined || namespace === '' ? '' : `${namespace}/`}${kind}/${name}: ${formatAcceptance(acceptance)}`;
}

/**
 * CEL that is true for the object of an exception and for what its controller makes of it: a Deployment that is admitted is worth nothing when
 * its ReplicaSet or its pods are refused.
 */
export function isExcepted({ object: { kind, namespace, name } }: Exception): string {
  const self = `object.kind == ${literal(kind)} && object.metadata.name == ${literal(name)}`;
  const any = [self, ...madeBy(kind, name)].map((condition) => `(${condition})`).join(' || ');
  return namespace === undefined || namespace === '' ? any : `object.metadata.?namespace.orValue('') == ${literal(namespace)} && (${any})`;
}

/** What the controllers of Kubernetes make of a workload, by its owner. */
function madeBy(kind: string, name: string): string[] {
  const ownedBy = (owner: string, test: string): string => (
    `object.metadata.?ownerReferences.orValue([]).exists(o, o.?controller.orValue(false) && o.kind == ${literal(owner)} && ${test})`
  );
  const made = (child: string, owner: string, test: string): string => `object.kind == ${literal(child)} && ${ownedBy(owner, test)}`;
  const itself = `o.name == ${literal(name)}`;
  switch (kind) {
    case 'Deployment':
      return [
        made('ReplicaSet', 'Deployment', itself),
        made('Pod', 'ReplicaSet', `o.name == ${literal(`${name}-`)} + object.metadata.?labels[?'pod-template-hash'].orValue('')`),
      ];
    case 'CronJob':
      // The Jobs of a CronJob are numbered by the minute that they are for, in eight digits.
      return [made('Job', 'CronJob', itself), made('Pod', 'Job', `o.name.startsWith(${literal(`${name}-`)}) && o.name.size() == ${name.length + 9}`)];
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
      return [made('Pod', kind, itself)];
    default:
      return [];
  }
}
