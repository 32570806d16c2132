import { folder, run } from './command';

const API = 'admissionregistration.k8s.io/v1';
const RULES = 'resourceRules: [{ apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }]';

function policy(name: string, expression: string, action = 'Deny'): string {
  return [
    `apiVersion: ${API}`, 'kind: ValidatingAdmissionPolicy', `metadata: { name: ${name} }`,
    `spec: { matchConstraints: { ${RULES} }, validations: [{ expression: ${JSON.stringify(expression)}, message: not as ${name} wants it }] }`,
    '---',
    `apiVersion: ${API}`, 'kind: ValidatingAdmissionPolicyBinding', `metadata: { name: ${name} }`,
    `spec: { policyName: ${name}, validationActions: [${action}] }`, '',
  ].join('\n');
}

function deployment(annotations = ''): string {
  return [
    'apiVersion: apps/v1', 'kind: Deployment', `metadata: { name: api, namespace: shop${annotations} }`, 'spec:', '  replicas: 9',
    '  selector: { matchLabels: { app: api } }', '  template:', '    metadata: { labels: { app: api } }',
    '    spec: { containers: [{ name: api, image: ghcr.io/acme/api:1 }] }', '',
  ].join('\n');
}

const FILES = {
  'policies/few.yaml': policy('few', 'object.spec.replicas <= 5'),
  'policies/deep/paused.yaml': policy('paused', 'has(object.spec.paused)', 'Warn'),
  'app.yaml': deployment(),
};

/** `rule severity file:line` of each finding. */
function found(args: readonly string[], cwd: string): readonly string[] {
  const { out } = run(['validate', '--format', 'json', ...args], { cwd });
  const { findings } = JSON.parse(out) as { findings: { rule: string; severity: string; location: { file: string; line: number } }[] };
  return findings.filter(({ rule }) => rule.startsWith('policy.')).map(({ rule, severity, location }) => `${rule} ${severity} ${location.file}:${location.line}`);
}

describe('--policies', () => {
  it('reports what policies of the cluster would refuse, where it stands', () => {
    const cwd = folder(FILES);
    expect(found(['--policies', 'policies', 'app.yaml'], cwd)).toEqual(['policy.paused warning app.yaml:4', 'policy.few error app.yaml:5']);
    expect(found(['--policies', 'policies/few.yaml', '--policies', 'policies/**/p*.yaml', 'app.yaml'], cwd)).toHaveLength(2);
    expect(found(['app.yaml'], cwd)).toEqual([]);
    expect(run(['validate', '--policies', 'policies', '--rules', 'policy.few', 'app.yaml'], { cwd })).toMatchObject({ code: 1, err: '' });
  });

  it('says what to do as the policy says it, and shows an expression that is about the object', () => {
    const asksVariables = policy('few', 'variables.few').replace('validations:', "variables: [{ name: few, expression: 'object.spec.replicas <= 5' }], validations:");
    const cwd = folder({ ...FILES, 'variables/few.yaml': asksVariables });
    const told = (policies: string): string => run(['validate', '--policies', policies, '--rules', 'policy.few', 'app.yaml'], { cwd }).out;
    expect(told('policies/few.yaml')).toContain('not as few wants it; make true what validations[0] asks: object.spec.replicas <= 5\n');
    expect(told('variables')).toContain('not as few wants it; see validations[0] of the policy\n');
  });

  it('runs those that are asked for', () => {
    const cwd = folder(FILES);
    expect(found(['--policies', 'policies', '--rules', 'policy.few', 'app.yaml'], cwd)).toEqual(['policy.few error app.yaml:5']);
    expect(found(['--policies', 'policies', '--skip', 'policy.f*', 'app.yaml'], cwd)).toEqual(['policy.paused warning app.yaml:4']);
    expect(run(['validate', '--policies', 'policies', '--rules', 'policy.fewer', 'app.yaml'], { cwd })).toMatchObject({
      code: 2, err: "error: --rules: 'policy.fewer' is not a rule; did you mean 'policy.few'\n",
    });
  });

  it('takes them, their weights and their waivers from the configuration', () => {
    const config = 'policies: [../policies]\nseverities: { policy.paused: info }\nwaivers: [{ rule: policy.few, reason: grows until the sale is over }]\n';
    const cwd = folder({ ...FILES, 'conf/cdk8s-hardened.yaml': config });
    const args = ['--config', 'conf/cdk8s-hardened.yaml', 'app.yaml'];
    expect(found(args, cwd)).toEqual(['policy.paused info app.yaml:4', 'policy.few error app.yaml:5']);
    expect(run(['validate', '--rules', 'policy.*', ...args], { cwd }).code).toBe(0);
  });

  it('takes a waiver on the object, and does not mind it where no policies are given', () => {
    const annotation = ', annotations: { cdk8s-hardened/waive.policy.few: grows until the sale is over }';
    const cwd = folder({ ...FILES, 'app.yaml': deployment(annotation) });
    expect(run(['validate', '--policies', 'policies', '--rules', 'policy.*', 'app.yaml'], { cwd }).code).toBe(0);
    const { out } = run(['validate', '--rules', 'waiver-*', 'app.yaml'], { cwd });
    expect(out).toMatch(/^no findings/);
    expect(run(['validate', '--policies', 'policies/deep', '--rules', 'waiver-*', 'app.yaml'], { cwd }).out).toContain('waiver-unknown-rule');
  });

  it('says what it could not judge', () => {
    const cwd = folder({ 'p.yaml': policy('who', "request.userInfo.username == 'admin'"), 'app.yaml': deployment() });
    expect(run(['validate', '--policies', 'p.yaml', '--rules', 'policy.*', 'app.yaml'], { cwd })).toMatchObject({
      code: 0, err: "note: policy 'who': validations[0] is not judged for 1 object: it reads request.userInfo, which only the API server knows\n",
    });
  });

  it('says so where there is no policy, or a file that cannot be read', () => {
    const cwd = folder({ ...FILES, 'broken.yaml': 'apiVersion: [' });
    expect(run(['validate', '--policies', 'app.yaml', 'app.yaml'], { cwd })).toMatchObject({ code: 2, err: 'error: --policies: no ValidatingAdmissionPolicy in app.yaml\n' });
    expect(run(['validate', '--policies', 'nothing', 'app.yaml'], { cwd })).toMatchObject({ code: 2, err: 'error: nothing: does not exist\n' });
    expect(run(['validate', '--policies', 'policies', '--policies', 'broken.yaml', 'app.yaml'], { cwd }).code).toBe(2);
  });

  it('names where a policy is explained, in SARIF and by explain', () => {
    const cwd = folder(FILES);
    const { out } = run(['validate', '--policies', 'policies', '--rules', 'policy.few', '--format', 'sarif', 'app.yaml'], { cwd });
    const [{ tool }] = (JSON.parse(out) as { runs: { tool: { driver: { rules: { id: string; helpUri: string }[] } } }[] }).runs;
    expect(tool.driver.rules[0]).toMatchObject({ id: 'policy.few', helpUri: 'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/' });
    expect(run(['explain', 'policy.few'])).toMatchObject({ code: 2, err: 'error: policy.few is a ValidatingAdmissionPolicy of yours; what it asks stands in the file that --policies names\n' });
  });
});
