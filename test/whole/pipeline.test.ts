import { spawnSync } from 'child_process';
import { chmodSync, existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse, parseAllDocuments } from 'yaml';
import { Json, Model } from '../../src/manifest/model';
import { program } from '../../src/run/cli/command';
import { checkConfig } from '../../src/run/cli/config-problems';
import { compliantApp } from '../../src/validation/compliant-app';
import { judge } from '../../src/validation/engine';
import { DEFAULT_POLICY } from '../../src/validation/policy';
import { RULES, ruleById } from '../../src/validation/rules';
import { command, folder } from '../run/cli/command';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/ci.md'), 'utf8');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const ACTION = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Action;

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[] };
}

const BLOCKS = [...PAGE.matchAll(/```(\w+)\n([^]*?)```/g)].map(([, language, text]) => ({ language, text }));
const block = (start: string): string => BLOCKS.find(({ text }) => text.startsWith(start))!.text;

/** Every call of the command that a text shows, as arguments. */
function calls(text: string): string[][] {
  return [...text.matchAll(/(?:npx (?:--yes )?|entry: |^ *)cdk8s-hardened(?:@\S+)? ((?:validate|rules|explain|init|completion)\b[^`#\n]*)/gm)].map(([, found]) => found.trim().split(/\s+/));
}

describe('docs/ci.md', () => {
  const shown = [...calls(PAGE), ...calls(README)].map((args) => [args.join(' '), args] as const);

  it('shows commands', () => expect(shown.length).toBeGreaterThan(9));

  it.each(shown)('shows a command that exists: %s', async (_, args) => {
    const cli = program(() => undefined).configureOutput({ writeErr: () => undefined });
    let ran = false;
    for (const sub of cli.commands) sub.action(() => { ran = true; });
    await cli.parseAsync([...args], { from: 'user' });
    expect(ran).toBe(true);
  });

  it.each(BLOCKS.filter(({ language }) => language === 'yaml').map(({ text }) => [text.split('\n')[0], text]))('shows YAML that can be read: %s', (_, text) => {
    for (const document of parseAllDocuments(text)) expect([...document.errors, ...document.warnings]).toEqual([]);
  });

  it('shows a configuration that fits, about rules that there are', () => {
    const value = parse(block('kubernetesVersion')) as { severities: object; waivers: { rule: string }[] };
    expect(checkConfig(value).problems).toEqual([]);
    for (const id of [...Object.keys(value.severities), ...value.waivers.map(({ rule }) => rule)]) expect(ruleById(id)?.id).toBe(id);
  });

  it('shows a gate that keeps the rules in a namespace that denies by default', () => {
    const gate = parseAllDocuments(block('apiVersion: batch/v1')).map((document) => document.toJS() as Json);
    expect(gate.map(({ kind }) => kind)).toEqual(['Job', 'ServiceAccount', 'NetworkPolicy']);
    const found = judge(new Model([...compliantApp(), ...gate].map((value) => ({ value }))), DEFAULT_POLICY, RULES);
    expect(found.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('names inputs that the action has', () => {
    const workflow = parse(block('name: manifests')) as { jobs: { validate: { steps: { with?: object }[] } } };
    const given = Object.keys(workflow.jobs.validate.steps.find((step) => step.with !== undefined)!.with!);
    expect(given.length).toBeGreaterThan(0);
    for (const input of given) expect(Object.keys(ACTION.inputs)).toContain(input);
  });

  it('names a tag of the action that every release moves', () => {
    const [, major] = /uses: cdk8s-hardened\/cdk8s-hardened@v(\d+)\n/.exec(PAGE)!;
    const { jobs } = parse(readFileSync(join(ROOT, '.github/workflows/release.yml'), 'utf8')) as { jobs: Record<string, { steps: { run?: string }[] }> };
    expect(jobs.release_major_tag.steps[0].run).toContain(`refs/tags/v${major} `);
    const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8')) as { tasks: { release: { env: object } } };
    expect(tasks.release.env).toMatchObject({ MAJOR: major });
  });

  it('is where the README sends people', () => expect(README).toContain('(docs/ci.md)'));
});

describe('action.yml', () => {
  const [validate, , end] = ACTION.runs.steps;
  const privileged = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: x}\nspec: {containers: [{name: c, image: a, securityContext: {privileged: true}}]}\n';

  /** Runs the script of the action as a runner does, with an npx that runs the command as it is here. */
  function act(files: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>>, ref = 'v1.4') {
    const home = folder({
      ...files,
      'bin/npx': `#!/bin/sh\nprintf '%s\\n' "$@" > "$RUNNER_TEMP/npx"\nshift 2\nexec '${process.execPath}' '${command()}' "$@"\n`,
      'temp/summary': 'before\n',
      'temp/output': '',
    });
    chmodSync(join(home, 'bin/npx'), 0o755);
    const given = Object.fromEntries(Object.entries(validate.env!).map(([name, value]) => {
      const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(value)?.[1];
      return [name, input === undefined ? ref : inputs[input] ?? ACTION.inputs[input].default!];
    }));
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', validate.run!], {
      cwd: home,
      encoding: 'utf8',
      env: {
        ...given,
        PATH: `${join(home, 'bin')}:${process.env.PATH}`,
        HOME: home,
        RUNNER_TEMP: join(home, 'temp'),
        GITHUB_STEP_SUMMARY: join(home, 'temp/summary'),
        GITHUB_OUTPUT: join(home, 'temp/output'),
      },
    });
    const read = (name: string): string => (existsSync(join(home, name)) ? readFileSync(join(home, name), 'utf8') : '');
    const outputs = Object.fromEntries(read('temp/output').split('\n').filter((line) => line !== '').map((line) => line.split('=') as [string, string]));
    return { home, status, stdout, stderr, outputs, summary: read('temp/summary'), sarif: read('temp/cdk8s-hardened.sarif'), npx: read('temp/npx').split('\n') };
  }

  it('keeps text of others out of its scripts', () => {
    for (const { run = '' } of ACTION.runs.steps) expect(run).not.toContain('${{');
    const wired = ACTION.runs.steps.flatMap(({ env = {} }) => Object.values(env)).join(' ');
    for (const input of Object.keys(ACTION.inputs)) expect(input === 'upload-sarif' || wired.includes(`inputs.${input} `)).toBe(true);
  });

  it('annotates, sums up, writes SARIF and fails at the end', () => {
    const run = act({ 'manifests/pod.yaml': privileged }, { 'paths': 'manifests', 'kubernetes-version': '1.35' });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    expect(run.outputs).toEqual({ 'exit-code': '1', 'sarif': join(run.home, 'temp/cdk8s-hardened.sarif') });
    expect(run.stdout).toMatch(/^::error file=manifests\/pod\.yaml,line=4,.*title=pss-privileged::/m);
    expect(run.summary).toMatch(/^before\n## cdk8s-hardened: .*Kubernetes 1\.35.*privileged/s);
    const { runs: [{ results }] } = JSON.parse(run.sarif) as { runs: { results: { ruleId: string }[] }[] };
    expect(results.map(({ ruleId }) => ruleId)).toContain('pss-privileged');
    expect(spawnSync('bash', ['-c', end.run!], { env: { ...process.env, CODE: run.outputs['exit-code'] } }).status).toBe(1);
  });

  it.each([['v1.4', '', '1.4'], ['v2.0.1', '', '2.0.1'], ['main', '', 'latest'], ['v1; touch pwned', '', 'latest'], ['v1', '1.3.0', '1.3.0']])('at %s with version %j takes version %s', (ref, version, wanted) => {
    const run = act({ 'a.yaml': privileged }, { 'fail-on': 'never', version }, ref);
    expect(run.npx.slice(0, 3)).toEqual(['--yes', `cdk8s-hardened@${wanted}`, 'validate']);
    expect(run.outputs['exit-code']).toBe('0');
  });

  it('takes each line of paths as it is', () => {
    const name = '$(touch pwned) `touch pwned`; touch pwned.yaml';
    const run = act({ [name]: privileged, '-with dash/a.yaml': privileged }, { paths: `${name}\n\n-with dash\n` });
    expect(run.outputs['exit-code']).toBe('1');
    expect(run.npx).toEqual(expect.arrayContaining([name, '-with dash']));
    expect(existsSync(join(run.home, 'pwned'))).toBe(false);
  });

  it('takes a configuration and a baseline', () => {
    const run = act({ 'a.yaml': privileged, 'c.yaml': 'severities: {"*": "off"}\n' }, { paths: 'a.yaml', config: 'c.yaml' });
    expect(run.outputs['exit-code']).toBe('0');
    const missing = act({ 'a.yaml': privileged }, { paths: 'a.yaml', baseline: 'old.json' });
    expect(missing.npx).toEqual(expect.arrayContaining(['--baseline', 'old.json']));
  });

  it('says 2, and names no SARIF, where the call is wrong', () => {
    const run = act({ 'a.yaml': privileged }, { 'fail-on': 'errors' });
    expect(run.outputs).toEqual({ 'exit-code': '2' });
    expect(run.stderr).toContain("did you mean 'error'");
    expect(run.summary).toBe('before\n');
  });
});
