import { Model } from './model';
import { SourceDocument } from './read';

/**
 * The documents that are applied together. A repository often holds the same objects once for each environment, in a folder each: where two folders
 * hold an object of one kind, namespace and name, they are environments of their own, and what lies in neither belongs to both. Everything is one
 * environment otherwise. An object twice in one folder is a mistake, and stays together. The model is that of all documents.
 */
export function environments(documents: readonly SourceDocument[], model: Model): readonly (readonly SourceDocument[])[] {
  const folders = rivals(model);
  if (folders.length === 0) return [documents];
  const home = (file: string): string | undefined => folders.filter((folder) => file.startsWith(folder)).sort((a, b) => b.length - a.length)[0];
  const shared = documents.filter(({ file }) => home(file) === undefined);
  return folders.map((folder) => [...shared, ...documents.filter(({ file }) => home(file) === folder)])
    .filter((group) => group.length > shared.length);
}

/** The folders that hold the same objects, each as high up as it is apart from the other. */
function rivals(model: Model): readonly string[] {
  const found = new Set<string>();
  for (const resource of model.resources) {
    const first = model.namesake(resource);
    if (first === undefined) continue;
    const [before = '', file = ''] = [first.origin.file, resource.origin.file];
    if (before !== file) apart(before, file).forEach((folder) => found.add(folder));
  }
  return [...found].sort();
}

/** The two folders below the one that two files share; none where one of them lies in it directly. */
function apart(one: string, other: string): readonly string[] {
  const [a, b] = [one.split('/'), other.split('/')];
  const at = a.findIndex((step, i) => step !== b[i]);
  if (at < 0 || at >= a.length - 1 || at >= b.length - 1) return [];
  return [`${a.slice(0, at + 1).join('/')}/`, `${b.slice(0, at + 1).join('/')}/`];
}
