import { HARDENING } from '../../src/standard/hardening';
import { violations } from '../../src/standard/judge';
import { podSecurityControls } from '../../src/standard/pod-security';

it('asks a pod that only nodes of Windows can take for nothing that they do not have, but for what Pod Security asks of it', () => {
  const pod = { spec: { enableServiceLinks: false, nodeSelector: { 'kubernetes.io/os': 'windows' }, containers: [{ name: 'a', resources: { limits: { cpu: '1', memory: '1Gi' } } }] } };
  expect(violations(HARDENING, pod, 36)).toEqual([]);
  expect(violations(podSecurityControls('restricted', 36), pod, 36).map(({ control }) => control.id)).toContain('pss-seccomp-restricted');
});

it('asks of a container for debugging what the API server takes there, and no resources', () => {
  const pod = { spec: { enableServiceLinks: false, containers: [], ephemeralContainers: [{ name: 'debug', image: 'ghcr.io/acme/tools:1' }] } };
  expect(violations(HARDENING, pod, 36).map(({ control, path }) => [control.id, path[1]])).toEqual([['read-only-root-fs', 'ephemeralContainers']]);
});
