import { _default, array, describe, enum as enumOf, infer as inferred, literal, minLength, optional, record, regex, strictObject, string, toJSONSchema, union } from 'zod/mini';
import { LEVELS } from './options';
import { Path } from '../../manifest/path';

const text = (description: string) => string().check(minLength(1), describe(description));
const glob = (what: string) => optional(text(`${what}, or a glob such as 'legacy-*'; all where it is not said.`));

/** What a waiver covers; what is not said covers all. */
const objectSelector = strictObject({
  apiVersion: glob('The apiVersion of the object'),
  kind: glob('The kind of the object'),
  namespace: glob('The namespace of the object'),
  name: glob('The name of the object'),
  container: glob('The container that the finding is about'),
  file: glob('The file that the object stands in, relative to this one'),
});

const waiver = strictObject({
  rule: text("The rule that is waived, or a glob such as 'pss-*'."),
  object: optional(objectSelector),
  // A waiver without a reason is a finding, so that it is told like the others; editors ask for it at once.
  reason: _default(string().check(describe('Why this is acceptable, for whoever reads it in a year.')), ''),
  owner: optional(text('Who answers for it.')),
  until: optional(string().check(regex(/^\d{4}-\d{2}-\d{2}$/), describe('The last day on which it holds, YYYY-MM-DD.'))),
});

/** What may stand in `cdk8s-hardened.yaml`. */
export const configSchema = strictObject({
  $schema: optional(string().check(describe('Where the schema of this file is, for editors.'))),
  kubernetesVersion: optional(string().check(
    regex(/^v?1\.\d{1,3}(?:\.\d+)?$/), describe("The version of the cluster that the manifests are for, in quotes: '1.36'."),
  )),
  podSecurity: optional(enumOf(LEVELS).check(describe('The Pod Security level of namespaces that have no label in the input.'))),
  namespaces: optional(record(string(), enumOf(LEVELS)).check(
    describe("Pod Security levels by namespace or glob, such as 'dev-*': baseline, for namespaces that have no label in the input; the first that fits counts."),
  )),
  registries: optional(array(text('The beginning of an image reference.')).check(
    describe('Beginnings of image references that may be used, such as ghcr.io/acme/; all where it is not said.'),
  )),
  deniedRegistries: optional(array(text('The beginning of an image reference.')).check(
    describe('Beginnings of image references that may not be used, such as docker.io/; they count before those that may.'),
  )),
  edition: optional(string().check(
    regex(/^\d{4}\.\d{2}$/), describe("The edition of the rules, such as '2026.11': rules that came later are infos."),
  )),
  // YAML of kubectl reads off without quotes as false.
  severities: optional(record(string(), union([enumOf(['error', 'warning', 'info', 'off']), literal(false)])).check(
    describe('Other severities, by rule or glob: error, warning, info or off; the last that fits counts.'),
  )),
  exclude: optional(array(text("A file or folder, relative to this one, or a glob such as '*/charts'.")).check(
    describe('Files and folders that are not judged: templates of Helm, say, which are judged as helm template prints them.'),
  )),
  policies: optional(array(text('A file or folder, relative to this one.')).check(
    describe('ValidatingAdmissionPolicies of the cluster, with their bindings and parameters, that manifests are judged by too.'),
  )),
  waivers: optional(array(waiver).check(describe('Findings that are accepted, each with a reason.'))),
});

/** A configuration that fits the schema. */
export type ConfigFile = inferred<typeof configSchema>;

/** The schema as JSON Schema, for editors; published as docs/schemas/config.schema.json. */
export function renderConfigSchema(): string {
  const schema = { ...toJSONSchema(configSchema, { target: 'draft-7' }), title: 'cdk8s-hardened.yaml', description: 'What the command cdk8s-hardened judges manifests against.' };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** The keys that may stand at a place where the schema allows no others. */
export function knownKeys(at: Path): readonly string[] {
  const { shape } = at[0] !== 'waivers' ? configSchema : at.length === 2 ? waiver : objectSelector;
  return Object.keys(shape);
}
