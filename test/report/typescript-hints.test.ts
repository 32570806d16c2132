import { join } from 'path';
import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as ts from 'typescript';
import { rulePage } from '../../src/report/rule-page';
import { TYPESCRIPT_HINTS } from '../../src/report/typescript-hints';
import { RULES } from '../../src/validation/rules';
import { WAIVER_RULES } from '../../src/validation/waiver-rules';
import { HardenedApp, HardenedDeployment, HardenedNamespace, HardenedStatefulSet } from 'cdk8s-hardened';
import * as hardened from 'cdk8s-hardened';

const ROOT = join(__dirname, '../..');
const IMAGE = `ghcr.io/acme/web:1.4.2@sha256:${'0123456789abcdef'.repeat(4)}`;
const HINTS = Object.entries(TYPESCRIPT_HINTS);
const SNIPPETS = HINTS.flatMap(([id, { good, bad }]) => [[id, 'good', good], ...(bad === undefined ? [] : [[id, 'bad', bad]])] as const);

/** What snippets take for granted. */
const GIVEN = `import { Cron, Duration } from 'cdk8s';
import { ${Object.keys(hardened).join(', ')} } from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';
declare const app: HardenedApp;
declare const shop: HardenedNamespace;
declare const web: HardenedDeployment;
declare const db: HardenedStatefulSet;
declare const image: string;
`;

/** What the rules find in what a snippet makes, beside what was there. Throws what the snippet throws. */
function found(code: string): string[] {
  const apps: HardenedApp[] = [];
  class Recorded extends HardenedApp {
    constructor(props: hardened.HardenedAppProps = {}) {
      super(props);
      apps.push(this);
    }
  }
  const app = new Recorded({ kubernetesVersion: '1.36', date: '2026-11-23', cluster: { apiServerCidrs: ['10.96.0.1/32'] } });
  const shop = new HardenedNamespace(app, 'shop');
  const web = new HardenedDeployment(shop, 'web', { image: IMAGE, port: 8080 });
  const db = new HardenedStatefulSet(shop, 'db', { image: IMAGE, port: 5432, replicas: 3, storage: { path: '/data', size: '10Gi' } });
  const given = { ...hardened, Cron: cdk8s.Cron, Duration: cdk8s.Duration, kplus, HardenedApp: Recorded, app, shop, web, db, image: IMAGE };
  new Function(...Object.keys(given), code)(...Object.values(given));
  return apps.flatMap(({ findings }) => findings).filter(({ waived }) => waived === undefined).map(({ rule }) => rule);
}

it('has hints for rules that there are', () => {
  const ids = [...RULES, ...WAIVER_RULES].map(({ id }) => id);
  for (const [id] of HINTS) expect(ids).toContain(id);
  expect(HINTS.length).toBeGreaterThan(80);
});

it('shows code that type-checks', () => {
  const config = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(ROOT, 'examples/tsconfig.json'), ts.sys.readFile).config, ts.sys, join(ROOT, 'examples'), { noUnusedLocals: false, noUnusedParameters: false, skipLibCheck: true },
  );
  const file = join(ROOT, 'examples/typescript-hints.ts');
  const text = `${GIVEN}${SNIPPETS.map(([, , code], i) => `function snippet${i}() {\n${code}\n}\nsnippet${i}();\n`).join('')}`;
  const host = ts.createCompilerHost(config.options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => (name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : read(name, ...rest));
  const program = ts.createProgram([file], config.options, host);
  const source = program.getSourceFile(file);
  const diagnostics = program.getSemanticDiagnostics(source).concat(program.getSyntacticDiagnostics(source));
  expect(diagnostics.map(({ messageText, start }) => `${text.slice(text.lastIndexOf('\n', start) + 1, text.indexOf('\n', start))}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)).toEqual([]);
}, 120_000);

it('is judged where nothing is wrong', () => {
  expect(found('')).toEqual([]);
});

describe.each(HINTS)('%s', (id, { says, good, bad }) => {
  it('says who sees to it in one sentence', () => expect(says).toMatch(/^[`/A-Z][^\n]*[^.\s]$/));

  it('is kept by the code that is good', () => expect(found(good)).not.toContain(id));

  if (bad !== undefined) {
    it('is broken by the code that is bad, which throws or is reported', () => {
      let thrown: unknown;
      let rules: string[] = [];
      try {
        rules = found(bad);
      } catch (error) {
        thrown = error;
      }
      if (thrown === undefined) expect(rules).toContain(id);
      else expect((thrown as Error).message).toMatch(/^\S.*; /);
    });
  }

  it('shows both on the page of the rule', () => {
    const page = rulePage([...RULES, ...WAIVER_RULES].find((rule) => rule.id === id)!);
    for (const code of [good, ...(bad === undefined ? [] : [bad])]) expect(page).toContain(`\n\`\`\`ts\n${code}\n\`\`\`\n`);
  });
});
