import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { anyReport, anyText, sampleReport } from './sample';
import { renderJunit } from '../../src/report/junit';
import { xml } from '../../src/report/xml';

type Node = Readonly<Record<string, any>>;

/** What a reader of XML makes of it; lists are lists even where there is one. */
function parsed(text: string): Node {
  expect(XMLValidator.validate(text)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    trimValues: false,
    processEntities: true,
    htmlEntities: true,
    isArray: (name) => name === 'testsuite' || name === 'testcase',
  });
  return parser.parse(text).testsuites as Node;
}

it('gives each file a suite and each finding a case', () => {
  const { testsuite, ...all } = parsed(renderJunit(sampleReport()));
  const [api, clean, broken] = testsuite;
  expect([api.name, clean.name, broken.name]).toEqual(['deploy/shop & co/api.yaml', 'deploy/clean.yaml', 'deploy/broken.yaml']);
  expect(clean.testcase).toEqual([expect.objectContaining({ name: 'no findings', classname: 'deploy/clean.yaml' })]);
  expect(broken.testcase[0].error.message).toBe('3:7: a quote is missing');
  const byName = (rule: string): Node => api.testcase.find(({ name }: Node) => name.startsWith(`${rule} `));
  expect(byName('image-digest-pinned').failure.message).toMatch(/^deploy\/shop & co\/api\.yaml:13:11: spec\.template.+; .+$/);
  expect(byName('image-tag-pinned').skipped.message).toBe('waived: mirrored at night, by team-shop, until 2027-01-31');
  expect(byName('image-tag-pinned').failure).toBeUndefined();
  const cases = testsuite.flatMap((suite: Node) => suite.testcase);
  expect(all).toMatchObject({
    tests: String(cases.length),
    failures: String(cases.filter(({ failure }: Node) => failure !== undefined).length),
    errors: '2',
    skipped: '1',
  });
});

it('gives each case of a file a name of its own', () => {
  const report = sampleReport();
  const [one, another] = report.findings;
  const findings = [one, { ...one, path: ['spec', 'containers', 1] }, one, another];
  const faults = [1, 2].map((line) => ({ file: 'broken.yaml', line, column: 1, message: 'a quote is missing' }));
  const { testsuite } = parsed(renderJunit({ ...report, findings, faults }));
  for (const { testcase } of testsuite) {
    const names = testcase.map(({ name }: Node) => name);
    expect(new Set(names).size).toBe(names.length);
  }
});

it('is XML whose texts read back, whatever is found', () => {
  fc.assert(fc.property(anyReport, (report) => {
    const { testsuite = [] } = parsed(renderJunit(report));
    const cases = testsuite.flatMap((suite: Node) => suite.testcase);
    const outcomes = cases.filter((one: Node) => one.failure ?? one.skipped ?? one.error ?? one['system-out'] !== undefined);
    expect(outcomes.length).toBe(report.findings.length + report.faults!.length);
  }), { numRuns: 300 });
});

it('writes any text so that it is read back, but for what XML has no place for', () => {
  fc.assert(fc.property(anyText, (text) => {
    // eslint-disable-next-line no-control-regex
    const wanted = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
    expect(parsed(`<testsuites a="${xml(text)}"/>`).a).toBe(wanted);
  }), { numRuns: 1000 });
});
