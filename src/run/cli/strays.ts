import { isBareList } from '../../manifest/bare-list';
import { isKubernetesObject } from '../../manifest/model';
import { SourceDocument } from '../../manifest/read';

/** Documents that are no objects, in files that hold objects: a slip, or a line that another program printed among them. Bare lists are faults. */
export function strayNotes(documents: readonly SourceDocument[]): readonly string[] {
  const strays = documents.filter(({ value }) => !isKubernetesObject(value) && !isBareList(value));
  if (strays.length === 0) return [];
  const files = new Set(documents.filter(({ value }) => isKubernetesObject(value)).map(({ file }) => file));
  const places = strays.filter(({ file }) => files.has(file)).map((document) => document.locate([])).map(({ file, line, column }) => `${file}:${line}:${column}`);
  if (places.length === 0) return [];
  const more = places.length > SHOWN ? ` and ${places.length - SHOWN} more` : '';
  return [`not judged, since kubectl takes no such document for an object: ${places.slice(0, SHOWN).join(', ')}${more}`];
}

const SHOWN = 3;
