import { acceptanceText, countOf, Report } from './report';
import { objectName } from './text';
import { Location } from '../manifest/model';
import { formatMinor } from '../standard/releases';
import { Finding, Severity } from '../validation/finding';

/**
 * The report as Markdown, for the summary of a job or a comment: what counts first, and below it, folded, what is waived. Stays below the megabyte
 * that GitHub takes.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 */
export function renderMarkdown(report: Report): string {
  const { findings, files, faults = [], objects, rules, policy, date, known = 0 } = report;
  const open = findings.filter(({ waived }) => waived === undefined);
  const waived = findings.filter((finding) => finding.waived !== undefined);
  const judged = [
    many(files.length, 'file'), many(objects, 'object'), many(rules.length, 'rule'), `Kubernetes ${formatMinor(policy.minor)}`,
    ...(date === undefined ? [] : [date]), ...(known === 0 ? [] : [`${known} in the baseline`]),
  ];
  const room = { left: MAX_CHARACTERS };
  return [
    `## cdk8s-hardened: ${headline(findings, faults.length)}`,
    '',
    escapeMarkdown(judged.join(', ')),
    '',
    ...(faults.length === 0 ? [] : [
      '| cannot be read | |', '| --- | --- |', ...fitting(faults.map((fault) => `| ${placeText(fault)} | ${escapeMarkdown(fault.message)} |`), room), '',
    ]),
    ...(open.length === 0 ? [] : ['| | rule | where | what |', '| --- | --- | --- | --- |', ...fitting(bySeverity(open).map(row), room), '']),
    ...(waived.length === 0 ? [] : [
      `<details><summary>${many(waived.length, 'finding')} waived</summary>`,
      '',
      '| rule | where | why |',
      '| --- | --- | --- |',
      ...fitting(waived.map((finding) => `| ${escapeMarkdown(finding.rule)} | ${where(finding)} | ${escapeMarkdown(acceptanceText(finding))} |`), room),
      '',
      '</details>',
      '',
    ]),
  ].join('\n');
}

function headline(findings: readonly Finding[], unread: number): string {
  const { error, warning, info, waived } = countOf(findings);
  const parts = [
    ...(unread === 0 ? [] : [`${many(unread, 'document')} not read`]),
    ...(error === 0 ? [] : [many(error, 'error')]),
    ...(warning === 0 ? [] : [many(warning, 'warning')]),
    ...(info === 0 ? [] : [many(info, 'info')]),
    ...(waived === 0 ? [] : [`${waived} waived`]),
  ];
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return (['error', 'warning', 'info'] as const).flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}

const SIGNS: Readonly<Record<Severity, string>> = { error: ':x: error', warning: ':warning: warning', info: ':information_source: info' };

function row(finding: Finding): string {
  const { severity, rule, message, remedy } = finding;
  return `| ${SIGNS[severity]} | ${escapeMarkdown(rule)} | ${where(finding)} | ${escapeMarkdown(`${message}; ${remedy}`)} |`;
}

function where({ object, location, source }: Finding): string {
  const place = location ?? source;
  return `${escapeMarkdown(objectName(object))}${place === undefined ? '' : `<br>${placeText(place)}`}`;
}

function placeText({ file, line }: Pick<Location, 'file'> & Partial<Pick<Location, 'line'>>): string {
  return escapeMarkdown(line === undefined ? file : `${file}:${line}`);
}

/** As many rows as there is room for, and how many there are beyond. */
function fitting(rows: readonly string[], room: { left: number }): string[] {
  const taken: string[] = [];
  for (const one of rows) {
    if (one.length > room.left) return [...taken, `| and ${rows.length - taken.length} more |`];
    room.left -= one.length;
    taken.push(one);
  }
  return taken;
}

/** A character may take four bytes. */
const MAX_CHARACTERS = 250_000;

/**
 * Text that means nothing but itself in Markdown, in a cell of a table too: no markup, no HTML, no entity, no line of its own; it mentions nobody and
 * links no issue.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(CONTROL, ' ')
    .replace(/[\\`*_{}[\]()#+!|~$^=-]/g, '\\$&')
    .replace(/[&<>]/g, (character) => ENTITIES[character])
    .replace(/@(?=[A-Za-z0-9])|:(?=[A-Za-z0-9_+-]{1,50}:)/g, '$&<!-- -->')
    .replace(/\b(https?|www)(?=[:.])/gi, '$1<!-- -->');
}

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
