import { frameworksSection, rulesOf } from '../../src/report/frameworks-section';
import { DocumentedRule } from '../../src/report/rule-page';
import { Control, Framework } from '../../src/standard/control';
import { HARDENING } from '../../src/standard/hardening';
import { POD_SECURITY } from '../../src/standard/pod-security';
import { FRAMEWORKS } from '../../src/standard/reference';
import { RULES } from '../../src/validation/rules';
import { WAIVER_RULES } from '../../src/validation/waiver-rules';

const ALL: readonly DocumentedRule[] = [...RULES, ...WAIVER_RULES];
const NAMES = Object.keys(FRAMEWORKS) as Framework[];

/** Sites of the frameworks: whoever links there has to say which control is meant. */
const SITES: Readonly<Record<Framework, string>> = {
  pss: 'kubernetes.io/docs/concepts/security/pod-security-standards/', cis: 'cisecurity.org/', nsa: 'media.defense.gov/', mitre: 'attack.mitre.org/',
};

it.each(ALL.map(({ id, references }) => [id, references] as const))('%s names only controls that exist', (_, references) => {
  expect(references.length).toBeGreaterThan(0);
  for (const { framework, control, url } of references) {
    if (framework !== undefined) expect(Object.keys(FRAMEWORKS[framework].controls)).toContain(control);
    expect(framework).toBe(NAMES.find((name) => url.includes(SITES[name])));
  }
});

describe.each(NAMES)('%s', (framework) => {
  const { controls, elsewhere } = FRAMEWORKS[framework];

  it.each(Object.entries(controls))('has a rule for %s, or a line that says why not: %s', (control) => {
    const rules = rulesOf(ALL, framework, control);
    if (rules.length === 0) expect(elsewhere[control]).toMatch(/^\S.{20,}[^.\s]$/);
    else expect(elsewhere[control]).toBeUndefined();
  });

  it('explains no control that it does not have', () => {
    for (const control of Object.keys(elsewhere)) expect(Object.keys(controls)).toContain(control);
  });
});

it('has as many controls as the frameworks', () => {
  expect(NAMES.map((name) => Object.keys(FRAMEWORKS[name].controls).length)).toEqual([19, 36, 19, expect.any(Number)]);
  // Nineteen checks are in the registry of Pod Security Admission at 1.37, and each of our rows names the one that it is.
  const rows: readonly Control[] = POD_SECURITY;
  expect([...new Set(rows.map(({ check }) => check))].sort()).toEqual(Object.keys(FRAMEWORKS.pss.controls).sort());
  for (const { check, references } of rows) {
    expect(references.filter(({ framework }) => framework === 'pss').map(({ control }) => control)).toEqual([check]);
  }
  for (const { references } of HARDENING as readonly Control[]) expect(references.some(({ framework }) => framework === 'pss')).toBe(false);
});

it('prints every control with its rules, or with what answers instead', () => {
  const rows = frameworksSection(ALL).split('\n').filter((line) => line.startsWith('| ') && !/^\| (control|---) /.test(line));
  expect(rows).toHaveLength(NAMES.flatMap((name) => Object.keys(FRAMEWORKS[name].controls)).length);
  for (const row of rows) expect(row).toMatch(/ \| (\[.+\]\(rules\/.+\.md\)|none: .+) \|$/);
});
