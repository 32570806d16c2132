import { readsAsText } from './scalar';
import { MAX_DEPTH } from './yaml-events';

/** Writes one value as YAML that kubectl, kustomize and readers of YAML 1.1 and 1.2 all read back as that value. */
export function write(value: unknown): string {
  if (isCollection(value)) return block(value, '', 0).slice(1) + '\n';
  return scalar(value, '') + '\n';
}

/** Writes one document behind the other, with `---` between them. */
export function writeAll(documents: readonly unknown[]): string {
  return documents.map(write).join('---\n');
}

/** A value behind `key:` or `-`, with the space or line break before it. */
function node(value: unknown, indent: string, depth: number): string {
  if (typeof value === 'object' && value !== null) return block(value, indent, depth);
  return ' ' + scalar(value, indent);
}

/** The style of `kubectl get -o yaml`: lists stand under their key without a step to the right. */
function block(value: object, indent: string, depth: number): string {
  if (depth > MAX_DEPTH) throw new TypeError(`cannot write an object that holds itself, or nests deeper than ${MAX_DEPTH} levels`);
  return Array.isArray(value) ? list(value, indent, depth) : map(value as Record<string, unknown>, indent, depth);
}

function map(value: Readonly<Record<string, unknown>>, indent: string, depth: number): string {
  const tag = Object.prototype.toString.call(value);
  if (tag !== '[object Object]') throw new TypeError(`cannot write ${tag.slice(8, -1)}; write plain data`);
  let text = '';
  for (const key of Object.keys(value)) {
    const child = value[key];
    if (child === undefined) continue;
    text += `\n${indent}${keyText(key, indent)}`;
    if (Array.isArray(child) && child.length > 0) text += list(child, indent, depth + 1);
    else text += node(child, indent + STEP, depth + 1);
  }
  return text === '' ? ' {}' : text;
}

function list(value: readonly unknown[], indent: string, depth: number): string {
  if (value.length === 0) return ' []';
  const inner = indent + STEP;
  let text = '';
  for (const item of value) {
    const child = node(item === undefined ? null : item, inner, depth + 1);
    text += `\n${indent}-`;
    // The first line of a nested object stands on the line of its dash.
    text += child.startsWith('\n') ? ' ' + child.slice(1 + inner.length) : child;
  }
  return text;
}

function keyText(key: string, indent: string): string {
  const short = shortKey(key);
  return short ?? `? ${quote(key)}\n${indent}:`;
}

/** Manifests repeat few keys, so what they look like is remembered. Undefined for a key that is too long. */
function shortKey(key: string): string | undefined {
  const known = KEYS.get(key);
  if (known !== undefined) return known;
  const text = readsAsText(key) ? key : quote(key);
  if (text.length > LONGEST_KEY) return undefined;
  if (KEYS.size >= MOST_KEYS) KEYS.clear();
  KEYS.set(key, `${text}:`);
  return `${text}:`;
}

function scalar(value: unknown, indent: string): string {
  switch (typeof value) {
    case 'string': return string(value, indent);
    case 'boolean': return String(value);
    case 'number': return number(value);
    default:
      if (value === null) return 'null';
      throw new TypeError(`cannot write a ${typeof value}; write plain data`);
  }
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`cannot write ${value}; JSON has no such number`);
  // YAML 1.1 reads 1e+21 as text.
  const text = String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

function string(value: string, indent: string): string {
  if (!value.includes('\n')) return readsAsText(value) ? value : quote(value);
  if (!FIRST_LINE.test(value) || BLANK_LAST_LINE.test(value) || UNSAFE_IN_BLOCK.test(value)) return quote(value);
  const inner = indent === '' ? STEP : indent;
  const end = value.endsWith('\n') ? (value.endsWith('\n\n') ? '+' : '') : '-';
  const body = end === '-' ? value : value.slice(0, -1);
  return `|${end}\n${body.replace(LINE_START, inner)}`;
}

/** JSON escapes are YAML escapes; what JSON leaves as it is and YAML does not is escaped too. */
function quote(value: string): string {
  const half = HALF_CHARACTER.exec(value);
  if (half !== null) throw new TypeError(`cannot write U+${half[0].charCodeAt(0).toString(16).toUpperCase()}: half a surrogate pair is no character`);
  return JSON.stringify(value).replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const STEP = '  ';
/** libyaml takes a key without `?` up to 1,024 characters, escapes included. */
const LONGEST_KEY = 1000;
const KEYS = new Map<string, string>();
const MOST_KEYS = 1000;
const LINE_START = /^(?=[^\n])/gm;
const FIRST_LINE = /^\n*[!-~]/;
const BLANK_LAST_LINE = /\n[ \t]+\n*$/;
const UNSAFE_IN_BLOCK = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u;
const UNSAFE = /[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g;
const HALF_CHARACTER = /\p{Cs}/u;
