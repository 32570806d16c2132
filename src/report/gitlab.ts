import { fingerprints, hash } from './fingerprint';
import { placeOf, Report } from './report';
import { objectName } from './text';
import { Severity } from '../validation/finding';

/**
 * The report as Code Quality of GitLab, which shows what a merge request adds. What is waived is left out.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function renderGitlab({ findings, files, faults = [] }: Report): string {
  const open = findings.filter(({ waived }) => waived === undefined);
  const prints = fingerprints(open);
  const entries = open.map((finding, i) => {
    const place = placeOf(finding, files);
    return {
      description: `${objectName(finding.object)}: ${finding.message}; ${finding.remedy}`,
      check_name: finding.rule,
      fingerprint: prints[i],
      severity: SEVERITIES[finding.severity],
      location: { path: pathOf(place?.file ?? 'cdk8s-hardened'), lines: { begin: place?.line ?? 1 } },
    };
  });
  const unread = faults.map(({ file, line = 1, message }, i) => ({
    description: `cannot be read: ${message}`,
    check_name: 'unreadable',
    fingerprint: hash(JSON.stringify(['unreadable', file, i])),
    severity: 'blocker',
    location: { path: pathOf(file), lines: { begin: line } },
  }));
  return `${JSON.stringify([...unread, ...entries], null, 2)}\n`;
}

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'info' };

/** Relative to the root of the repository, with nothing before it. */
function pathOf(file: string): string {
  return file.replace(/\\/g, '/').replace(/^(?:\.\/)+/, '');
}
