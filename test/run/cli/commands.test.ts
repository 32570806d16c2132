import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { command, folder, run } from './command';
import { CHECKLIST } from '../../../src/checklist';
import { rulePage } from '../../../src/report/rule-page';
import { ruleById, RULES } from '../../../src/validation/rules';
import { WAIVER_RULES } from '../../../src/validation/waiver-rules';

const ALL = [...RULES, ...WAIVER_RULES];
const ids = (out: string): string[] => [...out.matchAll(/^ {2}(?:error|warning|info) {2,}(\S+)/gm)].map((match) => match[1]);

/** A copy of what is published, for what a run leaves in it; and a manifest. */
function copied(): string {
  const [main, bundle] = ['main.js', 'command.js'].map((name) => fs.readFileSync(path.join(path.dirname(command()), name)));
  return folder({
    'lib/run/cli/main.js': main, 'lib/run/cli/command.js': bundle, 'package.json': '{"version":"1.2.3"}', 'a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n',
  });
}

describe('rules', () => {
  it('lists every rule, below the items of the checklist', () => {
    const { code, out, err } = run(['rules']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(ids(out).sort()).toEqual(ALL.map(({ id }) => id).sort());
    expect(out).toContain(`2 ${CHECKLIST[1].title}\n`);
    expect(out).toMatch(new RegExp(`\n${ALL.length} rules\n$`));
  });

  it('filters by item, severity and framework', () => {
    expect(ids(run(['rules', '--item', '7']).out)).toEqual(RULES.filter(({ item }) => item === 7).map(({ id }) => id));
    expect(ids(run(['rules', '--item', 'reliability', '--severity', 'error']).out).sort()).toEqual(
      ALL.filter(({ item, severity }) => item === 'reliability' && severity === 'error').map(({ id }) => id).sort(),
    );
    const mitre = ids(run(['rules', '--framework', 'mitre']).out);
    expect(mitre).toContain('pss-privileged');
    expect(mitre).toHaveLength(ALL.filter(({ references }) => references.some(({ framework }) => framework === 'mitre')).length);
  });

  it('writes JSON', () => {
    const list = JSON.parse(run(['rules', '--json', '--item', '7']).out) as { id: string; references: object[] }[];
    expect(list[0]).toMatchObject({ id: 'read-only-root-fs', item: 7, severity: 'error' });
    expect(list[0].references.length).toBeGreaterThan(0);
  });

  it.each([
    [['--item', '11'], /--item: '11' is not one of 1, /],
    [['--severity', 'warn'], /--severity: 'warn' is not one of .*; did you mean 'warning'/],
    [['--framework', 'miter'], /--framework: 'miter' is not one of .*; did you mean 'mitre'/],
  ])('refuses what does not exist: %j', (args, message) => {
    const { code, err } = run(['rules', ...args]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe('explain', () => {
  it('says what the page of the rule says', () => {
    const { code, out } = run(['explain', 'read-only-root-fs']);
    expect(code).toBe(0);
    const rule = ruleById('read-only-root-fs')!;
    expect(out).toContain(`${rule.title}.\n\n${rule.why}\n`);
    for (const line of rulePage(rule).split('\n').filter((text) => text.startsWith('- ['))) expect(out).toContain(/\[(.*?)\]/.exec(line)![1]);
    expect(out).toContain('    # Deployment/api\n');
    expect(out).not.toMatch(/```|\]\(|^#|^\|/m);
  });

  it('explains every rule', () => {
    for (const { id } of WAIVER_RULES) expect(run(['explain', id]).code).toBe(0);
  });

  it.each([['read-only-rot-fs', 'read-only-root-fs'], ['netpol-default', 'netpol-default-deny']])('names the nearest rule for %s', (id, near) => {
    const { code, out, err } = run(['explain', id]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(`error: '${id}' is not a rule; did you mean '${near}'\n`);
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])('prints a script for %s', (shell) => {
    const { code, out } = run(['completion', shell]);
    expect(code).toBe(0);
    expect(out).toMatch(/cdk8s-hardened complete '?--/);
  });

  it('prints a script that bash takes', () => {
    execFileSync('bash', ['-n'], { input: run(['completion', 'bash']).out });
  });

  it.each<[string[], string]>([
    [[''], 'validate'], [['val'], 'validate'], [['validate', '--fail'], '--fail-on'], [['validate', '--fail-on', ''], 'warning'],
    [['validate', '--format', ''], 'sarif'], [['explain', 'read-only'], 'read-only-root-fs'], [['rules', '--framework', ''], 'mitre'],
    [['validate', '--rules', 'pss-pri'], 'pss-privileged'], [['completion', ''], 'fish'],
  ])('completes %j', (words, offer) => {
    expect(run(['complete', '--', ...words]).out.split('\n').map((line) => line.split('\t')[0])).toContain(offer);
  });

  it.each<[string[], string]>([
    [['validate', '--rules', 'pss-privileged,rbac-e'], 'pss-privileged,'], [['validate', '--skip=pss-privileged,rbac-e'], 'pss-privileged,'],
  ])('completes the last rule of %j', (words, before) => {
    expect(run(['complete', '--', ...words]).out).toMatch(new RegExp(`^${before}rbac-`));
  });

  it.each<[string[]]>([
    [['validate', '']], [['validate', 'man']], [['validate', 'a.yaml', '']], [['validate', '--quiet', '']], [['validate', '--crds', '']],
    [['validate', '--baseline', 'b']], [['policies', '']], [['policies', '--config', '']], [['init', '']],
  ])('leaves files to the shell for %j', (words) => {
    expect(run(['complete', '--', ...words]).out).toBe(':0\n');
  });

  it.each<[string[]]>([[['']], [['explain', '']], [['validate', '--format', '']], [['validate', '--date', '']]])('offers no files for %j', (words) => {
    expect(run(['complete', '--', ...words]).out).toMatch(/^:4\n$/m);
  });

  it('describes every option', () => {
    expect(run(['complete', '--', 'validate', '--']).out.split('\n').filter((line) => /^--\S+\t$/.test(line))).toEqual([]);
  });

  it('prints a script that bash may read twice, and that completes files', () => {
    const script = run(['completion', 'bash']).out;
    execFileSync('bash', ['-e'], { input: `${script}\n${script}\n` });
    expect(script).toContain('complete -o default -F ');
  });

  it('refuses another shell', () => {
    const { code, err } = run(['completion', 'zhs']);
    expect(code).toBe(2);
    expect(err).toMatch(/completion: 'zhs' is not one of .*; did you mean 'zsh'/);
  });
});

describe('the command', () => {
  it('says its version, and what it judges with', () => {
    expect(run(['--version']).out).toMatch(/^cdk8s-hardened \d+\.\d+\.\d+, rules \d{4}\.\d{2}, Kubernetes 1\.28 to 1\.37\n$/);
  });

  it('explains itself', () => {
    const { code, out } = run(['--help']);
    expect(code).toBe(0);
    for (const name of ['validate', 'rules', 'explain', 'init', 'completion']) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(out).toMatch(/Exit codes:\n {2}0 /);
    expect(run(['validate', '--help']).out).toContain('--import-waivers');
    expect(run([]).code).toBe(2);
  });

  it.each([['help'], ['help validate'], ['validate --help']])('prints help for %s, which is no error', (words) => {
    const { code, out, err } = run(words.split(' '));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: /);
  });

  it('says that it has no help for what it does not have', () => {
    const { code, err } = run(['help', 'validat']);
    expect(code).toBe(2);
    expect(err).toMatch(/^error: help: 'validat' is not one of .*; did you mean 'validate'\n$/);
  });

  it('loads nothing but itself, and no construct', () => {
    // Lines are short, and a name may go on in the next one.
    const text = ['main.js', 'command.js'].map((name) => fs.readFileSync(path.join(path.dirname(command()), name), 'utf8')).join('').replaceAll('\\\n', '');
    const required = new Set([...text.matchAll(/require\w*\("([^"]+)"\)/g)].map((match) => match[1].replace(/^node:/, '').split('/')[0]));
    const builtin = new Set(process.getBuiltinModule('module').builtinModules);
    // What globs look for beside themselves is looked for where nothing is.
    expect([...required].filter((name) => !builtin.has(name))).toEqual(['picomatch']);
    expect(text).toContain('createRequire)("file:///C:/")');
    expect(text.startsWith('#!/usr/bin/env node\n')).toBe(true);
    // V8 keeps a text of one byte a character in half the space.
    expect([...text].every((character) => character <= '\u00ff')).toBe(true);
  });

  it('tells a fault of ours in one line, with the stack where asked, and exit code 3', () => {
    const home = copied();
    fs.rmSync(path.join(home, 'package.json'));
    const broken = (args: string[]): { code: number; err: string } => {
      try {
        execFileSync(process.execPath, [path.join(home, 'lib/run/cli/main.js'), 'validate', 'a.yaml', ...args], { cwd: home, stdio: 'pipe', encoding: 'utf8' });
        throw new Error('it went well, without its package.json');
      } catch (error) {
        const { status, stderr } = error as { status: number; stderr: string };
        return { code: status, err: stderr };
      }
    };
    const { code, err } = broken([]);
    expect(code).toBe(3);
    expect(err).toMatch(/^error: a fault of cdk8s-hardened: ENOENT.*; please report it with what --verbose adds: https:\/\/github\.com\/.*\/issues\n$/);
    expect(broken(['--verbose']).err).toMatch(/\n {4}at packageJson /);
  });
});

describe('what V8 made of it', () => {
  const validate = (home: string, env: Record<string, string> = {}): string => (
    execFileSync(process.execPath, [path.join(home, 'lib/run/cli/main.js'), 'validate', '--date', '2026-11-23', '--fail-on', 'never', 'a.yaml'], { cwd: home, encoding: 'utf8', env: { ...process.env, ...env } })
  );
  const left = (home: string): string[] => fs.readdirSync(path.join(home, 'lib/run/cli')).filter((name) => !['main.js', 'command.js'].includes(name));

  it('is kept, used the next time, and changes nothing', () => {
    const home = copied();
    const first = validate(home);
    const [cache, ...others] = left(home);
    expect(others).toEqual([]);
    expect(cache).toContain(process.version);
    const { mtimeMs } = fs.statSync(path.join(home, 'lib/run/cli', cache));
    expect(validate(home)).toBe(first);
    expect(fs.statSync(path.join(home, 'lib/run/cli', cache)).mtimeMs).toBe(mtimeMs);
  });

  it('is made anew where it is broken or older than the command', () => {
    const home = copied();
    const first = validate(home);
    const cache = path.join(home, 'lib/run/cli', left(home)[0]);
    const whole = fs.statSync(cache).size;
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(5000, 7), fs.readFileSync(cache).subarray(0, 4000)]) {
      fs.writeFileSync(cache, bytes);
      expect(validate(home)).toBe(first);
      expect(fs.statSync(cache).size).toBeGreaterThan(whole / 2);
    }
    fs.utimesSync(cache, new Date(0), new Date(0));
    validate(home);
    expect(fs.statSync(cache).mtimeMs).toBeGreaterThan(0);
  });

  it('is not kept where nobody wants it', () => {
    const home = copied();
    validate(home, { NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(left(home)).toEqual([]);
  });
});
