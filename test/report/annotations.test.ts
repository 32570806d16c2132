import fc from 'fast-check';
import { anyReport, anyText, sampleReport } from './sample';
import { fingerprints, hash } from '../../src/report/fingerprint';
import { escapeData, escapeProperty, renderGithub } from '../../src/report/github';
import { renderGitlab } from '../../src/report/gitlab';

describe('for GitHub', () => {
  const COMMAND = /^::(error|warning|notice) ([^\n\r]*?)::([^\n\r]*)$/;

  it('annotates lines, errors first, and leaves out what is waived', () => {
    const lines = renderGithub(sampleReport()).trimEnd().split('\n');
    expect(lines[0]).toBe('::error file=deploy/broken.yaml,line=3,col=7,title=cannot be read::a quote is missing');
    expect(lines).toContainEqual(expect.stringMatching(/^::error file=deploy\/shop & co\/api\.yaml,line=13,col=11,title=image-digest-pinned::shop\/Deployment\/api: .+; .+$/));
    expect(lines.join('\n')).not.toContain('title=image-tag-pinned');
    const weights = lines.map((line) => ['error', 'warning', 'notice'].indexOf(COMMAND.exec(line)![1]));
    expect(weights).toEqual([...weights].sort());
  });

  it('is one command for each finding, whatever is found', () => {
    fc.assert(fc.property(anyReport, (report) => {
      const text = renderGithub(report);
      const lines = text === '' ? [] : text.slice(0, -1).split('\n');
      expect(lines.length).toBe(report.findings.filter(({ waived }) => waived === undefined).length + report.faults!.length);
      for (const line of lines) expect(line).toMatch(COMMAND);
    }), { numRuns: 300 });
  });

  it('escapes so that the runner reads back what was written', () => {
    fc.assert(fc.property(anyText, (text) => {
      expect(unescapeData(escapeData(text))).toBe(text);
      expect(unescapeProperty(escapeProperty(text))).toBe(text);
      expect(escapeData(text)).not.toMatch(/[\r\n]/);
      expect(escapeProperty(text)).not.toMatch(/[\r\n:,]/);
    }), { numRuns: 1000 });
  });

  // As https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs maps them.
  const unescapeData = (text: string): string => text.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%25/g, '%');
  const unescapeProperty = (text: string): string => (
    text.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%25/g, '%')
  );
});

describe('for GitLab', () => {
  it('has what Code Quality asks for, and leaves out what is waived', () => {
    const report = sampleReport();
    const entries = JSON.parse(renderGitlab(report)) as Readonly<Record<string, any>>[];
    expect(entries.length).toBe(report.findings.length - 1 + 2);
    expect(entries).toContainEqual({
      description: expect.stringMatching(/^shop\/Deployment\/api: spec.*image is 'nginx', which has no digest; .+$/),
      check_name: 'image-digest-pinned',
      fingerprint: expect.stringMatching(/^[0-9a-f]{21}$/),
      severity: 'critical',
      location: { path: 'deploy/shop & co/api.yaml', lines: { begin: 13 } },
    });
    expect(entries[0]).toMatchObject({ severity: 'blocker', location: { path: 'deploy/broken.yaml', lines: { begin: 3 } } });
  });

  it('has a fingerprint for each finding, and a path and a line, whatever is found', () => {
    fc.assert(fc.property(anyReport, (report) => {
      const entries = JSON.parse(renderGitlab(report)) as Readonly<Record<string, any>>[];
      expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
      for (const { severity, location } of entries) {
        expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity);
        expect(location.lines.begin).toBeGreaterThan(0);
        expect(location.path).not.toMatch(/^\.\//);
      }
    }), { numRuns: 300 });
  });
});

describe('fingerprints', () => {
  it('tell 200,000 findings apart', () => {
    const names = Array.from({ length: 200_000 }, (_, i) => hash(`["image-tag-pinned","apps/v1","shop/Deployment/api-${i}","","spec.template"]`));
    expect(new Set(names).size).toBe(names.length);
  });

  it('depend on nothing but the findings', () => {
    const { findings } = sampleReport();
    expect(fingerprints(findings)).toEqual(fingerprints(structuredClone(findings)));
  });
});
