import { Json, Model } from '../../../src/manifest/model';
import { judge } from '../../../src/validation/engine';
import { DEFAULT_POLICY } from '../../../src/validation/policy';
import { RULES } from '../../../src/validation/rules';

function found(spec: Json): string[] {
  const model = new Model([{ value: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'speaker', namespace: 'shop' }, spec } }]);
  const findings = judge(model, DEFAULT_POLICY, RULES.filter(({ id }) => id === 'pss-host-ports'));
  return findings.map(({ path, message, remedy }) => `${path.join('.')}: ${message}; ${remedy}`);
}

const PORTS = [{ containerPort: 7472 }, { containerPort: 7946 }];

it('says once that the host network makes host ports of what says nothing', () => {
  expect(found({ hostNetwork: true, containers: [{ name: 'a', ports: PORTS }, { name: 'b', ports: [{ containerPort: 80 }] }] })).toEqual([
    'spec.containers.0.ports.0.hostPort: spec.containers[0].ports[0].hostPort is not set, and hostNetwork makes it 7472; set hostNetwork of the pod to false',
  ]);
  expect(found({ hostNetwork: true, containers: [{ name: 'a', ports: [{ containerPort: 80, hostPort: 0 }] }] })[0]).toContain('is 0, and hostNetwork makes it 80');
});

it('says of each host port that is written', () => {
  const ports = [{ containerPort: 80, hostPort: 80 }, ...PORTS, { containerPort: 443, hostPort: 443 }];
  const written = [0, 3].map((i) => `spec.containers.0.ports.${i}.hostPort: spec.containers[0].ports[${i}].hostPort is ${ports[i].containerPort}; remove it`);
  expect(found({ containers: [{ name: 'a', ports }] })).toEqual(written);
  expect(found({ hostNetwork: true, containers: [{ name: 'a', ports }] })).toHaveLength(3);
  expect(found({ hostNetwork: true, containers: [{ name: 'a', ports }] })).toEqual(expect.arrayContaining(written));
});
