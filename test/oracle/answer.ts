import { read } from '../../src/manifest/read';

/** What kubectl reads, and whether kustomize reads something else. */
export interface Answer {
  /** The documents as JSON with sorted keys, or undefined where kubectl refuses the file. */
  readonly documents: string | undefined;
  /** Undefined where kustomize was not asked, or where its answer says nothing. */
  readonly differs: boolean | undefined;
}

/** Where our reader and the oracle differ, or undefined where they agree. */
export function disagreement(text: string, answer: Answer): string | undefined {
  const ours = ourAnswer(text);
  if (ours.documents !== answer.documents) return `kubectl ${shown(answer.documents)}, we ${ours.documents === undefined ? `refuse it: ${ours.fault}` : shown(ours.documents)}`;
  if (answer.documents === undefined || answer.differs === undefined || answer.differs === ours.differs) return undefined;
  return answer.differs ? 'kustomize reads something else than kubectl, and we do not say so' : `kustomize reads the same as kubectl, and we say ${ours.kinds}`;
}

function ourAnswer(text: string): Answer & { readonly fault: string; readonly kinds: string } {
  const { documents, faults } = read(text, 'file.yaml');
  // What both ignore, both read alike.
  const kinds = documents.flatMap((document) => document.ambiguities().map(({ kind }) => kind)).filter((kind) => kind !== 'ignored-text');
  return {
    documents: faults.length > 0 ? undefined : canonical(documents.map(({ value }) => value)),
    differs: kinds.length > 0,
    fault: faults.map(({ line, column, message }) => `${line}:${column} ${message}`).join('; '),
    kinds: kinds.join(', '),
  };
}

/** JSON with sorted keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a < b ? -1 : 1)) : part
  ));
}

function shown(documents: string | undefined): string {
  return documents === undefined ? 'refuses it' : `reads ${documents}`;
}
