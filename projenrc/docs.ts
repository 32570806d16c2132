import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { checklistPage } from '../src/report/checklist-page';
import { frameworksSection } from '../src/report/frameworks-section';
import { DocumentedRule, rulePage } from '../src/report/rule-page';
import { renderConfigSchema } from '../src/run/cli/config-schema';
import { RULES } from '../src/validation/rules';
import { WAIVER_RULES } from '../src/validation/waiver-rules';

const docs = join(__dirname, '..', 'docs');

/** Every generated page, by its path below docs/. */
export function pages(): Map<string, string> {
  const all: readonly DocumentedRule[] = [...RULES, ...WAIVER_RULES];
  return new Map([
    ['checklist.md', `${checklistPage(all)}\n${frameworksSection(all)}`],
    ['schemas/config.schema.json', renderConfigSchema()],
    ...all.map((rule): [string, string] => [`rules/${rule.id}.md`, rulePage(rule)]),
  ]);
}

/** The pages that are not as they would be made now: missing, changed, or of a rule that is no more. */
export function stalePages(): string[] {
  const made = pages();
  const stale = [...made].filter(([path, text]) => read(path) !== text).map(([path]) => path);
  const left = readdirSync(join(docs, 'rules')).map((file) => `rules/${file}`).filter((path) => !made.has(path));
  return [...stale, ...left];
}

function read(path: string): string | undefined {
  try {
    return readFileSync(join(docs, path), 'utf8');
  } catch {
    return undefined;
  }
}

if (require.main === module) {
  rmSync(join(docs, 'rules'), { recursive: true, force: true });
  mkdirSync(join(docs, 'rules'), { recursive: true });
  for (const [path, text] of pages()) writeFileSync(join(docs, path), text);
  console.log(`docs: ${pages().size} pages`);
}
