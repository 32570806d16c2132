import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { anyReport, sampleReport } from './sample';
import { renderJson } from '../../src/report/json';
import { JSON_REPORT_SCHEMA, renderJsonSchema } from '../../src/report/json-schema';
import { Report } from '../../src/report/report';

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
const validate = ajv.compile(JSON_REPORT_SCHEMA);

function textOf(report: Report): string {
  return [...renderJson(report)].join('');
}

function problems(json: string): unknown {
  validate(JSON.parse(json));
  return validate.errors;
}

it('says what was judged, what was found and where', () => {
  const report = sampleReport();
  const json = JSON.parse(textOf(report));
  expect(json).toMatchObject({
    version: 1,
    tool: { name: 'cdk8s-hardened', version: '1.2.3' },
    target: { kubernetesVersion: '1.30', podSecurity: 'restricted', date: '2026-11-23' },
    summary: { waived: 1, objects: 1, rules: report.rules.length },
    inputs: [{ file: 'deploy/shop & co/api.yaml' }, { file: 'deploy/clean.yaml' }],
    faults: [{ file: 'deploy/broken.yaml', line: 3, column: 7, message: 'a quote is missing' }, { file: 'deploy/none.yaml', message: 'does not exist' }],
  });
  expect(json.findings).toContainEqual(expect.objectContaining({
    rule: 'image-tag-pinned',
    severity: 'error',
    item: 1,
    object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' },
    container: 'api',
    path: ['spec', 'template', 'spec', 'containers', 0, 'image'],
    location: { file: 'deploy/shop & co/api.yaml', line: 13, column: 11 },
    waived: { reason: 'mirrored at night', owner: 'team-shop', until: '2027-01-31' },
  }));
  expect(json.findings).toContainEqual(expect.objectContaining({
    rule: 'read-only-root-fs', source: { file: 'src/shop.ts', line: 14 }, construct: 'shop/api', fix: { path: expect.any(Array), value: true },
  }));
  const { error, warning, info, waived } = json.summary;
  expect(error + warning + info + waived).toBe(json.findings.length);
});

it('keeps its schema, whatever is found', () => {
  expect(problems(textOf(sampleReport()))).toBeNull();
  fc.assert(fc.property(anyReport, (report) => {
    const json = textOf(report);
    expect(problems(json)).toBeNull();
    const messages = JSON.parse(json).findings.map(({ message }: { readonly message: string }) => message);
    expect(messages).toEqual(report.findings.map(({ message }) => message));
  }), { numRuns: 300 });
});

it('has a schema that refuses what is no report', () => {
  const json = JSON.parse(textOf(sampleReport()));
  for (const change of [{ version: 2 }, { findings: undefined }, { extra: 1 }, { summary: {} }, { findings: [{ rule: 'x' }] }]) {
    expect(problems(JSON.stringify({ ...json, ...change }))).not.toBeNull();
  }
});

it('has its schema published as it is', () => {
  const published = readFileSync(join(__dirname, '../../docs/schemas/report-1.schema.json'), 'utf8');
  expect(published).toBe(renderJsonSchema());
});

it('is written as one would write it at once', () => {
  fc.assert(fc.property(anyReport, (report) => {
    const text = textOf(report);
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  }), { numRuns: 100 });
});
