import { DEPLOYMENTS, DISRUPTIONS } from './references';
import { isControlled } from '../../../analysis/controlled';
import { scaleOf } from '../../../analysis/scaling';
import { servicesBefore } from '../../../analysis/services';
import { asObject, PodTemplate } from '../../../manifest/model';
import { Rule } from '../../rule';

export const replicasMinimum: Rule = {
  id: 'replicas-minimum',
  title: 'Workloads run more than one pod',
  item: 'reliability',
  severity: 'warning',
  development: 'info',
  why: 'One pod is gone with its node, and while the node is upgraded: what it serves is away until another one has started.',
  references: [DISRUPTIONS, DEPLOYMENTS],
  edition: '2026.11',
  bad: {
    'one': { set: { 'spec.replicas': 1 } },
    'not set, which is one': { unset: ['spec.replicas'] },
    'a StatefulSet': { on: 'StatefulSet/db', set: { 'spec.replicas': 1 } },
    'a database in a Deployment': { set: { 'spec.replicas': 1, 'spec.template.spec.containers[0].image': 'docker.io/library/redis:7.4.1-alpine' } },
    'behind no Service': { set: { 'spec.replicas': 1 }, remove: ['Service/api'] },
  },
  good: {
    'none, which is switched off': { set: { 'spec.replicas': 0 } },
    'scaled by an autoscaler': { on: 'Deployment/web', unset: ['spec.replicas'] },
    'scaled by KEDA': {
      unset: ['spec.replicas'],
      add: [{ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'api', namespace: 'shop' }, spec: { scaleTargetRef: { name: 'api' } } }],
    },
    'one that must not be two': { set: { 'spec.replicas': 1, 'spec.strategy': { type: 'Recreate' } } },
    'one on each node': { add: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent', namespace: 'shop' }, spec: { template: { spec: {} } } }] },
  },
  * checkEach(objects, _, model) {
    for (const pod of objects.pods()) {
      const { owner } = pod;
      if ((owner.kind !== 'Deployment' && owner.kind !== 'StatefulSet') || isControlled(owner)) continue;
      const { least, by } = scaleOf(model, owner);
      if (by !== undefined || least !== 1 || asObject(owner.spec.strategy).type === 'Recreate') continue;
      yield {
        at: owner,
        path: ['spec', 'replicas'],
        message: `spec.replicas is ${owner.spec.replicas === 1 ? '1' : 'not set, which is 1'}`,
        // A second pod of a database is not a matter of a number, and a worker that nobody calls is missed later.
        ...isStore(pod)
          ? { remedy: 'run as many members as the program replicates its data to; a number alone makes two stores', severity: 'info' }
          : { remedy: 'set it to 2 or more, or let a HorizontalPodAutoscaler scale it', severity: servicesBefore(model, pod).length === 0 ? 'info' : undefined },
      };
    }
  },
};

/** Whether the pods keep data of their own, as far as kind, name and image show. */
function isStore({ owner, containers }: PodTemplate): boolean {
  return owner.kind === 'StatefulSet' || isStoreName(owner.name) || containers.some(({ list, spec }) => list === 'containers' && isStoreName(imageName(spec.image)));
}

/** `postgres-exporter` is named after a store, and keeps nothing. */
function isStoreName(name: string): boolean {
  const words = name.split(/[^a-z0-9]/);
  return words.some((word) => STORES.has(word)) && !words.some((word) => BESIDE_STORES.has(word));
}

/** The last step of the repository: `mongo` of `docker.io/library/mongo:7`. */
function imageName(image: unknown): string {
  return typeof image === 'string' ? image.slice(0, 512).replace(/@.*$/, '').split('/').at(-1)!.replace(/:.*$/, '') : '';
}

const STORES: ReadonlySet<string> = new Set([
  'cassandra', 'clickhouse', 'couchdb', 'database', 'db', 'elasticsearch', 'etcd', 'influxdb', 'kafka', 'mariadb', 'memcached', 'minio', 'mongo', 'mongodb',
  'mysql', 'nats', 'neo4j', 'opensearch', 'postgres', 'postgresql', 'prometheus', 'rabbitmq', 'redis', 'valkey', 'zookeeper',
]);

/** What a program does that stands beside a store. */
const BESIDE_STORES: ReadonlySet<string> = new Set([
  'adapter', 'agent', 'backup', 'client', 'commander', 'connect', 'console', 'exporter', 'express', 'migrate', 'operator', 'proxy', 'ui',
]);
