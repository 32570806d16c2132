import { HARDENING } from '../../src/standard/hardening';
import { violations } from '../../src/standard/judge';

it('asks of a container for debugging what the API server takes there, and no resources', () => {
  const pod = { spec: { enableServiceLinks: false, containers: [], ephemeralContainers: [{ name: 'debug', image: 'ghcr.io/acme/tools:1' }] } };
  expect(violations(HARDENING, pod, 36).map(({ control, path }) => [control.id, path[1]])).toEqual([['read-only-root-fs', 'ephemeralContainers']]);
});
