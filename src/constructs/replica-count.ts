import { Autoscaling } from './autoscaling';
import { shown } from './misuse';

/** The fewest replicas that an autoscaler leaves. */
export function fewestReplicas({ min, max }: Autoscaling): number {
  return min ?? Math.min(2, max);
}

/** What is wrong with how many pods a workload has, or undefined. */
export function replicaProblem(replicas: number | undefined, autoscaling: Autoscaling | undefined): string | undefined {
  if (replicas !== undefined && !isWhole(replicas, 0)) return `replicas ${shown(replicas)} is no number of pods; use a whole number from 0`;
  if (autoscaling === undefined) return undefined;
  const { min, max, cpuPercent } = autoscaling;
  for (const [name, count] of [['max', max], ['min', min]] as const) {
    if (count !== undefined && !isWhole(count, 1)) return `autoscaling.${name} ${shown(count)} is no number of pods; use a whole number from 1`;
  }
  if (min !== undefined && min > max) return `autoscaling.min ${min} is more than max ${max}; use at most ${max}`;
  if (cpuPercent !== undefined && !isWhole(cpuPercent, 1)) return `autoscaling.cpuPercent ${shown(cpuPercent)} is no share; use a whole number from 1`;
  return undefined;
}

function isWhole(count: number, least: number): boolean {
  return Number.isInteger(count) && count >= least;
}
