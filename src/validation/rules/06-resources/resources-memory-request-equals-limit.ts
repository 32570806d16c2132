import { MANAGE_RESOURCES, MITRE_DENIAL } from './references';
import { asObject } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { compareQuantity, readQuantity } from '../../../manifest/quantity';
import { quote } from '../../../manifest/quote';
import { Edit, Rule } from '../../rule';

const POD = 'spec.template.spec';
const RESOURCES = `${POD}.containers[0].resources`;
const asked = (edit: Edit): Edit => ({ ...edit, policy: { severities: { 'resources-memory-request-equals-limit': 'info' } } });
const all = (request: unknown, rest: Edit['set'] = {}): Edit => asked({
  remove: ['Deployment/web', 'StatefulSet/db'], set: { [`${RESOURCES}.requests.memory`]: request, ...rest },
});

export const resourcesMemoryRequestEqualsLimit: Rule = {
  id: 'resources-memory-request-equals-limit',
  title: 'Containers ask for all the memory that they may use',
  item: 6,
  severity: 'info',
  optIn: true,
  why: 'Nobody keeps free what lies between request and limit. Memory cannot be taken back: when the node runs short, a container that uses more than it asked for is the first to be killed. Where that costs too much memory, leave this rule off.',
  references: [MANAGE_RESOURCES, MITRE_DENIAL],
  edition: '2026.11',
  bad: {
    'half of it': all('128Mi'),
    'none of it': all('0'),
    'of the pod as a whole': all('256Mi', { [`${POD}.resources`]: { requests: { memory: '256Mi' }, limits: { memory: '1Gi' } } }),
  },
  good: {
    'all of it': all('256Mi'),
    'the same amount, written otherwise': all(268435456),
    'no request, which is the limit then': asked({ remove: ['Deployment/web', 'StatefulSet/db'], unset: [`${RESOURCES}.requests.memory`] }),
    'no limit is another rule\'s': asked({ remove: ['Deployment/web', 'StatefulSet/db'], unset: [`${RESOURCES}.limits.memory`] }),
    'the pod as a whole asks for all of it': all('128Mi', { [`${POD}.resources`]: { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } } }),
    'nobody asked for this rule': {},
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      // A limit of the pod as a whole counts before those of its containers.
      const ofPod = asObject(asObject(pod.spec.resources).limits).memory !== undefined;
      for (const { spec, path: place, name } of ofPod ? [{ spec: pod.spec, path: pod.at(), name: undefined }] : pod.containers) {
        const { requests, limits } = asObject(spec.resources);
        const [request, limit] = [asObject(requests).memory, asObject(limits).memory];
        const [less, most] = [readQuantity(request), readQuantity(limit)];
        if (less === undefined || most === undefined || compareQuantity(less, most) >= 0) continue;
        const path = [...place, 'resources', 'requests', 'memory'];
        yield {
          at: pod.owner,
          container: name,
          path,
          message: `${formatPath(path)} is ${quote(String(request))}, and the limit ${quote(String(limit))}`,
          remedy: `set it to ${quote(String(limit))}, or lower the limit`,
          fix: { path, value: limit },
        };
      }
    }
  },
};
