import { LIMIT_RANGES, MITRE_DENIAL, NSA_RESOURCES } from './references';
import { asList, asObject, Resource } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { isSystemNamespace } from '../../../standard/system-namespaces';
import { Edit, Rule } from '../../rule';

const range = (limits: unknown, namespace = 'shop'): Edit => ({
  remove: ['LimitRange/shop'],
  add: [{ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'shop', namespace }, spec: { limits } }],
});

export const namespaceLimitRange: Rule = {
  id: 'namespace-limit-range',
  title: 'Namespaces give limits to containers that set none',
  item: 6,
  severity: 'warning',
  development: 'info',
  why: 'What comes without limits, such as a sidecar that a webhook adds or a pod that somebody starts by hand, takes what it finds; a LimitRange bounds it before it is stored.',
  references: [LIMIT_RANGES, NSA_RESOURCES, MITRE_DENIAL],
  edition: '2026.11',
  bad: {
    'no LimitRange': { remove: ['LimitRange/shop'] },
    'a LimitRange of another namespace': range([{ type: 'Container', default: { memory: '256Mi' } }], 'other'),
    'only for whole pods': range([{ type: 'Pod', max: { memory: '1Gi' } }]),
    'only for storage': range([{ type: 'PersistentVolumeClaim', max: { storage: '10Gi' } }]),
    'only a minimum': range([{ type: 'Container', min: { cpu: '10m' } }]),
    'nothing in it': range(null),
  },
  good: {
    'a default': range([{ type: 'Container', default: { memory: '256Mi' } }]),
    'a maximum, which is the default too': range([{ type: 'Container', max: { memory: '1Gi' } }]),
    'the namespace of the cluster itself': { add: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-public' } }] },
  },
  * checkEach(objects, _, model) {
    for (const namespace of objects.ofKind('Namespace')) {
      if (namespace.group !== '' || isSystemNamespace(namespace.name)) continue;
      const ranges = model.inNamespace('LimitRange', namespace.name).filter((object) => object.group === '');
      if (ranges.some(boundsContainers)) continue;
      const path = ['spec', 'limits'];
      yield ranges.length === 0
        ? { at: namespace, path: ['metadata', 'name'], message: `namespace ${quote(namespace.name)} has no LimitRange`, remedy: REMEDY }
        : { at: ranges[0], path, message: `${formatPath(path)} gives containers no limit`, remedy: REMEDY };
    }
  },
};

const REMEDY = 'write a LimitRange with an entry of type Container that has default and defaultRequest';

function boundsContainers(object: Resource): boolean {
  return asList(object.spec.limits).map(asObject).some((entry) => (
    entry.type === 'Container' && [entry.default, entry.max].some((map) => Object.values(asObject(map)).some((value) => value !== null))
  ));
}
