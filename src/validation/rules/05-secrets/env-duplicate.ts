import { asList, asObject } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Rule } from '../../rule';

const ENV = 'spec.template.spec.containers[0].env';

export const envDuplicate: Rule = {
  id: 'env-duplicate',
  title: 'Each environment variable of a container is set once',
  item: 'reliability',
  severity: 'warning',
  why: 'The last one wins, and kubectl apply, which merges by name, may keep the other: what runs depends on how it was brought there.',
  references: [{ title: 'Define environment variables for a container', url: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/' }],
  edition: '2026.11',
  bad: {
    'two values': { set: { [ENV]: [{ name: 'LOG_LEVEL', value: 'info' }, { name: 'LOG_LEVEL', value: 'debug' }] } },
    'a value and a reference': {
      set: { [ENV]: [{ name: 'THEME', value: 'dark' }, { name: 'PORT', value: '8080' }, { name: 'THEME', valueFrom: { configMapKeyRef: { name: 'flags', key: 'theme' } } }] },
    },
  },
  good: {
    'names that differ in case': { set: { [ENV]: [{ name: 'http_proxy', value: 'a' }, { name: 'HTTP_PROXY', value: 'a' }] } },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      for (const container of pod.containers) {
        const env = asList(container.spec.env);
        if (env.length < 2) continue;
        const first = new Map<string, number>();
        for (let i = 0; i < env.length; i++) {
          const { name } = asObject(env[i]);
          if (typeof name !== 'string') continue;
          const before = first.get(name);
          if (before === undefined) {
            first.set(name, i);
            continue;
          }
          const path = [...container.path, 'env', i, 'name'];
          yield {
            at: pod.owner,
            container: container.name,
            path,
            message: `${formatPath(path)} is ${quote(name)}, which env[${before}] sets already`,
            remedy: 'keep one of them',
          };
        }
      }
    }
  },
};
