import { Application } from './apply';
import { EXCLUDED_NAMESPACES } from '../../src/admission/policies';
import { asObject, Json, Resource } from '../../src/manifest/model';
import { Severity } from '../../src/validation/finding';
import { Rule } from '../../src/validation/rule';
import { examplesOf, isMatched, told } from '../admission/told';

/** Examples of a rule that are judged by the same policies, and what they have to say. */
export interface Group extends Application {
  /** What happens to each object, by `Kind/name`: how the policy ends that has to report it; undefined where none may. */
  readonly expected: ReadonlyMap<string, string | undefined>;
  /** What each object is of: the rule and the name of its example. */
  readonly about: ReadonlyMap<string, string>;
}

/** The examples of a rule, each object under a name of its own, in a namespace of its own labels. */
export function exampleGroups(rule: Rule): Group[] {
  const groups = new Map<string, Draft>();
  for (const [name, edit] of examplesOf(rule)) {
    const { model, printed, findings } = told(rule, edit, { engine: 'kyverno', stage: 'deny' });
    const key = JSON.stringify(printed);
    const group = groups.get(key) ?? new Draft(printed);
    groups.set(key, group);
    const labels = new Map(model.ofKind('Namespace').map((namespace) => [namespace.name, namespace.labels]));
    for (const resource of model.resources) {
      if (!isMatched(printed[0], resource)) continue;
      const found = findings.find(({ object }) => object.kind === resource.kind && object.name === resource.name);
      group.add(`${rule.id}, ${name}`, resource, labels.get(resource.namespace) ?? {}, found === undefined ? undefined : actionOf(rule, found.severity));
    }
  }
  return [...groups.values()];
}

/** What happens at stage deny. The rules that weigh what they find by other objects are never denied. */
function actionOf({ id }: Rule, severity: Severity): string {
  if (severity === 'info') return 'audit';
  return severity === 'error' && !id.startsWith('rbac-no-wildcard-') ? 'deny' : 'warn';
}

class Draft implements Group {
  readonly objects: Json[] = [];
  readonly namespaces: Record<string, Readonly<Record<string, string>>> = {};
  readonly expected = new Map<string, string | undefined>();
  readonly about = new Map<string, string>();
  private readonly seen = new Set<string>();

  constructor(readonly policies: readonly Json[]) {}

  add(about: string, { raw, kind }: Resource, labels: Readonly<Record<string, string>>, action: string | undefined): void {
    // The objects that an example does not change are in every example.
    const key = JSON.stringify([raw, labels, action]);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const metadata = asObject(raw.metadata);
    // Some names are those of the API server's own objects: a name that is free stays.
    const name = this.expected.has(`${kind}/${String(metadata.name)}`) ? `${String(metadata.name)}-${this.objects.length}` : String(metadata.name);
    const namespace = metadata.namespace === undefined ? undefined : this.namespaceOf(String(metadata.namespace), labels);
    this.objects.push({ ...raw, metadata: { ...metadata, name, ...namespace === undefined ? {} : { namespace } } });
    this.expected.set(`${kind}/${name}`, action);
    this.about.set(`${kind}/${name}`, about);
  }

  /** A namespace of its name, or one like it where that has other labels. */
  private namespaceOf(name: string, labels: Readonly<Record<string, string>>): string {
    if (EXCLUDED_NAMESPACES.includes(name)) return name;
    for (let i = 0; ; i++) {
      const other = i === 0 ? name : `${name}-${i}`;
      this.namespaces[other] ??= labels;
      if (JSON.stringify(this.namespaces[other]) === JSON.stringify(labels)) return other;
    }
  }
}
