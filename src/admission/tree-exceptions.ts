import { IConstruct } from 'constructs';
import { Exception } from './exceptions';

/**
 * What is accepted in a construct tree, as far as it was judged. Policies are rendered before the judgement and after it: what is written are those
 * that let pass what the judgement let pass.
 */
export function declareExceptions(root: IConstruct, exceptions: readonly Exception[]): void {
  accepted.set(root, exceptions);
}

/** What is accepted in the tree of a construct. */
export function exceptionsIn(construct: IConstruct): readonly Exception[] {
  return accepted.get(construct.node.root) ?? NONE;
}

/** Notes that what a construct renders depends on what is accepted in its tree. */
export function followExceptions(construct: IConstruct): void {
  followers.add(construct);
}

/** Whether it does. */
export function followsExceptions(construct: IConstruct): boolean {
  return followers.has(construct);
}

const NONE: readonly Exception[] = [];
const accepted = new WeakMap<IConstruct, readonly Exception[]>();
const followers = new WeakSet<IConstruct>();
