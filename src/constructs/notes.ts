import { IConstruct } from 'constructs';

const notes = new WeakMap<IConstruct, Set<string>>();

/** Leaves a word for whoever runs the synth, about something that no manifest of the app can do. */
export function addNote(construct: IConstruct, text: string): void {
  const { root } = construct.node;
  let said = notes.get(root);
  if (said === undefined) notes.set(root, said = new Set());
  said.add(`note ${construct.node.path}  ${text}`);
}

/** What was left to say in a tree, in the order in which it came up. */
export function notesOf(root: IConstruct): string[] {
  return [...notes.get(root) ?? []];
}
