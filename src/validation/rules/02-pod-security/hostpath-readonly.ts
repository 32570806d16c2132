import { hostPaths } from './host-path';
import { HOSTPATH } from './references';
import { asList, asObject } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { cis, mitre, nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

const volume = { name: 'node', hostPath: { path: '/srv/data' } };
const VOLUME = 'spec.template.spec.volumes[1]';
const MOUNT = 'spec.template.spec.containers[0].volumeMounts[1]';

export const hostpathReadonly: Rule = {
  id: 'hostpath-readonly',
  title: 'Containers cannot write to paths of the node',
  item: 7,
  severity: 'error',
  development: 'warning',
  why: 'What a container writes to the node stays when the pod is gone, is read by the next pod and by programs of the node, and fills its disk.',
  references: [HOSTPATH, cis('5.2.11'), nsa('Pod security enforcement'), mitre('T1611')],
  edition: '2026.11',
  bad: {
    'readOnly not set': { set: { [VOLUME]: volume, [MOUNT]: { name: 'node', mountPath: '/data' } } },
    'readOnly false': { set: { [VOLUME]: volume, [MOUNT]: { name: 'node', mountPath: '/data', readOnly: false } } },
    'an init container': {
      set: {
        [VOLUME]: volume,
        'spec.template.spec.initContainers': [{ name: 'setup', image: 'ghcr.io/acme/setup:1', volumeMounts: [{ name: 'node', mountPath: '/data' }] }],
      },
    },
  },
  good: {
    'readOnly': { set: { [VOLUME]: volume, [MOUNT]: { name: 'node', mountPath: '/data', readOnly: true } } },
    'not mounted': { set: { [VOLUME]: volume } },
    'a socket, which a read-only mount does not close': {
      set: { [VOLUME]: { name: 'node', hostPath: { path: '/run/acme.sock', type: 'Socket' } }, [MOUNT]: { name: 'node', mountPath: '/run/acme.sock' } },
    },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      const files = hostPaths(pod).filter(({ type }) => !NO_FILES.includes(type));
      if (files.length === 0) continue;
      const paths = new Map(files.map((hostPath) => [hostPath.volume, hostPath]));
      for (const container of pod.containers) {
        for (const [i, entry] of asList(container.spec.volumeMounts).entries()) {
          const { name, readOnly } = asObject(entry);
          const hostPath = typeof name === 'string' ? paths.get(name) : undefined;
          if (hostPath === undefined || readOnly === true) continue;
          const path = [...container.path, 'volumeMounts', i, 'readOnly'];
          yield {
            at: pod.owner,
            container: container.name,
            path,
            message: `${formatPath(path)} is ${readOnly === false ? 'false' : 'not set'}: the container may write to ${quote(hostPath.written)} of the node`,
            remedy: 'set it to true, or write to a volume that Kubernetes keeps',
          };
        }
      }
    }
  },
};

/** Types of hostPath that are not read and written as files. */
const NO_FILES: readonly string[] = ['Socket', 'CharDevice', 'BlockDevice'];
