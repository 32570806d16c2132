import fc from 'fast-check';
import { anyReport, anyText, sampleReport } from './sample';
import { escapeMarkdown, renderMarkdown } from '../../src/report/markdown';

it('counts, lists what is open and folds what is waived', () => {
  const text = renderMarkdown(sampleReport());
  expect(text).toMatch(/^## cdk8s-hardened: 2 documents not read, \d+ errors, \d+ warnings, \d+ infos?, 1 waived\n\n2 files, 1 object, \d+ rules, Kubernetes 1\.30, 2026\\-11\\-23\n/);
  expect(text).toContain('| deploy/broken.yaml:3 | a quote is missing |');
  expect(text).toMatch(/\| :x: error \| image\\-digest\\-pinned \| shop\/Deployment\/api<br>deploy\/shop &amp; co\/api\.yaml:13 \| spec\.template\.spec\.containers\\\[0\\\]\.image is 'nginx', .+ \|/);
  expect(text).toContain('<details><summary>1 finding waived</summary>');
  expect(text).toContain('mirrored at night, by team\\-shop, until 2027\\-01\\-31');
  expect(text.indexOf(':warning:')).toBeGreaterThan(text.lastIndexOf(':x:'));
});

it('says so where there is nothing', () => {
  expect(renderMarkdown({ ...sampleReport(), findings: [], faults: [], files: ['a.yaml'], known: 3 })).toMatch(
    /^## cdk8s-hardened: no findings\n\n1 file, 1 object, \d+ rules, Kubernetes 1\.30, 2026\\-11\\-23, 3 in the baseline\n\n*$/,
  );
});

it('stays below what GitHub takes for a summary, and says how much it leaves out', () => {
  const report = sampleReport();
  const many = Array.from({ length: 5000 }, () => report.findings).flat();
  const text = renderMarkdown({ ...report, findings: many });
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(text).toMatch(/\n\| and \d+ more \|\n/);
});

it('has tables of whole rows, whatever is found', () => {
  fc.assert(fc.property(anyReport, (report) => {
    const rows = renderMarkdown(report).split('\n').filter((row) => row.startsWith('|'));
    const open = report.findings.filter(({ waived }) => waived === undefined).length;
    const heads = Number(report.faults!.length > 0) + Number(open > 0) + Number(open < report.findings.length);
    expect(rows.length).toBe(report.findings.length + report.faults!.length + heads * 2);
    for (const row of rows) expect([3, 4, 5]).toContain(cells(row));
  }), { numRuns: 300 });
});

it('escapes so that text stays text: no markup, no HTML, no line of its own, no mention, no link', () => {
  fc.assert(fc.property(anyText, (text) => {
    const escaped = escapeMarkdown(text);
    // eslint-disable-next-line no-control-regex
    expect(escaped).not.toMatch(/[\u0000-\u001f\u202e]/);
    const bare = escaped.replace(/<!-- -->/g, '\u0000');
    expect(bare).not.toMatch(/[<>]|@[A-Za-z0-9]|https?:/);
    expect(bare.replace(/\\[\\`*_{}[\]()#+!|~$^=-]/g, '').replace(/&(?:amp|lt|gt);/g, '')).not.toMatch(/[\\`*_{}[\]()#+!|~$^=&-]/);
  }), { numRuns: 1000 });
});

/** The bars that are not escaped. */
function cells(row: string): number {
  return row.replace(/\\./g, '').split('|').length - 1;
}
