import { readFileSync } from 'fs';
import { join } from 'path';
import { MUST, SHOULD } from './asked-for';
import { pages, stalePages } from '../../projenrc/docs';
import { CHECKLIST, WITHOUT_RULE } from '../../src/checklist';
import { RULES } from '../../src/validation/rules';

it('has a current page for every rule and none too many; `npx projen docs` makes them', () => {
  expect(stalePages()).toEqual([]);
  expect(pages().size).toBeGreaterThan(RULES.length);
});

it('covers every item of the checklist, or says what stays with the operator', () => {
  expect(CHECKLIST.map(({ item }) => item)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 'reliability']);
  for (const { item, builds, operator } of CHECKLIST) {
    expect(operator.length).toBeGreaterThan(0);
    expect(builds.length + RULES.filter((rule) => rule.item === item).length + operator.length).toBeGreaterThan(0);
  }
});

it('has a rule for every check that is asked for, or says why a manifest cannot answer it', () => {
  const page = readFileSync(join(__dirname, '../../docs/checklist.md'), 'utf8');
  const ids = new Set(RULES.map(({ id }) => id));
  const asked = [MUST, SHOULD].flatMap((lists) => Object.values(lists).flat());
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.filter((id) => !ids.has(id)).sort()).toEqual(Object.keys(WITHOUT_RULE).sort());
  for (const id of asked) expect(page).toContain(ids.has(id) ? `[${id}](rules/${id}.md)` : `- ${id}: ${WITHOUT_RULE[id].why}`);
});

it('links only to pages that exist', () => {
  const made = pages();
  for (const [, target] of readFileSync(join(__dirname, '../../docs/checklist.md'), 'utf8').matchAll(/\]\((rules\/[^)]+)\)/g)) expect(made.has(target)).toBe(true);
});
