import { Model } from '../../../src/manifest/model';
import { judge } from '../../../src/validation/engine';
import { DEFAULT_POLICY } from '../../../src/validation/policy';
import { limitRangeFitsWorkloads } from '../../../src/validation/rules/06-resources/limit-range-fits-workloads';

const metadata = { name: 'l', namespace: 'shop' };
const container = { name: 'a', resources: { limits: { cpu: '1250m' } } };

function found(bounds: object, spec: object): unknown {
  const objects = [
    { apiVersion: 'v1', kind: 'LimitRange', metadata, spec: { limits: [{ type: 'Pod', ...bounds }] } },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { template: { spec: { containers: [container, { ...container, name: 'b' }], ...spec } } } },
  ];
  return judge(new Model(objects.map((value) => ({ value }))), DEFAULT_POLICY, [limitRangeFitsWorkloads]).map(({ path, message, remedy }) => [path.join('.'), message, remedy]);
}

it('says of a sum that the containers make it', () => {
  expect(found({ max: { cpu: '2' } }, {})).toEqual([[
    'spec.template.spec.containers',
    "the containers together have limits.cpu 2500m, and LimitRange 'l' allows 2 at most, so these pods are refused",
    "lower that of a container, or change spec.limits[0].max of LimitRange 'l'",
  ]]);
  expect(found({ min: { cpu: '3' } }, {})).toEqual([[
    'spec.template.spec.containers', expect.stringMatching(/^the containers together have requests\.cpu 2500m, /), expect.stringMatching(/^raise that of a container, /),
  ]]);
});

it('names the field of a pod that says it as a whole', () => {
  expect(found({ max: { cpu: '2' } }, { resources: { limits: { cpu: '2500m' } } })).toEqual([[
    'spec.template.spec.resources.limits.cpu',
    "spec.template.spec.resources.limits.cpu is 2500m, and LimitRange 'l' allows 2 at most, so these pods are refused",
    "change it, or spec.limits[0].max of LimitRange 'l'",
  ]]);
});
