import * as fs from 'fs';
import * as path from 'path';
import Ajv from 'ajv';
import { folder, run } from './command';
import { read } from '../../../src/manifest/read';
import { write } from '../../../src/manifest/write';
import { renderConfigSchema } from '../../../src/run/cli/config-schema';

const BAD = write({
  apiVersion: 'v1', kind: 'Service', metadata: { name: 'door', namespace: 'shop' }, spec: { type: 'NodePort', selector: { app: 'x' }, ports: [{ port: 80 }] },
});
const ONLY = ['--rules', 'service-no-nodeport,waiver-*', '--fail-on', 'info', '--date', '2026-11-23'];
const FULL = `$schema: ./node_modules/cdk8s-hardened/docs/schemas/config.schema.json
kubernetesVersion: '1.35'
podSecurity: baseline
namespaces:
  'dev-*': privileged
registries: [ghcr.io/acme/]
edition: '2026.11'
severities:
  service-no-nodeport: error
  'probe-*': off
waivers:
- rule: service-no-nodeport
  object: { kind: Service, name: 'do*', namespace: shop, apiVersion: v1, file: a/*.yaml }
  reason: the cluster has no other way in
  owner: team-shop
  until: '2027-01-31'
`;

function problems(config: string): string[] {
  const { code, out, err } = run(['validate', 'door.yaml'], { cwd: folder({ 'door.yaml': BAD, 'cdk8s-hardened.yaml': config }) });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  return err.trimEnd().split('\n').map((line) => line.replace('error: cdk8s-hardened.yaml:', ''));
}

describe('the file', () => {
  it('is found upward, and named with --config', () => {
    const cwd = folder({ 'cdk8s-hardened.yaml': 'kubernetesVersion: "1.33"\n', 'other.yaml': 'kubernetesVersion: "1.34"\n', 'a/b/door.yaml': BAD });
    expect(run(['validate', ...ONLY, '.'], { cwd: path.join(cwd, 'a/b') }).out).toContain('Kubernetes 1.33');
    expect(run(['validate', ...ONLY, '--config', '../../other.yaml', '.'], { cwd: path.join(cwd, 'a/b') }).out).toContain('Kubernetes 1.34');
    expect(run(['validate', ...ONLY, '--kubernetes-version', '1.32', '.'], { cwd: path.join(cwd, 'a/b') }).out).toContain('Kubernetes 1.32');
  });

  it('may be empty, and is not judged itself', () => {
    const cwd = folder({ 'cdk8s-hardened.yaml': '# nothing yet\n', 'door.yaml': BAD });
    const { code, out } = run(['validate', ...ONLY, '.'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain('1 file, 1 object');
  });
});

describe('what it says', () => {
  it('rules registries out, and runs what runs only where somebody asks for it', () => {
    const resources = { requests: { memory: '1Mi' }, limits: { memory: '2Mi' } };
    const pod = write({
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'shop' }, spec: { containers: [{ name: 'c', image: 'quay.io/acme/c:1', resources }] },
    });
    const rules = (args: readonly string[], config: string): string[] => {
      const { out } = run(['validate', '--format', 'json', ...args, 'pod.yaml'], { cwd: folder({ 'pod.yaml': pod, 'cdk8s-hardened.yaml': config }) });
      const found = (JSON.parse(out) as { findings: { rule: string; severity: string }[] }).findings.map(({ rule, severity }) => `${severity} ${rule}`);
      return found.filter((one) => / (?:image-registry-denied|resources-memory-request-equals-limit)$/.test(one));
    };
    expect(rules([], '')).toEqual([]);
    expect(rules(['--rules', 'image-*,resources-*'], 'deniedRegistries: [quay.io]\n')).toEqual(['error image-registry-denied']);
    expect(rules(['--rules', 'resources-memory-request-equals-limit'], '')).toEqual(['info resources-memory-request-equals-limit']);
    expect(rules([], 'severities: { "resources-*": warning }\n')).toEqual(['warning resources-memory-request-equals-limit']);
    expect(rules(['--skip', 'resources-*'], 'severities: { "resources-*": warning }\n')).toEqual([]);
  });

  it('is accepted where it fits the schema', () => {
    const { code, out, err } = run(['validate', ...ONLY, '.'], { cwd: folder({ 'cdk8s-hardened.yaml': FULL, 'a/door.yaml': BAD }) });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('1 waived\n');
    expect(out).toContain('Kubernetes 1.35');
  });

  it.each<[string, string, string[]]>([
    ['an unknown key', 'kuberntesVersion: "1.36"\n', ["1:1: has no key 'kuberntesVersion'; did you mean 'kubernetesVersion'"]],
    ['an unknown key of a waiver', 'waivers:\n- rule: x\n  reson: because of that\n', ["3:3: waivers[0] has no key 'reson'; did you mean 'reason'"]],
    ['an unknown key of a selector', 'waivers:\n- rule: x\n  object:\n    nmespace: x\n', ["4:5: waivers[0].object has no key 'nmespace'; did you mean 'namespace'"]],
    ['a word that is far from all', 'hello: 1\n', ["1:1: has no key 'hello'; use $schema, kubernetesVersion, podSecurity, namespaces, registries, deniedRegistries, edition, severities, exclude, policies, waivers"]],
    ['a version without quotes', 'kubernetesVersion: 1.36\n', ['1:1: kubernetesVersion 1.36 is not text; write it in quotes']],
    ['no version', 'kubernetesVersion: latest\n', ["1:1: kubernetesVersion 'latest' is not a Kubernetes version; write it as '1.36'"]],
    ['a level', 'namespaces: { dev: basline }\n', ["1:15: namespaces.dev 'basline' is not one of privileged, baseline, restricted; did you mean 'baseline'"]],
    ['a severity', 'severities:\n  read-only-root-fs: warn\n', ["2:3: severities.read-only-root-fs 'warn' is not one of error, warning, info, off; did you mean 'warning'"]],
    ['a rule', 'severities:\n  read-only-rot-fs: warning\n', ["2:3: severities: 'read-only-rot-fs' is not a rule; did you mean 'read-only-root-fs'"]],
    ['a list that is none', 'registries: ghcr.io/\n', ['1:1: registries is ghcr.io/; write a list']],
    ['an empty registry', "registries: ['']\n", ['1:14: registries[0] is empty; leave it out, or write something']],
    ['a waiver without a rule', 'waivers: [{ reason: because of that }]\n', ['1:11: waivers[0].rule is not set; write text']],
    ['a day that does not exist', "waivers: [{ rule: x, until: '2026-02-30' }]\n", ["1:22: waivers[0].until: '2026-02-30' is not a date; write YYYY-MM-DD"]],
    ['a day that is none', 'waivers: [{ rule: x, until: soon }]\n', ["1:22: waivers[0].until 'soon' is not a date; write YYYY-MM-DD"]],
    ['an edition', 'edition: "2020.01"\n', ["1:1: edition: '2020.01' is not an edition; use one of 2026.11"]],
    ['a list', '- a\n', ['1:1: is no map; write keys such as kubernetesVersion']],
    ['several at once', 'a: 1\npodSecurity: 3\n', [
      '2:1: podSecurity is 3; write one of privileged, baseline, restricted',
      "1:1: has no key 'a'; use $schema, kubernetesVersion, podSecurity, namespaces, registries, deniedRegistries, edition, severities, exclude, policies, waivers",
    ]],
    ['two documents', 'podSecurity: baseline\n---\npodSecurity: baseline\n', ['3:1: a second document; keep one']],
  ])('is named with line, column and the way out: %s', (_, config, messages) => {
    expect(problems(config)).toEqual(messages);
  });

  it('is named where it is no YAML', () => {
    expect(problems('a: [\n')[0]).toMatch(/^\d+:\d+: /);
  });
});

describe('what it changes', () => {
  const workload = (namespace: string): string => write({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace }, spec: { hostNetwork: true, containers: [{ name: 'c', image: 'x' }] },
  });

  it('is the level of namespaces without a label, by name and by glob, the first that fits', () => {
    const config = "podSecurity: restricted\nnamespaces:\n  dev-b: restricted\n  'dev-*': privileged\n";
    const cwd = folder({ 'cdk8s-hardened.yaml': config, ...Object.fromEntries(['dev-a', 'dev-b', 'prod'].map((name) => [`${name}.yaml`, workload(name)])) });
    const { out } = run(['validate', '--rules', 'pss-host-network', '.'], { cwd });
    expect([...out.matchAll(/^(\S+)\.yaml:\d/gm)].map((match) => match[1])).toEqual(['dev-b', 'prod']);
  });

  it('is severities, the last that fits, and off', () => {
    const config = "severities:\n  'service-*': error\n  service-no-nodeport: info\n  service-selects-pods: off\n";
    const cwd = folder({ 'cdk8s-hardened.yaml': config, 'door.yaml': BAD });
    const { out } = run(['validate', '--rules', 'service-*', '.'], { cwd });
    expect(out).toMatch(/info {2,}service-no-nodeport/);
    expect(out).not.toContain('service-selects-pods');
  });
});

describe('waivers', () => {
  const judge = (waiver: string, files: Record<string, string> = {}): string => {
    const cwd = folder({ 'cdk8s-hardened.yaml': `waivers:\n- rule: service-no-nodeport\n${waiver}`, 'a/door.yaml': BAD, ...files });
    return run(['validate', ...ONLY, '--waived', '.'], { cwd }).out;
  };
  const REASON = '  reason: there is no other way in\n';

  it('are listed on request, with reason, owner and last day', () => {
    expect(judge(`${REASON}  owner: team-shop\n  until: '2027-01-31'\n`)).toMatch(
      /waived {2}service-no-nodeport {2}.*\n {4}waived: there is no other way in, by team-shop, until 2027-01-31\n/,
    );
    const cwd = folder({ 'cdk8s-hardened.yaml': `waivers:\n- rule: service-no-nodeport\n${REASON}`, 'door.yaml': BAD });
    expect(run(['validate', ...ONLY, '.'], { cwd }).out).toMatch(/^1 waived\n/);
  });

  it.each([
    ['kind', '  object: { kind: Ingress }\n'], ['name', "  object: { name: 'x*' }\n"], ['namespace', '  object: { namespace: other }\n'],
    ['apiVersion', '  object: { apiVersion: v2 }\n'], ['container', '  object: { container: x }\n'], ['file', '  object: { file: b/*.yaml }\n'],
  ])('cover only what their selector means: %s', (_, object) => {
    const out = judge(REASON + object);
    expect(out).toMatch(/warning {2}service-no-nodeport/);
  });

  it.each([
    ['objects are there', true, "  object: { name: 'd*', kind: Service, file: b/*.yaml }\n"], ['a container', true, '  object: { container: x }\n'], ['nothing', true, ''],
    ['names that are not there', false, "  object: { name: 'x*' }\n"], ['files that are not there', false, '  object: { file: c/*.yaml }\n'],
  ])('are unused where they cover nothing of what is there, and else may be for what is not: %s', (_, isUnused, object) => {
    const out = judge(REASON + object, { 'a/door.yaml': '', 'b/door.yaml': BAD.replace('NodePort', 'ClusterIP') });
    expect(/cdk8s-hardened\.yaml:2:3 .*\n[^]*waiver-unused/.test(out)).toBe(isUnused);
  });

  it.each([
    ['without a reason', '', 'waiver-without-reason'],
    ['past their day', `${REASON}  until: '2026-11-22'\n`, 'waiver-expired'],
  ])('are findings, and cover nothing: %s', (_, waiver, rule) => {
    const out = judge(waiver);
    expect(out).toContain(rule);
    expect(out).toMatch(/warning {2}service-no-nodeport/);
    expect(out).toMatch(/> 2 │ - rule: service-no-nodeport/);
  });

  it('are used where they cover something in one of several environments', () => {
    const files = { 'b/door.yaml': BAD.replace('NodePort', 'ClusterIP') };
    expect(judge(REASON, files)).not.toContain('waiver-unused');
  });

  it('can stand on the object', () => {
    const object = read(BAD, 'x').documents[0].value as { metadata: object };
    const annotated = { ...object, metadata: { ...object.metadata, annotations: { 'cdk8s-hardened/waive.service-no-nodeport': 'no other way in; owner=me; until=2027-01-01' } } };
    expect(run(['validate', ...ONLY, '--waived', '-'], { input: write(annotated) }).out).toContain('waived: no other way in, by me, until 2027-01-01');
  });
});

describe('the schema', () => {
  const file = path.join(__dirname, '../../../docs/schemas/config.schema.json');

  it('is current: npm run docs writes it', () => {
    expect(fs.readFileSync(file, 'utf8')).toBe(renderConfigSchema());
  });

  it('takes what the command takes, and asks for a reason', () => {
    const accepts = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(fs.readFileSync(file, 'utf8')) as object);
    const value = read(FULL, 'x').documents[0].value as { waivers: object[] };
    expect(accepts(value)).toBe(true);
    expect(accepts({ ...value, kuberntesVersion: '1.36' })).toBe(false);
    expect(accepts({ ...value, waivers: [{ rule: 'x' }] })).toBe(false);
    expect(accepts({ severities: { x: 'off' } })).toBe(true);
  });
});
