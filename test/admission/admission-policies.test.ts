import * as fs from 'fs';
import * as path from 'path';
import { App, Chart } from 'cdk8s';
import { evaluatePolicy, inCel } from './evaluate';
import { AdmissionPolicies, AdmissionPoliciesProps, HardenedApp, Hardening, Profile } from '../../src';
import { policies, PolicyOptions, policyRules } from '../../src/admission/policies';
import { asObject, Json } from '../../src/manifest/model';
import { setAt } from '../../src/manifest/path';
import { read } from '../../src/manifest/read';
import { checkSchema } from '../../src/manifest/schema';
import { compliantChart, folder, messageOf, plainApp, stderrOf } from '../run/trees';

const RULE = 'read-only-root-fs';

/** Deployment/api may write to its root file system; Deployment/web may not. */
function accepting<T extends App>(app: T): T {
  const writable = (object: Json): void => setAt(object, ['spec', 'template', 'spec', 'containers', 0, 'securityContext', 'readOnlyRootFilesystem'], false);
  const chart = compliantChart(app, 'shop', { 'Deployment/api': writable });
  Hardening.of(chart.node.findChild('Deployment-api')).waive([RULE], { reason: 'writes its cache beside the binary', owner: 'team-shop' });
  return app;
}

function withPolicies(app: App, props: AdmissionPoliciesProps = {}): App {
  new AdmissionPolicies(new Chart(app, 'policies', { namespace: 'platform' }), 'policies', props);
  return app;
}

/** What is written to the folder of the app. */
function written(app: App): Json[] {
  const text = stderrOf(() => app.synth());
  expect(text).not.toContain('error');
  return fs.readdirSync(app.outdir).filter((file) => file.endsWith('.yaml')).flatMap((file) => (
    read(fs.readFileSync(path.join(app.outdir, file), 'utf8'), file).documents.map(({ value }) => value as Json)
  ));
}

function named(objects: readonly Json[], kind: string, name: string): Json {
  return objects.find((object) => object.kind === kind && asObject(object.metadata).name === name)!;
}

describe.each([
  ['HardenedApp', (): App => accepting(new HardenedApp({ outdir: folder() }))],
  ['a plain app', (): App => {
    const app = plainApp();
    Hardening.of(app);
    return accepting(app);
  }],
])('in %s', (_, make) => {
  it('lets pass what is waived, and nothing else', () => {
    const objects = written(withPolicies(make(), { rules: [RULE], stage: 'deny' }));
    const policy = named(objects, 'ValidatingAdmissionPolicy', `cdk8s-hardened-${RULE}`);
    const api = named(objects, 'Deployment', 'api') as { readonly metadata: Json };
    expect(evaluatePolicy(policy, inCel(api))).toBeUndefined();
    const renamed = { ...api, metadata: { ...api.metadata, name: 'other' } };
    expect(evaluatePolicy(policy, inCel(renamed))?.message).toBe(
      'spec.template.spec.containers{api}.securityContext.readOnlyRootFilesystem is false; set it to true',
    );
    expect(evaluatePolicy(policy, inCel({ ...api, metadata: { ...api.metadata, namespace: 'other' } }))).toBeDefined();
    expect(asObject(asObject(policy.metadata).annotations)['cdk8s-hardened/exception-1']).toBe(
      'shop/Deployment/api: writes its cache beside the binary; owner=team-shop',
    );
  });
});

it('writes objects of the cluster that their schemas accept, and that no rule finds fault with', () => {
  const app = new HardenedApp({ outdir: folder() });
  compliantChart(app);
  withPolicies(app, { stage: 'deny' });
  const objects = written(app).filter(({ kind }) => String(kind).startsWith('ValidatingAdmissionPolicy'));
  expect(objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy')).toHaveLength(policyRules().length - 2);
  for (const object of objects) {
    expect(asObject(object.metadata).namespace).toBeUndefined();
    expect(checkSchema(object, 36)).toEqual({ known: true, problems: [] });
  }
  expect(app.findings).toEqual([]);
});

it('writes a ConfigMap that no rule finds fault with where the registries are parameters', () => {
  const app = new HardenedApp({ outdir: folder() });
  compliantChart(app);
  withPolicies(app, { registries: ['ghcr.io/acme/'], parametersNamespace: 'kube-system' });
  const map = written(app).find(({ kind, metadata }) => kind === 'ConfigMap' && asObject(metadata).name === 'cdk8s-hardened')!;
  expect(asObject(map.metadata).namespace).toBe('kube-system');
  expect(map.data).toEqual({ registries: 'ghcr.io/acme/\n' });
  expect(checkSchema(map, 36)).toEqual({ known: true, problems: [] });
  expect(app.findings).toEqual([]);
});

describe('the rollout', () => {
  const bindings = (options: PolicyOptions): Json[] => policies(options).filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding');
  const actions = (stage: 'audit' | 'warn' | 'deny', id: string): Record<string, unknown> => Object.fromEntries(
    bindings({ stage, rules: [id] }).map(({ spec }) => {
      const { validationActions, matchResources } = asObject(spec);
      const [selector] = (asObject(asObject(matchResources).namespaceSelector).matchExpressions ?? []) as { operator: string; values: string[] }[];
      return [String(validationActions), selector === undefined ? 'everywhere' : `${selector.operator} ${selector.values.join()}`];
    }),
  );

  it('records everywhere first', () => {
    expect(actions('audit', 'pss-privilege-escalation')).toEqual({ Audit: 'everywhere' });
  });

  it('warns everywhere then', () => {
    expect(actions('warn', 'pss-privilege-escalation')).toEqual({ 'Warn,Audit': 'everywhere' });
  });

  it('denies in the end where it is an error', () => {
    expect(actions('deny', 'pss-privilege-escalation')).toEqual({ 'Deny,Audit': 'NotIn baseline,privileged', 'Warn,Audit': 'In baseline,privileged' });
    expect(actions('deny', 'pss-privileged')).toEqual({ 'Deny,Audit': 'NotIn privileged', 'Warn,Audit': 'In privileged' });
  });

  it('asks a row that restricted replaces only where baseline is enforced', () => {
    expect(actions('deny', 'pss-hostpath')).toEqual({ 'Deny,Audit': 'In baseline' });
  });

  it('never denies a warning, nor what other objects weigh', () => {
    expect(actions('deny', 'service-no-nodeport')).toEqual({ 'Warn,Audit': 'NotIn baseline,privileged', 'Audit': 'In baseline,privileged' });
    expect(actions('deny', 'rbac-no-wildcard-verbs')).toEqual({ 'Warn,Audit': 'everywhere' });
  });

  it('holds namespaces without a label to the level that is said', () => {
    const [binding] = bindings({ stage: 'deny', rules: ['pss-run-as-non-root'], podSecurity: 'baseline' });
    expect(asObject(binding.spec)).toMatchObject({
      validationActions: ['Deny', 'Audit'],
      matchResources: { namespaceSelector: { matchExpressions: [{ operator: 'Exists' }, { operator: 'NotIn', values: ['baseline', 'privileged'] }] } },
    });
  });

  it('judges what lives in no namespace once: there every binding matches', () => {
    const ofCluster = policies({ registries: ['a/'], deniedRegistries: ['b/'] }).filter(({ kind, spec }) => (
      kind === 'ValidatingAdmissionPolicy' && /"clusterrole(binding)?s"/.test(JSON.stringify(asObject(spec).matchConstraints))
    ));
    expect(ofCluster).toHaveLength(4);
    for (const { metadata } of ofCluster) {
      const id = String(asObject(asObject(metadata).labels)['cdk8s-hardened/rule']);
      for (const stage of ['audit', 'warn', 'deny'] as const) expect(bindings({ stage, rules: [id] })).toHaveLength(1);
    }
  });

  it('leaves out what is off', () => {
    expect(policies({ rules: ['pss-privileged'], severities: { 'pss-privileged': 'off' } })).toEqual([]);
  });
});

describe('for Kyverno', () => {
  it('prints the same expressions, one policy for each thing that happens', () => {
    const kyverno = policies({ engine: 'kyverno', stage: 'deny', rules: [RULE] });
    const [policy] = policies({ stage: 'deny', rules: [RULE] });
    const told = kyverno.map(({ apiVersion, kind, metadata, spec }) => [apiVersion, kind, asObject(metadata).name, asObject(spec).validationActions]);
    expect(told).toEqual([
      ['policies.kyverno.io/v1', 'ValidatingPolicy', `cdk8s-hardened-${RULE}-deny`, ['Deny', 'Audit']],
      ['policies.kyverno.io/v1', 'ValidatingPolicy', `cdk8s-hardened-${RULE}-warn`, ['Warn', 'Audit']],
    ]);
    for (const { spec } of kyverno) {
      const { variables, validations, matchConditions } = asObject(policy.spec);
      expect(spec).toMatchObject({ variables, validations, matchConditions, autogen: { podControllers: { controllers: [] } } });
    }
  });
});

it('looks at an update only where it changes the pod', () => {
  const [policy] = policies({ rules: [RULE] });
  const deployment = (replicas: number, image: string): unknown => inCel({
    kind: 'Deployment', metadata: { name: 'a' }, spec: { replicas, template: { spec: { containers: [{ name: 'a', image }] } } },
  });
  expect(evaluatePolicy(policy, deployment(1, 'a:1'))).toBeDefined();
  expect(evaluatePolicy(policy, deployment(2, 'a:1'), deployment(1, 'a:1'))).toBeUndefined();
  expect(evaluatePolicy(policy, deployment(1, 'a:2'), deployment(1, 'a:1'))).toBeDefined();
});

it('keeps many exceptions within the 64 conditions that a policy may have', () => {
  const template = { spec: { containers: [{ name: 'a' }] } };
  const object = (i: number): Json => ({ kind: 'Deployment', metadata: { namespace: 'shop', name: `legacy-${i}` }, spec: { template } });
  const exceptions = Array.from({ length: 200 }, (_, i) => ({
    rule: RULE, object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: `legacy-${i}` }, reason: 'writes its cache',
  }));
  const [policy] = policies({ rules: [RULE], exceptions });
  expect((asObject(policy.spec).matchConditions as unknown[]).length).toBeLessThanOrEqual(64);
  expect(evaluatePolicy(policy, inCel(object(199)))).toBeUndefined();
  expect(evaluatePolicy(policy, inCel(object(200)))).toBeDefined();
});

describe('what the app is judged by', () => {
  const policyOf = (app: App, props: AdmissionPoliciesProps): (id: string) => Json | undefined => {
    const objects = written(withPolicies(app, props));
    return (id) => named(objects, 'ValidatingAdmissionPolicy', `cdk8s-hardened-${id}`);
  };
  const bound = (app: App, props: AdmissionPoliciesProps, id: string): string[] => (
    written(withPolicies(app, props)).map(({ metadata }) => String(asObject(metadata).name)).filter((name) => name.includes(id))
  );

  it('is what its policies ask', () => {
    const policy = policyOf(new HardenedApp({
      outdir: folder(), kubernetesVersion: '1.37', registries: ['ghcr.io/acme/'], deniedRegistries: ['docker.io/'], severities: { 'service-links-off': 'off' },
    }), { stage: 'deny' });
    // Safe sysctls came and went with minors.
    expect(policy('pss-sysctls')).toEqual(policies({ minor: 37, rules: ['pss-sysctls'] })[0]);
    expect(policy('pss-sysctls')).not.toEqual(policies({ minor: 36, rules: ['pss-sysctls'] })[0]);
    expect(JSON.stringify(policy('image-registry-allowed'))).toContain('ghcr.io/acme/');
    expect(JSON.stringify(policy('image-registry-denied'))).toContain('docker.io/');
    expect(policy('service-links-off')).toBeUndefined();
    expect(policy('read-only-root-fs')).toBeDefined();
  });

  it('holds namespaces without a label to what its profile enforces', () => {
    const props: AdmissionPoliciesProps = { stage: 'deny', rules: ['pss-run-as-non-root'] };
    expect(bound(new HardenedApp({ outdir: folder(), profile: Profile.production() }), props, 'non-root-warn')).toHaveLength(1);
    expect(bound(new HardenedApp({ outdir: folder(), profile: Profile.development() }), props, 'non-root-warn')).toHaveLength(0);
  });

  it('counts where the props say nothing', () => {
    const policy = policyOf(new HardenedApp({ outdir: folder(), registries: ['ghcr.io/acme/'], severities: { 'service-links-off': 'off', 'sa-dedicated': 'off' } }), {
      registries: ['quay.io/acme/'], severities: { 'service-links-off': 'info' },
    });
    expect(JSON.stringify(policy('image-registry-allowed'))).toContain('quay.io/acme/');
    expect(JSON.stringify(policy('image-registry-allowed'))).not.toContain('ghcr.io');
    expect(policy('service-links-off')).toBeDefined();
    expect(policy('sa-dedicated')).toBeUndefined();
  });

  it('has to be said before the policies are made of it', () => {
    const app = withPolicies(plainApp());
    Hardening.of(app, { kubernetesVersion: '1.36' });
    expect(messageOf(() => app.synth())).toMatch(/policies\/policies.*the app was told what it is judged by after these policies were made of it; call Hardening\.of before/);
  });
});

describe('misuse', () => {
  const made = (props: AdmissionPoliciesProps): string => messageOf(() => new AdmissionPolicies(new Chart(plainApp(), 'chart'), 'policies', props));

  it('names the construct and the way out', () => {
    expect(made({ rules: ['pss-priviledged'] })).toBe(
      "chart/policies: rules: 'pss-priviledged' is no rule that a policy can express; write pss-privileged",
    );
    expect(made({ rules: ['pdb-*'] })).toMatch(/^chart\/policies: rules: 'pdb-\*' is no rule that a policy can express; use /);
    expect(made({ stage: 'enforce' as never })).toBe("chart/policies: stage: 'enforce' is not one of audit, warn, deny");
    expect(made({ parametersNamespace: 'Platform' })).toMatch(/^chart\/policies: parametersNamespace: 'Platform' is not an RFC 1123 label; /);
    expect(made({ severities: { 'pss-priviledged': 'off' } })).toBe("chart/policies: severities: 'pss-priviledged' is not a rule; write pss-privileged");
    expect(made({ prefix: 'Acme_Policies' })).toMatch(/^chart\/policies: prefix: 'Acme_Policies' is not an RFC 1123 subdomain; /);
    expect(made({ prefix: 'a'.repeat(60).concat('.').repeat(4).slice(0, 201) })).toMatch(/^chart\/policies: prefix: it is longer than 200 characters/);
    expect(made({ namespaceLabels: { 'a b': 'c' } })).toMatch(/^chart\/policies: namespaceLabels: 'a b' is not a label key; /);
    expect(made({ excludedNamespaces: ['Kube'] })).toMatch(/^chart\/policies: excludedNamespaces: 'Kube' is not an RFC 1123 label; /);
    expect(made({ excludedNamespaces: 'kube-system' as never })).toBe('chart/policies: excludedNamespaces is not a list; write it in brackets');
    expect(made({ registries: [''] })).toBe('chart/policies: registries has an empty entry; leave it out');
    expect(made({ rules: ['image-registry-allowed'] })).toBe('chart/policies: nothing to make: the rules ask for lists of registries, which are not given, or are off');
    expect(made({ kubernetesVersion: '1.29' })).toMatch(/1\.29 has no ValidatingAdmissionPolicy v1; use 1\.30 or newer/);
  });
});
