import { Json, Model } from '../../../src/manifest/model';
import { judge } from '../../../src/validation/engine';
import { DEFAULT_POLICY } from '../../../src/validation/policy';
import { RULES } from '../../../src/validation/rules';

const template = { metadata: { labels: { app: 'a' } }, spec: { hostNetwork: true, containers: [{ name: 'a', image: 'ghcr.io/acme/a:latest', ports: [{ name: 'http', containerPort: 8080 }] }] } };
const service: Json = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'shop' }, spec: { selector: { app: 'a' }, ports: [{ port: 80, targetPort: 'web' }] } };

function found(...values: readonly Json[]): string[] {
  return judge(new Model(values.map((value) => ({ value }))), DEFAULT_POLICY, RULES).map(({ rule, path }) => `${rule} ${path.join('.')}`);
}

it.each([
  ['argoproj.io/v1alpha1', 'Rollout', { template }, 'spec.template'],
  ['apps.kruise.io/v1alpha1', 'CloneSet', { template }, 'spec.template'],
  ['apps.openshift.io/v1', 'DeploymentConfig', { template }, 'spec.template'],
  ['keda.sh/v1alpha1', 'ScaledJob', { jobTargetRef: { template } }, 'spec.jobTargetRef.template'],
])('judges the pods of %s %s, which are those of Kubernetes', (apiVersion, kind, spec, at) => {
  const rules = found({ apiVersion, kind, metadata: { name: 'a', namespace: 'shop' }, spec }, service);
  expect(rules).toEqual(expect.arrayContaining([
    `pss-host-network ${at}.spec.hostNetwork`, `image-tag-pinned ${at}.spec.containers.0.image`, 'service-target-port-exists spec.ports.0.targetPort',
  ]));
});

it('asks nothing of a Rollout that takes its pods from a Deployment, and of kinds that only share the name', () => {
  const rollout = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'a', namespace: 'shop' }, spec: { workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } } };
  const other = { apiVersion: 'acme.io/v1', kind: 'Rollout', metadata: { name: 'b', namespace: 'shop' }, spec: { template } };
  expect(found(rollout, other).filter((each) => !each.startsWith('schema-unknown-kind'))).toEqual([]);
});

describe('a DeploymentConfig of OpenShift', () => {
  const pods = { ...template, spec: { ...template.spec, hostNetwork: false } };
  const config = (spec: object): Json => ({ apiVersion: 'apps.openshift.io/v1', kind: 'DeploymentConfig', metadata: { name: 'a', namespace: 'shop' }, spec });
  const trigger = (containerNames: readonly string[]): object => ({ type: 'ImageChange', imageChangeParams: { containerNames, from: { kind: 'ImageStreamTag', name: 'a:latest' } } });

  it('runs the image that a trigger writes, whatever stands in its place', () => {
    const image = (name: unknown, triggers: unknown): string[] => (
      found(config({ triggers, template: { spec: { containers: [{ name: 'a', image: name }] } } })).filter((each) => each.startsWith('image-'))
    );
    for (const name of [' ', '', 'a:latest']) expect([name, image(name, [{ type: 'ConfigChange' }, trigger(['a'])])]).toEqual([name, []]);
    for (const triggers of [undefined, [trigger(['b'])], [null, 'x', { type: 'ImageChange' }]]) expect(image('', triggers)).not.toEqual([]);
  });

  it('has its name for a label of its pods, which policies and Services select', () => {
    const policy = {
      apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a', namespace: 'shop' }, spec: { podSelector: { matchLabels: { deploymentconfig: 'a' } }, policyTypes: ['Ingress'] },
    };
    const own = (...values: readonly Json[]): string[] => found(config({ template: pods }), ...values).filter((each) => /^netpol-pod-|^service-target/.test(each));
    expect(own()).toHaveLength(2);
    expect(own(policy)).toEqual(['netpol-pod-egress-isolated spec.template.metadata.labels']);
    expect(own({ ...service, spec: { selector: { deploymentconfig: 'a' }, ports: [{ port: 80, targetPort: 'web' }] } })).toContain('service-target-port-exists spec.ports.0.targetPort');
  });

  it('runs for ever, as a user that the cluster gives it where it names none', () => {
    const rules = found(config({ template: pods })).map((each) => each.split(' ')[0]);
    expect(rules).toEqual(expect.arrayContaining(['probe-liveness', 'pss-run-as-non-root']));
    expect(rules).not.toContain('run-as-user-set');
  });
});

it('reads no Service of Knative for one of Kubernetes, nor its pods', () => {
  const knative = { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'fn', namespace: 'shop' }, spec: { template: { spec: { containers: [{ image: 'ghcr.io/acme/fn:latest' }] } } } };
  expect(found(knative).filter((each) => !/^(?:schema-unknown-kind|labels-recommended)/.test(each))).toEqual([]);
});
