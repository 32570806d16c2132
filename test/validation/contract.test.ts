import { readdirSync } from 'fs';
import { basename, join } from 'path';
import { Json, Model } from '../../src/manifest/model';
import { setAt, unsetAt } from '../../src/manifest/path';
import { EDITIONS } from '../../src/standard/edition';
import { compliantApp, example, ExampleObject } from '../../src/validation/compliant-app';
import { judge } from '../../src/validation/engine';
import { Finding } from '../../src/validation/finding';
import { DEFAULT_POLICY } from '../../src/validation/policy';
import { Edit, Policy, Rule } from '../../src/validation/rule';
import { RULES } from '../../src/validation/rules';

function findings(objects: readonly ExampleObject[], policy: Partial<Policy> = {}): Finding[] {
  return judge(new Model(objects), { ...DEFAULT_POLICY, ...policy }, RULES);
}

function reportedBy(rule: string, objects: readonly ExampleObject[], edit: Edit): Finding[] {
  return findings(objects, edit.policy).filter((finding) => finding.rule === rule);
}

it('finds nothing in the compliant app', () => {
  expect(findings(compliantApp().map((value) => ({ value })))).toEqual([]);
});

it('gives each rule an id of its own, in kebab case', () => {
  const ids = RULES.map((rule) => rule.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
});

const RULES_FOLDER = join(__dirname, '../../src/validation/rules');
/** Each rule that is code, as its file exports it. */
const DECLARED = readdirSync(RULES_FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).flatMap((file) => (
  Object.entries(jest.requireActual<Record<string, Partial<Rule>>>(join(RULES_FOLDER, file)))
    .flatMap(([name, { id, check, checkEach }]) => (id !== undefined && (check ?? checkEach) !== undefined ? [{ file, name, id }] : []))
));

it.each(DECLARED)('$file is named after its rule, which is in the list beside it', ({ file, name, id }) => {
  expect(basename(file)).toBe(`${id}.ts`);
  expect(name).toBe(id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()));
  expect(RULES.map((rule) => rule.id)).toContain(id);
});

/** The rules of each edition that a newer one follows. They are what people pinned: a rule that comes later is of a later edition. */
const FOLLOWED: Readonly<Record<string, readonly string[]>> = {};

it('has editions to pin, and what is followed by a newer one stays as it was', () => {
  for (const { edition } of RULES) expect(EDITIONS).toContain(edition);
  expect(Object.keys(FOLLOWED)).toEqual(EDITIONS.slice(0, -1));
  for (const [edition, ids] of Object.entries(FOLLOWED)) expect(RULES.filter((rule) => rule.edition === edition).map(({ id }) => id)).toEqual(ids);
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('has a bad example', () => {
    expect(Object.keys(rule.bad)).not.toEqual([]);
  });

  it.each(Object.entries(rule.bad))('reports: %s', (_, edit) => {
    const reported = reportedBy(id, example(edit), edit);
    expect(reported).not.toEqual([]);
    for (const finding of reported) {
      for (const text of [finding.message, finding.remedy]) {
        expect(text).toMatch(/^\S.*[^.\s]$/);
        expect(text).not.toMatch(/\n|please|invalid/i);
      }
    }
  });

  const good = Object.entries(rule.good ?? {});
  if (good.length > 0) {
    it.each(good)('is silent: %s', (_, edit) => {
      expect(reportedBy(id, example(edit), edit)).toEqual([]);
    });
  }

  it.each(Object.entries(rule.bad))('is cleared by its fix, and a second fix changes nothing: %s', (_, edit) => {
    const objects = example(edit);
    const before = reportedBy(id, objects, edit);
    const fixable = before.filter((finding) => finding.fix !== undefined);
    applyFixes(objects, fixable);
    const left = reportedBy(id, objects, edit);
    expect(left.length).toBe(before.length - fixable.length);
    const once = JSON.stringify(objects.map(({ value }) => value));
    applyFixes(objects, left.filter((finding) => finding.fix !== undefined));
    expect(JSON.stringify(objects.map(({ value }) => value))).toBe(once);
  });
});

function applyFixes(objects: readonly ExampleObject[], fixable: readonly Finding[]): void {
  for (const { fix, object } of fixable) {
    const target = objects.map(({ value }) => value).find((candidate) => {
      const metadata = candidate.metadata as Json;
      return candidate.kind === object.kind && metadata.name === object.name && (metadata.namespace ?? '') === (object.namespace ?? '');
    });
    if (fix?.value === undefined) unsetAt(target!, fix!.path);
    else setAt(target!, fix.path, structuredClone(fix.value));
  }
}
