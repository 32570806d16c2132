import * as fs from 'fs';
import { createRequire, wrap } from 'module';
import * as path from 'path';
import { Script } from 'vm';
import { replaceFile } from '../replace-file';

/**
 * Loads a module. To parse a megabyte of code takes longer than to judge a small manifest, so what V8 makes of it is kept beside it, where that can
 * be written, and taken from there the next time. Whoever could put something else there could as well change the module.
 */
export function load(file: string, isCached: boolean): unknown {
  const require = createRequire(file);
  if (!isCached || process.env.NODE_DISABLE_COMPILE_CACHE !== undefined) return require(file);
  const source = wrap(fs.readFileSync(file, 'utf8'));
  const cache = path.join(path.dirname(file), `.${path.basename(file)}.${process.version}-${process.arch}.cache`);
  const cachedData = bytesOf(cache, file);
  const script = new Script(source, { filename: file, cachedData });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...args: readonly unknown[]) => void;
  run.call(module.exports, module.exports, require, module, file, path.dirname(file));
  if (cachedData === undefined || script.cachedDataRejected === true) process.once('exit', () => keep(script, cache));
  return module.exports;
}

/** V8 knows a cache by the length of its source alone. */
function bytesOf(cache: string, file: string): Buffer | undefined {
  try {
    return fs.statSync(cache).mtimeMs >= fs.statSync(file).mtimeMs ? fs.readFileSync(cache) : undefined;
  } catch {
    return undefined;
  }
}

/** At the end V8 has seen which functions a run needs. */
function keep(script: Script, cache: string): void {
  try {
    replaceFile(cache, script.createCachedData());
  } catch {
    // A folder that nobody may write to is no fault: the next run parses again.
  }
}
