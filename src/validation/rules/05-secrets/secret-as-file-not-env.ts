import { configUses } from '../../../analysis/config-use';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { cis, mitre } from '../../../standard/reference';
import { Rule } from '../../rule';

const CONTAINER = 'spec.template.spec.containers[0]';

export const secretAsFileNotEnv: Rule = {
  id: 'secret-as-file-not-env',
  title: 'Programs read Secrets from files, not from the environment',
  item: 5,
  severity: 'warning',
  development: 'info',
  why: 'Every child process inherits the environment, crash reports and debug pages print it, and a changed Secret reaches it only after a restart. A file is read by who opens it.',
  references: [
    cis('5.4.1'),
    mitre('T1552.007'),
    { title: 'Distribute credentials securely using Secrets', url: 'https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/#create-a-pod-that-has-access-to-the-secret-data-through-a-volume' },
  ],
  edition: '2026.11',
  bad: {
    'one key': { set: { [`${CONTAINER}.env[1]`]: { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } } } },
    'all keys': { set: { [`${CONTAINER}.envFrom`]: [{ secretRef: { name: 'db' } }] } },
  },
  good: {
    'mounted as files': {
      set: {
        'spec.template.spec.volumes[1]': { name: 'db', secret: { secretName: 'db', defaultMode: 0o440 } },
        [`${CONTAINER}.volumeMounts[1]`]: { name: 'db', mountPath: '/run/secrets/db', readOnly: true },
      },
    },
    'configuration that is no secret': { set: { [`${CONTAINER}.envFrom`]: [{ configMapRef: { name: 'flags' } }] } },
  },
  * checkEach(objects) {
    for (const { kind, via, name, path, pod, container } of configUses(objects)) {
      if (kind !== 'Secret' || via === 'volume') continue;
      const field = path.slice(0, -1);
      yield {
        at: pod.owner,
        container,
        path: field,
        message: `${formatPath(field)} puts ${via === 'env' ? 'a key' : 'every key'} of Secret ${quote(name)} into the environment`,
        remedy: 'mount the Secret as a volume, and let the program read the file',
      };
    }
  },
};
