import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import Ajv from 'ajv';
import { command, folder, run } from './command';
import { write } from '../../../src/manifest/write';
import { JSON_REPORT_SCHEMA } from '../../../src/report/json-schema';

const service = (name: string): string => write({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { type: 'NodePort' } });
const ONLY = ['--rules', 'service-no-nodeport', '--fail-on', 'info', '--date', '2026-11-23'];

interface Report {
  readonly findings: readonly { readonly rule: string; readonly location: { readonly file: string } }[];
  readonly faults: readonly { readonly file: string }[];
  readonly summary: Readonly<Record<string, number>>;
}

describe('--format', () => {
  it.each<[string, RegExp]>([
    ['json', /^\{\n {2}"\$schema": ".*report-1\.schema\.json"/],
    ['sarif', /"version": "2\.1\.0"/],
    ['junit', /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites /],
    ['github', /^::warning file=door\.yaml,line=7,col=3,title=service-no-nodeport::/],
    ['gitlab', /"check_name": "service-no-nodeport"/],
    ['markdown', /^## cdk8s-hardened: 1 warning\n/],
    ['text', /^door\.yaml:7:3 {2}shop\/Service\/door\n/],
  ])('writes %s to standard output, and nothing else', (format, text) => {
    const { code, out, err } = run(['validate', ...ONLY, '--format', format, '.'], { cwd: folder({ 'door.yaml': service('door') }) });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(text);
  });

  it('writes several at once, each to its file, and makes the folders', () => {
    const cwd = folder({ 'door.yaml': service('door') });
    const { out } = run(['validate', ...ONLY, '--format', 'json=out/a/report.json', '--format=sarif=report.sarif', '--format', 'markdown', 'door.yaml'], { cwd });
    expect(out).toMatch(/^## cdk8s-hardened/);
    expect((JSON.parse(fs.readFileSync(path.join(cwd, 'out/a/report.json'), 'utf8')) as Report).findings).toHaveLength(1);
    expect(fs.readFileSync(path.join(cwd, 'report.sarif'), 'utf8')).toContain('2.1.0');
    expect(fs.readdirSync(cwd).sort()).toEqual(['door.yaml', 'out', 'report.sarif']);
  });

  it('writes what was found and what could not be read, as the schema says', () => {
    const cwd = folder({ 'a.yaml': `${service('door')}---\nkind: [\n`, 'b.yaml': service('other') });
    const { code, out } = run(['validate', ...ONLY, '--format', 'json', 'a.yaml', 'b.yaml', 'c.yaml'], { cwd });
    expect(code).toBe(2);
    const report = JSON.parse(out) as Report;
    const valid = new Ajv({ allowUnionTypes: true }).compile(JSON_REPORT_SCHEMA);
    expect([valid(report), valid.errors]).toEqual([true, null]);
    expect(report.findings.map(({ location }) => location.file)).toEqual(['a.yaml', 'b.yaml']);
    expect(report.faults.map(({ file }) => file)).toEqual(['c.yaml', 'a.yaml']);
  });

  it.each<[string, string[], RegExp]>([
    ['an unknown name', ['--format', 'sarf'], /--format: 'sarf' is not one of .*; did you mean 'sarif'/],
    ['no file', ['--format', 'json='], /--format json= names no file; write json=FILE, or json for standard output/],
    ['two for standard output', ['--format', 'json', '--format', 'sarif'], /one format can go to standard output/],
    ['two for one file', ['--format', 'json=x', '--format', 'sarif=x'], /two formats go to x/],
    ['a file that cannot be', ['--format', 'json=door.yaml/x'], /--format: door\.yaml\/x cannot be written: /],
  ])('refuses %s', (_, args, message) => {
    const { code, err } = run(['validate', ...ONLY, ...args, '.'], { cwd: folder({ 'door.yaml': service('door') }) });
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it('writes to a pipe that has a name', () => {
    const script = `("$0" "$1" validate ${ONLY.join(' ')} --format json=/dev/stdout door.yaml; true) | cat`;
    const out = execFileSync('bash', ['-c', script, process.execPath, command()], { cwd: folder({ 'door.yaml': service('door') }), encoding: 'utf8' });
    expect(JSON.parse(out)).toMatchObject({ version: 1 });
  });

  it('writes through links and to devices, and leaves both what they are', () => {
    const cwd = folder({ 'door.yaml': service('door'), 'real.json': '' });
    fs.symlinkSync('real.json', path.join(cwd, 'link.json'));
    run(['validate', ...ONLY, '--format', 'json=link.json', '--format', 'sarif=/dev/null', 'door.yaml'], { cwd });
    expect(fs.lstatSync(path.join(cwd, 'link.json')).isSymbolicLink()).toBe(true);
    expect(fs.readFileSync(path.join(cwd, 'real.json'), 'utf8')).toContain('service-no-nodeport');
    expect(fs.statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('is read to its end by a slow reader, and survives one that stops', () => {
    const many = Array.from({ length: 3000 }, (_, i) => service(`s${i}`)).join('---\n');
    const cwd = folder({ 'many.yaml': many });
    const shell = (script: string): string => execFileSync('bash', ['-o', 'pipefail', '-c', script], { cwd, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, env: { ...process.env, CLI: command() } });
    expect((JSON.parse(shell('node $CLI validate --rules service-no-nodeport --format json . | (sleep 1; cat)')) as Report).findings).toHaveLength(3000);
    for (const format of ['json', 'text']) {
      const script = `node ${command()} validate --rules service-no-nodeport --fail-on info --format ${format} . | head -c 10; echo "code \${PIPESTATUS[0]}" >&2`;
      expect(spawnSync('bash', ['-c', script], { cwd, encoding: 'utf8' }).stderr).toBe('code 1\n');
    }
  });
});

describe('--baseline', () => {
  it('fails on what is new alone, and says what is mended', () => {
    const cwd = folder({ 'a.yaml': service('old') + '---\n' + service('mended') });
    expect(run(['validate', ...ONLY, '--baseline', 'base.json', '--update-baseline', '.'], { cwd })).toMatchObject({ code: 0, err: '' });
    fs.writeFileSync(path.join(cwd, 'a.yaml'), `# moved\n\n${service('old')}---\n${service('mended').replace('NodePort', 'ClusterIP')}`);
    const old = run(['validate', ...ONLY, '--baseline', 'base.json', '.'], { cwd });
    expect(old.code).toBe(0);
    expect(old.out).toMatch(/^no findings, 1 in the baseline\n/);
    expect(old.err).toMatch(/^note: base\.json holds 1 finding that nobody finds any more; write it anew with --update-baseline\n {2}service-no-nodeport {2}shop\/Service\/mended/);
    fs.writeFileSync(path.join(cwd, 'b.yaml'), service('new'));
    const fresh = run(['validate', ...ONLY, '--baseline', 'base.json', '.'], { cwd });
    expect(fresh.code).toBe(1);
    expect(fresh.out).toContain('shop/Service/new');
    expect(fresh.out).not.toContain('shop/Service/old');
  });

  it('tells what is mended from what is not in the input, which may be gone or only not looked at', () => {
    const cwd = folder({ 'a/a.yaml': service('old') + '---\n' + service('mended'), 'b.yaml': service('beside') });
    const judge = (...args: string[]): string => run(['validate', ...ONLY, '--baseline', 'base.json', ...args], { cwd }).err;
    judge('--update-baseline', '.');
    const beside = 'note: base.json holds 1 finding of objects that are not in this input; --update-baseline drops what it does not find, so give it the whole input\n';
    expect(judge('a')).toBe(beside);
    fs.writeFileSync(path.join(cwd, 'a/a.yaml'), service('old') + '---\n' + service('mended').replace('NodePort', 'ClusterIP'));
    expect(judge('a')).toMatch(/^note: base\.json holds 1 finding that nobody finds any more; .*\n {2}service-no-nodeport {2}shop\/Service\/mended {2}spec\.type\nnote: /);
    expect(judge('a').endsWith(beside)).toBe(true);
    judge('--update-baseline', 'a');
    expect(fs.readFileSync(path.join(cwd, 'base.json'), 'utf8')).not.toMatch(/beside|mended/);
  });

  it('keeps what it knows of rules that did not run, and of input that is broken', () => {
    const cwd = folder({ 'a.yaml': service('old') });
    run(['validate', ...ONLY, '--baseline', 'base.json', '--update-baseline', '.'], { cwd });
    const before = fs.readFileSync(path.join(cwd, 'base.json'), 'utf8');
    const other = run(['validate', '--rules', 'service-selects-pods', '--baseline', 'base.json', '.'], { cwd });
    expect(other.err).toBe('');
    run(['validate', '--rules', 'pss-host-network', '--baseline', 'base.json', '--update-baseline', '.'], { cwd });
    expect(fs.readFileSync(path.join(cwd, 'base.json'), 'utf8')).toBe(before);
    fs.writeFileSync(path.join(cwd, 'a.yaml'), 'apiVersion: [\n');
    const broken = run(['validate', ...ONLY, '--baseline', 'base.json', '--update-baseline', '.'], { cwd });
    expect(broken.code).toBe(2);
    expect(broken.err).toMatch(/base\.json is left as it is/);
    expect(fs.readFileSync(path.join(cwd, 'base.json'), 'utf8')).toBe(before);
  });

  it.each<[string, string[], RegExp]>([
    ['one that does not exist', ['--baseline', 'x.json'], /baseline x\.json does not exist; write it once with --update-baseline/],
    ['one that is none', ['--baseline', 'a.yaml'], /a\.yaml is not a baseline; write it anew with --update-baseline/],
    ['an update without a file', ['--update-baseline'], /--update-baseline has no file to write; add --baseline FILE/],
  ])('refuses %s', (_, args, message) => {
    const { code, err } = run(['validate', ...ONLY, ...args, 'a.yaml'], { cwd: folder({ 'a.yaml': service('old') }) });
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe('--crds', () => {
  it('says nothing about what is given along', () => {
    const crd = write({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'x.example.com', namespace: 'odd' }, spec: {} });
    const cwd = folder({ 'door.yaml': service('door'), 'crds/x.yaml': crd });
    const { out } = run(['validate', '--fail-on', 'info', '--crds', 'crds', 'door.yaml'], { cwd });
    expect(out).toContain('1 file, 1 object');
    expect(out).not.toContain('crds/x.yaml');
    expect(run(['validate', '--crds', 'nothing', 'door.yaml'], { cwd })).toMatchObject({ code: 2, err: 'error: nothing: does not exist\n' });
  });
});

describe('--import-waivers', () => {
  const annotated = (annotations: Record<string, string>): string => write({
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'door', namespace: 'shop', annotations }, spec: { type: 'NodePort' },
  });

  it('takes annotations of other tools, when asked', () => {
    const input = annotated({ 'ignore-check.kube-linter.io/exposed-services': 'nobody else reaches this port', 'ignore-check.kube-linter.io/ssh-port': 'x' });
    expect(run(['validate', ...ONLY, '-'], { input }).code).toBe(1);
    const { code, out, err } = run(['validate', ...ONLY, '--import-waivers', '--waived', '-'], { input });
    expect(code).toBe(0);
    expect(out).toContain('waived: nobody else reaches this port');
    expect(err).toBe('note: annotations name checks that have no rule here: kube-linter ssh-port\n');
  });
});
