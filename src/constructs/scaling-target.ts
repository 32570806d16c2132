import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Json } from './plain';
import { WorkloadParts } from './workload';
import { parseQuantity } from '../manifest/quantity';

/**
 * What an autoscaler of cdk8s-plus looks at: it refuses a target whose containers say nothing of CPU or memory, and ours say it when they are
 * rendered. Each container is as it is, with the resources that it will have.
 */
export function scalingTarget(target: kplus.ScalingTarget, parts: WorkloadParts): kplus.ScalingTarget {
  const rendered = new Map((parts.podSpec().containers as Json[]).map(({ name, resources }) => [String(name), resources as Json | undefined]));
  const containers = target.containers.map((container) => (
    Object.create(container, { resources: { value: asPlus(rendered.get(container.name)), enumerable: true } }) as kplus.Container
  ));
  return { ...target, containers };
}

function asPlus({ requests, limits }: Json = {}): kplus.ContainerResources {
  const cpu = (text: unknown): kplus.Cpu | undefined => amount(text, MILLI, (millis) => kplus.Cpu.millis(millis));
  const memory = (text: unknown): Size | undefined => amount(text, MEBI, (mebibytes) => Size.mebibytes(mebibytes));
  return {
    cpu: { request: cpu(requests?.cpu), limit: cpu(limits?.cpu) },
    memory: { request: memory(requests?.memory), limit: memory(limits?.memory) },
  };
}

/** In billionths, as quantities are counted. */
const MILLI = 1_000_000n;
const MEBI = 1_048_576_000_000_000n;

/** Rounded up to whole units, which is what cdk8s-plus counts in. */
function amount<T>(text: unknown, unit: bigint, make: (units: number) => T): T | undefined {
  const quantity = text === undefined ? undefined : parseQuantity(String(text));
  return quantity && make(Number((quantity.nano + unit - 1n) / unit));
}
