import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { anyReport, anyText, sampleReport } from './sample';
import { Report } from '../../src/report/report';
import { renderSarif, uriOf } from '../../src/report/sarif';
import { Finding } from '../../src/validation/finding';
import { RULES } from '../../src/validation/rules';

interface RuleEntry {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Sarif {
  readonly runs: readonly [{
    readonly tool: { readonly driver: { readonly rules: readonly RuleEntry[] } };
    readonly invocations: readonly [{ readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly unknown[] }];
    readonly results: readonly Readonly<Record<string, any>>[];
  }];
}

function textOf(report: Report): string {
  return [...renderSarif(report)].join('');
}

function run(report: Report): Sarif['runs'][0] {
  return (JSON.parse(textOf(report)) as Sarif).runs[0];
}

it('gives each finding its rule, its place, its object and a fingerprint', () => {
  const { results, tool } = run(sampleReport());
  const pinned = results.find(({ ruleId }) => ruleId === 'image-digest-pinned')!;
  expect(tool.driver.rules[pinned.ruleIndex].id).toBe('image-digest-pinned');
  expect(pinned).toMatchObject({
    level: 'error',
    message: { text: expect.stringMatching(/^shop\/Deployment\/api: spec.*; .+$/) },
    locations: [{
      physicalLocation: { artifactLocation: { uri: 'deploy/shop%20%26%20co/api.yaml' }, region: { startLine: 13, startColumn: 11 } },
      logicalLocations: [{ name: 'api', fullyQualifiedName: 'shop/Deployment/api/spec.template.spec.containers[0].image', kind: 'resource' }],
    }],
    partialFingerprints: { 'cdk8sHardened/v1': expect.stringMatching(/^[0-9a-f]{21}$/) },
    suppressions: [],
  });
});

it('suppresses what is waived, with the reason', () => {
  const waived = run(sampleReport()).results.filter(({ suppressions }) => suppressions.length > 0);
  expect(waived.map(({ ruleId }) => ruleId)).toEqual(['image-tag-pinned']);
  expect(waived[0].suppressions).toEqual([{ kind: 'external', status: 'accepted', justification: 'mirrored at night, by team-shop, until 2027-01-31' }]);
});

it('names the line of TypeScript that made an object', () => {
  const made = run(sampleReport()).results.find(({ ruleId }) => ruleId === 'read-only-root-fs')!;
  expect(made.relatedLocations).toEqual([{
    id: 1, physicalLocation: { artifactLocation: { uri: 'src/shop.ts' }, region: { startLine: 14, startColumn: 1 } }, message: { text: 'made here (shop/api)' },
  }]);
});

it('shows every finding somewhere, since code scanning takes none without a file', () => {
  for (const { locations } of run(sampleReport()).results) expect(locations[0].physicalLocation).toBeDefined();
});

it('says what could not be read', () => {
  const { invocations: [{ executionSuccessful, toolExecutionNotifications }] } = run(sampleReport());
  expect(executionSuccessful).toBe(false);
  expect(toolExecutionNotifications).toHaveLength(2);
  expect(run({ ...sampleReport(), faults: [] }).invocations[0].executionSuccessful).toBe(true);
});

it('scores rules about security, and no others', () => {
  for (const { id, properties } of run(sampleReport()).tool.driver.rules) {
    const isAboutSecurity = RULES.find((rule) => rule.id === id)!.item !== 'reliability';
    expect('security-severity' in properties).toBe(isAboutSecurity);
  }
});

it('keeps fingerprints when lines move, and has one for each finding', () => {
  const report = sampleReport();
  const down = ({ location, ...rest }: Finding): Finding => ({ ...rest, location: location && { ...location, line: location.line + 40 } });
  const moved = { ...report, findings: report.findings.map(down) };
  const prints = (of: Report): unknown[] => run(of).results.map(({ partialFingerprints }) => partialFingerprints['cdk8sHardened/v1']);
  expect(prints(moved)).toEqual(prints(report));
  expect(new Set(prints(report)).size).toBe(report.findings.length);
  const twice = { ...report, findings: [...report.findings, ...report.findings] };
  expect(new Set(prints(twice)).size).toBe(report.findings.length * 2);
});

it('writes every file name as a URI that means it', () => {
  expect(uriOf('./a/b.yaml')).toBe('a/b.yaml');
  expect(uriOf('/etc/a b.yaml')).toBe('file:///etc/a%20b.yaml');
  expect(uriOf('C:\\repo\\a.yaml')).toBe('file:///C:/repo/a.yaml');
  expect(uriOf('<stdin>')).toBe('%3Cstdin%3E');
  fc.assert(fc.property(anyText, (file) => {
    const uri = uriOf(file);
    expect(() => new URL(uri, 'file:///')).not.toThrow();
    const path = file.replace(/\\/g, '/');
    if (!/^\.?\/|^[A-Za-z]:\//.test(path)) expect(decodeURIComponent(uri)).toBe(Buffer.from(path).toString());
  }));
});

const shared = process.env.CDK8S_HARDENED_SHARED;
const schemaFile = shared === undefined ? undefined : join(shared, 'schemas/sarif-2.1.0.json');
if (schemaFile === undefined || !existsSync(schemaFile)) {
  process.stdout.write('SARIF is not held against the schema of OASIS: CDK8S_HARDENED_SHARED names no folder with schemas/sarif-2.1.0.json\n');
} else {
  it('is SARIF 2.1.0 as OASIS defines it, whatever is found', () => {
    const ajv = new Ajv({ allErrors: true, strict: false });
    addFormats(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
    const problems = (report: Report): unknown => (validate(JSON.parse(textOf(report))) ? null : validate.errors);
    expect(problems(sampleReport())).toBeNull();
    fc.assert(fc.property(anyReport, (report) => expect(problems(report)).toBeNull()), { numRuns: 100 });
    expect(validate({ ...JSON.parse(textOf(sampleReport())), runs: [{ tool: {} }] })).toBe(false);
  }, 60_000);
}
