import { randomObjects } from './random-objects';
import { postable } from './server-pods';
import { NAMESPACE_CLASSES, NamespaceClass } from '../../../src/admission/check';
import { policyRules } from '../../../src/admission/policies';
import { Json, Model } from '../../../src/manifest/model';
import { checkSchema } from '../../../src/manifest/schema';
import { compliantApp, edited } from '../../../src/validation/compliant-app';
import { judge } from '../../../src/validation/engine';
import { Finding } from '../../../src/validation/finding';
import { DEFAULT_POLICY } from '../../../src/validation/policy';
import { Policy } from '../../../src/validation/rule';
import { ruleById } from '../../../src/validation/rules';

const SEED = 20_260_702;
const JUDGED = policyRules().map((id) => ruleById(id)!);
/** The allowed registries, for the rule that asks for some. */
export const REGISTRIES: readonly string[] = ['ghcr.io/acme/', 'docker.io/library'];
/** Those that are ruled out. */
export const DENIED_REGISTRIES: readonly string[] = ['localhost:5000', 'docker.io/library/nginx'];
/** The kinds among the questions that live outside namespaces. */
export const CLUSTER_SCOPED: ReadonlySet<string> = new Set(['ClusterRole', 'ClusterRoleBinding']);

/** An object, where it is created, and what our rules say of it. */
export interface Question {
  readonly about: string;
  readonly object: Json;
  readonly kind: NamespaceClass;
  /** The findings of the rules that are policies, about this object. */
  readonly findings: readonly Finding[];
  /** The example that the object is of. */
  readonly example?: Example;
  /** Whether it is of the one app that all examples change, which breaks no rule. */
  readonly isCompliant?: boolean;
}

/** What is written beside a rule: an edit of the compliant app that breaks it, or that does not. */
export interface Example {
  readonly rule: string;
  readonly name: string;
  readonly isBad: boolean;
}

/** The workloads and grants of the compliant app, in namespaces of all kinds: a row that a stricter one replaces is asked in some alone. */
export function ofCompliantApp(minor: number): Question[] {
  const objects = compliantApp().filter((object) => object.kind !== 'Namespace' && isTaken(object));
  return objects.flatMap((object) => NAMESPACE_CLASSES.map((kind): Question => (
    { about: `the compliant app: ${String(object.kind)}`, object, kind, findings: findingsOf(object, kind, minor), isCompliant: true }
  )));
}

/** The examples of all rules that are policies. */
export function examples(minor: number): Question[] {
  return policyRules().flatMap((id) => examplesOf(id, minor));
}

/** What the examples of a rule change in the compliant app, where it is asked of the API server at all. */
export function examplesOf(id: string, minor: number): Question[] {
  const compliant = new Set(compliantApp().map((object) => JSON.stringify(object)));
  const rule = ruleById(id)!;
  return Object.entries({ ...rule.bad, ...rule.good }).flatMap(([name, edit]) => {
    if (edit.policy !== undefined) return [];
    const objects = edited(edit);
    const namespace = objects.find(({ kind }) => kind === 'Namespace');
    const level = levelOf(objects);
    return objects.filter((object) => object !== namespace && !compliant.has(JSON.stringify(object)) && isTaken(object)).map((object): Question => ({
      about: `${id}: ${name}`,
      object,
      kind: level,
      findings: findingsOf(object, level, minor),
      // That one is about policies without registries, and these have some.
      example: id === 'image-registry-allowed' ? undefined : { rule: id, name, isBad: name in rule.bad },
    }));
  });
}

/** The same with what Kubernetes itself refuses taken away, where an edit alone makes no object that it takes; only workloads have such examples. */
export function taken(question: Question, minor: number): Question | undefined {
  const spec = question.object.spec as Json | undefined;
  const template = spec?.template as { readonly metadata: Json; readonly spec: Json } | undefined;
  if (template === undefined) return undefined;
  const given = template.spec.volumes as Json[] | undefined ?? [];
  const volumes = given.map((volume) => (volume.hostPath === undefined ? volume : { name: volume.name, hostPath: volume.hostPath }));
  const { spec: pod } = postable({ ...template, spec: { ...template.spec, volumes } }, 'template');
  const object: Json = { ...question.object, spec: { ...spec, template: { metadata: template.metadata, spec: pod as Json } } };
  return { ...question, about: `${question.about}, as Kubernetes takes it`, object, findings: findingsOf(object, question.kind, minor) };
}

/** Random objects, in namespaces of all kinds. */
export function random(minor: number, count: number): Question[] {
  return [...randomObjects(SEED, count)].map((object, i): Question => {
    // In namespaces that enforce a level, Pod Security refuses pods before policies are asked.
    const kinds: readonly NamespaceClass[] = object.kind === 'Pod' ? ['unlabelled', 'privileged'] : NAMESPACE_CLASSES;
    const kind = kinds[i % kinds.length];
    return { about: `random ${String(object.kind)}`, object: JSON.parse(JSON.stringify(object)) as Json, kind, findings: findingsOf(object, kind, minor) };
  });
}

/** What the rules that are policies say of an object, in a namespace of a kind. */
export function findingsOf(object: Json, kind: NamespaceClass, minor: number): Finding[] {
  const placed = { ...object, metadata: { ...object.metadata as Json, ...CLUSTER_SCOPED.has(String(object.kind)) ? {} : { namespace: 'shop' } } };
  const labels = classLabels(kind, minor);
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } };
  const model = new Model((Object.keys(labels).length === 0 ? [placed] : [namespace, placed]).map((value) => ({ value })));
  const policy: Policy = { ...DEFAULT_POLICY, minor, registries: REGISTRIES, deniedRegistries: DENIED_REGISTRIES };
  return judge(model, policy, JUDGED).filter((finding) => finding.object.kind === object.kind);
}

function levelOf(objects: readonly Json[]): NamespaceClass {
  const namespace = objects.find(({ kind }) => kind === 'Namespace');
  return ((namespace?.metadata as Json).labels as Json)['pod-security.kubernetes.io/enforce'] as NamespaceClass;
}

/** Not taken is what the schema does not have, and what every cluster has already. */
function isTaken(object: Json): boolean {
  if ((object.metadata as Json).name === 'cluster-admin') return false;
  const { known, problems } = checkSchema(object, 36);
  return known && problems.every(({ kind }) => kind !== 'unknown-field');
}

/** The labels of a namespace of a kind. */
export function classLabels(kind: NamespaceClass, minor: number): Record<string, string> {
  return kind === 'unlabelled' ? {} : { 'pod-security.kubernetes.io/enforce': kind, 'pod-security.kubernetes.io/enforce-version': `v1.${minor}` };
}
