import { selectedPods } from './selected-pods';
import { Model, PodTemplate, Resource } from '../manifest/model';
import { once } from '../manifest/once';

/** A PodDisruptionBudget, and the pods of the input that it counts. */
export interface DisruptionBudget {
  readonly at: Resource;
  readonly pods: readonly PodTemplate[];
}

/** The PodDisruptionBudgets of a model. */
export const disruptionBudgets = once((model: Model): readonly DisruptionBudget[] => (
  model.ofKind('PodDisruptionBudget').filter(({ group }) => group === 'policy').map((at) => ({
    at, pods: selectedPods(model, at.namespace, at.spec.selector),
  }))
));

/** Whether a budget counts these pods. */
export function hasBudget(model: Model, pod: PodTemplate): boolean {
  return covered(model).has(pod);
}

const covered = once((model: Model): ReadonlySet<PodTemplate> => new Set(disruptionBudgets(model).flatMap(({ pods }) => pods)));
