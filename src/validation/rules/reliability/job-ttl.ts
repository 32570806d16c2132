import { JOBS } from './references';
import { isControlled, isHook } from '../../../analysis/controlled';
import { Rule } from '../../rule';

const job = (spec: object, metadata: object = {}): object => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'migrate', namespace: 'shop', ...metadata },
  spec: { ...spec, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'migrate', image: 'ghcr.io/acme/migrate:1' }] } } },
});

export const jobTtl: Rule = {
  id: 'job-ttl',
  title: 'Jobs are cleaned up after they finish',
  item: 'reliability',
  severity: 'info',
  why: 'A finished Job and its pods stay until somebody deletes them: they fill etcd and the lists that people read, and hold logs and environment for whoever may read pods.',
  references: [{ title: 'Automatic Cleanup for Finished Jobs', url: 'https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/' }, JOBS],
  edition: '2026.11',
  bad: {
    'not set': { add: [job({})] },
  },
  good: {
    'a day': { add: [job({ ttlSecondsAfterFinished: 86400 })] },
    'at once': { add: [job({ ttlSecondsAfterFinished: 0 })] },
    'a hook, which its tool cleans up': { add: [job({}, { annotations: { 'helm.sh/hook': 'pre-upgrade' } })] },
    'a Job of a CronJob': { add: [job({}, { ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'nightly', controller: true }] })] },
  },
  * checkEach(objects) {
    for (const at of objects.ofKind('Job')) {
      if (at.group !== 'batch' || typeof at.spec.ttlSecondsAfterFinished === 'number' || isControlled(at) || isHook(at)) continue;
      yield { at, path: ['spec', 'ttlSecondsAfterFinished'], message: 'spec.ttlSecondsAfterFinished is not set', remedy: 'set it, to 86400 for a day' };
    }
  },
};
