import { IConstruct } from 'constructs';
import { misuse } from './misuse';

const taken = new WeakMap<IConstruct, Map<string, string>>();

/** Keeps two constructs of one app from making the same object. Throws where the name is taken. */
export function claimName(construct: IConstruct, kind: string, namespace: string, name: string): void {
  const root = construct.node.root;
  let names = taken.get(root);
  if (names === undefined) taken.set(root, names = new Map());
  const key = `${kind}/${namespace}/${name}`;
  const holder = names.get(key);
  if (holder !== undefined && holder !== construct.node.path) {
    if (kind === 'selector') throw misuse(construct, `its matchLabels select the pods of ${holder} too; give it labels of its own`);
    throw misuse(construct, `${kind} '${name}'${namespace === '' ? '' : ` in namespace '${namespace}'`} is made by ${holder} already; choose another name`);
  }
  names.set(key, construct.node.path);
}
