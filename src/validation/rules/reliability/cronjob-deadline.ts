import { CRON_JOBS } from './references';
import { Rule } from '../../rule';

const cronJob = (spec: object): object => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'nightly', namespace: 'shop' },
  spec: {
    schedule: '0 3 * * *',
    ...spec,
    jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'nightly', image: 'ghcr.io/acme/nightly:1' }] } } } },
  },
});

export const cronjobDeadline: Rule = {
  id: 'cronjob-deadline',
  title: 'CronJobs say how late they may start',
  item: 'reliability',
  severity: 'info',
  why: 'Without startingDeadlineSeconds a CronJob that missed more than 100 starts, because the control plane was away or it was suspended, may start none again; and one missed at night starts at noon.',
  references: [
    { title: 'CronJob: deadline for delayed Job start', url: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline' },
    CRON_JOBS,
  ],
  edition: '2026.11',
  bad: {
    'not set': { add: [cronJob({})] },
  },
  good: {
    'five minutes': { add: [cronJob({ startingDeadlineSeconds: 300 })] },
    'suspended': { add: [cronJob({ suspend: true })] },
  },
  * checkEach(objects) {
    for (const at of objects.ofKind('CronJob')) {
      if (at.group !== 'batch' || at.spec.suspend === true || typeof at.spec.startingDeadlineSeconds === 'number') continue;
      yield {
        at,
        path: ['spec', 'startingDeadlineSeconds'],
        message: 'spec.startingDeadlineSeconds is not set',
        remedy: 'set it to the seconds after which a start is better left out, above 10',
      };
    }
  },
};
