import { Json, Model } from '../../../src/manifest/model';
import { judge } from '../../../src/validation/engine';
import { DEFAULT_POLICY } from '../../../src/validation/policy';
import { RULES } from '../../../src/validation/rules';

const BACKEND = { service: { name: 'api', port: { number: 80 } } };
const SERVICE = { apiVersion: 'v1', kind: 'Service', spec: { selector: { app: 'api' }, ports: [{ port: 80 }] } };
const POD = { template: { metadata: { labels: { app: 'api' } }, spec: { containers: [{ name: 'api', image: 'api' }] } } };
const ASKERS = {
  'service-selects-pods': SERVICE,
  'netpol-selects-something': { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { podSelector: { matchLabels: { app: 'api' } } } },
  'ingress-backend-exists': { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', spec: { defaultBackend: BACKEND } },
  'hpa-target-exists': {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' } },
  },
};

/** Whether the rule misses what stands in the other namespace, while the own one has others of its kind. */
function misses(rule: string, asker: object, own: string, other: string, ...more: readonly object[]): boolean {
  const at = (object: object, name: string, namespace: string): Json => ({ ...object, metadata: { name, ...(namespace === '' ? {} : { namespace }) } });
  const deployment = (name: string, namespace: string): Json => at({ apiVersion: 'apps/v1', kind: 'Deployment', spec: POD }, name, namespace);
  const objects = [
    at(asker, 'asker', own),
    { ...deployment('others', own), spec: { template: { ...POD.template, metadata: { labels: { app: 'others' } } } } },
    at({ ...SERVICE, spec: { ports: [{ port: 80 }] } }, 'others', own),
    deployment('api', other),
    at(SERVICE, 'api', other),
    ...more,
  ];
  return judge(new Model(objects.map((value) => ({ value }))), DEFAULT_POLICY, RULES).some((finding) => finding.rule === rule && finding.object.name === 'asker');
}

describe.each(Object.entries(ASKERS))('%s', (rule, asker) => {
  it.each([['', 'default'], ['default', '']])('finds from namespace %j what is in %j, which may be the same', (own, other) => {
    expect(misses(rule, asker, own, other)).toBe(false);
  });

  it.each([['', 'shop'], ['shop', ''], ['shop', 'default']])('misses from namespace %j what is in %j', (own, other) => {
    expect(misses(rule, asker, own, other)).toBe(true);
  });
});

it('expects pods of an operator that may be in the same namespace', () => {
  const kafka = (namespace: string): object => ({ apiVersion: 'kafka.strimzi.io/v1', kind: 'Kafka', metadata: { name: 'events', namespace } });
  const missed = (namespace: string): boolean => misses('service-selects-pods', SERVICE, '', 'shop', kafka(namespace));
  expect(['default', 'shop'].map(missed)).toEqual([false, true]);
});
