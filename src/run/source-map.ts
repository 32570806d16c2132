import * as fs from 'fs';
import { findSourceMap, SourceMap } from 'module';
import * as path from 'path';
import { fileURLToPath } from 'url';

/** A place in a file. Both numbers from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * What a place in compiled code was written as, by the source map that Node keeps (`--enable-source-maps`, tsx) or the one beside or inside a
 * JavaScript file. Undefined where there is none.
 */
export function originalPlace(place: Place): Place | undefined {
  let map = maps.get(place.file);
  if (map === undefined) maps.set(place.file, map = keptMap(place.file) ?? loadMap(place.file) ?? NO_MAP);
  const entry = map.find(place.line - 1, place.column - 1);
  if (entry === undefined) return undefined;
  return { file: map.resolve(entry.originalSource), line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

interface Entry {
  readonly originalSource: string;
  readonly originalLine: number;
  readonly originalColumn: number;
}

interface LineMap {
  find(line: number, column: number): Entry | undefined;
  resolve(source: string): string;
}

const maps = new Map<string, LineMap>();
const NO_MAP: LineMap = { find: () => undefined, resolve: (source) => source };

function keptMap(file: string): LineMap | undefined {
  const map = findSourceMap(file);
  return map === undefined ? undefined : lineMap(map, path.dirname(file));
}

function loadMap(file: string): LineMap | undefined {
  if (!/\.[cm]?js$/.test(file)) return undefined;
  try {
    const code = fs.readFileSync(file, 'utf8');
    const at = code.lastIndexOf(MARK);
    if (at < 0) return undefined;
    const url = /^\S*/.exec(code.slice(at + MARK.length))![0];
    const inline = /^data:application\/json[^,]*;base64,/.exec(url);
    const mapFile = inline ? file : path.resolve(path.dirname(file), decodeURIComponent(url));
    const json = inline ? Buffer.from(url.slice(inline[0].length), 'base64').toString('utf8') : fs.readFileSync(mapFile, 'utf8');
    return lineMap(new SourceMap(JSON.parse(json)), path.dirname(mapFile));
  } catch {
    // The line of the compiled file is still better than none.
    return undefined;
  }
}

function lineMap(map: SourceMap, folder: string): LineMap {
  return {
    find: (line, column) => {
      const entry: Partial<Entry> = map.findEntry(line, column);
      return typeof entry.originalSource === 'string' && typeof entry.originalLine === 'number' ? entry as Entry : undefined;
    },
    resolve: (source) => resolveSource(source, folder, map.payload.sourceRoot),
  };
}

function resolveSource(source: string, folder: string, sourceRoot: unknown): string {
  if (source.startsWith('file://')) return fileURLToPath(source);
  return path.resolve(folder, typeof sourceRoot === 'string' ? sourceRoot : '', source);
}

const MARK = '//# sourceMappingURL=';
