/** The version of the JSON report: fields may be added in it, but none goes away or changes its meaning. */
export const JSON_REPORT_VERSION = 1;

/** Where the schema of the JSON report is published. */
export const JSON_REPORT_SCHEMA_URL = `https://raw.githubusercontent.com/cdk8s-hardened/cdk8s-hardened/main/docs/schemas/report-${JSON_REPORT_VERSION}.schema.json`;

const text = (description: string): object => ({ type: 'string', description });
const count = (description: string): object => ({ type: 'integer', minimum: 0, description });
const position = (description: string): object => ({ type: 'integer', minimum: 1, description });
function object(description: string, properties: Readonly<Record<string, object>>, required = Object.keys(properties)): object {
  return { type: 'object', description, properties, required, additionalProperties: false };
}
const PATH = { type: 'array', items: { type: ['string', 'integer'] } };
const DATE = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$';

/** The schema of the JSON report. */
export const JSON_REPORT_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: JSON_REPORT_SCHEMA_URL,
  title: 'Report of cdk8s-hardened validate',
  ...object('What a run of cdk8s-hardened validate found.', {
    $schema: text('Where this schema is published.'),
    version: { const: JSON_REPORT_VERSION, description: 'The version of the report. Within a version fields may be added, but none goes away or changes its meaning.' },
    tool: object('What wrote the report.', { name: { const: 'cdk8s-hardened' }, version: text('Its version.') }),
    target: object('What was judged against.', {
      kubernetesVersion: { type: 'string', pattern: '^1\\.[0-9]+$', description: 'The minor of the cluster.' },
      podSecurity: { enum: ['privileged', 'baseline', 'restricted', 'hardened'], description: 'The level of namespaces without a label.' },
      edition: text('The edition of the rules.'),
      date: { type: 'string', pattern: DATE, description: 'The day that was taken for today.' },
    }, ['kubernetesVersion', 'podSecurity', 'edition']),
    summary: object('How much there is.', {
      error: count('Findings that are errors and not waived.'),
      warning: count('Findings that are warnings and not waived.'),
      info: count('Findings that are infos and not waived.'),
      waived: count('Findings that are waived.'),
      baseline: count('Findings that the baseline holds; they are not listed.'),
      objects: count('Kubernetes objects.'),
      rules: count('Rules that ran.'),
    }, ['error', 'warning', 'info', 'waived', 'objects', 'rules']),
    inputs: { type: 'array', description: 'What was read.', items: object('A file.', { file: text('Relative to the working folder; <stdin> for standard input.') }) },
    faults: {
      type: 'array',
      description: 'What could not be read. The rest was judged all the same.',
      items: object('A document or a file.', {
        file: text('Relative to the working folder.'),
        line: position('The line, from 1.'),
        column: position('The column, from 1.'),
        message: text('Why not, on one line.'),
      }, ['file', 'message']),
    },
    findings: {
      type: 'array',
      description: 'What was found, in the order of the files.',
      items: object('A place that breaks a rule.', {
        rule: text('The id of the rule.'),
        severity: { enum: ['error', 'warning', 'info'], description: 'How much it weighs.' },
        item: {
          oneOf: [{ type: 'integer', minimum: 1, maximum: 10 }, { const: 'reliability' }], description: 'The item of the checklist, or reliability.',
        },
        object: object('The object that it is about.', {
          apiVersion: text('As the manifest writes it.'),
          kind: text('As the manifest writes it.'),
          namespace: text('Not set for objects without one.'),
          name: text('metadata.name, or metadata.generateName.'),
        }, ['apiVersion', 'kind', 'name']),
        container: text('The name of the container, where it is about one.'),
        path: { ...PATH, description: 'The field, from the object: keys and indices. Empty where it is about the object as a whole.' },
        location: object('Where the field stands, or where it belongs if it is missing.', {
          file: text('Relative to the working folder.'),
          line: position('The line, from 1.'),
          column: position('The column, from 1, in UTF-16 code units.'),
          template: text('The Helm template that it was rendered from.'),
        }, ['file', 'line', 'column']),
        source: object('The line of TypeScript that made the object.', { file: text('The file.'), line: position('The line, from 1.') }),
        construct: text('The path of the construct that made the object.'),
        message: text('The place and what was found, on one line.'),
        remedy: text('What to write instead, on one line.'),
        fix: object('A change that clears the finding: set the field to the value, or remove it where there is no value.', {
          path: { ...PATH, description: 'The field, from the object.' },
          value: { description: 'Any JSON value.' },
        }, ['path']),
        waived: object('Why it is accepted, where somebody waived it.', {
          reason: text('The reason.'),
          owner: text('Who answers for it.'),
          until: text('The last day on which it holds.'),
        }, ['reason']),
      }, ['rule', 'severity', 'item', 'object', 'path', 'message', 'remedy']),
    },
  }),
} as const;

/** The schema as the text of its file. */
export function renderJsonSchema(): string {
  return `${JSON.stringify(JSON_REPORT_SCHEMA, null, 2)}\n`;
}
