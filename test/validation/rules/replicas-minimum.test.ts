import { Model } from '../../../src/manifest/model';
import { judge } from '../../../src/validation/engine';
import { DEFAULT_POLICY } from '../../../src/validation/policy';
import { replicasMinimum } from '../../../src/validation/rules/reliability/replicas-minimum';

const remedies = (name: string, image: string): readonly string[] => judge(new Model([{
  value: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec: { template: { spec: { containers: [{ name: 'main', image }] } } } },
}]), DEFAULT_POLICY, [replicasMinimum]).map(({ remedy }) => remedy);

it.each([
  ['redis-0', 'acme/cache:1'], ['cache', 'docker.io/library/redis:7.4.1-alpine'], ['orders-db', 'acme/orders:1'],
])('takes %s of %s for a store', (name, image) => {
  expect(remedies(name, image)).toEqual([expect.stringMatching(/a number alone makes two stores/)]);
});

it.each([
  ['postgres-exporter', 'quay.io/prometheuscommunity/postgres-exporter:v0.15.0'], ['metrics', 'oliver006/redis_exporter:v1.62.0'], ['redis-operator', 'acme/redis-operator:1'],
  ['kafka-ui', 'provectuslabs/kafka-ui:v0.7.2'], ['mongo-express', 'mongo-express:1.0.2'], ['redis-commander', 'ghcr.io/joeferner/redis-commander:latest'], ['db-migrate', 'acme/shop:1'],
])('takes %s of %s for none', (name, image) => {
  expect(remedies(name, image)).toEqual([expect.stringMatching(/^set it to 2 or more/)]);
});
