import { readFileSync } from 'fs';
import { join } from 'path';
import * as cdk8s from 'cdk8s';
import { parse } from 'yaml';
import { policyRules } from '../../src/admission/policies';
import { ruleById } from '../../src/validation/rules';
import { layOut, readWalk, runStep } from '../cluster/walk';
import { command, folder } from '../run/cli/command';
import * as hardened from 'cdk8s-hardened';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/enforce.md'), 'utf8');
const walk = readWalk(PAGE);
const block = (language: string, start: string): string => {
  const found = [...PAGE.matchAll(/^```([^\n]+)\n([^]*?)^```$/gm)].find(([, info, text]) => info === language && text.startsWith(start));
  return found![2];
};

// What needs a cluster is run by test/cluster/enforce.ts.
describe('docs/enforce.md', () => {
  const home = folder();
  let env: NodeJS.ProcessEnv;
  beforeAll(() => { env = layOut(walk, home, command()); });

  const offline = walk.steps.filter(({ onCluster, script }) => !onCluster && script.includes('npx cdk8s-hardened'));

  it('shows more that is run on a cluster, and files for it', () => {
    expect(offline.length).toBeGreaterThanOrEqual(5);
    expect(walk.steps.length - offline.length).toBeGreaterThanOrEqual(8);
    expect(Object.keys(walk.files)).toEqual(['manifests/web.yaml', 'manifests/legacy.yaml', 'shell.yaml', 'debugger.yaml']);
  });

  it.each(offline.map((step) => [step.script.split('\n')[0], step] as const))('prints what it shows: %s', (_, step) => {
    expect(runStep(step, home, env)).toBe(step.output ?? '');
  });

  it.each(['argoproj.io/v1alpha1', 'kustomize.toolkit.fluxcd.io/v1'])('has %s remove the bindings that are gone', (apiVersion) => {
    const { kind, spec } = parse(block('yaml', `apiVersion: ${apiVersion}`)) as { kind: string; spec: { prune?: boolean; syncPolicy?: { automated: { prune: boolean } } } };
    expect(kind === 'Application' ? spec.syncPolicy!.automated.prune : spec.prune).toBe(true);
  });

  it('shows TypeScript that makes policies', () => {
    const app = new cdk8s.App();
    const names = { ...cdk8s, ...hardened, app };
    const policies = new Function(...Object.keys(names), `${block('ts', 'const platform')}; return platform.toJson();`)(...Object.values(names)) as { kind: string }[];
    expect(new Set(policies.map(({ kind }) => kind))).toEqual(new Set(['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']));
  });

  it('names rules that no policy has, where it says so', () => {
    const section = PAGE.slice(PAGE.indexOf('## What CEL cannot say'), PAGE.indexOf('## Kyverno'));
    const named = [...section.matchAll(/\(`([a-z-]+)`\)/g)].map(([, id]) => id);
    expect(named.length).toBeGreaterThan(6);
    for (const id of named) {
      expect(ruleById(id)?.id).toBe(id);
      expect(policyRules().includes(id)).toBe(id === 'rbac-no-wildcard-verbs');
    }
  });

  it('is where the README and the architecture send people', () => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain('(docs/enforce.md)');
    expect(readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')).toContain('(enforce.md)');
  });
});
