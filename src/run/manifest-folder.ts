import * as fs from 'fs';
import * as path from 'path';
import { writingTo } from './disk-error';
import { withFolderLocked } from './folder-lock';
import { Disk, removeLeftovers, replaceFile, writeAside } from './replace-file';

/**
 * The file in the output folder that lists what the last synth wrote, so that the next one removes what it no longer writes and nothing else. It does
 * not end like a manifest: kubectl and Argo CD would take it for one.
 */
export const INDEX = '.cdk8s-hardened';

/** What each writer of this process has in a folder: two apps may share one. */
const written = new Map<string, Map<object, readonly string[]>>();

/**
 * Brings a folder to hold these files, by name. Each is written aside and renamed when all are there; a kill in between leaves each file old or new
 * and never partial, and the next run repairs the set. Of two processes that write one folder, the second waits for the first.
 */
export function writeManifests(folder: string, files: ReadonlyMap<string, string>, writer: object, disk: Disk = fs): void {
  const wanted = wantedNames(folder, files, writer);
  writingTo(folder, () => {
    disk.mkdirSync(folder, { recursive: true });
    withFolderLocked(folder, disk, () => replaceFiles(folder, files, wanted, disk));
  });
}

function replaceFiles(folder: string, files: ReadonlyMap<string, string>, wanted: ReadonlySet<string>, disk: Disk): void {
  removeLeftovers(folder, disk);
  const before = readIndex(folder, disk);
  const aside = new Map<string, string>();
  try {
    for (const [name, text] of files) aside.set(name, writeAside(path.join(folder, name), text, disk));
    // Whatever is renamed from here on has to be in the index, or a kill would leave files that nobody removes.
    writeIndex(folder, [...before, ...wanted], disk);
    for (const [name, temporary] of aside) {
      disk.renameSync(temporary, path.join(folder, name));
      aside.delete(name);
    }
  } finally {
    for (const temporary of aside.values()) disk.rmSync(temporary, { force: true });
  }
  for (const name of before) {
    if (!wanted.has(name)) disk.rmSync(path.join(folder, name), { force: true });
  }
  writeIndex(folder, [...wanted], disk);
}

function wantedNames(folder: string, files: ReadonlyMap<string, string>, writer: object): ReadonlySet<string> {
  const key = path.resolve(folder);
  let writers = written.get(key);
  if (writers === undefined) written.set(key, writers = new Map());
  for (const [other, names] of writers) {
    const shared = other === writer ? undefined : names.find((name) => files.has(name));
    if (shared !== undefined) throw new Error(`${path.join(folder, shared)} is written by another app of this program; give one of them another outdir`);
  }
  writers.set(writer, [...files.keys()]);
  return new Set([...writers.values()].flat());
}

/** An index that cannot be read names nothing: what it named stays, which is better than to remove what is not ours. */
function readIndex(folder: string, disk: Disk): string[] {
  try {
    const { files } = JSON.parse(disk.readFileSync(path.join(folder, INDEX), 'utf8')) as { files?: unknown };
    return Array.isArray(files) ? files.filter((name): name is string => typeof name === 'string' && isPlainName(name)) : [];
  } catch {
    return [];
  }
}

function writeIndex(folder: string, names: readonly string[], disk: Disk): void {
  const files = [...new Set(names)].sort();
  replaceFile(path.join(folder, INDEX), `${JSON.stringify({ note: 'written by cdk8s-hardened; the next synth removes files that it no longer writes', files }, undefined, 2)}\n`, disk);
}

/** The index is a file like others: a name in it that leaves the folder is not ours. */
function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\]/.test(name);
}
