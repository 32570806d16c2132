import { CustomSchema, schemaFromCrd } from '../../../manifest/crd';
import { Model, Resource } from '../../../manifest/model';
import { schemaFor, SchemaVerdict } from '../../../manifest/schema';

/** An object about which a schema has something to say, or for which there is none, or not all of it is read. */
export interface Judged {
  readonly resource: Resource;
  readonly verdict: SchemaVerdict;
  /** Whether the schema is that of a CustomResourceDefinition in the input. */
  readonly isCustom: boolean;
}

/** Every object that breaks its schema, or has none that is read in full, held against it once for all rules. */
export function verdicts(model: Model, minor: number): readonly Judged[] {
  let byMinor = judged.get(model);
  if (byMinor === undefined) judged.set(model, byMinor = new Map());
  let list = byMinor.get(minor);
  if (list === undefined) byMinor.set(minor, list = judge(model, minor));
  return list;
}

const judged = new WeakMap<Model, Map<number, readonly Judged[]>>();

function judge(model: Model, minor: number): readonly Judged[] {
  const custom = new Map<string, CustomSchema>();
  for (const crd of model.ofKind('CustomResourceDefinition')) {
    for (const schema of schemaFromCrd(crd.raw)) custom.set(`${schema.apiVersion} ${schema.kind}`, schema);
  }
  const found: Judged[] = [];
  for (const { apiVersion, kind, resources } of model.types()) {
    const own = schemaFor(apiVersion, kind, minor);
    const schema = own === undefined ? custom.get(`${apiVersion} ${kind}`) : undefined;
    for (const resource of resources) {
      const verdict = own?.(resource.raw) ?? schema?.check(resource.raw) ?? UNKNOWN;
      if (verdict.known && verdict.problems.length === 0 && verdict.notes === undefined) continue;
      found.push({ resource, verdict, isCustom: schema !== undefined });
    }
  }
  return found;
}

const UNKNOWN: SchemaVerdict = { known: false, problems: [] };
