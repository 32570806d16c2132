import * as fs from 'fs';
import * as path from 'path';
import { IConstruct, Node } from 'constructs';
import { asPath, writtenPlace } from './written-place';

/** A line of the user's code; the file is relative to the working folder. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

/** The frames of a call stack that may be the user's code. Where they stand in which file is worked out when somebody asks. */
export type Trace = readonly NodeJS.CallSite[];

/**
 * The frames above a function, deep enough to see past the constructs of libraries into the user's code. Only frames that matter are kept: the whole
 * stacks of 25,000 constructs take 30 MB.
 */
export function traceAbove(callee: (...args: never[]) => unknown): Trace {
  // Hardened JavaScript environments freeze it; there findings have no lines.
  if (Object.isFrozen(Error)) return [];
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = DEPTH;
  Error.prepareStackTrace = (_, frames) => frames.filter((frame) => isUserFile(frame.getFileName()));
  try {
    const holder: { readonly stack?: unknown } = {};
    Error.captureStackTrace(holder, callee);
    return Array.isArray(holder.stack) ? holder.stack as NodeJS.CallSite[] : [];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const DEPTH = 40;

/**
 * Remembers where each construct is made that is added below this root from now on. The hook is set once into each loaded copy of `constructs`,
 * since a node of the tree has no event for it, and it does nothing for other trees.
 */
export function recordSources(root: IConstruct): void {
  roots.add(root);
  const prototype = Object.getPrototypeOf(root.node) as Hooked;
  if (prototype[HOOK] === true) return;
  const { addChild } = prototype;
  const hook = function (this: Node, child: IConstruct, name: string): void {
    if (roots.has(rootOf(this))) traces.set(child, traceAbove(hook as (...args: never[]) => unknown));
    addChild.call(this, child, name);
  };
  Object.defineProperty(prototype, 'addChild', { value: hook, writable: true, configurable: true });
  Object.defineProperty(prototype, HOOK, { value: true });
}

interface Hooked {
  [HOOK]?: boolean;
  addChild(this: Node, child: IConstruct, name: string): void;
}

const HOOK = Symbol('cdk8s-hardened: remembers where constructs are made');
const roots = new WeakSet<IConstruct>();
const traces = new WeakMap<IConstruct, Trace>();

function rootOf(node: Node): IConstruct {
  let top = node;
  while (top.scope !== undefined) top = top.scope.node;
  // Private in its type, and there in every version of `constructs`.
  return (top as unknown as { readonly host: IConstruct }).host;
}

/** The line of the user's code that made a construct, or the nearest one above it whose line is known. */
export function sourceOf(construct: IConstruct): SourceLine | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    const line = lineOf(traces.get(at));
    if (line !== undefined) return line;
  }
  return undefined;
}

/** The first line of the user's code in a stack: not of Node, not of an installed package, not of ours. */
export function lineOf(trace: Trace | undefined): SourceLine | undefined {
  if (trace === undefined) return undefined;
  if (!lines.has(trace)) lines.set(trace, readLine(trace));
  return lines.get(trace);
}

const lines = new WeakMap<Trace, SourceLine | undefined>();

function readLine(trace: Trace): SourceLine | undefined {
  for (const frame of trace) {
    const place = writtenPlace(frame);
    if (place !== undefined && isUserFile(place.file)) return { file: fromWorkingFolder(place.file), line: place.line };
  }
  return undefined;
}

function isUserFile(file: string | null | undefined): boolean {
  if (typeof file !== 'string') return false;
  let is = userFiles.get(file);
  if (is === undefined) userFiles.set(file, is = isOfUser(asPath(file)));
  return is;
}

const userFiles = new Map<string, boolean>();

function isOfUser(file: string): boolean {
  return path.isAbsolute(file) && !file.split(/[\\/]/).includes('node_modules') && !ourFolders().some((folder) => file.startsWith(folder));
}

let folders: readonly string[] | undefined;

/** Our own code, as it was written and as it was compiled. Bundled into the user's file we have no folder. */
function ourFolders(): readonly string[] {
  folders ??= findOurFolders(path.dirname(path.dirname(__dirname)));
  return folders;
}

function findOurFolders(root: string): string[] {
  try {
    const { name } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { name?: unknown };
    return name === 'cdk8s-hardened' ? ['src', 'lib'].map((folder) => path.join(root, folder) + path.sep) : [];
  } catch {
    return [];
  }
}

function fromWorkingFolder(file: string): string {
  return path.relative(process.cwd(), file).split(path.sep).join('/');
}
