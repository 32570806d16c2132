import { podCount } from '../../src/manifest/pod-count';

it.each([
  ['Deployment', { replicas: 4 }, 4, 5],
  ['Deployment', {}, 1, 2],
  ['Deployment', { replicas: null }, 1, 2],
  ['Deployment', { replicas: 0 }, 0, 0],
  ['Deployment', { replicas: 4, strategy: { type: 'Recreate' } }, 4, 4],
  ['Deployment', { replicas: 10, strategy: { rollingUpdate: { maxSurge: '15%' } } }, 10, 12],
  ['Deployment', { replicas: 10, strategy: { rollingUpdate: { maxSurge: 3 } } }, 10, 13],
  ['Deployment', { replicas: 1.5, strategy: { rollingUpdate: { maxSurge: 'all' } } }, 1, 1],
  ['Deployment', { replicas: 1e308 }, 1, 2],
  ['StatefulSet', { replicas: 3 }, 3, 3],
  ['DaemonSet', {}, 1, 1],
  ['Pod', {}, 1, 1],
  ['PodTemplate', {}, 0, 0],
  ['Job', { parallelism: 5 }, 5, 5],
  ['Job', { parallelism: 5, completions: 2 }, 2, 2],
  ['Job', { suspend: true }, 0, 0],
  ['CronJob', { jobTemplate: { spec: { parallelism: 2 } } }, 2, 4],
  ['CronJob', { concurrencyPolicy: 'Forbid', jobTemplate: {} }, 1, 1],
  ['CronJob', { suspend: true, jobTemplate: {} }, 0, 0],
])('counts the pods of a %s: %j', (kind, spec, steady, largest) => {
  expect(podCount(kind, spec)).toEqual({ steady, largest });
});

it('takes what an autoscaler makes of it', () => {
  expect(podCount('Deployment', { replicas: 50 }, { least: 2, most: 8 })).toEqual({ steady: 2, largest: 10 });
  expect(podCount('StatefulSet', {}, { least: 2, most: 8 })).toEqual({ steady: 2, largest: 8 });
});
