import { selectedPods } from './selected-pods';
import { Model, PodTemplate, Resource } from '../manifest/model';

/** A PodDisruptionBudget, and the pods of the input that it counts. */
export interface DisruptionBudget {
  readonly at: Resource;
  readonly pods: readonly PodTemplate[];
}

/** The PodDisruptionBudgets of a model. */
export function disruptionBudgets(model: Model): readonly DisruptionBudget[] {
  let budgets = known.get(model);
  if (budgets === undefined) {
    budgets = model.ofKind('PodDisruptionBudget').filter(({ group }) => group === 'policy').map((at) => ({
      at, pods: selectedPods(model, at.namespace, at.spec.selector),
    }));
    known.set(model, budgets);
  }
  return budgets;
}

/** Whether a budget counts these pods. */
export function hasBudget(model: Model, pod: PodTemplate): boolean {
  let covered = coverage.get(model);
  if (covered === undefined) coverage.set(model, covered = new Set(disruptionBudgets(model).flatMap(({ pods }) => pods)));
  return covered.has(pod);
}

const known = new WeakMap<Model, readonly DisruptionBudget[]>();
const coverage = new WeakMap<Model, ReadonlySet<PodTemplate>>();
