import { apiLifecycle } from '../../../src/standard/releases';
import { successor } from '../../../src/validation/rules/10-version/api-removed';

it.each<[string, string, number, string]>([
  ['flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema', 36, 'write flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema', 28, 'write flowcontrol.apiserver.k8s.io/v1beta3'],
  ['resource.k8s.io/v1alpha3', 'DeviceClass', 33, 'write resource.k8s.io/v1beta1'],
  ['resource.k8s.io/v1alpha3', 'DeviceClass', 36, 'write resource.k8s.io/v1'],
  ['extensions/v1beta1', 'Ingress', 18, 'write networking.k8s.io/v1, which came with 1.19'],
  ['extensions/v1beta1', 'PodSecurityPolicy', 20, 'write policy/v1beta1'],
  ['extensions/v1beta1', 'PodSecurityPolicy', 36, 'remove it, and label namespaces with pod-security.kubernetes.io/enforce: Pod Security Admission took its place'],
])('names for %s %s in 1.%i what that minor serves', (apiVersion, kind, minor, remedy) => {
  expect(successor(apiLifecycle(apiVersion, kind)!, minor)).toBe(remedy);
});
