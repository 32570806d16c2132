import * as fs from 'fs';
import * as path from 'path';
import { ValidationContext } from 'cdk8s-cli/plugins';
import { folder, messageOf } from './trees';
import { writeAll } from '../../src/manifest/write';
import { HardeningPlugin } from '../../src/run/plugin';
import { edited } from '../../src/validation/compliant-app';
import { Edit } from '../../src/validation/rule';

const WRITABLE: Edit = { set: { 'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem': false } };

interface Verdict {
  readonly success: boolean;
  readonly json: ReturnType<ValidationContext['report']['toJson']>;
  readonly log: readonly string[];
  readonly file: string;
}

/** Runs the plugin as cdk8s-cli does, with its own context and report. */
async function validated(text: string, properties: unknown = {}): Promise<Verdict> {
  const file = path.join(folder(), 'shop.k8s.yaml');
  fs.writeFileSync(file, text);
  const context = new ValidationContext([file], 'cdk8s-hardened', '1.0.0', { api: { path: 'shop/api' } });
  const log: string[] = [];
  jest.spyOn(context.logger, 'log').mockImplementation((line) => void log.push(line));
  await new HardeningPlugin(properties).validate(context);
  return { success: context.report.success, json: context.report.toJson(), log, file };
}

it('passes what is hardened', async () => {
  const { success, json, log } = await validated(writeAll(edited({})));
  expect(success).toBe(true);
  expect(json.violations).toEqual([]);
  expect(json.summary.metadata).toEqual({ kubernetesVersion: '1.36', rules: '2026.11', findings: 'no findings' });
  expect(log).toEqual([]);
});

it('makes a violation of an error, with the place in the file', async () => {
  const { success, json, file } = await validated(writeAll(edited(WRITABLE)));
  expect(success).toBe(false);
  expect(json.violations).toEqual([{
    ruleName: 'read-only-root-fs',
    recommendation: expect.stringMatching(/\S/),
    fix: 'set it to true',
    violatingConstructs: [{
      resourceName: 'api',
      locations: [expect.stringMatching(/^spec\.template\.spec\.containers\[0\]\.securityContext\.readOnlyRootFilesystem \(line \d+\)$/)],
      manifestPath: file,
      constructPath: 'shop/api',
    }],
  }]);
  const line = Number(/line (\d+)/.exec(json.violations[0].violatingConstructs[0].locations[0])![1]);
  expect(fs.readFileSync(file, 'utf8').split('\n')[line - 1]).toContain('readOnlyRootFilesystem: false');
});

it('logs warnings and passes', async () => {
  const { success, log, file } = await validated(writeAll(edited(WRITABLE)), { severities: { 'read-only-root-fs': 'warning' } });
  expect(success).toBe(true);
  expect(log).toHaveLength(1);
  expect(log[0]).toMatch(/^warning read-only-root-fs {2}shop\/Deployment\/api {2}/);
  expect(log[0]).toContain(`at ${file}:`);
});

it('respects waivers on the objects', async () => {
  const key = 'metadata.annotations["cdk8s-hardened/waive.read-only-root-fs"]';
  const { success, json } = await validated(writeAll(edited({ set: { ...WRITABLE.set, [key]: 'the vendor image writes to its root' } })));
  expect(success).toBe(true);
  expect(json.summary.metadata).toMatchObject({ findings: '1 waived' });
});

it('fails on a file that kubectl cannot read, and judges the rest', async () => {
  const { success, json } = await validated(`${writeAll(edited(WRITABLE))}---\na: [\n`);
  expect(success).toBe(false);
  expect(json.violations.map(({ ruleName }) => ruleName)).toEqual(['readable', 'read-only-root-fs']);
});

it('judges against the level that it is given', async () => {
  const pod = writeAll([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'elsewhere' }, spec: { hostPID: true, containers: [] } }]);
  const rules = async (properties: unknown): Promise<string[]> => (await validated(pod, properties)).json.violations.map(({ ruleName }) => ruleName);
  expect(await rules({ podSecurity: 'baseline' })).toContain('pss-host-pid');
  expect(await rules({ podSecurity: 'privileged' })).not.toContain('pss-host-pid');
});

it.each([
  [{ kubernetesVersion: 1.3 }, 'HardeningPlugin: kubernetesVersion 1.3 is not text; write it in quotes'],
  [{ podSecurity: 'strict' }, "HardeningPlugin: podSecurity 'strict' is not a level; use privileged, baseline, restricted"],
  [{ level: 'baseline' }, "HardeningPlugin has no property 'level'; use kubernetesVersion, podSecurity, registries, deniedRegistries, rules, date, severities"],
  [{ registries: 'ghcr.io' }, 'HardeningPlugin: registries is not a list; write the beginnings of references in a list'],
])('refuses %j', (properties, message) => {
  expect(messageOf(() => new HardeningPlugin(properties))).toBe(message);
});
