import { join } from 'path';
import { ESLint, loadESLint } from 'eslint';

const root = join(__dirname, '../..');

/** What the house forbids, planted in a file that exists, and the lint rule that finds it. */
const FORBIDDEN: readonly (readonly [file: string, code: string, rule: string])[] = [
  ['src/standard/control.ts', "export * from '../manifest/path';", 'import/no-restricted-paths'],
  ['src/standard/control.ts', "export * from '../constructs/misuse';", 'import/no-restricted-paths'],
  ['src/standard/control.ts', "export { App } from 'cdk8s';", 'no-restricted-imports'],
  ['src/manifest/path.ts', "export * from '../validation/rule';", 'import/no-restricted-paths'],
  ['src/manifest/path.ts', "export { readFileSync } from 'fs';", 'no-restricted-imports'],
  ['src/constructs/misuse.ts', "export * from '../validation/rule';", 'import/no-restricted-paths'],
  ['src/constructs/misuse.ts', "export * from '../run/app';", 'import/no-restricted-paths'],
  ['src/validation/rule.ts', "export * from '../constructs/misuse';", 'import/no-restricted-paths'],
  ['src/validation/rule.ts', "export * from '../report/text';", 'import/no-restricted-paths'],
  ['src/validation/rule.ts', "export { App } from 'cdk8s';", 'no-restricted-imports'],
  ['src/analysis/connectivity.ts', "export * from '../validation/rule';", 'import/no-restricted-paths'],
  ['src/analysis/connectivity.ts', "export { createServer } from 'node:http';", 'no-restricted-imports'],
  ['src/report/text.ts', "export * from '../run/app';", 'import/no-restricted-paths'],
  ['src/report/text.ts', "export * from '../constructs/misuse';", 'import/no-restricted-paths'],
  ['test/manifest/ip.test.ts', 'export const start = performance.now();', 'no-restricted-syntax'],
  ['test/manifest/ip.test.ts', 'export const start = process.cpuUsage();', 'no-restricted-syntax'],
];

/** Reaches for the machine that need no import. */
const REACHES: readonly (readonly [code: string, rule: string])[] = [
  ['export const home = process.env.HOME;', 'no-restricted-globals'],
  ["export const page = fetch('https://kubernetes.io');", 'no-restricted-globals'],
  ['export const start = performance.now();', 'no-restricted-globals'],
  ["console.log('found');", 'no-restricted-globals'],
  ['export const now = Date.now();', 'no-restricted-syntax'],
  ['export const today = new Date();', 'no-restricted-syntax'],
  ['export const today = Date();', 'no-restricted-syntax'],
  ['export const chance = Math.random();', 'no-restricted-syntax'],
];
const PURE = ['src/standard/control.ts', 'src/manifest/path.ts', 'src/constructs/misuse.ts', 'src/analysis/connectivity.ts', 'src/validation/rule.ts', 'src/admission/cel.ts', 'src/report/text.ts'];

const ALLOWED: readonly (readonly [file: string, code: string])[] = [
  ['src/manifest/path.ts', "export * from '../standard/control';"],
  ['src/constructs/misuse.ts', "export * from '../manifest/path';"],
  ['src/validation/rule.ts', "export * from '../analysis/connectivity';"],
  ['src/report/text.ts', "export * from '../validation/finding';"],
];

const RULES = ['import/no-restricted-paths', 'no-restricted-imports', 'no-restricted-globals', 'no-restricted-syntax'];
let eslint: ESLint;
beforeAll(async () => {
  eslint = new (await loadESLint({ useFlatConfig: false }))({ cwd: root }) as ESLint;
});

async function broken(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: join(root, file) });
  return result.messages.map(({ ruleId }) => ruleId).filter((id) => RULES.includes(id ?? ''));
}

it.each(FORBIDDEN)('%s must not say %s', async (file, code, rule) => {
  expect(await broken(file, code)).toContain(rule);
});

it.each(PURE.flatMap((file) => REACHES.map(([code, rule]) => [file, code, rule] as const)))('%s must not say %s', async (file, code, rule) => {
  expect(await broken(file, code)).toEqual([rule]);
});

it('a date that is given may be read', async () => {
  expect(await broken('src/validation/rule.ts', "export const day = new Date('2026-11-23');")).toEqual([]);
});

it.each(ALLOWED)('%s may say %s', async (file, code) => {
  expect(await broken(file, code)).toEqual([]);
});
