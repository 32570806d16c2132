import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { findings, IMAGE, podOf, rendered, shop } from './shop';
import { HardenedDaemonSet, HardenedDeployment, HardenedStatefulSet } from '../../src';
import { Json } from '../../src/constructs/plain';

/** What runs already, made by cdk8s-plus: its selector is an address with a hash. */
function running(kind: string): Json {
  const chart = new Chart(Testing.app(), 'old', { namespace: 'shop' });
  const containers = [{ image: IMAGE, portNumber: 8080 }];
  if (kind === 'Deployment') new kplus.Deployment(chart, 'api', { containers });
  if (kind === 'DaemonSet') new kplus.DaemonSet(chart, 'api', { containers });
  if (kind === 'StatefulSet') new kplus.StatefulSet(chart, 'api', { containers, service: new kplus.Service(chart, 'service', { ports: [{ port: 8080 }] }) });
  return (Testing.synth(chart) as Json[]).find((object) => object.kind === kind)!;
}

it.each(['Deployment', 'DaemonSet', 'StatefulSet'])('a %s of cdk8s-plus is adopted by its name and labels, which no cluster lets change', (kind) => {
  const { metadata, spec } = running(kind);
  const matchLabels = spec.selector.matchLabels as Record<string, string>;
  const given = { image: IMAGE, port: 8080, metadata: { name: metadata.name as string }, matchLabels };
  const namespace = shop();
  if (kind === 'Deployment') new HardenedDeployment(namespace, 'api', given);
  if (kind === 'DaemonSet') new HardenedDaemonSet(namespace, 'api', { ...given, maxNodes: 3 });
  if (kind === 'StatefulSet') new HardenedStatefulSet(namespace, 'api', { ...given, replicas: 2, serviceName: spec.serviceName as string });
  const adopted = rendered(namespace, kind, metadata.name as string);
  for (const field of ['selector', 'serviceName', 'podManagementPolicy']) expect(adopted.spec[field]).toEqual(spec[field]);
  expect(adopted.spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels as object);
  expect(findings(namespace).filter(({ severity }) => severity !== 'info')).toEqual([]);
});

it('labels of others select as they are, everywhere', () => {
  const namespace = shop();
  const api = new HardenedDeployment(namespace, 'api', { image: IMAGE, port: 8080, matchLabels: { app: 'legacy' }, serviceName: 'legacy-api', servicePort: 80 });
  new HardenedDeployment(namespace, 'web', { image: IMAGE, port: 8080 }).allowTo(api);
  expect(rendered(namespace, 'Deployment', 'api').spec.selector).toEqual({ matchLabels: { app: 'legacy' } });
  expect(rendered(namespace, 'Service', 'legacy-api').spec).toMatchObject({ selector: { app: 'legacy' }, ports: [{ port: 80, targetPort: 'http' }] });
  expect(rendered(namespace, 'PodDisruptionBudget', 'api').spec.selector).toEqual({ matchLabels: { app: 'legacy' } });
  expect(rendered(namespace, 'NetworkPolicy', 'allow-api-from-web').spec.podSelector).toEqual({ matchLabels: { app: 'legacy' } });
  expect(podOf(namespace, 'Deployment', 'api').topologySpreadConstraints[0].labelSelector).toEqual({ matchLabels: { app: 'legacy' } });
  expect(findings(namespace).filter(({ severity }) => severity !== 'info')).toEqual([]);
});

it('a label without a value selects too', () => {
  const namespace = shop();
  new HardenedDeployment(namespace, 'api', { image: IMAGE, matchLabels: { 'acme.io/legacy': '' } });
  expect(rendered(namespace, 'Deployment', 'api').spec.selector).toEqual({ matchLabels: { 'acme.io/legacy': '' } });
});
