import { Mutant, mutant } from './mutants';
import { proveObjects, saidBeyondSchemas } from './objects';
import { FULL, Sample } from './sample';
import { Scene } from './scene';
import { synthesizedExamples } from './synthesized';
import { forEach, Tally } from './tally';
import { Json } from '../../../src/manifest/model';
import { formatPath, Path } from '../../../src/manifest/path';
import { checkSchema } from '../../../src/manifest/schema';
import { Random } from '../../conformance/random';
import { Cluster, KubernetesObject } from '../cluster';

const SEED = 20_260_703;

/**
 * Where we ask for more than the API server does: fields that the OpenAPI document of Kubernetes calls required, and that the API server does
 * without. Everything else is a difference, and fails.
 */
const ASKED_BY_SCHEMA_ONLY: readonly { readonly kind?: string; readonly field: string; readonly because: string }[] = [
  { kind: 'LimitRange', field: 'spec.limits', because: 'a LimitRange without limits is stored, and limits nothing' },
  { field: 'sleep.seconds', because: 'a hook that does not say how long it sleeps is stored with 0, and does not sleep' },
  { field: 'httpHeaders[].value', because: 'a header without a value is sent empty' },
];

/**
 * Proof 3: what our schemas find wrong the API server refuses, and what the API server cannot decode, strictly, our schemas find wrong. What it
 * refuses after decoding (422) goes beyond any schema: names that have to match, numbers that have to fit. Of that the rules beyond the schemas know
 * some, and their examples are asked about too.
 */
export async function proveSchemas(cluster: Cluster, sample: Sample = FULL, { apps } = synthesizedExamples()): Promise<Tally> {
  const tally = new Tally('proof 3: schemas', sample.say);
  const scene = new Scene(cluster);
  const minor = Number(/^v1\.(\d+)\./.exec(cluster.version)![1]);
  try {
    const namespace = await scene.namespace('schemas');
    const originals = [...apps.values()].flat().filter((object) => checkSchema(object, minor).known);
    for (const object of originals) tally.check('our schemas accept the examples', checkSchema(object, minor).problems.length === 0, checkSchema(object, minor).problems);
    const seen = { accepted: 0, undecoded: 0, refused: 0, ours: 0 };
    const asked = [...mutants(originals, sample.mutants), ...withoutAsked(originals, tally)];
    await forEach(asked, async ({ about, object }, i) => {
      const { problems } = checkSchema(object, minor);
      const asPlaced = placed(object, `${scene.prefix}-${i}`, namespace);
      const { status, body } = await cluster.dryRun(asPlaced);
      const line = `${String(object.kind)}: ${about}`;
      const shown = { problems: problems.map(({ message }) => message), status, says: body.message };
      if (problems.length > 0 && problems.every((problem) => problem.kind === 'missing-required' && isAskedBySchemaOnly(String(object.kind), problem.path))) {
        // What has to be there to the schema alone: an API server that begins to ask for it, too, is heard of.
        tally.check(`${line}: accepted, whatever the schema says`, status === 201, shown);
      } else if (problems.length > 0) {
        seen.ours++;
        tally.check(`${line}: refused, as our schemas say`, status === 400 || status === 422, shown);
      } else {
        tally.check(`${line}: decoded, as our schemas say`, status !== 400, shown);
      }
      if (status === 201) {
        const said = saidBeyondSchemas(asPlaced, minor);
        tally.check(`${line}: accepted, and nothing is said of it beyond the schema`, said.length === 0, said);
        seen.accepted++;
      }
      if (status === 400) seen.undecoded++;
      else if (status === 422) seen.refused++;
      else if (status !== 201) tally.check(`${line}: is judged`, false, shown);
    });
    tally.note(`${asked.length} mutants of ${originals.length} objects: ${seen.accepted} accepted, ${seen.undecoded} not decoded, ${seen.refused} refused later; our schemas find ${seen.ours} wrong`);
    for (const { field, because } of ASKED_BY_SCHEMA_ONLY) tally.note(`asked for by the schema only: ${field}: ${because}`);
    const enough = sample.mutants / 4;
    await proveObjects(cluster, scene, minor, tally);
    tally.check('there are enough of each', seen.accepted >= enough / 5 && seen.undecoded >= enough && seen.ours >= enough, seen);
  } finally {
    await scene.clear();
  }
  return tally;
}

function isAskedBySchemaOnly(kind: string, path: Path): boolean {
  const text = fieldOf(path);
  return ASKED_BY_SCHEMA_ONLY.some((known) => (known.kind ?? kind) === kind && (text === known.field || text.endsWith(`.${known.field}`)));
}

/** The name of a field in all entries of a list: `spec.containers[].name`. */
function fieldOf(path: Path): string {
  return formatPath(path.map((step) => (typeof step === 'number' ? 0 : step))).replaceAll('[0]', '[]');
}

/** Each of the fields that only the schema asks for, taken out of the first object that has it. */
function withoutAsked(originals: readonly Json[], tally: Tally): Mutant[] {
  return ASKED_BY_SCHEMA_ONLY.flatMap(({ field, kind }) => {
    for (const original of originals) {
      if (kind !== undefined && original.kind !== kind) continue;
      const object = structuredClone(original);
      if (takeOut(object, [], field)) return [{ about: `without ${field}`, object }];
    }
    tally.check(`an example has ${field}`, false);
    return [];
  });
}

function takeOut(value: unknown, path: Path, field: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const parent = value as Record<string | number, unknown>;
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    const text = fieldOf([...path, key]);
    if (text === field || text.endsWith(`.${field}`)) return delete parent[key];
    if (takeOut(parent[key], [...path, key], field)) return true;
  }
  return false;
}

function mutants(originals: readonly Json[], count: number): Mutant[] {
  const random = new Random(SEED);
  const made: Mutant[] = [];
  while (made.length < count) {
    const next = mutant(random.pick(originals), random);
    if (next !== undefined) made.push(next);
  }
  return made;
}

function placed(object: Json, name: string, namespace: string): KubernetesObject {
  const metadata = object.metadata as Json;
  return { ...object, metadata: { ...metadata, name, ...metadata.namespace === undefined ? {} : { namespace } } } as unknown as KubernetesObject;
}
