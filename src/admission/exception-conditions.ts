import { literal, literals } from './cel-text';
import { areMany, Exception } from './exceptions';

/**
 * CEL that is true for the object of an exception and for what its controllers make of it: a Deployment that is admitted is worth nothing when its
 * ReplicaSet or its pods are refused. A condition for each exception; of very many, those of one kind are asked together.
 */
export function exceptionConditions(exceptions: readonly Exception[]): string[] {
  if (!areMany(exceptions)) return exceptions.map(isExcepted);
  const isListed = ({ object: { namespace, name } }: Exception): boolean => namespace !== undefined && namespace !== '' && !isGenerated(name);
  const byKind = new Map<string, string[]>();
  for (const { object: { kind, namespace, name } } of exceptions.filter(isListed)) {
    byKind.set(kind, [...byKind.get(kind) ?? [], `${namespace}/${name}`]);
  }
  const lists = [...byKind].flatMap(([kind, names]) => inParts(names, LONGEST_LIST).map((part) => (
    `${workloads(kind)}.exists(n, (${NAMESPACE} + '/' + n) in ${literals(part)})`
  )));
  const others = exceptions.filter((exception) => !isListed(exception)).map(isExcepted);
  const left = Math.max(1, MOST_CONDITIONS - lists.length);
  return [...lists, ...inParts(others, Math.ceil(others.length / left)).map((part) => part.map((one) => `(${one})`).join(' || '))];
}

function isExcepted({ object: { kind, namespace, name } }: Exception): string {
  const isNamed = isGenerated(name) ? `n.startsWith(${literal(generatedFrom(name))}) && n.size() == ${generatedFrom(name).length + 5}` : `n == ${literal(name)}`;
  const isWorkload = `${workloads(kind)}.exists(n, ${isNamed})`;
  return namespace === undefined || namespace === '' ? isWorkload : `${NAMESPACE} == ${literal(namespace)} && ${isWorkload}`;
}

/** The names of the objects of a kind that an object is, or was made of by the controllers of Kubernetes. */
function workloads(kind: string): string {
  const itself = `object.kind == ${literal(kind)} ? [object.metadata.name]`;
  const made = MADE_BY[kind] ?? [];
  return `(${[itself, ...made.map(([child, names]) => `object.kind == ${literal(child)} ? ${names}`)].join(' : ')} : [])`;
}

/** What is made of the objects of a kind, and the names of those that it was made of. */
const MADE_BY: Readonly<Record<string, readonly (readonly [kind: string, names: string])[]>> = {
  Deployment: [
    ['ReplicaSet', owners('Deployment')],
    ['Pod', owners('ReplicaSet', `o.name.endsWith('-' + ${templateHash()})`, `o.name.substring(0, o.name.size() - ${templateHash()}.size() - 1)`)],
  ],
  // The Jobs of a CronJob are numbered by the minute that they are for, in eight digits. Nobody knows whose pods those of a Job are that is named
  // otherwise: they would be refused, and so the Job is, where it is seen.
  CronJob: [
    ['Job', owners('CronJob', "object.metadata.name.startsWith(o.name + '-') && object.metadata.name.size() == o.name.size() + 9")],
    ['Pod', owners('Job', "o.name.size() > 9 && o.name.substring(o.name.size() - 9).startsWith('-')", 'o.name.substring(0, o.name.size() - 9)')],
  ],
  ReplicaSet: [['Pod', owners('ReplicaSet')]],
  ReplicationController: [['Pod', owners('ReplicationController')]],
  StatefulSet: [['Pod', owners('StatefulSet')]],
  DaemonSet: [['Pod', owners('DaemonSet')]],
  Job: [['Pod', owners('Job')]],
};

function owners(kind: string, test?: string, name = 'o.name'): string {
  const isOwner = `o.?controller.orValue(false) && o.kind == ${literal(kind)}${test === undefined ? '' : ` && ${test}`}`;
  return `object.metadata.?ownerReferences.orValue([]).filter(o, ${isOwner}).map(o, ${name})`;
}

function templateHash(): string {
  return "object.metadata.?labels[?'pod-template-hash'].orValue('')";
}

/** Whether what was read as a name is `generateName`: no name ends like this. */
function isGenerated(name: string): boolean {
  return name.endsWith('-');
}

/** How the API server begins a name: it keeps at most 58 characters, and adds five. */
function generatedFrom(generateName: string): string {
  return generateName.slice(0, 58);
}

function inParts<T>(entries: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(entries.length / Math.max(1, size)) }, (_, i) => entries.slice(i * size, (i + 1) * size));
}

const NAMESPACE = "object.metadata.?namespace.orValue('')";
/** A policy has at most 64 conditions, and one of them asks what an update changes. */
const MOST_CONDITIONS = 63;
/** An expression has at most 100,000 characters, and the names of an object up to 317 with its namespace. */
const LONGEST_LIST = 300;
