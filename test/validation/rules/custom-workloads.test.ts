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
