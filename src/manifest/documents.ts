/** What Windows editors put before a text. */
export const BYTE_ORDER_MARK = '\ufeff';

/** One document of a stream: where its text starts and ends. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  /** The offset of something behind the `---` before it, where only a comment may stand. */
  readonly afterSeparator?: number;
}

/**
 * Splits a stream where kubectl does: at lines that start with `---`, whatever they stand in. Such a line belongs to the
 * document behind it, if none stands before it.
 * @see https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/util/yaml/decoder.go
 */
export function* chunks(text: string, from: number): Generator<Chunk> {
  let afterSeparator: number | undefined;
  for (let start = from; ;) {
    let next = start;
    if (isSeparator(text, start, from)) {
      next = endOfLine(text, start);
      afterSeparator ??= behindSeparator(text, start);
    }
    const end = separator(text, next, from);
    yield { start, end: end < 0 ? text.length : end, afterSeparator };
    if (end < 0) return;
    afterSeparator = behindSeparator(text, end);
    start = endOfLine(text, end);
  }
}

/**
 * The JSON values at the start of a stream, one behind the other as `kubectl get -o json` and `jq` print them. kubectl takes a
 * stream for JSON if it starts with a brace; where JSON ends, it goes on with YAML, unless there were two values already.
 */
export function* jsonValues(text: string): Generator<JsonChunk> {
  let start = 0;
  while (JSON_SPACE.includes(text[start])) start += 1;
  if (text[start] !== '{') return;
  const whole = parse(text.slice(start));
  if (whole !== undefined) {
    yield { ...whole, start, end: text.length };
    return;
  }
  while (start < text.length) {
    const end = valueEnd(text, start);
    const parsed = parse(text.slice(start, end));
    if (parsed === undefined) return;
    yield { ...parsed, start, end };
    for (start = end; JSON_SPACE.includes(text[start]); start += 1);
  }
}

/** One value of a JSON stream. */
export interface JsonChunk {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
}

function isSeparator(text: string, at: number, from: number): boolean {
  return (text[at - 1] === '\n' || (at === from && text[at - 1] !== BYTE_ORDER_MARK)) && text.startsWith('---', at);
}

/** Where the next line starts that separates two documents. */
function separator(text: string, at: number, from: number): number {
  if (isSeparator(text, at, from)) return at;
  const next = text.indexOf('\n---', at);
  return next < 0 ? -1 : next + 1;
}

/** The offset of what stands behind `---` and is no comment. */
function behindSeparator(text: string, at: number): number | undefined {
  const end = endOfLine(text, at);
  const start = skipSpace(text, at + 3);
  return start >= end || text[start] === '#' ? undefined : start;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at + 1;
}

/** Where YAML starts in a stream that was taken for JSON: behind the blanks, up to the first line break. */
export function behindJson(text: string, from: number): number {
  const next = skipSpace(text, from);
  const lineEnd = text.indexOf('\n', from);
  return lineEnd >= 0 && lineEnd < next ? lineEnd + 1 : next;
}

/** Whether kubectl goes on with YAML behind JSON: it looks at four bytes at once, and gives up where there are fewer. */
export function enoughBehindJson(text: string, from: number): boolean {
  return new TextEncoder().encode(text.slice(skipSpace(text, from)).slice(0, 4)).length >= 4;
}

/** The offset of the first line that is longer than a limit, or -1. */
export function longLine(text: string, limit: number): number {
  for (let at = 0; text.length - at > limit;) {
    const end = text.indexOf('\n', at);
    if (end < 0 || end - at > limit) return at;
    at = end + 1;
  }
  return -1;
}

/** Whether nothing follows but blanks. */
export function isBlank(text: string, from: number): boolean {
  return skipSpace(text, from) === text.length;
}

/** Whether kubectl takes a stream for JSON. */
export function looksLikeJson(text: string): boolean {
  return text[skipSpace(text, 0)] === '{';
}

/** Go's unicode.IsSpace. */
function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && SPACE.test(text[at])) at += 1;
  return at;
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Where a JSON value ends, if it is one. */
function valueEnd(text: string, from: number): number {
  if (!'{["'.includes(text[from])) {
    LITERAL.lastIndex = from;
    return LITERAL.test(text) ? LITERAL.lastIndex : from;
  }
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = stringEnd(text, at);
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x5c) at += 1;
    else if (char === 0x22) return at;
  }
  return text.length;
}

const SPACE = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const JSON_SPACE = [' ', '\t', '\r', '\n'];
const LITERAL = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null/y;
