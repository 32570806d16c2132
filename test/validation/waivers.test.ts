import { Json, Model } from '../../src/manifest/model';
import { Acceptance, formatAcceptance, WAIVER_ANNOTATION } from '../../src/standard/waiver';
import { edited } from '../../src/validation/compliant-app';
import { judge } from '../../src/validation/engine';
import { Finding } from '../../src/validation/finding';
import { DEFAULT_POLICY } from '../../src/validation/policy';
import { Edit, Policy } from '../../src/validation/rule';
import { meansRule } from '../../src/validation/rule-pattern';
import { RULES } from '../../src/validation/rules';
import { WAIVER_RULES } from '../../src/validation/waiver-rules';
import { applyWaivers, Waiver } from '../../src/validation/waivers';
import { ends } from '../ends';

const REASON = 'the vendor image writes to its root until version 3';
const WRITABLE: Edit = { set: { 'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem': false } };

interface Options {
  readonly edit?: Edit;
  readonly policy?: Partial<Policy>;
  readonly ran?: (rule: string) => boolean;
}

function judged(waivers: readonly Waiver[], options: Options = {}): Finding[] {
  return judgedObjects(edited(options.edit ?? WRITABLE), waivers, options);
}

function judgedObjects(objects: readonly Json[], waivers: readonly Waiver[], { policy, ran }: Options = {}): Finding[] {
  const model = new Model(objects.map((value) => ({ value })));
  const whole = { ...DEFAULT_POLICY, ...policy };
  return applyWaivers(judge(model, whole, RULES), waivers, { resources: model.resources, policy: whole, ran });
}

function waiver(rules: string[], acceptance: Partial<Acceptance> = {}, covers: Waiver['covers'] = () => true): Waiver {
  return { rules, reason: REASON, ...acceptance, covers };
}

/** The API's Deployment with annotations, writing to its root. */
function annotated(annotations: Record<string, string>): Edit {
  const set = Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`metadata.annotations[${JSON.stringify(key)}]`, value]));
  return { set: { ...WRITABLE.set, ...set } };
}

function rulesOf(findings: readonly Finding[]): string[] {
  return findings.map((finding) => finding.rule);
}

it('marks what a waiver covers, with the reason, and keeps it in the list', () => {
  const findings = judged([waiver(['read-only-root-fs'], { owner: 'team-shop', until: '2027-01-31' })]);
  expect(rulesOf(findings)).toEqual(['read-only-root-fs']);
  expect(findings[0].waived).toEqual({ reason: REASON, owner: 'team-shop', until: '2027-01-31' });
});

it('waives rules by glob', () => {
  expect(judged([waiver(['read-only-*'])])[0].waived).toBeDefined();
  expect(judged([waiver(['pss-*'])])[0].waived).toBeUndefined();
});

it('covers only what it says it covers', () => {
  const findings = judged([waiver(['read-only-root-fs'], {}, (finding) => finding.object.name === 'web')]);
  expect(findings[0].waived).toBeUndefined();
  expect(rulesOf(findings)).toEqual(['read-only-root-fs', 'waiver-unused']);
});

it('lets the first of two waivers speak, and calls neither unused', () => {
  const findings = judged([waiver(['read-only-root-fs'], { owner: 'near' }), waiver(['read-only-root-fs'], { owner: 'far' })]);
  expect(findings.map((finding) => finding.waived?.owner)).toEqual(['near']);
});

describe('annotations', () => {
  it('waive a rule on their object', () => {
    const value = formatAcceptance({ reason: REASON, owner: 'team-shop', until: '2027-01-31' });
    const findings = judged([], { edit: annotated({ [`${WAIVER_ANNOTATION}read-only-root-fs`]: value }) });
    expect(findings).toHaveLength(1);
    expect(findings[0].waived).toEqual({ reason: REASON, owner: 'team-shop', until: '2027-01-31' });
  });

  it('waive on a pod template what is found in the pod, and nothing beside it', () => {
    const inTemplate = (rule: string): Edit => ({
      set: { ...WRITABLE.set, 'spec.replicas': 1, [`spec.template.metadata.annotations["${WAIVER_ANNOTATION}${rule}"]`]: REASON },
    });
    const found = (rule: string): [string, boolean][] => (
      judged([], { edit: inTemplate(rule) }).map((finding) => [finding.rule, finding.waived !== undefined])
    );
    expect(found('read-only-root-fs')).toContainEqual(['read-only-root-fs', true]);
    expect(found('replicas-minimum')).toEqual(expect.arrayContaining([['replicas-minimum', false], ['waiver-unused', false]]));
  });

  it('waive nothing by a glob, since no cluster takes such an annotation', () => {
    const [finding, said] = judged([], { edit: annotated({ [`${WAIVER_ANNOTATION}read-only-*`]: REASON }) });
    expect(finding.waived).toBeUndefined();
    expect(said).toMatchObject({ rule: 'waiver-unknown-rule', remedy: 'name each rule in an annotation of its own, or write the glob into the configuration' });
  });

  it('waive nothing on the neighbours', () => {
    const edit = annotated({ [`${WAIVER_ANNOTATION}read-only-root-fs`]: REASON });
    const objects = edited(edit);
    const web = edited({ set: WRITABLE.set, on: 'Deployment/web' }).find((object) => object.kind === 'Deployment' && nameOf(object) === 'web')!;
    const findings = judgedObjects(objects.map((object) => (object.kind === 'Deployment' && nameOf(object) === 'web' ? web : object)), []);
    expect(findings.map((finding) => [finding.object.name, finding.waived !== undefined])).toEqual([['web', false], ['api', true]]);
  });

  it('speak for their own file where two files hold one name', () => {
    const [plain, waived] = [WRITABLE, annotated({ [`${WAIVER_ANNOTATION}read-only-root-fs`]: REASON })].map((edit) => (
      edited(edit).find((object) => object.kind === 'Deployment' && nameOf(object) === 'api')!
    ));
    const locate = (file: string) => () => ({ file, line: 1, column: 1 });
    const model = new Model([
      { value: plain, origin: { file: 'dev.yaml', locate: locate('dev.yaml') } },
      { value: waived, origin: { file: 'prod.yaml', locate: locate('prod.yaml') } },
    ]);
    const all = judge(model, DEFAULT_POLICY, RULES).filter((finding) => finding.rule === 'read-only-root-fs');
    const findings = applyWaivers(all, [], { resources: model.resources, policy: DEFAULT_POLICY });
    expect(findings.map((finding) => [finding.location?.file, finding.waived !== undefined])).toEqual([['dev.yaml', false], ['prod.yaml', true]]);
  });

  it('are named by path and object where something is wrong with them', () => {
    const key = `${WAIVER_ANNOTATION}read-only-root-fz`;
    const findings = judged([], { edit: annotated({ [key]: REASON }) });
    expect(findings[1]).toMatchObject({
      rule: 'waiver-unknown-rule',
      severity: 'error',
      object: { kind: 'Deployment', namespace: 'shop', name: 'api' },
      path: ['metadata', 'annotations', key],
      remedy: 'write read-only-root-fs',
    });
  });
});

describe('waiver-unused', () => {
  it('is a warning, for each rule that covers nothing', () => {
    const findings = judged([waiver(['read-only-root-fs', 'pss-host-ports'])]);
    expect(findings[1]).toMatchObject({ rule: 'waiver-unused', severity: 'warning', message: 'the waiver of pss-host-ports covers no finding' });
    expect(findings).toHaveLength(2);
  });

  it('is silent about a rule that did not run', () => {
    expect(judged([waiver(['pss-host-ports'])], { ran: (rule) => rule !== 'pss-host-ports' })).toHaveLength(1);
    expect(judged([waiver(['pss-host-ports'])], { policy: { severities: { 'pss-host-ports': 'off' } } })).toHaveLength(1);
  });
});

describe('waiver-expired', () => {
  const old = waiver(['read-only-root-fs'], { until: '2026-10-31' });

  it('is judged against the date of the policy only', () => {
    expect(judged([old])[0].waived).toBeDefined();
    expect(judged([old], { policy: { date: '2026-10-31' } })[0].waived).toBeDefined();
    const findings = judged([old], { policy: { date: '2026-11-01' } });
    expect(findings[0].waived).toBeUndefined();
    expect(findings[1]).toMatchObject({ rule: 'waiver-expired', severity: 'error' });
  });

  it('is said of a day that does not exist, whatever the date', () => {
    expect(rulesOf(judged([waiver(['read-only-root-fs'], { until: '2026-02-30' })]))).toEqual(['read-only-root-fs', 'waiver-expired']);
  });
});

it.each([
  ['waiver-without-reason', waiver(['read-only-root-fs'], { reason: 'tbd' })],
  ['waiver-without-reason', waiver(['read-only-root-fs'], { reason: '' })],
  ['waiver-unknown-rule', waiver(['read-only-root'])],
  ['waiver-unknown-rule', waiver(['nothing-like-it-*'])],
  ['waiver-not-allowed', waiver(['waiver-unused'])],
])('reports %s as an error, and the waiver accepts nothing', (rule, given) => {
  const findings = judged([given]);
  expect(findings.map((finding) => [finding.rule, finding.severity])).toEqual([['read-only-root-fs', 'error'], [rule, 'error']]);
  expect(findings[0].waived).toBeUndefined();
});

it('waives no rule that cannot be waived, even by glob', () => {
  const rules = RULES.map((rule) => (rule.id === 'read-only-root-fs' ? { ...rule, waivable: false } : rule));
  const model = new Model(edited(WRITABLE).map((value) => ({ value })));
  const all = judge(model, DEFAULT_POLICY, RULES);
  const findings = applyWaivers(all, [waiver(['*'])], { resources: [], policy: DEFAULT_POLICY, rules });
  expect(findings[0].waived).toBeUndefined();
});

it('lets the policy weigh the rules about waivers', () => {
  expect(judged([waiver(['pss-host-ports'])], { policy: { severities: { 'waiver-unused': 'error' } } })[1].severity).toBe('error');
  expect(judged([waiver(['pss-host-ports'])], { policy: { severities: { 'waiver-unused': 'off' } } })).toHaveLength(1);
  expect(judged([waiver(['pss-host-ports'])], { policy: { edition: '2026.10' } })[1].severity).toBe('info');
});

it('gives the rules about waivers ids of their own', () => {
  const ids = [...RULES, ...WAIVER_RULES].map((rule) => rule.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const rule of WAIVER_RULES) expect(rule.waivable).toBe(false);
});

it('takes time in proportion to the annotated objects', () => {
  const resources = Array.from({ length: 100_000 }, (_, i) => ({
    kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: `a${i}`, namespace: 'shop', annotations: { [`${WAIVER_ANNOTATION}read-only-root-fs`]: REASON } },
  }));
  const model = new Model(resources.map((value) => ({ value })));
  const all = model.resources.map((at): Finding => ({
    rule: 'read-only-root-fs',
    severity: 'error',
    item: 7,
    object: { apiVersion: at.apiVersion, kind: at.kind, namespace: at.namespace, name: at.name },
    path: [],
    message: 'm',
    remedy: 'r',
  }));
  const findings = ends(() => applyWaivers(all, [], { resources: model.resources, policy: DEFAULT_POLICY }));
  expect(findings.every((finding) => finding.waived !== undefined)).toBe(true);
});

it.each([
  ['pss-*', 'pss-host-ports', true],
  ['*', 'anything', true],
  ['*-fs', 'read-only-root-fs', true],
  ['r*only*fs', 'read-only-root-fs', true],
  ['a*a', 'a', false],
  ['pss-*', 'xpss-host', false],
  ['pss-host', 'pss-host-ports', false],
  ['*ports*ports', 'pss-host-ports', false],
])('reads the glob %s on %s as %s', (pattern, id, expected) => {
  expect(meansRule(pattern, id)).toBe(expected);
});

function nameOf(object: Json): unknown {
  return (object.metadata as Json).name;
}
