import { podDemand } from '../../src/manifest/pod-resources';
import { formatQuantity } from '../../src/manifest/quantity';

const container = (amount?: string, more: object = {}): object => ({ name: 'c', ...(amount === undefined ? {} : { resources: { requests: { cpu: amount } } }), ...more });
const sidecar = (amount: string): object => container(amount, { restartPolicy: 'Always' });

function cpu(spec: Record<string, unknown>, kind: 'requests' | 'limits' = 'requests'): string {
  return formatQuantity(podDemand(spec, kind, 'cpu').amount);
}

// The numbers of KEP-753, "Exposing Pod Resource Requirements", and of component-helpers/resource of Kubernetes 1.37.
it.each([
  ['containers run side by side', { containers: [container('1'), container('500m')] }, '1500m'],
  ['init containers run one after another', { initContainers: [container('2'), container('1')], containers: [container('1')] }, '2'],
  ['a sidecar runs along', { initContainers: [sidecar('1')], containers: [container('1')] }, '2'],
  ['a sidecar runs along with init containers after it', { initContainers: [sidecar('1'), container('2')], containers: [container('1')] }, '3'],
  ['a sidecar does not run along with init containers before it', { initContainers: [container('2'), sidecar('1')], containers: [container('500m')] }, '2'],
  ['overhead comes on top', { containers: [container('1')], overhead: { cpu: '250m' } }, '1250m'],
  ['the pod as a whole takes the place of the sum', { resources: { requests: { cpu: '3' } }, containers: [container('1')] }, '3'],
  ['a limit of the pod is no request where containers ask', { resources: { limits: { cpu: '3' } }, containers: [container('1')] }, '1'],
  ['a limit of the pod is a request where no container asks', { resources: { limits: { cpu: '3' } }, containers: [container()] }, '3'],
  ['a limit is a request where there is none', { containers: [{ name: 'c', resources: { limits: { cpu: '2' } } }] }, '2'],
  ['a pod without containers', {}, '0'],
  ['a quantity that is none', { containers: [container('much')] }, '0'],
  ['entries that are no containers', { initContainers: [null, 7], containers: [container('1'), 'x'] }, '1'],
])('adds up: %s', (_, spec, expected) => {
  expect(cpu(spec)).toBe(expected);
});

it('adds overhead to a limit only where there is one', () => {
  expect(cpu({ containers: [container('1')], overhead: { cpu: '250m' } }, 'limits')).toBe('0');
  expect(cpu({ containers: [{ name: 'c', resources: { limits: { cpu: '1' } } }], overhead: { cpu: '250m' } }, 'limits')).toBe('1250m');
});

it('does not let the pod as a whole speak for disk', () => {
  const spec = { resources: { limits: { 'ephemeral-storage': '1Gi' } }, containers: [container()] };
  expect(podDemand(spec, 'limits', 'ephemeral-storage')).toEqual({ amount: { nano: 0n, format: 'DecimalSI' }, unbounded: ['c'], isOfPod: false });
});

it('names the containers that say nothing, unless the namespace or the pod says it for them', () => {
  const spec = { containers: [container('1'), container(undefined, { name: 'free' })] };
  expect(podDemand(spec, 'requests', 'cpu').unbounded).toEqual(['free']);
  expect(podDemand(spec, 'requests', 'cpu', { requests: { cpu: '100m' }, limits: {} })).toMatchObject({ amount: { nano: 1_100_000_000n }, unbounded: [] });
  expect(podDemand({ ...spec, resources: { requests: { cpu: '2' } } }, 'requests', 'cpu').unbounded).toEqual([]);
});
