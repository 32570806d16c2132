import { Model } from '../../src/manifest/model';
import { Control } from '../../src/standard/control';
import { POD_SECURITY } from '../../src/standard/pod-security';
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

it.each(Object.entries({ KUBE_LINTER, KUBE_SCORE, POLARIS, KUBESCAPE }))('maps a row that another stands in for at restricted with that other: %s', (_, checks) => {
  for (const { id, replaces } of POD_SECURITY as readonly Control[]) {
    if (replaces === undefined) continue;
    const replacements = (POD_SECURITY as readonly Control[]).flatMap((control) => (control.replaces === replaces ? [control.id] : []));
    const without = Object.entries(checks).filter(([, text]) => {
      const rules = text.split(' ');
      return rules.includes(replaces) && !replacements.some((replacement) => rules.includes(replacement));
    });
    expect({ id, without }).toEqual({ id, without: [] });
  }
});

it('exempts a node agent from what Polaris and Kubescape say of its capabilities and paths, at either level', () => {
  const container = { name: 'agent', image: 'ghcr.io/acme/agent:1', securityContext: { capabilities: { add: ['SYS_ADMIN'], drop: ['ALL'] } } };
  const agent = (annotations: object): object => ({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'web', namespace: 'shop', annotations },
    spec: { template: { spec: { containers: [container], volumes: [{ name: 'node', hostPath: { path: '/var/lib/acme' } }] } } },
  });
  for (const podSecurity of ['baseline', 'restricted'] as const) {
    for (const annotations of [
      { 'polaris.fairwinds.com/hostPathSet-exempt': 'true', 'polaris.fairwinds.com/dangerousCapabilities-exempt': 'true' },
      { 'kubescape.io/skip-controls': 'C-0046,C-0048', 'kubescape.io/skip-reason': 'node agent of the platform team' },
    ]) {
      const model = new Model([{ value: agent(annotations) }]);
      const found = judge(model, { ...DEFAULT_POLICY, podSecurity }, RULES);
      const { waivers } = importedWaivers(model.resources, found);
      const errors = applyWaivers(found, waivers, { resources: model.resources, policy: DEFAULT_POLICY })
        .filter(({ rule }) => /^pss-(?:hostpath|volume-types|capabilities-.*)$/.test(rule));
      expect(errors).toHaveLength(2);
      expect(errors.filter(({ waived }) => waived === undefined)).toEqual([]);
    }
  }
});

it('reads the controls of Kubescape that judge the labels of a Namespace', () => {
  for (const control of ['C-0192', 'C-0193', 'C-0204']) {
    const annotations = { 'kubescape.io/skip-controls': control, 'kubescape.io/skip-reason': 'an admission controller of our own' };
    const model = new Model([{ value: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations } } }]);
    expect(importedWaivers(model.resources, judge(model, DEFAULT_POLICY, RULES)).waivers.flatMap(({ rules }) => rules)).toContain('psa-namespace-labels');
  }
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

it('skips what kube-score skips: its value is a boolean of YAML', () => {
  for (const value of ['true', 'True', 'TRUE', ' yes  ', 'Yes', 'y', 'on', 'ON']) expect([value, imported({ 'kube-score/skip': value }).waived.length > 0]).toEqual([value, true]);
  for (const value of ['', 'No', 'false', 'off', 'tRUE', '1', 'of course']) expect([value, imported({ 'kube-score/skip': value }).waived]).toEqual([value, []]);
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
