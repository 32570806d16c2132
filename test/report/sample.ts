import fc from 'fast-check';
import { Model } from '../../src/manifest/model';
import { read } from '../../src/manifest/read';
import { Report } from '../../src/report/report';
import { judge } from '../../src/validation/engine';
import { Finding } from '../../src/validation/finding';
import { DEFAULT_POLICY } from '../../src/validation/policy';
import { RULES } from '../../src/validation/rules';

const FILE = 'deploy/shop & co/api.yaml';
const YAML = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: api
          image: nginx
`;

/** What a small file gives: one finding waived, one made by a construct, one about no file. */
export function sampleReport(): Report {
  const { documents } = read(YAML, FILE);
  const model = new Model(documents.map((document) => ({ value: document.value, origin: document })));
  const policy = { ...DEFAULT_POLICY, minor: 30, date: '2026-11-23' };
  const findings = judge(model, policy, RULES).map((finding): Finding => {
    if (finding.rule === 'image-tag-pinned') return { ...finding, waived: { reason: 'mirrored at night', owner: 'team-shop', until: '2027-01-31' } };
    return finding.rule === 'read-only-root-fs' ? { ...finding, construct: 'shop/api', source: { file: 'src/shop.ts', line: 14 } } : finding;
  });
  return {
    findings,
    files: [FILE, 'deploy/clean.yaml'],
    faults: [{ file: 'deploy/broken.yaml', line: 3, column: 7, message: 'a quote is missing' }, { file: 'deploy/none.yaml', message: 'does not exist' }],
    objects: model.resources.length,
    rules: RULES,
    policy,
    date: policy.date,
    version: '1.2.3',
  };
}

/** Text that steers what reads it, and text of any characters. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '', '%0A::error::x', 'a\nb', 'a\r\n::error file=x::y', ']]>', '<script>alert(1)</script>', '&amp;', '| a | b', '`|`', '\u0000\u0001\u001b[31m', '\ud800', '\udc00x',
    '\ufffe', '@acme/team', '#12', 'https://acme.io/x', '\u202eabc', '-->', '<!--', '\\|', '\t', 'a:b,c', '__proto__', ':x: ', '**b**', '[a](b)', '%', '"', "'",
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ maxLength: 20 }),
);

const line = fc.integer({ min: 1, max: 5000 });
const path = fc.array(fc.oneof(anyText, fc.nat(9)), { maxLength: 4 });

/** Findings that hold any text anywhere. */
export const anyFinding: fc.Arbitrary<Finding> = fc.record({
  rule: fc.oneof(fc.constantFrom(...RULES.slice(0, 9).map(({ id }) => id)), anyText),
  severity: fc.constantFrom('error', 'warning', 'info'),
  item: fc.constantFrom(1, 6, 10, 'reliability'),
  object: fc.record({ apiVersion: anyText, kind: anyText, name: anyText, namespace: anyText }, { requiredKeys: ['apiVersion', 'kind', 'name'] }),
  container: anyText,
  path,
  message: anyText,
  remedy: anyText,
  location: fc.record({ file: anyText, line, column: line, template: anyText }, { requiredKeys: ['file', 'line', 'column'] }),
  construct: anyText,
  source: fc.record({ file: anyText, line }),
  fix: fc.record({ path, value: fc.jsonValue() }, { requiredKeys: ['path'] }),
  waived: fc.record({ reason: anyText, owner: anyText, until: anyText }, { requiredKeys: ['reason'] }),
}, { requiredKeys: ['rule', 'severity', 'item', 'object', 'path', 'message', 'remedy'] }) as fc.Arbitrary<Finding>;

/** What a rule says of itself, so that a counterexample can be read. */
const FEW_RULES = RULES.slice(0, 3).map(({ id, title, item, severity, why, references }) => ({ id, title, item, severity, why, references }));

/** Reports that hold any text anywhere. */
export const anyReport: fc.Arbitrary<Report> = fc.record({
  findings: fc.array(anyFinding, { maxLength: 5 }),
  files: fc.array(anyText, { maxLength: 3 }),
  faults: fc.array(fc.record({ file: anyText, line, column: line, message: anyText }, { requiredKeys: ['file', 'message'] }), { maxLength: 2 }),
}).map((drawn) => ({ ...sampleReport(), rules: FEW_RULES, ...drawn }));
