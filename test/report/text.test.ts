import { renderCount, renderFinding, renderText } from '../../src/report/text';
import { Finding } from '../../src/validation/finding';

const FINDING: Finding = {
  rule: 'read-only-root-fs',
  severity: 'error',
  item: 7,
  object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' },
  path: ['spec', 'template', 'spec', 'containers', 0, 'securityContext', 'readOnlyRootFilesystem'],
  message: 'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem is not set',
  remedy: 'set it to true',
  construct: 'shop/api',
  source: { file: 'src/shop.ts', line: 14 },
};

it('says what, where and what to do, then the line that made it', () => {
  expect(renderFinding(FINDING)).toBe([
    'error read-only-root-fs  shop/Deployment/api  spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem is not set; set it to true',
    '  made at src/shop.ts:14 (shop/api)',
  ].join('\n'));
});

it('says so where the line is not known', () => {
  expect(renderFinding({ ...FINDING, source: undefined })).toMatch(/\n {2}made at a line that is not known \(shop\/api\)$/);
});

it('points into the file of a manifest', () => {
  const finding = { ...FINDING, construct: undefined, source: undefined, location: { file: 'k8s/api.yaml', line: 3, column: 7 } };
  expect(renderFinding(finding)).toMatch(/\n {2}at k8s\/api\.yaml:3:7$/);
});

it('leaves out what is waived, unless asked, and counts it', () => {
  const waived = { ...FINDING, waived: { reason: 'vendor image', owner: 'shop', until: '2027-01-01' } };
  expect(renderText([waived])).toBe('');
  expect(renderText([waived], { waived: true })).toMatch(/^waived read-only-root-fs .*\n.*\n {2}waived: vendor image, by shop, until 2027-01-01\n1 waived\n$/);
  expect(renderText([FINDING, waived])).toMatch(/\n1 error, 1 waived\n$/);
});

it('counts', () => {
  expect(renderCount([])).toBe('no findings');
  expect(renderCount([FINDING, FINDING, { ...FINDING, severity: 'info' }, { ...FINDING, severity: 'warning' }])).toBe('2 errors, 1 warning, 1 info');
});

it('colours only when asked', () => {
  expect(renderText([FINDING])).not.toContain('\u001b');
  expect(renderFinding(FINDING, { color: true })).toContain('\u001b[31merror\u001b[39m');
});

it('keeps control characters of a manifest away from the terminal', () => {
  const text = renderFinding({ ...FINDING, object: { ...FINDING.object, name: 'a\u001b[2J\nb' } });
  expect(text.split('\n')).toHaveLength(2);
  expect(text).toContain('a\\u001b[2J\\u000ab');
});
