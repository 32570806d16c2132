import { IConstruct } from 'constructs';

/** What a scope of a construct tree is judged by, as far as policies ask it too. */
export interface TreeTarget {
  readonly kubernetesVersion?: string;
  readonly podSecurity?: string;
  readonly registries?: string[];
  readonly deniedRegistries?: string[];
  readonly severities?: Record<string, string>;
}

/** Notes what a scope and everything below it is judged by. */
export function declareTarget(scope: IConstruct, target: TreeTarget): void {
  targets.set(scope, Object.fromEntries(Object.entries(target).filter(([, value]) => value !== undefined)));
}

/** What a construct is judged by: the nearest scope that says a thing wins, and severities are laid together. */
export function targetOf(construct: IConstruct): TreeTarget {
  return construct.node.scopes.map((scope) => targets.get(scope) ?? {}).reduce((above, said) => (
    { ...above, ...said, severities: { ...above.severities, ...said.severities } }
  ), {});
}

const targets = new WeakMap<IConstruct, TreeTarget>();
