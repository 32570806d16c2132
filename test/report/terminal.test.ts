import { CodeFrames } from '../../src/report/code-frame';
import { renderPage } from '../../src/report/page-text';
import { countFindings, renderPlaces, TerminalOptions } from '../../src/report/terminal';
import { visible } from '../../src/report/visible';
import { Finding } from '../../src/validation/finding';

const TEXT = 'a: 1\nb: 2\nc:\n  d: 4\n';

function finding(edit: Partial<Finding> = {}): Finding {
  return {
    rule: 'some-rule',
    severity: 'error',
    item: 2,
    object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'p' },
    path: ['c', 'd'],
    message: 'c.d is 4',
    remedy: 'set it to 5',
    location: { file: 'x.yaml', line: 4, column: 3 },
    ...edit,
  };
}

function rendered(findings: readonly Finding[], options?: TerminalOptions): string {
  return [...renderPlaces(findings, options)].join('');
}

describe('a code frame', () => {
  const frame = (line: number, column: number, text = TEXT): string => new CodeFrames(text).at({ line, column });

  it('shows the line between its neighbours, and the column', () => {
    expect(frame(3, 1)).toBe('    2 │ b: 2\n  > 3 │ c:\n      │ ^\n    4 │   d: 4');
  });

  it('ends where the text does', () => {
    expect(frame(1, 4)).toBe('  > 1 │ a: 1\n      │    ^\n    2 │ b: 2');
    expect(frame(4, 3)).toBe('    3 │ c:\n  > 4 │   d: 4\n      │   ^');
    expect(frame(9, 1)).toBe('');
    expect(frame(1, 1, '')).toBe('  > 1 │\n      │ ^');
  });

  it('is as wide as the number of its last line', () => {
    const text = Array.from({ length: 10 }, (_, i) => `l${i + 1}`).join('\n');
    expect(frame(9, 1, text)).toBe('     8 │ l8\n  >  9 │ l9\n       │ ^\n    10 │ l10');
  });

  it('shows of long lines the part that counts', () => {
    const shown = frame(1, 5001, `${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`).split('\n');
    expect(Math.max(...shown.map((line) => line.length))).toBeLessThan(120);
    expect(shown[0][shown[1].indexOf('^')]).toBe('H');
  });

  it('keeps the caret below its column where characters stand as escapes', () => {
    const shown = frame(1, 4, 'a\u0007\tb\r\n').split('\n');
    expect(shown[0]).toBe('  > 1 │ a\\u0007  b');
    expect(shown[0][shown[1].indexOf('^')]).toBe('b');
  });
});

it('tells together what stands at one place, in columns', () => {
  const both = [finding({ severity: 'error', rule: 'long-name-of-a-rule' }), finding({ severity: 'warning', rule: 'short' })];
  expect(rendered(both, { textOf: () => TEXT })).toBe([
    'x.yaml:4:3  shop/Pod/p', '', '    3 │ c:', '  > 4 │   d: 4', '      │   ^', '',
    '  error    long-name-of-a-rule  c.d is 4; set it to 5', '  warning  short                c.d is 4; set it to 5', '',
  ].join('\n'));
});

it('names the container, what made the object, the template and why something is accepted', () => {
  const full = finding({
    container: 'web',
    source: { file: 'src/shop.ts', line: 7 },
    construct: 'shop/p',
    waived: { reason: 'known since May', owner: 'me', until: '2027-01-01' },
    location: { file: 'x.yaml', line: 4, column: 3, template: 'chart/templates/p.yaml' } as Finding['location'],
  });
  expect(rendered([full])).toBe('');
  expect(rendered([full], { waived: true })).toBe([
    'x.yaml:4:3  shop/Pod/p', '  rendered from chart/templates/p.yaml', '', '  waived  some-rule  container web: c.d is 4; set it to 5',
    '    made at src/shop.ts:7 (shop/p)', '    waived: known since May, by me, until 2027-01-01', '',
  ].join('\n'));
});

it.each([
  ['spec', 'spec.x is 4', 'container spec: spec.x is 4'],
  ['c', 'c.d is 4', 'container c: c.d is 4'],
  ['api', "image is 'api'", "container api: image is 'api'"],
  ['api', "and container 'api-2' mounts it", "container api: and container 'api-2' mounts it"],
  ['api', "and container 'api' mounts it", "and container 'api' mounts it"],
])('names container %s where the message does not name it as one: %s', (container, message, shown) => {
  expect(rendered([finding({ container, message })])).toContain(`  ${shown};`);
});

it('shows findings without a place too', () => {
  expect(rendered([finding({ location: undefined })])).toBe('shop/Pod/p\n\n  error  some-rule  c.d is 4; set it to 5\n');
});

it('counts', () => {
  expect(countFindings([])).toBe('no findings');
  expect(countFindings([finding(), finding(), finding({ severity: 'info' }), finding({ waived: { reason: 'known since May' } })])).toBe('2 errors, 1 info, 1 waived');
});

it('takes a hundred thousand findings at one place', () => {
  const one = finding();
  expect(rendered(Array.from({ length: 100_000 }, () => one), { textOf: () => TEXT }).length).toBeGreaterThan(1_000_000);
});

it('makes visible what steers terminals and turns text around', () => {
  expect(visible('a\u001b[31m\nb\u202ec\u0085')).toBe('a\\u001b[31m\\u000ab\\u202ec\\u0085');
});

it('takes the marks of Markdown out of a page', () => {
  const page = '# id\n\nTitle.\n\n| | |\n| --- | --- |\n| item | 2 |\n\n## Reported\n\nNot set:\n\n```yaml\n# Pod/p\na: |\n  # b\n\n  c\n```\n\n## References\n\n- [One (1): x](https://a/(b))\n';
  expect(renderPage(page)).toBe('id\n\nTitle.\n\n  item             2\n\nReported\n\nNot set:\n\n    # Pod/p\n    a: |\n      # b\n\n      c\n\nReferences\n\n  One (1): x\n    https://a/(b)\n');
});
