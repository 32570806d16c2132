import { DocumentedRule } from './rule-page';
import { Framework } from '../standard/control';
import { FRAMEWORKS } from '../standard/reference';

/** The part of the checklist page that goes from the controls of each framework to the rules that judge them, or to who answers instead. */
export function frameworksSection(rules: readonly DocumentedRule[]): string {
  return [
    '## Frameworks',
    '',
    'Which rules judge which control. Where there is none, the line says who answers instead.',
    '',
    ...(Object.keys(FRAMEWORKS) as Framework[]).flatMap((framework) => {
      const { title, controls, elsewhere } = FRAMEWORKS[framework];
      return [
        `### ${title}`,
        '',
        '| control | rules |',
        '| --- | --- |',
        ...Object.entries(controls).map(([control, name]) => `| ${name} | ${judgedBy(rulesOf(rules, framework, control)) || `none: ${elsewhere[control]}`} |`),
        '',
      ];
    }),
  ].join('\n');
}

/** The rules that name a control of a framework. */
export function rulesOf(rules: readonly DocumentedRule[], framework: Framework, control: string): readonly DocumentedRule[] {
  return rules.filter(({ references }) => references.some((reference) => reference.framework === framework && reference.control === control));
}

function judgedBy(rules: readonly DocumentedRule[]): string {
  return rules.map(({ id }) => `[${id}](rules/${id}.md)`).join(', ');
}
