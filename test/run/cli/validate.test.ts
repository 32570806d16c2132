import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { command, folder, run } from './command';
import { write, writeAll } from '../../../src/manifest/write';
import { compliantApp } from '../../../src/validation/compliant-app';

const GOOD = writeAll(compliantApp());
const BAD = write({
  apiVersion: 'v1', kind: 'Service', metadata: { name: 'door', namespace: 'shop' }, spec: { type: 'NodePort', selector: { app: 'x' }, ports: [{ port: 80 }] },
});
const ONLY = ['--rules', 'service-no-nodeport', '--fail-on', 'info'];

describe('exit codes', () => {
  it('is 0 where nothing is found', () => {
    const { code, out, err } = run(['validate', '.'], { cwd: folder({ 'app.yaml': GOOD }) });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^no findings\n1 file, \d+ objects, \d+ rules, Kubernetes 1\.36, \d{4}-\d{2}-\d{2}\n$/);
  });

  it('is 1 where something is found at or above --fail-on, and 0 where it is below', () => {
    const cwd = folder({ 'door.yaml': BAD });
    expect(run(['validate', ...ONLY, '.'], { cwd }).code).toBe(1);
    expect(run(['validate', '--rules', 'service-no-nodeport', '--fail-on', 'error', '.'], { cwd }).code).toBe(0);
    expect(run(['validate', '--rules', 'service-no-nodeport', '--fail-on', 'never', '.'], { cwd }).code).toBe(0);
  });

  it('is 2 where there is no Kubernetes object, with a hint', () => {
    const { code, out, err } = run(['validate', '.'], { cwd: folder({ 'values.yaml': 'replicas: 1\n', 'README.md': '# hello\n' }) });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: no manifest there; objects have apiVersion and kind/);
  });

  it.each<[string, string[], RegExp]>([
    ['no path', ['validate'], /nothing to validate; name files, folders or globs, or - for standard input/],
    ['a path that does not exist', ['validate', 'dor.yaml'], /dor\.yaml: does not exist; did you mean door\.yaml/],
    ['a glob that matches nothing', ['validate', 'x*.yaml'], /x\*\.yaml: matches no file/],
    ['an unknown command', ['valdate', '.'], /unknown command 'valdate'; did you mean 'validate'/],
    ['an unknown option', ['validate', '--forma', '.'], /unknown option '--forma'/],
    ['an unknown level', ['validate', '--pod-security', 'restrictd', '.'], /--pod-security: 'restrictd' is not one of .*; did you mean 'restricted'/],
    ['an unknown weight', ['validate', '--fail-on', 'warnin', '.'], /--fail-on: 'warnin' is not one of .*; did you mean 'warning'/],
    ['an unknown rule', ['validate', '--rules', 'pss-host-netwrk', '.'], /--rules: 'pss-host-netwrk' is not a rule; did you mean 'pss-host-network'/],
    ['a glob of rules that means none', ['validate', '--skip', 'psx-*', '.'], /--skip: 'psx-\*' matches no rule/],
    ['an empty list of rules', ['validate', '--rules', '', '.'], /--rules: it names no rule/],
    ['rules of which none is left', ['validate', '--rules', 'pss-*', '--skip', 'pss-*', '.'], /--skip: it leaves no rule to run/],
    ['no version', ['validate', '--kubernetes-version', '1.x', '.'], /--kubernetes-version: '1\.x' is not a Kubernetes version; write it as '1\.36'/],
    ['no day', ['validate', '--date', '2026-02-30', '.'], /--date: '2026-02-30' is not a date; write YYYY-MM-DD/],
    ['a configuration that does not exist', ['validate', '--config', 'x.yaml', '.'], /--config x\.yaml cannot be read: it does not exist/],
  ])('is 2 for %s, which is named', (_, args, message) => {
    const { code, out, err } = run(args, { cwd: folder({ 'door.yaml': BAD }) });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err.trimEnd()).not.toContain('\n');
  });
});

describe('input', () => {
  it('judges the rest where a document is broken, and says where it is broken', () => {
    const cwd = folder({ 'a.yaml': `apiVersion: v1\nkind: [\n---\n${BAD}`, 'b.yaml': BAD.replace('door', 'other') });
    const { code, out, err } = run(['validate', ...ONLY, '.'], { cwd });
    expect(code).toBe(2);
    expect(out).toContain('shop/Service/door');
    expect(out).toContain('shop/Service/other');
    expect(err).toMatch(/^error: a\.yaml:\d+:\d+: .*\n$/);
  });

  it('reports what names no kind, and lists that kubectl does not read', () => {
    const cwd = folder({
      'shop/a.yaml': `${BAD}---\napiVersion: apps/v1\nknd: Deployment\nmetadata: {name: api, namespace: shop}\n---\n`
        + 'apiVersion: v1\nkind: List\nitems:\n- metadata: {name: b}\n',
      'shop/list.yaml': '- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: c, namespace: shop}\n',
      'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
      'shop/patch.yaml': '- op: replace\n  path: /apiVersion\n  value: v1\n',
    });
    const { code, out, err } = run(['validate', '--rules', 'schema-valid', '--format', 'json', 'shop'], { cwd });
    expect(code).toBe(2);
    expect(err).toBe('error: shop/list.yaml:1:1: objects stand in a bare list, which kubectl does not read; put --- between them, or put them into a List\n');
    const { findings } = JSON.parse(out) as { findings: { message: string; location: { line: number } }[] };
    expect(findings.map(({ message, location }) => `${location.line} ${message}`)).toEqual(['13 kind is not set', '20 apiVersion is not set']);
  });

  it('reads the entries of a list of one kind as that kind', () => {
    const cwd = folder({ 'pods.yaml': 'apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a, namespace: shop}\n  spec: {hostIPC: true, containers: [{name: a, image: a}]}\n' });
    expect(run(['validate', '--rules', 'pss-host-ipc', 'pods.yaml'], { cwd }).out).toContain('pods.yaml:5:10  shop/Pod/a');
  });

  it('judges the rest where a path or its bytes cannot be read', () => {
    const cwd = folder({ 'a.yaml': BAD, 'b.yaml': Buffer.from([0x61, 0xff, 0xfe]) });
    const { code, out, err } = run(['validate', ...ONLY, 'a.yaml', 'b.yaml', 'c.yaml'], { cwd });
    expect(code).toBe(2);
    expect(out).toContain('shop/Service/door');
    expect(err.split('\n')).toEqual([expect.stringContaining('c.yaml: does not exist'), expect.stringContaining('b.yaml: holds bytes that are no UTF-8'), '']);
  });

  it('points at what kubectl and kustomize read differently, in items of lists too', () => {
    const list = 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a, namespace: shop}\n'
      + '- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: b, namespace: shop}\n  immutable: off\n  immutable: on\n';
    const { out } = run(['validate', '--rules', 'yaml-ambiguous', '--format', 'json', '.'], { cwd: folder({ 'list.yaml': list }) });
    const { findings } = JSON.parse(out) as { findings: { object: { name: string }; location: object; message: string; remedy: string }[] };
    expect(findings.map(({ object, location, message, remedy }) => ({ name: object.name, location, message, remedy }))).toEqual([{
      name: 'b',
      location: { file: 'list.yaml', line: 11, column: 3 },
      message: 'immutable: off is false for kubectl and the text "off" for kustomize',
      remedy: 'write true or false, or "off" in quotes',
    }, {
      name: 'b',
      location: { file: 'list.yaml', line: 11, column: 3 },
      message: 'immutable: on is true for kubectl and the text "on" for kustomize',
      remedy: 'write true or false, or "on" in quotes',
    }, {
      name: 'b',
      location: { file: 'list.yaml', line: 11, column: 3 },
      message: 'immutable: kubectl takes one of the keys that are the same (the last, where they are written alike), kustomize refuses the document',
      remedy: 'keep one',
    }]);
  });

  it('says which custom resources nobody checked, and checks those whose definition is there', () => {
    const application = 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop, namespace: argocd}\nspec: {project: shop, revision: 3}\n';
    const definition = (spec: string): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: applications.argoproj.io}
spec:
  group: argoproj.io
  scope: Namespaced
  names: {kind: Application, plural: applications, listKind: ApplicationList, singular: application}
  versions:
  - {name: v1alpha1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: ${spec}}}}}
`;
    const fields = 'type: object, properties: {project: {type: string}, revision: {type: string}}';
    const files = { 'app.yaml': application, 'crds/crd.yaml': definition(`{${fields}}`), 'cel/crd.yaml': definition(`{${fields}, x-kubernetes-validations: [{rule: self.project != 'shop'}]}`), 'odd/crd.yaml': definition(`{${fields}, x-kubernetes-validations: [{rule: self.project.isSorted()}]}`) };
    const said = (...args: readonly string[]): string[] => {
      const { out } = run(['validate', '--rules', 'schema-*', '--format', 'json', 'app.yaml', ...args], { cwd: folder(files) });
      return (JSON.parse(out) as { findings: { rule: string; message: string }[] }).findings.map(({ rule, message }) => `${rule}: ${message}`);
    };
    const wrong = 'schema-crd-valid: spec.revision is the number 3, not a string';
    expect(said()).toEqual(["schema-unknown-kind: kind is 'Application' of 'argoproj.io/v1alpha1', for which there is no schema: its fields were not checked"]);
    expect(said('crds')).toEqual([wrong]);
    expect(said('--crds', 'crds')).toEqual([wrong]);
    // Rules in CEL are asked of what fits the types.
    expect(said('--crds', 'cel')).toEqual([wrong]);
    files['app.yaml'] = application.replace('3', '"3"');
    expect(said('--crds', 'cel')).toEqual(["schema-crd-valid: spec breaks a rule of its schema: 'self.project != 'shop'' is false"]);
    expect(said('--crds', 'odd')).toEqual([expect.stringMatching(/^schema-part-unchecked: of the schema of Application not all is read here: the rule 'self\.project\.isSorted\(\)' \(.*\)$/)]);
  });

  it('reads standard input', () => {
    const { code, out } = run(['validate', ...ONLY, '-'], { input: BAD });
    expect(code).toBe(1);
    expect(out).toMatch(/^<stdin>:\d+:\d+ {2}shop\/Service\/door\n/);
  });

  it('says which documents of a file with objects are none', () => {
    const stray = (text: string): string => run(['validate', ...ONLY, '-'], { input: text }).err;
    expect(stray(`WARNING: this chart is deprecated\n---\n${BAD}---\n- a list\n`)).toBe(
      'note: not judged, since kubectl takes no such document for an object: <stdin>:1:1, <stdin>:15:1\n',
    );
    expect(stray(`${BAD}---\n# nothing\n`)).toBe('');
    const files = { 'a.yaml': BAD, 'Chart.yaml': 'apiVersion: v2\nname: shop\n', 'values.yaml': 'apiVersion: v1\n' };
    expect(run(['validate', ...ONLY, '.'], { cwd: folder(files) }).err).toBe('');
  });

  it('names the template that helm rendered a document from', () => {
    const { out } = run(['validate', ...ONLY, '-'], { input: `---\n# Source: shop/templates/service.yaml\n${BAD}` });
    expect(out).toContain('rendered from shop/templates/service.yaml');
  });

  it('tells a chart from a manifest', () => {
    const { code, err } = run(['validate', '.'], { cwd: folder({ 'templates/a.yaml': 'apiVersion: v1\nkind: {{ .Values.kind }}\n' }) });
    expect(code).toBe(2);
    expect(err).toContain('this looks like a Helm template: validate what helm template prints');
  });

  it('leaves out what is excluded on the command line or in the configuration, and all below it', () => {
    const files = Object.fromEntries(['a.yaml', 'charts/web/templates/b.yaml', 'apps/charts/c.yaml', 'apps/d.yaml', 'apps/e.gen.yaml'].map((name, i) => [name, BAD.replace('door', `n${i}`)]));
    const inputs = (config: string, ...args: readonly string[]): string[] => {
      const cwd = folder({ ...files, 'cdk8s-hardened.yaml': config });
      const { out, err } = run(['validate', ...ONLY, '--format', 'json', ...args], { cwd });
      return out === '' ? [err] : (JSON.parse(out) as { inputs: { file: string }[] }).inputs.map(({ file }) => file);
    };
    const noPattern = 'exclude: []';
    expect(inputs(noPattern, '.')).toHaveLength(5);
    expect(inputs(noPattern, '.', '--exclude', './charts/', '--exclude', '*.gen.yaml')).toEqual(['a.yaml', 'apps/charts/c.yaml', 'apps/d.yaml']);
    expect(inputs('exclude: ["*/charts"]', 'apps', '--exclude', 'apps/e.gen.yaml')).toEqual(['apps/d.yaml']);
    expect(inputs('exclude: [charts, apps]', '**/*.yaml')).toEqual(['a.yaml']);
    expect(inputs('exclude: [charts]', 'charts/web/templates/b.yaml'))
      .toEqual(["error: no manifest there beside what is left out by exclude: 'charts'; leave out less, or name other paths\n"]);
  });

  it('leaves out what an absolute path names, and notes a pattern that leaves nothing out', () => {
    const cwd = folder({ 'a.yaml': BAD, 'charts/b.yaml': BAD });
    const validated = (...args: readonly string[]): { files: string[]; err: string } => {
      const { out, err } = run(['validate', ...ONLY, '--format', 'json', '.', ...args], { cwd });
      return { files: (JSON.parse(out) as { inputs: { file: string }[] }).inputs.map(({ file }) => file), err };
    };
    expect(validated('--exclude', path.join(cwd, 'charts'))).toEqual({ files: ['a.yaml'], err: '' });
    expect(validated('--exclude', path.join(cwd, 'c*'))).toEqual({ files: ['a.yaml'], err: '' });
    expect(validated('--exclude', 'chart', '--exclude', 'charts'))
      .toEqual({ files: ['a.yaml'], err: `note: --exclude 'chart' leaves nothing out; patterns start from ${cwd}\n` });
  });

  it('reads a file once, however many links lead to it', () => {
    const cwd = folder({ 'base/a.yaml': BAD });
    fs.mkdirSync(path.join(cwd, 'over'));
    fs.symlinkSync('../base/a.yaml', path.join(cwd, 'over', 'a.yaml'));
    fs.symlinkSync('base', path.join(cwd, 'alias'));
    const inputs = (...args: readonly string[]): string[] => (
      (JSON.parse(run(['validate', ...ONLY, '--format', 'json', ...args], { cwd }).out) as { inputs: { file: string }[] }).inputs.map(({ file }) => file)
    );
    expect(inputs('.')).toEqual(['base/a.yaml']);
    expect(inputs('over', 'alias', 'base')).toEqual(['base/a.yaml']);
    expect(inputs('over', 'alias')).toEqual(['alias/a.yaml']);
    expect(inputs('over/a.yaml')).toEqual(['over/a.yaml']);
  });

  it('judges the rest where a folder or a file may not be read', () => {
    const cwd = folder({ 'a/locked/a.yaml': BAD, 'b/b.yaml': BAD, 'b/c.yaml': BAD });
    for (const open of [cwd, path.join(path.dirname(command()), '../../..')]) fs.chmodSync(open, 0o755);
    for (const locked of ['a/locked', 'b/c.yaml']) fs.chmodSync(path.join(cwd, locked), 0);
    // Root may read everything.
    const uid = process.getuid?.() === 0 ? 65534 : undefined;
    const { status, stdout, stderr } = spawnSync(process.execPath, [command(), 'validate', ...ONLY, '.'], { cwd, uid, encoding: 'utf8' });
    fs.chmodSync(path.join(cwd, 'a/locked'), 0o755);
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'error: a/locked: cannot be read: permission denied\nerror: b/c.yaml: cannot be read: permission denied\n' });
    expect(stdout).toMatch(/^b\/b\.yaml:/);
  });

  it('reads a pipe that has a name', () => {
    const cwd = folder({ 'a.yaml': BAD });
    const script = `"$0" "$1" validate ${ONLY.join(' ')} --fail-on never <(cat a.yaml)`;
    expect(execFileSync('bash', ['-c', script, process.execPath, command()], { cwd, encoding: 'utf8' })).toContain('shop/Service/door');
  });

  it('takes lists apart, in YAML and JSON', () => {
    const item = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'in-list' }, spec: { type: 'NodePort' } };
    const cwd = folder({ 'list.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [item] }) });
    expect(run(['validate', ...ONLY, '.'], { cwd }).out).toContain('Service/in-list');
  });

  it('reads folders with all below them, globs and files, each file once, in the order of their names', () => {
    const files = { 'b/2.yaml': 'two', 'b/1.yml': 'one', 'a/b/3.json': 'three', '.hidden/x.yaml': 'hidden', 'node_modules/p/x.yaml': 'package', 'b/4.txt': 'four' };
    const cwd = folder(Object.fromEntries(Object.entries(files).map(([name, id]) => [name, BAD.replace('door', id)])));
    const places = (args: string[]): string[] => [...run(['validate', ...ONLY, ...args], { cwd }).out.matchAll(/^(\S+?):\d/gm)].map((match) => match[1]);
    expect(places(['.'])).toEqual(['a/b/3.json', 'b/1.yml', 'b/2.yaml']);
    expect(places(['b', 'b/2.yaml', './b/../b/2.yaml', 'a'])).toEqual(['a/b/3.json', 'b/1.yml', 'b/2.yaml']);
    expect(places(['**/*.y*ml'])).toEqual(['b/1.yml', 'b/2.yaml']);
    expect(places(['{a,b}'])).toEqual(['a/b/3.json', 'b/1.yml', 'b/2.yaml']);
    expect(places(['b/4.txt'])).toEqual(['b/4.txt']);
    expect(places(['../' + path.basename(cwd) + '/b/2.yaml'])).toEqual(['b/2.yaml']);
  });

  it('follows links to files, and does not go round in circles', () => {
    const cwd = folder({ 'real/a.yaml': BAD });
    fs.symlinkSync(path.join(cwd, 'real'), path.join(cwd, 'real', 'circle'));
    fs.symlinkSync(path.join(folder({ 'a.yaml': BAD.replace('door', 'gate') }), 'a.yaml'), path.join(cwd, 'link.yaml'));
    expect(run(['validate', ...ONLY, '.'], { cwd }).out).toContain('2 files');
  });

  it('refuses what is too large to be manifests', () => {
    const cwd = folder();
    fs.writeFileSync(path.join(cwd, 'a.yaml'), '');
    fs.truncateSync(path.join(cwd, 'a.yaml'), 65 * 1024 * 1024);
    expect(run(['validate', 'a.yaml'], { cwd })).toEqual({ code: 2, out: '', err: 'error: a.yaml: is larger than 64 MB; split it\n' });
    expect(run(['validate', '/dev/zero'], { cwd }).err).toMatch(/is larger than 64 MB/);
  });
});

describe('output', () => {
  it('shows the place, three lines of it, and what to do', () => {
    const { out } = run(['validate', ...ONLY, '--date', '2026-11-23', '.'], { cwd: folder({ 'door.yaml': BAD }) });
    expect(out).toMatchInlineSnapshot(`
"door.yaml:7:3  shop/Service/door

    6 │ spec:
  > 7 │   type: NodePort
      │   ^
    8 │   selector:

  warning  service-no-nodeport  spec.type is NodePort; use ClusterIP, and an Ingress or a Gateway for what comes from outside

1 warning
1 file, 1 object, 1 rule, Kubernetes 1.36, 2026-11-23
"
`);
  });

  it('has colours when asked, and none where nobody sees them', () => {
    const cwd = folder({ 'door.yaml': BAD });
    const hasColor = (args: string[], env: Record<string, string> = {}): boolean => run(['validate', ...ONLY, ...args, '.'], { cwd, env }).out.includes('\u001b[');
    expect(hasColor([])).toBe(false);
    expect(hasColor(['--color', 'always'])).toBe(true);
    expect(hasColor([], { FORCE_COLOR: '1' })).toBe(true);
    expect(hasColor([], { FORCE_COLOR: '0' })).toBe(false);
    expect(hasColor([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(true);
    expect(hasColor(['--color', 'never'], { FORCE_COLOR: '1' })).toBe(false);
    expect(hasColor(['--color', 'always'], { NO_COLOR: '1' })).toBe(true);
  });

  it('prints only what fails the run when quiet', () => {
    const cwd = folder({ 'door.yaml': BAD });
    expect(run(['validate', '--rules', 'service-no-nodeport', '--quiet', '.'], { cwd })).toEqual({ code: 0, out: '', err: '' });
    const { out } = run(['validate', ...ONLY, '--quiet', '.'], { cwd });
    expect(out).toContain('service-no-nodeport');
    expect(out).not.toContain('1 file');
  });

  it('lets no name steer the terminal', () => {
    const { out } = run(['validate', ...ONLY, '-'], { input: JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a\u001b[2Jb\u202ec' }, spec: { type: 'NodePort' } }) });
    expect(out).toContain('a\\u001b[2Jb\\u202ec');
    // eslint-disable-next-line no-control-regex
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });

  it('is the same on every run', () => {
    const cwd = folder({ 'a.yaml': GOOD.replaceAll('restricted', 'privileged'), 'b.yaml': BAD });
    const [one, two] = [0, 1].map(() => run(['validate', '--date', '2026-11-23', '.'], { cwd }));
    expect(one).toEqual(two);
    expect(one.out.length).toBeGreaterThan(1000);
  });
});
