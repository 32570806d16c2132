import * as kplus from 'cdk8s-plus-28';
import { findings, IMAGE, podOf, rendered, shop } from './shop';
import { HardenedDeployment, HardenedNamespace, HardenedStatefulSet } from '../../src';

const make = {
  Deployment: (namespace: HardenedNamespace, props = {}) => new HardenedDeployment(namespace, 'api', {
    image: IMAGE, port: 8080, strategy: kplus.DeploymentStrategy.recreate(), ...props,
  }),
  StatefulSet: (namespace: HardenedNamespace, props = {}) => new HardenedStatefulSet(namespace, 'api', {
    image: IMAGE, port: 8080, storage: { path: '/data', size: '1Gi' }, ...props,
  }),
};

describe.each(['Deployment', 'StatefulSet'] as const)('an autoscaler of cdk8s-plus, of a hardened %s', (kind) => {
  const scaled = (props = {}): { namespace: HardenedNamespace; scaler: kplus.HorizontalPodAutoscaler } => {
    const namespace = shop({ quotaHeadroomPercent: 0 });
    return { namespace, scaler: new kplus.HorizontalPodAutoscaler(namespace, 'scaler', { target: make[kind](namespace, props), minReplicas: 2, maxReplicas: 7 }) };
  };

  it('synthesizes: it sees the requests and limits that are rendered', () => {
    const { namespace, scaler } = scaled();
    expect(scaler.node.validate()).toEqual([]);
    expect(rendered(namespace, 'HorizontalPodAutoscaler', scaler.name).spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'apps/v1', kind, name: 'api' }, minReplicas: 2, maxReplicas: 7,
    });
    expect(podOf(namespace, kind, 'api').containers[0].resources.requests.cpu).toBe('100m');
    expect(findings(namespace).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('decides alone how many replicas there are, and the quota counts the most of them', () => {
    const { namespace } = scaled();
    expect(rendered(namespace, kind, 'api').spec).not.toHaveProperty('replicas');
    const { hard } = rendered(namespace, 'ResourceQuota', 'shop').spec;
    expect([hard.pods, hard['requests.cpu']]).toEqual(['7', '700m']);
    if (kind === 'StatefulSet') expect([hard.persistentvolumeclaims, hard['requests.storage']]).toEqual(['7', '7Gi']);
  });

  it('is told what the target is given, container by container', () => {
    const namespace = shop();
    const workload = make[kind](namespace, { resources: { requests: { cpu: '1500m' }, limits: { memory: '1Gi' } } });
    const { containers } = workload.toScalingTarget();
    expect(containers.map(({ name }) => name)).toEqual(['api']);
    expect(containers[0].image).toBe(IMAGE);
    expect(containers[0].resources!.cpu).toEqual({ request: kplus.Cpu.millis(1500), limit: kplus.Cpu.millis(1500) });
    expect(containers[0].resources!.memory!.limit!.toMebibytes()).toBe(1024);
    expect(containers[0].resources!.memory!.request!.toMebibytes()).toBe(128);
  });

  it('is refused as cdk8s-plus refuses it where nothing says how much a container takes', () => {
    expect(scaled({ defaults: { requests: false, cpuLimit: false, memoryLimit: false } }).scaler.node.validate().join()).toMatch(/every container in the target must have/);
  });
});
