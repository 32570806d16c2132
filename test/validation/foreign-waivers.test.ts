import { Model } from '../../src/manifest/model';
import { judge } from '../../src/validation/engine';
import { Finding } from '../../src/validation/finding';
import { KUBE_LINTER, KUBE_SCORE, KUBESCAPE, POLARIS } from '../../src/validation/foreign-checks';
import { importedWaivers } from '../../src/validation/foreign-waivers';
import { DEFAULT_POLICY } from '../../src/validation/policy';
import { RULES, ruleById } from '../../src/validation/rules';
import { applyWaivers } from '../../src/validation/waivers';

interface Imported {
  readonly waived: readonly string[];
  readonly findings: readonly Finding[];
  readonly unknown: readonly string[];
}

/** A Deployment with much to say about, and what annotations on it waive. */
function imported(annotations: Record<string, string>, onPods: Record<string, string> = {}): Imported {
  const container = { name: 'c', image: 'nginx', securityContext: { privileged: true } };
  const deployment = (name: string, own: object, ofPods: object): object => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', annotations: own },
    spec: { template: { metadata: { annotations: ofPods }, spec: { hostNetwork: true, containers: [container] } } },
  });
  const model = new Model([deployment('web', annotations, onPods), deployment('other', {}, {})].map((value) => ({ value })));
  const found = judge(model, DEFAULT_POLICY, RULES);
  const { waivers, unknown } = importedWaivers(model.resources, found);
  const findings = applyWaivers(found, waivers, { resources: model.resources, policy: { ...DEFAULT_POLICY, date: '2026-11-23' } });
  const waived = findings.filter((finding) => finding.waived !== undefined);
  expect(new Set(waived.map(({ object }) => object.name))).toEqual(new Set(waived.length === 0 ? [] : ['web']));
  return { waived: [...new Set(waived.map(({ rule }) => rule))].sort(), findings, unknown };
}

it.each(Object.entries({ KUBE_LINTER, KUBE_SCORE, POLARIS, KUBESCAPE }))('maps checks to rules that exist: %s', (_, checks) => {
  const rules = [...new Set(Object.values(checks).flatMap((text) => text.split(' ')))];
  expect(rules.filter((rule) => ruleById(rule) === undefined)).toEqual([]);
});

it('reads kube-linter: the value is the reason', () => {
  const { waived, findings } = imported({ 'ignore-check.kube-linter.io/privileged-container': 'it mounts disks for others' });
  expect(waived).toEqual(['pss-privileged']);
  expect(findings.find(({ rule, object }) => rule === 'pss-privileged' && object.name === 'web')?.waived).toEqual({ reason: 'it mounts disks for others' });
});

it('says whose exemption it is where the reason says too little', () => {
  const { findings } = imported({ 'ignore-check.kube-linter.io/host-network': 'meh' });
  expect(findings.find(({ waived }) => waived !== undefined)?.waived?.reason).toBe('exempted for kube-linter: meh');
});

it.each([
  ['kube-score', { 'kube-score/ignore': 'container-image-tag, container-security-context-privileged' }, ['image-tag-pinned', 'pss-privileged']],
  ['Polaris', { 'polaris.fairwinds.com/hostNetworkSet-exempt': 'True', 'polaris.fairwinds.com/runAsPrivileged-exempt': 'false' }, ['pss-host-network']],
  ['Kubescape', { 'kubescape.io/skip-controls': 'C-0041, C-0057,', 'kubescape.io/skip-reason': 'x' }, ['pss-host-network', 'pss-privileged']],
])('reads %s', (_, annotations, rules) => {
  expect(imported(annotations as unknown as Record<string, string>).waived).toEqual(rules);
});

it('reads what kube-score reads on the pod template', () => {
  expect(imported({}, { 'kube-score/ignore': 'container-image-tag' }).waived).toEqual(['image-tag-pinned']);
  expect(imported({}, { 'ignore-check.kube-linter.io/latest-tag': 'only the object counts for it' }).waived).toEqual([]);
});

it.each<[Record<string, string>]>([
  [{ 'kube-linter.io/ignore-all': 'vendored from upstream' }], [{ 'kube-score/skip': 'true' }], [{ 'kube-score/ignore': '*' }], [{ 'polaris.fairwinds.com/exempt': 'true' }],
])('exempts an object from everything that may be waived: %j', (annotations) => {
  const { findings } = imported(annotations);
  const open = findings.filter(({ object, waived }) => object.name === 'web' && waived === undefined);
  expect(open.filter(({ rule }) => ruleById(rule)?.waivable !== false)).toEqual([]);
});

it('holds until Kubescape says, and reports it past that day', () => {
  const on = (expiry: string): Imported => imported({ 'kubescape.io/skip-controls': 'C-0041', 'kubescape.io/skip-expiry': expiry, 'kubescape.io/skip-reason': 'until the new mesh' });
  expect(on('2026-12-31T23:59:59Z').findings.find(({ waived }) => waived !== undefined)?.waived).toEqual({ reason: 'until the new mesh', until: '2026-12-31' });
  expect(on('2026-11-01T00:00:00Z').findings.map(({ rule }) => rule)).toContain('waiver-expired');
  expect(on('next year').waived).toEqual([]);
});

it('is never unused: what other tools need is not ours to remove', () => {
  const { waived, findings, unknown } = imported({
    'ignore-check.kube-linter.io/host-pid': 'not used here', 'kube-score/ignore': 'ingress-targets-service', 'ignore-check.kube-linter.io/__proto__': 'x', 'ignore-check.kube-linter.io/ssh-port': 'x',
  });
  expect(waived).toEqual([]);
  expect(findings.filter(({ rule }) => rule.startsWith('waiver-'))).toEqual([]);
  expect(unknown).toEqual(['kube-linter __proto__', 'kube-linter ssh-port']);
});
