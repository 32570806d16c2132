import { counted } from './counted';
import { COLOR } from './options';
import { hasColor, write } from './streams';
import { CHECKLIST } from '../../checklist';
import { paint } from '../../report/paint';
import { DocumentedRule } from '../../report/rule-page';
import { ChecklistItem, Framework } from '../../standard/control';
import { Severity } from '../../validation/finding';
import { RULES } from '../../validation/rules';
import { WAIVER_RULES } from '../../validation/waiver-rules';

/** What the command line says. */
export interface RulesOptions {
  readonly item?: ChecklistItem;
  readonly severity?: Severity;
  readonly framework?: Framework;
  readonly json?: boolean;
  readonly color: typeof COLOR[number];
}

/** `cdk8s-hardened rules`: lists rules, by item of the checklist. */
export async function rules(options: RulesOptions): Promise<void> {
  const found = ([...RULES, ...WAIVER_RULES] as readonly DocumentedRule[]).filter((rule) => fits(rule, options));
  const text = options.json ? json(found) : table(found, hasColor(options.color, 'out'));
  await write('out', text);
}

function fits(rule: DocumentedRule, options: RulesOptions): boolean {
  const { framework } = options;
  return (options.item === undefined || rule.item === options.item)
    && (options.severity === undefined || rule.severity === options.severity)
    && (framework === undefined || rule.references.some((reference) => reference.framework === framework));
}

function table(found: readonly DocumentedRule[], color: boolean): string {
  const width = Math.max(0, ...found.map(({ id }) => id.length));
  const sections = CHECKLIST.flatMap(({ item: number, title }) => {
    const here = found.filter((rule) => rule.item === number);
    if (here.length === 0) return [];
    const heading = number === 'reliability' ? title : `${number} ${title}`;
    const rows = here.map((rule) => `  ${paint(color, rule.severity, rule.severity.padEnd('warning'.length))}  ${rule.id.padEnd(width)}  ${rule.title}\n`);
    return [`${paint(color, 'bold', heading)}\n${rows.join('')}`];
  });
  return [...sections, `${counted(found.length, 'rule')}\n`].join('\n');
}

function json(found: readonly DocumentedRule[]): string {
  const list = found.map(({ id, title, item: number, severity, why, edition, waivable, references }) => ({
    id, title, item: number, severity, why, edition, waivable: waivable !== false, references,
  }));
  return `${JSON.stringify(list, undefined, 2)}\n`;
}
