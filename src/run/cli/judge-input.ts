import { CallError } from './call-error';
import { Settings } from './settings';
import { environments } from '../../manifest/environments';
import { Model, Resource } from '../../manifest/model';
import { valueAt } from '../../manifest/path';
import { SourceDocument } from '../../manifest/read';
import { Level } from '../../standard/control';
import { judge, TooManyFindings } from '../../validation/engine';
import { Finding, ObjectId } from '../../validation/finding';
import { importedWaivers } from '../../validation/foreign-waivers';
import { Policy, Rule } from '../../validation/rule';
import { RULES } from '../../validation/rules';
import { applyWaivers } from '../../validation/waivers';

/** What was judged, and what was found. */
export interface Judged {
  /** The Kubernetes objects, and parts of objects. */
  readonly resources: readonly Resource[];
  /** By file, line, column and weight. Findings that a waiver covers are marked. */
  readonly findings: readonly Finding[];
  /** Checks of other tools that annotations exempt objects from, and that have no rule here. */
  readonly foreign: readonly string[];
  /** How many environments were judged without what they share, since there are too many of them. */
  readonly alone: number;
}

/** What is judged along with the documents. */
export interface Companions {
  /** Definitions of custom resources; nothing is said about them. */
  readonly crds?: readonly SourceDocument[];
  /** Whether annotations of other tools count as waivers. */
  readonly importWaivers?: boolean;
  /** Parts of objects: what they say is judged, and not what they leave out. */
  readonly patches?: readonly SourceDocument[];
  /** The rules that look at an object alone. */
  readonly aloneRules?: ReadonlySet<string>;
}

/** Judges what is applied together, environment by environment, and marks what is waived. */
export function judgeInput(documents: readonly SourceDocument[], settings: Settings, companions: Companions = {}): Judged {
  const { crds = [], importWaivers = false, patches = [], aloneRules } = companions;
  const whole = modelOf(documents);
  const parts = patches.length === 0 ? [] : modelOf(patches).resources;
  const resources = [...whole.resources, ...parts];
  if (resources.length === 0) return { resources, findings: [], foreign: [], alone: 0 };
  const { groups, areAlone } = environments(documents, whole);
  const each = groups.length === 1 ? judgeWith(crds, whole, settings) : groups.flatMap((group) => judgeWith(crds, modelOf(group), settings));
  // What environments share is judged with each of them, and said once.
  const found = groups.length === 1 || areAlone ? each : [...new Map(each.map((finding) => [JSON.stringify(finding), finding])).values()];
  const partRules = settings.rules.filter(({ id }) => aloneRules?.has(id));
  // A waiver is used where it covers something in any environment.
  const once = [...found, ...parts.flatMap((part) => judgePart(part, { ...settings, rules: partRules }))];
  const imported = importWaivers ? importedWaivers(resources, once) : { waivers: [], unknown: [] };
  const { policy, rules, waivers, clusterRules } = settings;
  const ran = new Set(rules.map(({ id }) => id));
  const findings = applyWaivers(once, [...waivers, ...imported.waivers], {
    resources, policy, rules: [...RULES, ...clusterRules], ran: (rule) => ran.has(rule),
  });
  return { resources, findings: [...findings].sort(byPlace), foreign: imported.unknown, alone: areAlone ? groups.length - 1 : 0 };
}

/** Keeps of the findings about a part of an object those about a value that it has. Keys that begin with $ speak to kustomize. */
function judgePart({ raw, origin }: Resource, settings: Settings): readonly Finding[] {
  const findings = judgeByLevel(new Model([{ value: raw, origin }]), settings);
  return findings.filter(({ path }) => valueAt(raw, path) !== undefined && !path.some((step) => String(step).startsWith('$')));
}

/** Judges a model along with definitions of custom resources, about which nothing is said. */
function judgeWith(crds: readonly SourceDocument[], own: Model, settings: Settings): readonly Finding[] {
  const known = new Set(own.ofKind(CRD).map(({ name }) => name));
  const given = crds.length === 0 ? [] : modelOf(crds).ofKind(CRD).filter(({ name }) => !known.has(name));
  if (given.length === 0) return judgeByLevel(own, settings);
  const model = new Model([...own.resources, ...given].map(({ raw, origin }) => ({ value: raw, origin })));
  const silent = new Set(given.map(({ origin }) => origin.file));
  return judgeByLevel(model, settings).filter(({ location }) => !silent.has(location?.file));
}

/** Runs the rules once for each level that a namespace is held to, and keeps what they say of the objects in it. */
function judgeByLevel(model: Model, { policy, rules, levelOf }: Settings): readonly Finding[] {
  const namespaces = new Set(model.resources.map(namespaceOf));
  const levels = new Set<Level>([...namespaces].map(levelOf));
  const isOneLevel = levels.size === 1;
  return [...levels].flatMap((podSecurity) => {
    const findings = judgeOrRefuse(model, { ...policy, podSecurity }, rules);
    return isOneLevel ? findings : findings.filter(({ object }) => levelOf(namespaceOf(object)) === podSecurity);
  });
}

function judgeOrRefuse(model: Model, policy: Policy, rules: readonly Rule[]): readonly Finding[] {
  try {
    return judge(model, policy, rules);
  } catch (error) {
    throw error instanceof TooManyFindings ? new CallError(`${error.message}, such as --rules 'pss-*'`, { cause: error }) : error;
  }
}

function namespaceOf({ kind, namespace, name }: Pick<Resource, 'kind' | 'name' | 'namespace'> | ObjectId): string {
  return kind === 'Namespace' ? name : namespace ?? '';
}

function modelOf(documents: readonly SourceDocument[]): Model {
  return new Model(documents.map((document) => ({ value: document.value, origin: document })));
}

function byPlace(a: Finding, b: Finding): number {
  const [one, other] = [a.location, b.location];
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return compare(one.file, other.file) || one.line - other.line || one.column - other.column
    || WEIGHTS.indexOf(a.severity) - WEIGHTS.indexOf(b.severity) || compare(a.rule, b.rule);
}

/** By code units, so that the order does not depend on the machine's locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const WEIGHTS = ['error', 'warning', 'info'];
const CRD = 'CustomResourceDefinition';
