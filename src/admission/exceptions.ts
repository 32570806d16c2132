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

/** How annotations tell exceptions: a line for each, or, where there are very many, for each reason. */
export function exceptionTexts(exceptions: readonly Exception[]): string[] {
  const objects = new Map<string, string[]>();
  for (const exception of exceptions) {
    const { object: { kind, namespace, name }, rule: _, ...acceptance } = exception;
    const object = `${namespace === undefined || namespace === '' ? '' : `${namespace}/`}${kind}/${name}${isEverywhere(exception) ? ' in every namespace' : ''}`;
    const reason = formatAcceptance(acceptance);
    const key = areMany(exceptions) ? reason : `${object}: ${reason}`;
    const same = objects.get(key);
    if (same === undefined) objects.set(key, [object]);
    else same.push(object);
  }
  return [...objects].map(([key, same]) => (areMany(exceptions) ? `${same.join(', ')}: ${key}` : key));
}

/** Whether an exception holds in every namespace: its object says none, and is not of a kind that lives in none. */
export function isEverywhere({ object: { apiVersion, kind, namespace = '' } }: Exception): boolean {
  return namespace === '' && schemaKinds().get(`${apiVersion} ${kind}`)?.namespaced !== false;
}

/** A policy has at most 64 conditions, and `kubectl apply` writes what it applies a second time into an annotation, where 256 KiB have room. */
export function areMany({ length }: readonly unknown[]): boolean {
  return length > 60;
}
