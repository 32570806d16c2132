import { HARDENING } from '../../src/standard/hardening';
import { violations } from '../../src/standard/judge';
import { podSecurityControls } from '../../src/standard/pod-security';

const RESOURCES = HARDENING.filter(({ id }) => id.startsWith('resources-'));

it('asks a pod that only nodes of Windows can take for nothing that they do not have, but for what Pod Security asks of it', () => {
  const pod = { spec: { enableServiceLinks: false, nodeSelector: { 'kubernetes.io/os': 'windows' }, containers: [{ name: 'a', resources: { limits: { cpu: '1', memory: '1Gi' } } }] } };
  expect(violations(HARDENING, pod, 36)).toEqual([]);
  expect(violations(podSecurityControls('restricted', 36), pod, 36).map(({ control }) => control.id)).toContain('pss-seccomp-restricted');
});

it('asks no resources of ephemeral containers, which cannot have any', () => {
  const broken = (list: string): string[] => violations(RESOURCES, { spec: { [list]: [{ name: 'debugger' }] } }, 36).map(({ control }) => control.id);
  expect(RESOURCES).toHaveLength(5);
  expect(broken('ephemeralContainers')).toEqual([]);
  expect(broken('initContainers').sort()).toEqual(RESOURCES.map(({ id }) => id).sort());
});
