import { Model } from '../../../src/manifest/model';
import { formatPath } from '../../../src/manifest/path';
import { edited } from '../../../src/validation/compliant-app';
import { judge } from '../../../src/validation/engine';
import { DEFAULT_POLICY } from '../../../src/validation/policy';
import { Edit } from '../../../src/validation/rule';
import { RULES } from '../../../src/validation/rules';
import { metadataValid } from '../../../src/validation/rules/10-version/metadata-valid';
import { objectValid } from '../../../src/validation/rules/10-version/object-valid';

const POD = 'spec.template.spec';

function found(edit: Edit, rules = [metadataValid, objectValid]): readonly string[] {
  return judge(new Model(edited(edit).map((value) => ({ value }))), { ...DEFAULT_POLICY, ...edit.policy }, rules)
    .map(({ path, message, remedy }) => `${formatPath(path)} | ${message} | ${remedy}`);
}

it('says where, what, and what to do', () => {
  expect(found({ set: { [`${POD}.containers[0].volumeMounts[0].name`]: 'cache' } })).toEqual([
    `${POD}.containers[0].volumeMounts[0].name | ${POD}.containers[0].volumeMounts[0].name is 'cache', and the pod has no such volume | name one of its volumes, or add it to volumes`,
  ]);
  expect(found({ set: { [`${POD}.containers[0].ports[0].containerPort`]: 70000 } })).toEqual([
    `${POD}.containers[0].ports[0].containerPort | ${POD}.containers[0].ports[0].containerPort: 70000 is not a port number | use a whole number from 1 to 65535`,
  ]);
  expect(found({ add: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'Flags-', namespace: 'shop' } }] })).toEqual([
    'metadata.generateName | metadata.generateName: \'Flags-\' is not an RFC 1123 subdomain | use labels of lower case letters, digits and \'-\', joined by \'.\', at most 253 in all',
  ]);
});

it('names the container', () => {
  const [finding] = judge(
    new Model(edited({ set: { [`${POD}.containers[0].env[0].name`]: 'A=B' } }).map((value) => ({ value }))), DEFAULT_POLICY, [objectValid],
  );
  expect(finding.container).toBe('api');
});

it.each<[string, Edit]>([
  ['a target that is no port', { on: 'Service/api', set: { 'spec.ports[0].targetPort': 70000 } }],
  ['a backend that is no port', { on: 'Ingress/web', set: { 'spec.rules[0].http.paths[0].backend.service.port': { name: 'HTTP' } } }],
  ['a policy for what is no port', { on: 'NetworkPolicy/allow-dns', set: { 'spec.egress[0].ports[2]': { port: 70000 } } }],
  ['an autoscaler whose most is less than its least', { on: 'HorizontalPodAutoscaler/web', set: { 'spec.minReplicas': 5 } }],
  ['a mount without its volume', { set: { [`${POD}.containers[0].volumeMounts[1]`]: { name: 'cache', mountPath: '/cache' } } }],
  ['two volumes of one name', { set: { [`${POD}.volumes[1]`]: { name: 'tmp', emptyDir: { sizeLimit: '1Mi' } } } }],
  ['an empty backend', { on: 'Ingress/web', set: { 'spec.rules[0].http.paths[0].backend': {} } }],
  ['an empty value where one is needed', { set: { [`${POD}.containers[0].env[0].name`]: '' } }],
  ['a backend of an old version', { on: 'Ingress/web', set: { 'spec.rules[0].http.paths[0].backend': { serviceName: 'web' } } }],
  ['a limit below zero', { set: { [`${POD}.containers[0].resources.limits["nvidia.com/gpu"]`]: '-1' } }],
  ['a request below zero, where the limit is above', { set: { [`${POD}.containers[0].resources.requests.cpu`]: '-1' } }],
  ['a folder of less than nothing', { set: { [`${POD}.volumes[1]`]: { name: 'cache', emptyDir: { sizeLimit: '-1Gi' } } } }],
  ['a profile without its name', { set: { [`${POD}.securityContext.seccompProfile`]: { type: 'Localhost' } } }],
  ['a number of a probe below zero', { set: { [`${POD}.containers[0].livenessProbe.successThreshold`]: -1 } }],
  ['no time at all for pods that run on', { set: { [`${POD}.activeDeadlineSeconds`]: 0 } }],
  ['a path with an empty step', { on: 'Ingress/web', set: { 'spec.rules[0].http.paths[0].path': '/shop//cart' } }],
  ['an exception outside of its block', {
    on: 'NetworkPolicy/allow-web-to-api', set: { 'spec.egress[0].to[1]': { ipBlock: { cidr: '10.0.0.0/24', except: ['192.168.0.0/16'] } } },
  }],
])('is one finding: %s', (_, edit) => {
  expect(found(edit, [...RULES])).toHaveLength(1);
});

it('leaves be what switches throw away', () => {
  const edit = { set: { [`${POD}.containers[0].volumeMounts[0].recursiveReadOnly`]: 'Enabled' } };
  expect(found({ ...edit, policy: { minor: 30 } }, [objectValid])).toEqual([]);
  expect(found({ ...edit, policy: { minor: 31 } }, [objectValid])).toHaveLength(1);
});

it('ends where an object has no end of problems', () => {
  const containers = Array.from({ length: 1000 }, () => ({ name: 'api', image: 'ghcr.io/acme/api:1' }));
  expect(found({ set: { [`${POD}.containers`]: containers } }, [objectValid])).toHaveLength(100);
});

it('reads what is no object as nothing', () => {
  const odd = [null, 1, 'x', [null], { a: null }];
  for (const value of odd) {
    for (const [kind, apiVersion] of [
      ['Service', 'v1'], ['Ingress', 'networking.k8s.io/v1'], ['NetworkPolicy', 'networking.k8s.io/v1'], ['Deployment', 'apps/v1'], ['CronJob', 'batch/v1'],
      ['ConfigMap', 'v1'], ['PodDisruptionBudget', 'policy/v1'], ['Pod', 'v1'], ['StatefulSet', 'apps/v1'], ['DaemonSet', 'apps/v1'],
    ]) {
      const add = ['metadata', 'spec', 'data'].map((field) => ({ apiVersion, kind, metadata: { name: 'x' }, [field]: value }));
      expect(() => found({ add })).not.toThrow();
    }
  }
});
