import * as fs from 'fs';
import { fileURLToPath } from 'url';
import { originalPlace, Place } from './source-map';

/** Where a frame of a stack stands in the code as it was written, whatever compiled it. */
export function writtenPlace(frame: NodeJS.CallSite): Place | undefined {
  const [file, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
  if (typeof file !== 'string' || line === null || column === null) return undefined;
  const compiled = { file: asPath(file), line, column };
  const seen = asLoaderSeesIt(frame);
  return seen !== undefined && (seen.line !== line || seen.file !== compiled.file) ? seen : originalPlace(compiled) ?? compiled;
}

/** The path of a file that may be named by a URL. */
export function asPath(file: string): string {
  return file.startsWith('file://') ? fileURLToPath(file) : file;
}

/** Loaders that compile in memory (ts-node, jest) hook into the formatting of stacks, and they alone know where a line came from. */
function asLoaderSeesIt(frame: NodeJS.CallSite): Place | undefined {
  const hook = Error.prepareStackTrace ?? nodesError().prepareStackTrace;
  if (typeof hook !== 'function') return undefined;
  try {
    return parseFrame(String(hook(new Error('one frame'), [frame])).split('\n').pop()!);
  } catch {
    return undefined;
  }
}

let errorOfNode: ErrorConstructor | undefined;

/** Jest runs tests in a context with an Error of its own, and hooks into that of Node, which is to be had by an error of Node. */
function nodesError(): ErrorConstructor {
  if (errorOfNode === undefined) {
    try {
      fs.readFileSync('');
    } catch (error) {
      errorOfNode = (error as Error).constructor as ErrorConstructor;
    }
  }
  return errorOfNode ?? Error;
}

/** Reads `    at new Shop (/app/shop.ts:14:3)` and its kin. */
function parseFrame(text: string): Place | undefined {
  const frame = text.trim();
  if (!frame.startsWith('at ')) return undefined;
  const open = frame.indexOf(' (');
  const place = frame.endsWith(')') && open >= 0 ? frame.slice(open + 2, -1) : frame.slice(frame.startsWith('at async ') ? 9 : 3);
  const beforeColumn = place.lastIndexOf(':');
  const beforeLine = place.lastIndexOf(':', beforeColumn - 1);
  const line = Number(place.slice(beforeLine + 1, beforeColumn));
  const column = Number(place.slice(beforeColumn + 1));
  if (beforeLine <= 0 || !Number.isInteger(line) || !Number.isInteger(column)) return undefined;
  return { file: asPath(place.slice(0, beforeLine)), line, column };
}
