import { Check, NAMESPACE_CLASSES, NamespaceClass } from './check';
import { Json } from '../manifest/model';
import { Severity } from '../validation/finding';

/** How far the rollout is: violations are recorded, shown to whoever makes them, or refused. */
export type Stage = 'audit' | 'warn' | 'deny';

/** What happens to violations in some kinds of namespaces. */
export interface Enforcement {
  /** `validationActions` of a binding. */
  readonly actions: readonly string[];
  readonly classes: readonly NamespaceClass[];
}

/** What happens where: kinds of namespaces in which the same happens are taken together. */
export function enforcements({ weights }: Check, stage: Stage): Enforcement[] {
  const byActions = new Map<string, { actions: readonly string[]; classes: NamespaceClass[] }>();
  for (const kind of NAMESPACE_CLASSES) {
    const severity = weights[kind];
    if (severity === undefined) continue;
    const actions = actionsOf(severity, stage);
    const same = byActions.get(actions[0]);
    if (same === undefined) byActions.set(actions[0], { actions, classes: [kind] });
    else same.classes.push(kind);
  }
  return [...byActions.values()];
}

/** An error is refused in the end, a warning shown, an info recorded. Everything that acts is in the audit log too. */
function actionsOf(severity: Severity, stage: Stage): readonly string[] {
  if (stage === 'audit' || severity === 'info') return ['Audit'];
  return stage === 'deny' && severity === 'error' ? ['Deny', 'Audit'] : ['Warn', 'Audit'];
}

const LABEL = 'pod-security.kubernetes.io/enforce';

/** The expressions of a label selector for kinds of namespaces; none where it selects all. */
export function classSelector(classes: readonly NamespaceClass[]): Json[] {
  const has = (kind: NamespaceClass): boolean => classes.includes(kind);
  const weaker: readonly NamespaceClass[] = ['baseline', 'privileged'];
  // What is neither baseline nor privileged is enforced as restricted, whatever the label says.
  if (has('restricted')) {
    const others = weaker.filter((kind) => !has(kind));
    return [
      ...has('unlabelled') ? [] : [{ key: LABEL, operator: 'Exists' }],
      ...others.length === 0 ? [] : [{ key: LABEL, operator: 'NotIn', values: others }],
    ];
  }
  if (!has('unlabelled')) return [{ key: LABEL, operator: 'In', values: weaker.filter(has) }];
  return [{ key: LABEL, operator: 'NotIn', values: ['restricted', ...weaker.filter((kind) => !has(kind))] }];
}
