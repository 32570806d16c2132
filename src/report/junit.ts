import { acceptanceText, Report } from './report';
import { objectName } from './text';
import { xml } from './xml';
import { formatPath } from '../manifest/path';
import { Finding } from '../validation/finding';

/**
 * The report as JUnit XML: a suite for each file, a case for each finding. Errors and warnings fail, what is waived is skipped, infos pass with a
 * note; a file without findings is one case that passes; a file that cannot be read is an error.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function renderJunit({ findings, files, faults = [] }: Report): string {
  const suites = new Map<string, Case[]>(files.map((file) => [file, []]));
  const into = (file: string): Case[] => {
    let cases = suites.get(file);
    if (cases === undefined) suites.set(file, cases = []);
    return cases;
  };
  const seen = new Map<string, number>();
  for (const { file, line, column, message } of faults) {
    into(file).push({ name: once('can be read', file, seen), outcome: 'error', type: 'unreadable', message: `${line === undefined ? '' : `${line}:${column ?? 1}: `}${message}` });
  }
  for (const finding of findings) {
    const file = finding.location?.file ?? finding.source?.file ?? ELSEWHERE;
    into(file).push(caseOf(finding, (name) => once(name, file, seen)));
  }
  const all = [...suites.values()].flat();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cdk8s-hardened" ${counts(all, [...suites.values()].filter((cases) => cases.length === 0).length)}>`,
    ...[...suites].flatMap(([file, cases]) => suite(file, cases)),
    '</testsuites>',
    '',
  ].join('\n');
}

/** Where findings stand that are about no file: objects of constructs whose source is not known, and the target itself. */
const ELSEWHERE = 'no file';

interface Case {
  readonly name: string;
  readonly outcome: 'failure' | 'error' | 'skipped' | 'note';
  readonly type: string;
  readonly message: string;
}

function caseOf(finding: Finding, unique: (name: string) => string): Case {
  const { rule, object, path, message, remedy, severity, location, waived } = finding;
  const where = location === undefined ? '' : `${location.file}:${location.line}:${location.column}: `;
  const name = unique(`${rule} ${objectName(object)} ${formatPath(path)}`.trimEnd());
  if (waived !== undefined) return { name, outcome: 'skipped', type: severity, message: `waived: ${acceptanceText(finding)}` };
  return { name, outcome: severity === 'info' ? 'note' : 'failure', type: severity, message: `${where}${message}; ${remedy}` };
}

/** GitLab shows the first case of a name only. */
function once(name: string, file: string, seen: Map<string, number>): string {
  const key = `${file}\n${name}`;
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  return count === 1 ? name : `${name} (${count})`;
}

function suite(file: string, cases: readonly Case[]): string[] {
  const name = xml(file);
  const of = (one: string): string => `    <testcase classname="${name}" name="${xml(one)}" time="0"`;
  return [
    `  <testsuite name="${name}" ${counts(cases, cases.length === 0 ? 1 : 0)}>`,
    ...(cases.length === 0 ? [`${of('no findings')}/>`] : cases.flatMap(({ name: one, outcome, type, message }) => [
      `${of(one)}>`,
      outcome === 'note' ? `      <system-out>${xml(`${type}: ${message}`)}</system-out>`
        : outcome === 'skipped' ? `      <skipped message="${xml(message)}"/>`
          : `      <${outcome} type="${xml(type)}" message="${xml(message)}"/>`,
      '    </testcase>',
    ])),
    '  </testsuite>',
  ];
}

function counts(cases: readonly Case[], passed: number): string {
  const of = (outcome: Case['outcome']): number => cases.filter((one) => one.outcome === outcome).length;
  return `tests="${cases.length + passed}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}" time="0"`;
}
