import * as fs from 'fs';
import * as path from 'path';
import { systemProblem } from './call-error';
import type { Excluded } from './excluded';
import { nearest } from '../../manifest/nearest';

/** A file to read. */
export interface InputFile {
  /** As it is shown: relative to the working folder, with `/`; `<stdin>` for standard input. */
  readonly name: string;
  /** Where it is; undefined for standard input. */
  readonly path?: string;
  /** Whether the user named it, and not only a folder or a glob that it is in. */
  readonly named: boolean;
}

/** A part of the input that cannot be read. */
export interface InputFault {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** The files that paths mean, and paths that mean none. */
export interface InputFiles {
  readonly files: readonly InputFile[];
  readonly faults: readonly InputFault[];
}

/** How standard input is shown. */
export const STDIN = '<stdin>';

/** The files that paths mean: files, folders with all below them, globs, and `-` for standard input; each once, sorted by name. */
export async function inputFiles(paths: readonly string[], isExcluded: Excluded = () => false): Promise<InputFiles> {
  const files = new Map<string, InputFile>();
  const faults: InputFault[] = [];
  const add = (found: string, named: boolean, isLinked = true): void => {
    const absolute = path.resolve(found);
    if (isExcluded(absolute)) return;
    const real = isLinked ? realPath(absolute) : absolute;
    const known = files.get(real);
    const at = known === undefined ? absolute : nameGiver(real, known.path!, absolute);
    files.set(real, { name: shown(at), path: at, named: named || known?.named === true });
  };
  const walk = (folder: string): void => walkFolder(folder, isExcluded, {
    take: (found, isLinked) => add(found, false, isLinked),
    fail: (found, error) => faults.push({ file: shown(path.resolve(found)), message: `cannot be read: ${systemProblem(error)}` }),
  });
  for (const given of paths) {
    if (given === '-') {
      files.set('-', { name: STDIN, named: true });
      continue;
    }
    try {
      if (fs.statSync(given).isDirectory()) walk(given);
      else add(given, true);
    } catch (error) {
      const matched = isMissing(error) && GLOB.test(given) ? await matches(given) : undefined;
      const problem = isMissing(error) ? missing(given) : `cannot be read: ${systemProblem(error)}`;
      if (matched === undefined) faults.push({ file: given, message: problem });
      else if (matched.length === 0) faults.push({ file: given, message: 'matches no file' });
      for (const match of matched ?? []) {
        if (match.endsWith('/')) walk(match);
        else add(match, false);
      }
    }
  }
  return { files: [...files.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), faults };
}

/** A path as people and reports name it: relative to the working folder, with `/`. */
export function shown(file: string): string {
  const below = `${process.cwd()}${path.sep}`;
  return (file.startsWith(below) ? file.slice(below.length) : path.relative(process.cwd(), file)).split(path.sep).join('/');
}

/** An object that links show several times is there once: under the name of its file, where that is in the input. */
function nameGiver(real: string, one: string, other: string): string {
  return one === real || other === real ? real : one < other ? one : other;
}

/** Where a link leads. A pipe that stands behind a name, as `<(helm template …)` and `/dev/stdout` have it, is nowhere else. */
export function realPath(file: string): string {
  try {
    return fs.realpathSync.native(file);
  } catch {
    return file;
  }
}

interface Walker {
  readonly take: (file: string, isLinked: boolean) => void;
  readonly fail: (folder: string, error: unknown) => void;
}

/** The manifests below a folder. Hidden ones and node_modules are somebody else's; a link to a folder may lead in a circle, and is not followed. */
function walkFolder(folder: string, isExcluded: Excluded, { take, fail }: Walker): void {
  const isLinked = realPath(folder) !== path.resolve(folder);
  const open = [path.resolve(folder)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const entry of entriesOf(next, fail)) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const found = path.join(next, entry.name);
      if (entry.isDirectory() && !isExcluded(found)) open.push(found);
      if (MANIFEST.test(entry.name) && (entry.isFile() || (entry.isSymbolicLink() && isFile(found)))) take(found, isLinked || entry.isSymbolicLink());
    }
  }
}

/** A folder that cannot be read hides no other. */
function entriesOf(folder: string, fail: Walker['fail']): readonly fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    fail(folder, error);
    return [];
  }
}

function isFile(link: string): boolean {
  return fs.statSync(link, { throwIfNoEntry: false })?.isFile() === true;
}

/** What a glob matches: manifests, and folders, whose names end with `/`. */
async function matches(glob: string): Promise<readonly string[]> {
  const { globSync } = await import('tinyglobby');
  const found = globSync(glob.split(path.sep).join('/'), {
    onlyFiles: false, expandDirectories: false, followSymbolicLinks: false, ignore: ['**/node_modules/**', '**/.git/**'],
  });
  return found.filter((name) => name.endsWith('/') || MANIFEST.test(name));
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function missing(given: string): string {
  const near = neighbour(given);
  return `does not exist${near === undefined ? '' : `; did you mean ${near}`}`;
}

function neighbour(given: string): string | undefined {
  const folder = path.dirname(given);
  try {
    const near = nearest(path.basename(given), fs.readdirSync(folder));
    return near === undefined ? undefined : path.join(folder, near);
  } catch {
    return undefined;
  }
}

const MANIFEST = /(?:\.(?:ya?ml|json)|(?:^|\/)Kustomization)$/i;
const GLOB = /[*?{}[\]()!]/;
