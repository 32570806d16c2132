import { folder, run } from './command';
import { asObject, Json } from '../../../src/manifest/model';
import { read } from '../../../src/manifest/read';

const objects = (out: string): Json[] => read(out, 'out.yaml').documents.map(({ value }) => value as Json);
const kinds = (out: string): string[] => [...new Set(objects(out).map(({ kind }) => String(kind)))].sort();

it('prints policies and their bindings, which record at first', () => {
  const { code, out, err } = run(['policies', '--rules', 'pss-privileged']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(objects(out).map(({ kind, metadata }) => `${String(kind)}/${String(asObject(metadata).name)}`)).toEqual([
    'ValidatingAdmissionPolicy/cdk8s-hardened-pss-privileged', 'ValidatingAdmissionPolicyBinding/cdk8s-hardened-pss-privileged-audit',
  ]);
  expect(asObject(objects(out)[1].spec).validationActions).toEqual(['Audit']);
});

it('prints all rules that look at one object, and skips those that are named', () => {
  const all = objects(run(['policies']).out).filter(({ kind }) => kind === 'ValidatingAdmissionPolicy').length;
  expect(all).toBeGreaterThan(40);
  expect(objects(run(['policies', '--skip', 'pss-privileged']).out).filter(({ kind }) => kind === 'ValidatingAdmissionPolicy')).toHaveLength(all - 1);
});

it('takes of a pattern what can be printed', () => {
  const printed = objects(run(['policies', '--rules', 'sa-*']).out).filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
  expect(printed.map(({ metadata }) => asObject(metadata).name)).toEqual(['cdk8s-hardened-sa-dedicated', 'cdk8s-hardened-sa-legacy-token-secret']);
});

it('prints them for Kyverno', () => {
  expect(kinds(run(['policies', '--engine', 'kyverno', '--stage', 'deny']).out)).toEqual(['ValidatingPolicy']);
});

it('makes exceptions of what is waived in the manifests and in the configuration', () => {
  const home = folder({
    'manifests/legacy.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: legacy
  namespace: shop
  annotations:
    cdk8s-hardened/waive.read-only-root-fs: writes its cache beside the binary; owner=team-shop
spec:
  template:
    spec:
      containers: [{ name: legacy, image: legacy }]
`,
    'cdk8s-hardened.yaml': `waivers:
  - rule: service-links-off
    reason: finds its neighbours by the environment
`,
  });
  const { code, out } = run(['policies', 'manifests', '--rules', 'read-only-root-fs,service-links-off,pss-privileged'], { cwd: home });
  expect(code).toBe(0);
  const exceptions = objects(out).flatMap(({ metadata }) => Object.entries(asObject(asObject(metadata).annotations)).filter(([key]) => key.includes('exception')));
  expect(exceptions.map(([, text]) => text).sort()).toEqual([
    'shop/Deployment/legacy: finds its neighbours by the environment', 'shop/Deployment/legacy: writes its cache beside the binary; owner=team-shop',
  ]);
});

it('says where an exception holds in every namespace', () => {
  const waive = 'annotations: { cdk8s-hardened/waive.read-only-root-fs: writes its cache beside the binary }';
  const home = folder({
    'pod.yaml': `{ apiVersion: v1, kind: Pod, metadata: { name: api, ${waive} }, spec: { containers: [{ name: a, image: a }] } }`,
    'role.yaml': `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: all, annotations: { cdk8s-hardened/waive.rbac-no-wildcard-verbs: an operator of the whole cluster } }
rules: [{ apiGroups: [''], resources: [pods], verbs: ['*'] }]
`,
  });
  const { code, out, err } = run(['policies', '.', '--rules', 'read-only-root-fs,rbac-no-wildcard-verbs'], { cwd: home });
  expect(code).toBe(0);
  expect(err).toBe('note: Pod/api says no namespace, so that one of that name is excepted in every namespace; write metadata.namespace\n');
  expect(out).toContain('exception-1: "Pod/api in every namespace: writes its cache beside the binary"');
  expect(out).toContain('exception-1: "ClusterRole/all: an operator of the whole cluster"');
  expect(run(['policies', '.', '--rules', 'pss-privileged'], { cwd: home }).err).toBe('');
});

it('says that levels of the configuration are not in the policies', () => {
  const home = folder({ 'cdk8s-hardened.yaml': 'namespaces: { dev-*: baseline, lab: privileged }\n' });
  expect(run(['policies', '--rules', 'pss-privileged'], { cwd: home }).err).toBe(
    'note: policies go by labels, and not by the namespaces of the configuration: label what dev-*, lab means with pod-security.kubernetes.io/enforce\n',
  );
});

it('asks only namespaces with a label', () => {
  const [policy] = objects(run(['policies', '--rules', 'pss-privileged', '--namespace-label', 'team=shop']).out);
  expect(asObject(asObject(policy.spec).matchConstraints).namespaceSelector).toMatchObject({ matchLabels: { team: 'shop' } });
});

it('asks nothing in namespaces that are left out, beside those of Kubernetes', () => {
  const [policy] = objects(run(['policies', '--rules', 'pss-privileged', '--exclude-namespace', 'istio-system', '--exclude-namespace', 'kube-system', '--failure-policy', 'Ignore']).out);
  const { failurePolicy, matchConstraints } = asObject(policy.spec);
  expect(asObject(asObject(matchConstraints).namespaceSelector).matchExpressions).toEqual([
    { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-node-lease', 'kube-public', 'kube-system', 'istio-system'] },
  ]);
  expect(failurePolicy).toBe('Ignore');
  expect(asObject(objects(run(['policies', '--rules', 'pss-privileged']).out)[0].spec).failurePolicy).toBe('Fail');
});

it('prints the registries of the configuration, and a ConfigMap of them where a namespace is said', () => {
  const home = folder({ 'cdk8s-hardened.yaml': 'registries: [ghcr.io/acme/]\n' });
  const rules = ['policies', '--rules', 'image-registry-allowed'];
  expect(run(rules, { cwd: home }).out).toContain('ghcr.io/acme/');
  const [map, policy, binding] = objects(run([...rules, '--parameters-namespace', 'platform'], { cwd: home }).out);
  expect(map).toMatchObject({ kind: 'ConfigMap', metadata: { namespace: 'platform' }, data: { registries: 'ghcr.io/acme/\n' } });
  expect(JSON.stringify(policy)).not.toContain('ghcr.io/acme/');
  expect(asObject(asObject(binding.spec).paramRef).namespace).toBe('platform');
});

it.each([
  [['--parameters-namespace', 'platform'], /^error: --parameters-namespace: nothing is printed that reads parameters; .*\n$/],
  [['--exclude-namespace', 'Istio'], /^error: --exclude-namespace: 'Istio' is not an RFC 1123 label; .*\n$/],
  [['--failure-policy', 'ignore'], /^error: --failure-policy: 'ignore' is not one of Fail, Ignore; did you mean 'Ignore'\n$/],
  [['--parameters-namespace', 'Platform'], /^error: --parameters-namespace: 'Platform' is not an RFC 1123 label; .*\n$/],
  [['--stage', 'wran'], /^error: --stage: 'wran' is not one of audit, warn, deny; did you mean 'warn'\n$/],
  [['--engine', 'kyvrno'], /^error: --engine: 'kyvrno' is not one of kubernetes, kyverno; did you mean 'kyverno'\n$/],
  [['--rules', 'pss-prv*'], /^error: --rules: 'pss-prv\*' matches no rule; .*\n$/],
  [['--stage', 'enforce'], /^error: --stage: 'enforce' is not one of audit, warn, deny\n$/],
  [['--rules', 'pss-priviledged'], /^error: --rules: 'pss-priviledged' is not a rule; did you mean 'pss-privileged'\n$/],
  [['--rules', 'pdb-exists'], /^error: --rules: 'pdb-exists' is no policy: one sees an object alone, .*\n$/],
  [['--rules', 'pdb-*'], /^error: --rules: 'pdb-\*' is no policy: one sees an object alone, .*\n$/],
  [['--rules', 'pss-*,pdb-exists'], /^error: --rules: 'pdb-exists' is no policy: one sees an object alone, .*\n$/],
  [['--rules', 'pss-privileged', '--skip', 'pss-priviledged'], /^error: --skip: 'pss-priviledged' is not a rule; did you mean 'pss-privileged'\n$/],
  [['--rules', 'image-registry-allowed'], /^error: nothing to print: image-registry-allowed asks for lists of registries, .*\n$/],
  [['--kubernetes-version', '1.29'], /^error: Kubernetes 1\.29 has no ValidatingAdmissionPolicy v1; .*\n$/],
  [['--rules', 'pss-privileged', '--skip', 'pss-*'], /^error: --skip: it leaves no rule to print\n$/],
  [['--skip', '*'], /^error: --skip: it leaves no rule to print\n$/],
  [['--namespace-label', 'team=shop!'], /^error: --namespace-label: 'shop!' is not a label value; .*\n$/],
  [['--namespace-label', 'shop'], /^error: --namespace-label: 'shop' is no label; write it as key=value\n$/],
  [['missing.yaml'], /^error: missing\.yaml: /],
])('refuses %j', (args, message) => {
  const { code, out, err } = run(['policies', ...args]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(message);
});
