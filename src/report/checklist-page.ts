import { DocumentedRule } from './rule-page';
import { CHECKLIST, WITHOUT_RULE } from '../checklist';

/** The page of the checklist: for each item what is built, what is checked, and what stays with whoever runs the cluster. */
export function checklistPage(rules: readonly DocumentedRule[]): string {
  return [
    '# The checklist',
    '',
    'Ten items lead from "it works for now" to "it holds in production". This page says, item by item, what the constructs write, which rules check it, and',
    'what no manifest can show, so that somebody has to see to it.',
    '',
    ...CHECKLIST.flatMap(({ item, title, builds, operator }) => {
      const checks = rules.filter((rule) => rule.item === item);
      return [
        `## ${item === 'reliability' ? title : `${item} ${title}`}`,
        '',
        ...list('Built', builds),
        ...(checks.length === 0 ? [] : ['**Checked**', '', '| rule | a good manifest |', '| --- | --- |', ...checks.map(row), '']),
        ...list('Not checked', Object.entries(WITHOUT_RULE).filter(([, entry]) => entry.item === item).map(([id, { why }]) => `${id}: ${why}`)),
        ...list('Stays with you', operator),
      ];
    }),
  ].join('\n');
}

function row({ id, title }: DocumentedRule): string {
  return `| [${id}](rules/${id}.md) | ${title} |`;
}

function list(heading: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : [`**${heading}**`, '', ...entries.map((entry) => `- ${entry}`), ''];
}
