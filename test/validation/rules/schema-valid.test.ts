import { Model } from '../../../src/manifest/model';
import { edited } from '../../../src/validation/compliant-app';
import { judge } from '../../../src/validation/engine';
import { DEFAULT_POLICY } from '../../../src/validation/policy';
import { schemaValid } from '../../../src/validation/rules/10-version/schema-valid';

function remedies(set: Readonly<Record<string, unknown>>): readonly string[] {
  return judge(new Model(edited({ set }).map((value) => ({ value }))), DEFAULT_POLICY, [schemaValid]).map(({ remedy }) => remedy);
}

it('asks for variables to be filled in, and for no other type', () => {
  const fillIn = 'fill the variable in first, as flux build or envsubst does, and validate what comes out';
  expect(remedies({ 'spec.replicas': '${REPLICAS:=2}' })).toEqual([fillIn]);
  expect(remedies({ 'spec.template.spec.containers[0].resources.limits.memory': '${MEMORY}' })).toEqual([fillIn]);
  expect(remedies({ 'spec.replicas': '2' })).toEqual(['write 2 without quotes']);
});

it('knows what the fields of older versions are called now', () => {
  const remediesOf = (kind: string, apiVersion: string, spec: object): readonly string[] => (
    judge(new Model([{ value: { apiVersion, kind, metadata: { name: 'web', namespace: 'shop' }, spec } }]), DEFAULT_POLICY, [schemaValid]).map(({ remedy }) => remedy)
  );
  const backend = { serviceName: 'web', servicePort: 80 };
  const renamed = ['write service.name', 'write service.port.number, or service.port.name for the name of a port'];
  expect(remediesOf('Ingress', 'networking.k8s.io/v1', { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] })).toEqual(renamed);
  expect(remediesOf('Ingress', 'networking.k8s.io/v1', { defaultBackend: backend })).toEqual(renamed);
  expect(remediesOf('Ingress', 'networking.k8s.io/v1', { backend })).toEqual(['write defaultBackend']);
  const resource = { name: 'cpu', targetAverageUtilization: 80, target: { type: 'Utilization' } };
  expect(remediesOf('HorizontalPodAutoscaler', 'autoscaling/v2', { maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'web' }, metrics: [{ type: 'Resource', resource }] }))
    .toEqual(['write target.averageUtilization, and Utilization for target.type']);
});

it('takes for granted what SOPS will take away', () => {
  const sealed = 'ENC[AES256_GCM,data:q1w2,iv:e3r4,tag:t5y6,type:int]';
  expect(remedies({ 'spec.replicas': sealed, 'sops': { mac: sealed } })).toEqual([]);
  expect(remedies({ 'spec.replicas': sealed })).toHaveLength(1);
  expect(remedies({ sops: { mac: 1 } })).toHaveLength(1);
});
