import { ApiObject, App, Chart } from 'cdk8s';
import { messageOf } from './trees';
import { inApplyOrder, Rendered } from '../../src/run/apply-order';
import { ends } from '../ends';

function object(chart: Chart, kind: string, name: string): ApiObject & Rendered {
  const api = new ApiObject(chart, `${kind}-${name}`, { apiVersion: 'v1', kind, metadata: { name } });
  return Object.assign(api, { construct: api });
}

function names(objects: readonly Rendered[]): string[] {
  return inApplyOrder(objects).map(({ construct }) => construct.node.id);
}

it('sorts by kind and keeps the order within a kind', () => {
  const chart = new Chart(new App(), 'shop');
  const made = [['Gizmo', 'x'], ['Deployment', 'b'], ['Service', 'b'], ['Deployment', 'a'], ['ServiceAccount', 'b'], ['Namespace', 'n']].map(([kind, name]) => object(chart, kind, name));
  expect(names(made)).toEqual(['Namespace-n', 'ServiceAccount-b', 'Service-b', 'Deployment-b', 'Deployment-a', 'Gizmo-x']);
});

it('puts an object behind what it depends on', () => {
  const chart = new Chart(new App(), 'shop');
  const [service, job, deployment] = [object(chart, 'Service', 's'), object(chart, 'Job', 'migrate'), object(chart, 'Deployment', 'd')];
  deployment.addDependency(job);
  service.addDependency(deployment);
  expect(names([service, job, deployment])).toEqual(['Job-migrate', 'Deployment-d', 'Service-s']);
});

it('puts everything of a chart behind everything of the chart that it depends on', () => {
  const app = new App();
  const [first, second] = [new Chart(app, 'first'), new Chart(app, 'second')];
  const made = [object(first, 'Namespace', 'a'), object(first, 'Service', 'a'), object(second, 'ConfigMap', 'b'), object(second, 'Deployment', 'b')];
  first.addDependency(second);
  expect(names(made)).toEqual(['ConfigMap-b', 'Deployment-b', 'Namespace-a', 'Service-a']);
});

it('takes a chart that depends on a chart within it', () => {
  const outer = new Chart(new App(), 'outer');
  const inner = new Chart(outer, 'inner');
  const made = [object(outer, 'Namespace', 'o'), object(inner, 'Deployment', 'i')];
  outer.addDependency(inner);
  expect(names(made)).toEqual(['Deployment-i', 'Namespace-o']);
});

it('names the round of dependencies that has no end', () => {
  const chart = new Chart(new App(), 'shop');
  const [a, b, c] = ['a', 'b', 'c'].map((name) => object(chart, 'ConfigMap', name));
  a.addDependency(b);
  b.addDependency(c);
  c.addDependency(b);
  expect(messageOf(() => names([a, b, c]))).toBe('shop/ConfigMap-b: depends on itself: shop/ConfigMap-b -> shop/ConfigMap-c -> shop/ConfigMap-b; take one of these dependencies out');
});

it('takes what cdk8s cannot: a long chain, layers of diamonds, and large charts', () => {
  const app = new App();
  const chain = new Chart(app, 'chain');
  const links = Array.from({ length: 5000 }, (_, i) => object(chain, 'ConfigMap', `link-${i}`));
  links.slice(1).forEach((link, i) => links[i].node.addDependency(link));
  const layers = Array.from({ length: 30 }, (_, i) => [0, 1].map((side) => object(chain, 'Secret', `layer-${i}-${side}`)));
  layers.slice(1).forEach((layer, i) => layer.forEach((one) => one.addDependency(...layers[i])));
  const [left, right] = ['left', 'right'].map((id) => new Chart(app, id));
  const crowds = [left, right].map((chart) => Array.from({ length: 1500 }, (_, i) => object(chart, 'ConfigMap', `${chart.node.id}-${i}`)));
  left.addDependency(right);
  const result = ends(() => names([...links, ...layers.flat(), ...crowds.flat()]));
  expect(result).toHaveLength(5000 + 60 + 3000);
  expect(result.indexOf('ConfigMap-link-4999')).toBeLessThan(result.indexOf('ConfigMap-link-0'));
  expect(result.indexOf('ConfigMap-right-1499')).toBeLessThan(result.indexOf('ConfigMap-left-0'));
});
