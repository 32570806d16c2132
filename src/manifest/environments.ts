import { Model, Resource } from './model';
import { SourceDocument } from './read';
import { sameJson } from './same-json';

/** Groups of documents that are applied together. */
export interface Environments {
  readonly groups: readonly (readonly SourceDocument[])[];
  /** True where what is shared stands in a group of its own, since there are too many environments to look at it with each of them. */
  readonly areAlone: boolean;
}

/**
 * The documents that are applied together. A repository often holds the same objects once for each environment, in a folder each: where two folders
 * hold objects of one name that no cluster has side by side, they are environments of their own, and what lies in neither belongs to both. Everything
 * is one environment otherwise. An object twice in one folder is a mistake, and stays together. The model is that of all documents.
 */
export function environments(documents: readonly SourceDocument[], model: Model): Environments {
  const folders = rivals(model);
  if (folders.length === 0) return { groups: [documents], areAlone: false };
  const shared: SourceDocument[] = [];
  const homes = new Map(folders.map((folder) => [folder, [] as SourceDocument[]]));
  for (const document of documents) homeOf(document.file, homes).push(document);
  const owns = [...homes.values()].filter(({ length }) => length > 0);
  if (owns.length * shared.length <= MOST_SHARED) return { groups: owns.map((own) => [...shared, ...own]), areAlone: false };
  return { groups: [shared, ...owns], areAlone: true };

  /** What lies in the nearest of the folders above a file, or in none of them. */
  function homeOf(file: string, of: ReadonlyMap<string, SourceDocument[]>): SourceDocument[] {
    for (let end = file.lastIndexOf('/'); end >= 0; end = file.lastIndexOf('/', end - 1)) {
      const home = of.get(file.slice(0, end + 1));
      if (home !== undefined) return home;
      if (end === 0) break;
    }
    return shared;
  }
}

/** So often what is shared may be looked at. A repository of test cases is full of folders that share nothing but names. */
const MOST_SHARED = 20_000;

/** The folders that hold rival objects, each as high up as it is apart from the other. */
function rivals(model: Model): readonly string[] {
  const found = new Set<string>();
  for (const twins of model.twins()) {
    if (areShared(twins)) continue;
    const [{ origin: { file: before = '' } }, ...others] = twins;
    for (const { origin: { file = '' } } of others) {
      if (before !== file) apart(before, file).forEach((folder) => found.add(folder));
    }
  }
  return [...found].sort();
}

/**
 * Whether several folders may bring an object along to one cluster. Components that live in one namespace often each have a copy of it, and of what
 * else they need, word for word. With the namespace that holds even where its labels differ: environments that tell so little apart are seldom, what
 * is said of the labels is said of each copy, and `names-unique` tells that the copies differ. A workload shows environments however alike it is,
 * since one suffices in a cluster, so that those too stay apart that differ in nothing but the labels of their namespaces.
 */
function areShared([first, ...others]: readonly Resource[]): boolean {
  if (first.kind === 'Namespace' && first.group === '') return true;
  return first.pod === undefined && others.every(({ raw }) => sameJson(raw, first.raw));
}

/** The two folders below the one that two files share; none where one of them lies in it directly. */
function apart(one: string, other: string): readonly string[] {
  const [a, b] = [one.split('/'), other.split('/')];
  const at = a.findIndex((step, i) => step !== b[i]);
  if (at < 0 || at >= a.length - 1 || at >= b.length - 1) return [];
  return [`${a.slice(0, at + 1).join('/')}/`, `${b.slice(0, at + 1).join('/')}/`];
}
