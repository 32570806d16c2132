import { apiLifecycle, apiLifecycles, formatMinor } from '../../../src/standard/releases';
import { successor } from '../../../src/validation/rules/10-version/api-removed';

it.each<[string, string, number, string]>([
  ['flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema', 36, 'write flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema', 28, 'write flowcontrol.apiserver.k8s.io/v1beta3'],
  ['resource.k8s.io/v1alpha3', 'DeviceClass', 33, 'write resource.k8s.io/v1beta2'],
  ['resource.k8s.io/v1alpha3', 'DeviceClass', 36, 'write resource.k8s.io/v1'],
  ['resource.k8s.io/v1alpha2', 'ResourceClaim', 31, 'write resource.k8s.io/v1alpha3'],
  ['resource.k8s.io/v1alpha2', 'ResourceClaim', 32, 'write resource.k8s.io/v1beta1'],
  ['resource.k8s.io/v1alpha2', 'PodSchedulingContext', 31, 'write resource.k8s.io/v1alpha3'],
  ['storagemigration.k8s.io/v1alpha1', 'StorageVersionMigration', 34, 'write storagemigration.k8s.io/v1beta1, which came with 1.35'],
  ['storagemigration.k8s.io/v1alpha1', 'StorageVersionMigration', 36, 'write storagemigration.k8s.io/v1beta1'],
  ['storagemigration.k8s.io/v1alpha1', 'StorageVersionMigration', 37, 'write storagemigration.k8s.io/v1'],
  ['autoscaling/v2beta1', 'HorizontalPodAutoscaler', 22, 'write autoscaling/v2beta2'],
  ['apps/v1beta2', 'Scale', 36, 'write autoscaling/v1'],
  ['extensions/v1beta1', 'Ingress', 18, 'write networking.k8s.io/v1beta1'],
  ['extensions/v1beta1', 'PodSecurityPolicy', 20, 'write policy/v1beta1'],
  ['extensions/v1beta1', 'PodSecurityPolicy', 36, 'remove it, and label namespaces with pod-security.kubernetes.io/enforce: Pod Security Admission took its place'],
])('names for %s %s in 1.%i what that minor serves', (apiVersion, kind, minor, remedy) => {
  expect(successor(apiLifecycle(apiVersion, kind)!, minor)).toBe(remedy);
});

it('names what the target serves where there is any, for every API and minor', () => {
  const lives = apiLifecycles();
  const wrong = lives.flatMap((life) => Array.from({ length: 25 }, (_, i) => i + 16).flatMap((minor) => {
    if (Math.min(life.deprecated ?? Infinity, life.removed ?? Infinity) > minor) return [];
    const served = lives.filter(({ introduced = 0, removed = Infinity }) => introduced <= minor && minor < removed);
    const group = life.apiVersion.replace(/[^/]*$/, '');
    const later = served.filter(({ introduced = 0 }) => introduced > (life.introduced ?? 0));
    const isAny = later.some(({ apiVersion, kind }) => apiVersion.startsWith(group) && kind === life.kind);
    const said = successor(life, minor);
    const isServed = served.some(({ apiVersion, kind }) => said === `write ${apiVersion}${kind === life.kind ? '' : ` ${kind}`}`);
    return isServed || !isAny ? [] : [`${life.apiVersion} ${life.kind} in ${formatMinor(minor)}: ${said}`];
  }));
  expect(wrong).toEqual([]);
});
