import { IConstruct } from 'constructs';

const guarded = new WeakSet<IConstruct>();

/** Notes that everything below a scope is judged before it is written. `HardenedApp` and `Hardening.of` say it. */
export function declareGuarded(scope: IConstruct): void {
  guarded.add(scope);
}

/** Whether somebody judges a construct before it is written. */
export function isGuarded(construct: IConstruct): boolean {
  return construct.node.scopes.some((scope) => guarded.has(scope));
}

/** Lets a construct synthesize only where somebody judges it. */
export function needGuard(construct: IConstruct): void {
  construct.node.addValidation({
    validate: () => (isGuarded(construct) ? [] : ['is not judged: use HardenedApp instead of App, or call Hardening.of(app)']),
  });
}
