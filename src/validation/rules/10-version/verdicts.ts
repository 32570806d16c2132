import { CustomSchema, LoadCel, schemaFromCrd } from '../../../manifest/custom-resource/definition';
import { Model, Objects, Resource } from '../../../manifest/model';
import { once } from '../../../manifest/once';
import { valueAt } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { schemaFor, SchemaVerdict } from '../../../manifest/schema';
import { oneOf, SchemaProblem, SchemaProblemKind } from '../../../manifest/schema-problem';
import { isEncrypted, isEncryptedValue } from '../../../manifest/sops';
import { Policy } from '../../rule';

/** An object about which a schema has something to say, or for which there is none, or not all of it is read. */
export interface Judged {
  readonly resource: Resource;
  readonly verdict: SchemaVerdict;
  /** Whether the schema is that of a CustomResourceDefinition in the input. */
  readonly isCustom: boolean;
}

/** Every object that breaks its schema, or has none that is read in full, held against it once for all rules. */
export function verdicts(objects: Objects, { minor, loadCel }: Policy, model: Model): readonly Judged[] {
  let byMinor = judged.get(objects);
  if (byMinor === undefined) judged.set(objects, byMinor = new Map());
  let list = byMinor.get(minor);
  if (list === undefined) byMinor.set(minor, list = judge(objects, minor, customSchemas(model), loadCel));
  return list;
}

/** The same for all objects of a model. */
export function allVerdicts(model: Model, policy: Policy): readonly Judged[] {
  return model.parts().flatMap((part) => verdicts(part, policy, model));
}

const judged = new WeakMap<Objects, Map<number, readonly Judged[]>>();

const customSchemas = once((model: Model): readonly CustomSchema[] => model.ofKind('CustomResourceDefinition').flatMap(({ raw }) => schemaFromCrd(raw)));

function judge(objects: Objects, minor: number, defined: readonly CustomSchema[], loadCel?: LoadCel): readonly Judged[] {
  const found: Judged[] = [];
  for (const { apiVersion, kind, resources } of objects.types()) {
    const own = schemaFor(apiVersion, kind, minor);
    const schema = own === undefined ? customSchema(defined, apiVersion, kind) : undefined;
    for (const resource of resources) {
      const verdict = asApplied(resource, own?.(resource.raw) ?? schema?.(resource.raw, loadCel) ?? UNKNOWN);
      if (verdict.known && verdict.problems.length === 0 && verdict.notes === undefined) continue;
      found.push({ resource, verdict, isCustom: schema !== undefined });
    }
  }
  return found;
}

/** What SOPS wrote into an object is gone when it is applied, and a variable is filled in by who applies it. */
function asApplied({ raw }: Resource, verdict: SchemaVerdict): SchemaVerdict {
  const { problems } = verdict;
  if (problems.length === 0) return verdict;
  const encrypted = isEncrypted(raw);
  // What a rule says of values that nobody can read here means nothing.
  const left = problems.filter(({ path, kind }) => !encrypted || (kind !== 'broken-rule' && path[0] !== 'sops' && !isEncryptedValue(valueAt(raw, path))));
  const isFilledIn = ({ path, kind }: SchemaProblem): boolean => isVariable(valueAt(raw, path), kind);
  return { ...verdict, problems: left.map((problem) => (isFilledIn(problem) ? { ...problem, remedy: FILL_IN } : problem)) };
}

/** A rule may be about any variable in what it is about. */
function isVariable(value: unknown, kind: SchemaProblemKind): boolean {
  if (typeof value === 'string') return VARIABLE.test(value);
  return kind === 'broken-rule' && typeof value === 'object' && VARIABLE.test(JSON.stringify(value));
}

const VARIABLE = /\$\{[A-Za-z_]\w*/;
const FILL_IN = 'fill the variable in first, as flux build or envsubst does, and validate what comes out';

/** What holds objects of a kind against the definition in the input, if there is one. A version that it does not serve fits no object. */
function customSchema(defined: readonly CustomSchema[], apiVersion: string, kind: string): CustomSchema['check'] | undefined {
  const group = apiVersion.slice(0, apiVersion.indexOf('/') + 1);
  const versions = defined.filter((one) => one.kind === kind && one.apiVersion.startsWith(group));
  const served = versions.filter((one) => one.served);
  const schema = served.find((one) => one.apiVersion === apiVersion);
  if (schema !== undefined || versions.length === 0 || group === '') return schema?.check;
  const verb = versions.some((one) => one.apiVersion === apiVersion) ? 'serve' : 'have';
  const message = `apiVersion is ${quote(apiVersion)}, which the CustomResourceDefinition of ${kind} does not ${verb}`;
  const remedy = served.length === 0 ? 'let it serve the version' : `write ${oneOf(served.map((one) => one.apiVersion))}`;
  return () => ({ known: true, problems: [{ path: ['apiVersion'], kind: 'unserved-version', message, remedy }] });
}

const UNKNOWN: SchemaVerdict = { known: false, problems: [] };
