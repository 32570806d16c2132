import { rowSection } from './row-section';
import { fieldsOf } from './rule-fields';
import { TYPESCRIPT_HINTS } from './typescript-hints';
import { Json } from '../manifest/model';
import { parsePath, setAt } from '../manifest/path';
import { write } from '../manifest/write';
import { Edit, Rule, RuleText } from '../validation/rule';

/** What a page needs of a rule; rules about waivers look at no manifests, and have no examples of them. */
export type DocumentedRule = Omit<RuleText, 'bad'> & Partial<Pick<RuleText, 'bad'>>;

/** The page of a rule: what a good manifest does, why, and what is reported and what is not. Made from the rule, so it says what the rule does. */
export function rulePage(rule: DocumentedRule): string {
  return [
    `# ${rule.id}`,
    '',
    `${rule.title}.`,
    '',
    rule.why,
    '',
    '| | |',
    '| --- | --- |',
    `| checklist | ${rule.item === 'reliability' ? 'reliability' : `item ${rule.item}`} |`,
    `| severity | ${severityOf(rule)} |`,
    `| since edition | ${rule.edition} |`,
    `| can be waived | ${rule.waivable === false ? 'no' : 'yes, with a reason'} |`,
    '',
    ...asked(rule),
    ...examples('Reported', rule.bad ?? {}),
    ...examples('Not reported', rule.good ?? {}),
    ...typeScript(rule.id),
    '## References',
    '',
    ...rule.references.map(({ title, url }) => `- [${title}](${url})`),
    '',
  ].join('\n');
}

function severityOf({ severity, development, item, id, optIn }: DocumentedRule): string {
  if (optIn === true) return `off, until somebody gives it a severity or names it in \`--rules\`; ${severity} then`;
  if (item === 2 && id.startsWith('pss-')) return 'error where the namespace enforces the level of this rule, warning elsewhere';
  return development === undefined || development === severity ? severity : `${severity}; ${development} in namespaces that enforce less than restricted`;
}

/** What a row asks is known; of any other rule one can tell where its examples are reported. */
function asked(rule: DocumentedRule): string[] {
  const row = rowSection(rule.id);
  if (row.length > 0 || !isJudging(rule)) return row;
  return ['## Fields, in the examples', '', ...fieldsOf(rule).map((field) => `- ${field}`), ''];
}

function isJudging(rule: DocumentedRule): rule is Rule {
  return rule.bad !== undefined;
}

function examples(heading: string, edits: Readonly<Record<string, Edit>>): string[] {
  const entries = Object.entries(edits);
  if (entries.length === 0) return [];
  return [`## ${heading}`, '', ...entries.flatMap(([name, edit]) => [`${sentence(name)}:`, '', '```yaml', excerpt(edit), '```', ''])];
}

/** How our constructs keep the rule, where they do. */
function typeScript(id: string): string[] {
  const hint = TYPESCRIPT_HINTS[id];
  if (hint === undefined) return [];
  const block = (code: string): string[] => ['```ts', code, '```', ''];
  return ['## In TypeScript', '', `${hint.says}:`, '', ...block(hint.good), ...(hint.bad === undefined ? [] : ['This throws, or is reported:', '', ...block(hint.bad)])];
}

/** What an edit changes in the compliant app, as YAML that shows only that. */
export function excerpt({ on = 'Deployment/api', set = {}, unset = [], add = [], remove = [], text, policy }: Edit): string {
  const parts: string[] = [];
  if (policy !== undefined) parts.push(`# with ${Object.entries(policy).map(([key, value]) => `${key} ${JSON.stringify(value)}`).join(', ')}\n`);
  if (Object.keys(set).length > 0) {
    const fragment: Json = {};
    for (const [path, value] of Object.entries(set)) setAt(fragment, parsePath(path), value);
    parts.push(`# ${on}\n${write(withoutHoles(fragment))}`);
  }
  if (unset.length > 0) parts.push(`# ${on}\n${unset.map((path) => `# ${path} is not set\n`).join('')}`);
  if (remove.length > 0 && add.length === 0) parts.push(remove.map((id) => `# without ${id}\n`).join(''));
  for (const object of add) parts.push(write(object));
  if (text !== undefined) parts.push(text);
  return parts.join('---\n').trimEnd();
}

/** An entry that is set in the middle of a list leaves those before it open; they are of no interest here. */
function withoutHoles(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, (entry: unknown) => withoutHoles(entry)).filter((entry) => entry !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutHoles(entry)]));
}

function sentence(name: string): string {
  return name === '' ? name : name[0].toUpperCase() + name.slice(1);
}
