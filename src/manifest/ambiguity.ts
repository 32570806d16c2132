import type { Path } from './path';
import { quote } from './quote';

/** A place that kubectl and kustomize read differently, or both otherwise than it looks. */
export interface Ambiguity {
  readonly kind: AmbiguityKind;
  readonly path: Path;
  readonly message: string;
  readonly remedy: string;
}

/** Why they read it differently. */
export type AmbiguityKind = keyof typeof EXPLAIN;

/** Says what each of them reads, and what to write instead. */
export function explain(kind: AmbiguityKind, path: Path, text: string): Ambiguity {
  return { kind, path, ...EXPLAIN[kind](oneLine(text)) };
}

/** Says how many there are beyond those that are explained one by one. */
export function more(kind: AmbiguityKind, count: number): Ambiguity {
  return { kind, path: [], message: `kubectl and kustomize read ${count} more places of this document differently`, remedy: 'mend the others first' };
}

/** Texts of other people can be long, and hold line breaks. */
function oneLine(text: string): string {
  return quote(text).slice(1, -1);
}

const EXPLAIN = {
  'boolean': (text) => ({
    message: `${text} is ${/^[yo]n?/i.test(text) && !/^of/i.test(text)} for kubectl and the text ${JSON.stringify(text)} for kustomize`,
    remedy: `write true or false, or ${JSON.stringify(text)} in quotes`,
  }),
  'timestamp': (text) => ({
    message: `${text} is text for kubectl and a time for kustomize, which rewrites it`,
    remedy: `write ${JSON.stringify(text)} in quotes`,
  }),
  'duplicate-key': (_: string) => ({
    message: 'kubectl takes one of the keys that are the same (the last, where they are written alike), kustomize refuses the document',
    remedy: 'keep one',
  }),
  'non-string-key': (text) => ({
    message: `the key ${text} is no text, which kubectl makes of it; kustomize refuses the document`,
    remedy: `write ${JSON.stringify(text)} in quotes`,
  }),
  'merge-key-text': (_: string) => ({
    message: 'the key "<<" is text for kubectl, and merges for kustomize, which drops the quotes',
    remedy: 'use another key',
  }),
  'tag': (text) => ({
    message: `the tag before ${JSON.stringify(text)} makes kustomize read it otherwise than kubectl`,
    remedy: 'leave the tag out, and write text in quotes',
  }),
  'no-separator': (_: string) => ({
    message: 'kubectl reads this document, kustomize does not: it stands behind a JSON document without a line --- between them',
    remedy: 'put a line --- between them',
  }),
  'ignored-text': (text) => ({
    message: `kubectl and kustomize ignore what stands behind the document, from ${JSON.stringify(text)} on`,
    remedy: 'indent it as the lines above, or put --- on a line before it',
  }),
  'json-only': (text) => ({
    message: `kubectl reads this as JSON; kustomize reads JSON as YAML, where ${text}`,
    remedy: 'write it as YAML',
  }),
  'merge-order': (text) => ({
    message: `${text} is overwritten by the merge key << for kubectl, and kept by kustomize`,
    remedy: 'put << first',
  }),
  'merge-twice': (_: string) => ({
    message: 'the merge key << is given more than once: kubectl merges each, kustomize refuses the document',
    remedy: 'write one << with a list',
  }),
  'number': (text) => ({
    message: `${text} is text for kubectl and a number for kustomize`,
    remedy: `write ${JSON.stringify(text)} in quotes`,
  }),
  'empty-in-brackets': (_: string) => ({
    message: 'a value is missing inside brackets: kubectl reads null, kustomize an empty text',
    remedy: 'write null or ""',
  }),
  'folded-text': (_: string) => ({
    message: 'a text behind > holds a line that is indented further, before which kustomize adds an empty line',
    remedy: 'write | instead of >',
  }),
  'final-newline': (_: string) => ({
    message: 'the file ends without a line break, inside a text behind | or >: kubectl adds one to the text, kustomize does not',
    remedy: 'end the file with a line break, or write |- or >-',
  }),
} satisfies Readonly<Record<string, (text: string) => { readonly message: string; readonly remedy: string }>>;
