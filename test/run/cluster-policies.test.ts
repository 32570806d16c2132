import * as fs from 'fs';
import * as path from 'path';
import { Chart } from 'cdk8s';
import { compliantChart, folder, messageOf, plainApp, stderrOf } from './trees';
import { Json } from '../../src/manifest/model';
import { HardenedApp } from '../../src/run/app';
import { Hardening } from '../../src/run/hardening';

/** A file with a policy about the labels of Deployments. */
function policyFile(expression = "'owner' in object.metadata.labels", action = 'Deny'): string {
  const file = path.join(folder(), 'policies.json');
  const of = (kind: string, spec: object): object => ({ apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: { name: 'owned' }, spec });
  fs.writeFileSync(file, JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      of('ValidatingAdmissionPolicy', {
        matchConstraints: { resourceRules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] }] },
        validations: [{ expression, message: 'says no owner' }],
      }),
      of('ValidatingAdmissionPolicyBinding', { policyName: 'owned', validationActions: [action] }),
    ],
  }));
  return file;
}

it('stops the synth where a policy of the cluster would refuse an object', () => {
  const app = new HardenedApp({ outdir: folder(), policies: [policyFile()] });
  compliantChart(app);
  const message = messageOf(() => app.synth());
  expect(message).toContain("error policy.owned  shop/Deployment/api  says no owner; make true what validations[0] asks: 'owner' in object.metadata.labels\n");
  expect(message).toContain('made at test/run/trees.ts:');
  expect(fs.readdirSync(app.outdir)).toEqual([]);
});

it('takes a folder, and lets pass what the policies admit', () => {
  const app = new HardenedApp({ outdir: folder(), policies: [path.dirname(policyFile())] });
  const owned = ({ metadata }: Json): void => { (metadata as { labels: Record<string, string> }).labels.owner = 'me'; };
  compliantChart(app, 'shop', { 'Deployment/api': owned, 'Deployment/web': owned });
  app.synth();
  expect(app.findings.filter(({ rule }) => rule.startsWith('policy.'))).toEqual([]);
});

it('asks below the scope that names them, weighs and waives like any rule', () => {
  const app = plainApp();
  Hardening.of(app);
  const chart = new Chart(app, 'asked');
  const hardening = Hardening.of(chart, { policies: [policyFile()], severities: { 'policy.owned': 'warning' } });
  hardening.waive(['policy.owned'], { reason: 'nobody owns what is bought' });
  compliantChart(chart);
  app.synth();
  const found = hardening.findings.filter(({ rule }) => rule === 'policy.owned');
  expect(found.map(({ construct }) => construct)).toEqual(['asked/shop/Deployment-web', 'asked/shop/Deployment-api']);
  for (const finding of found) expect(finding).toMatchObject({ severity: 'warning', waived: 'nobody owns what is bought' });
  const other = plainApp();
  Hardening.of(new Chart(other, 'asked'), { policies: [policyFile()] });
  Hardening.of(other);
  compliantChart(other, 'others');
  other.synth();
});

it('tells what could not be judged, once', () => {
  const app = new HardenedApp({ outdir: folder(), policies: [policyFile('request.userInfo.username == "me"')] });
  compliantChart(app);
  const told = stderrOf(() => { app.synth(); app.synth(); });
  const note = "note policy 'owned': validations[0] is not judged for 2 objects: it reads request.userInfo, which only the API server knows";
  expect(told.split('\n').filter((line) => line === note)).toHaveLength(1);
});

it('names the construct and the way out where the files hold no policy', () => {
  const failing = (policies: string[]): string => {
    const app = plainApp();
    const chart = new Chart(app, 'shop');
    Hardening.of(chart, { policies });
    compliantChart(chart);
    return messageOf(() => app.synth());
  };
  expect(failing(['missing.yaml'])).toMatch(/^shop: policies: missing\.yaml cannot be read: ENOENT/);
  const empty = path.join(folder(), 'empty.yaml');
  fs.writeFileSync(empty, 'kind: ConfigMap\napiVersion: v1\n');
  expect(failing([empty])).toBe(`shop: policies: no ValidatingAdmissionPolicy in ${empty}`);
  expect(() => Hardening.of(plainApp(), { policies: [''] })).toThrow(/policies is not a list of files/);
});

it('says how to install what evaluates them where it is missing', () => {
  jest.isolateModules(() => {
    jest.doMock('@marcbachmann/cel-js', () => { throw new Error('Cannot find module'); });
    const { loadCel } = jest.requireActual<typeof import('../../src/run/cel-js')>('../../src/run/cel-js');
    expect(() => loadCel({} as never)).toThrow('policies are evaluated by @marcbachmann/cel-js, which cannot be loaded; install it: npm install --save-dev @marcbachmann/cel-js@8');
  });
});

// What is told on standard error is not for the reader of the tests.
beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
});
