import { JOBS } from './references';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Rule } from '../../rule';

const job = (spec: object): object => ({
  apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'migrate', namespace: 'shop' }, spec: { ttlSecondsAfterFinished: 60, template: { spec } },
});

export const jobRestartPolicy: Rule = {
  id: 'job-restart-policy',
  title: 'Jobs end: their pods restart on failure or never',
  item: 'reliability',
  severity: 'error',
  why: 'The API server refuses a Job whose pods are restarted always, which is what a pod does unless it says otherwise.',
  references: [
    { title: 'Jobs: pod template', url: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template' },
    JOBS,
  ],
  edition: '2026.11',
  bad: {
    'not set, which is Always': { add: [job({})] },
    'Always': { add: [job({ restartPolicy: 'Always' })] },
    'a CronJob': {
      add: [{
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'nightly', namespace: 'shop' },
        spec: { schedule: '0 3 * * *', startingDeadlineSeconds: 300, jobTemplate: { spec: { template: { spec: {} } } } },
      }],
    },
  },
  good: {
    Never: { add: [job({ restartPolicy: 'Never' })] },
    OnFailure: { add: [job({ restartPolicy: 'OnFailure' })] },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      if (pod.owner.kind !== 'Job' && pod.owner.kind !== 'CronJob') continue;
      const { restartPolicy } = pod.spec;
      if (restartPolicy === 'Never' || restartPolicy === 'OnFailure') continue;
      const path = pod.at('restartPolicy');
      yield {
        at: pod.owner,
        path,
        message: `${formatPath(path)} is ${typeof restartPolicy === 'string' ? quote(restartPolicy) : 'not set, which is Always'}`,
        remedy: 'use Never, or OnFailure to keep the pod and restart its container',
      };
    }
  },
};
