import { isScoped } from './quota-scope';
import { MITRE_DENIAL, MITRE_HIJACKING, NSA_RESOURCES, RESOURCE_QUOTAS } from './references';
import { asObject, Resource } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { isSystemNamespace } from '../../../standard/system-namespaces';
import { Edit, Rule } from '../../rule';

const quota = (spec: object): Edit => ({
  remove: ['ResourceQuota/shop'],
  add: [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'shop', namespace: 'shop' }, spec }],
});

export const namespaceResourceQuota: Rule = {
  id: 'namespace-resource-quota',
  title: 'Namespaces have a bound on what they take of the cluster',
  item: 6,
  severity: 'warning',
  development: 'info',
  why: 'Limits bound a pod, not how many there are: an autoscaler gone wild, a Job in a loop or a stranger who may create pods takes every processor that is left, from everybody.',
  references: [RESOURCE_QUOTAS, NSA_RESOURCES, MITRE_DENIAL, MITRE_HIJACKING],
  edition: '2026.11',
  bad: {
    'no quota': { remove: ['ResourceQuota/shop'] },
    'a quota of another namespace': {
      remove: ['ResourceQuota/shop'], add: [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'shop', namespace: 'other' }, spec: { hard: { cpu: '1', memory: '1Gi' } } }],
    },
    'a quota that bounds nothing': quota({}),
    'a quota that bounds other things': quota({ hard: { 'pods': '20', 'count/secrets': '5', 'limits.cpu': '8' } }),
    'a quota for some pods': quota({ hard: { 'limits.cpu': '8', 'limits.memory': '8Gi' }, scopes: ['Terminating'] }),
    'no quota, and no pods yet': { add: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'empty' } }] },
  },
  good: {
    'bounds requests': quota({ hard: { 'requests.cpu': '2', 'requests.memory': '4Gi' } }),
    'bounds by short names': quota({ hard: { cpu: '2', memory: '4Gi' } }),
    'in two quotas': {
      ...quota({ hard: { 'limits.cpu': '8' } }),
      add: [
        { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'cpu', namespace: 'shop' }, spec: { hard: { 'limits.cpu': '8' } } },
        { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'memory', namespace: 'shop' }, spec: { hard: { 'limits.memory': '8Gi' } } },
      ],
    },
    'the namespace of the cluster itself': { add: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } }] },
    'nothing runs there yet': {
      add: [
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'empty' } },
        { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'empty', namespace: 'empty' }, spec: { hard: {} } },
      ],
    },
  },
  * checkEach(objects, _, model) {
    for (const namespace of objects.ofKind('Namespace')) {
      if (namespace.group !== '' || isSystemNamespace(namespace.name)) continue;
      const quotas = model.inNamespace('ResourceQuota', namespace.name);
      if (BOUNDED.every((fields) => quotas.some((object) => bounds(object, fields)))) continue;
      const own = quotas.filter((object) => object.group === '');
      const remedy = 'write a ResourceQuota with requests and limits of cpu and memory';
      if (own.length === 0) {
        yield { at: namespace, path: ['metadata', 'name'], message: `namespace ${quote(namespace.name)} has no ResourceQuota`, remedy };
        continue;
      }
      if (model.podsIn(namespace.name).length === 0) continue;
      const whole = own.filter((object) => !isScoped(object));
      const missing = BOUNDED.filter((fields) => !whole.some((object) => bounds(object, fields))).map(([resource]) => resource);
      const path = ['spec', 'hard'];
      const what = whole.length === 0 ? 'counts only some of the pods' : `does not bound ${missing.join(' or ')}`;
      yield { at: whole[0] ?? own[0], path, message: `${formatPath(path)} ${what}`, remedy };
    }
  },
};

/** What bounds processors, and what bounds memory. */
const BOUNDED = ['cpu', 'memory'].map((resource) => [resource, `requests.${resource}`, `limits.${resource}`] as const);

function bounds(object: Resource, fields: readonly string[]): boolean {
  const hard = asObject(object.spec.hard);
  return fields.some((name) => hard[name] !== undefined && hard[name] !== null) && object.group === '' && !isScoped(object);
}
