import { Ambiguity, AmbiguityKind, explain, more } from './ambiguity';
import { commonOffset } from './common-offset';
import { readCommon } from './common-yaml';
import { compose } from './compose';
import { behindJson, BYTE_ORDER_MARK, Chunk, chunks, enoughBehindJson, isBlank, jsonValues, longLine, looksLikeJson } from './documents';
import type { Location, Origin } from './model';
import type { Path } from './path';
import { isPlainJson } from './plain-json';
import { Lines, Positions } from './position';
import { MAX_DEPTH, TOO_DEEP, YamlFault } from './yaml-events';

export type { Ambiguity, AmbiguityKind } from './ambiguity';

/** What a file holds. */
export interface ReadResult {
  readonly documents: readonly SourceDocument[];
  /** The documents that cannot be read. The others are read all the same. */
  readonly faults: readonly Fault[];
}

/** One document of a file that holds something, and where it stands: the origin of its objects. */
export interface SourceDocument extends Origin {
  readonly file: string;
  /** Its place among the documents of the file that hold something, from 0. */
  readonly index: number;
  /** Plain data, as kubectl reads it. */
  readonly value: unknown;
  /** What kustomize reads otherwise than kubectl, or both ignore. Costs nothing for a document that has nothing such. */
  ambiguities(): readonly Ambiguity[];
  /** Where the field stands that a path names, or the nearest parent that exists: the place where the field belongs. */
  locate(path: Path): Location;
}

/** Why a document cannot be read, and where. */
export interface Fault extends Location {
  readonly message: string;
}

/**
 * Reads what a file holds as kubectl would: YAML or JSON, one document or many. Documents that are empty are left out; one
 * that is broken becomes a fault and hides no other.
 */
export function read(text: string, file: string): ReadResult {
  const reader = new Reader(text, file);
  let from = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  let values = 0;
  let brokenJson = false;
  if (looksLikeJson(text) && longLine(text, MAX_JSON_LINE) < 0) {
    for (const { value, start, end } of jsonValues(text)) {
      reader.json(value, start, end, values > 0);
      from = end;
      values += 1;
    }
    // Behind one JSON value kubectl tries YAML, behind more it does not.
    brokenJson = !isBlank(text, from) && (values > 1 || (values === 1 && !enoughBehindJson(text, from)));
    if (!brokenJson) from = behindJson(text, from);
  }
  for (const chunk of chunks(text, from)) {
    const follows = values > 0 && chunk.start === from;
    if (brokenJson && follows) reader.fault(from, 'kubectl looks for JSON here, behind other JSON; put --- on a line before what is YAML');
    else reader.yaml(chunk, follows);
  }
  return reader;
}

class Reader implements ReadResult {
  readonly documents: SourceDocument[] = [];
  readonly faults: Fault[] = [];
  readonly lines: Lines;
  /** Whether `helm template` said what it rendered each document from. */
  readonly isRendered: boolean;
  private readonly control: boolean;
  /** The offset of the next character that readCommon does not know. */
  private uncommonAt = -1;
  /** Findings come document by document, so the positions of one are kept. */
  private known?: { readonly start: number; readonly positions: Positions };

  constructor(readonly text: string, readonly file: string) {
    this.lines = new Lines(file, text);
    this.isRendered = text.includes(HELM_SOURCE);
    this.control = !this.isCommon(0, text.length) && CONTROL.test(text);
  }

  json(value: unknown, start: number, end: number, follows: boolean): void {
    const unfit = unfitJson(value, 0);
    if (unfit === undefined) this.add({ value, start, end, isJson: true, isBehindJson: follows, isCommon: false, isAmbiguous: true });
    else this.fault(start, unfit);
  }

  yaml(chunk: Chunk, follows: boolean): void {
    const { end, afterSeparator } = chunk;
    if (afterSeparator !== undefined) {
      this.fault(afterSeparator, 'only a comment may stand behind ---; put this on a line of its own');
      return;
    }
    const start = this.text[chunk.start] === BYTE_ORDER_MARK ? chunk.start + 1 : chunk.start;
    const common = this.isCommon(start, end) ? readCommon(this.text, start, end) : undefined;
    if (common !== undefined) {
      const { value } = common;
      if (value !== null) this.add({ value, start, end, isJson: false, isBehindJson: follows, isCommon: true, isAmbiguous: false });
      return;
    }
    const text = this.text.slice(start, end);
    try {
      refuseLongLine(text);
      if (this.control) refuseControl(text);
      const composed = compose(text);
      if (composed.value === null) return;
      this.add({ value: composed.value, start, end, isJson: false, isBehindJson: follows, isCommon: false, isAmbiguous: composed.ambiguous });
    } catch (error) {
      if (!(error instanceof YamlFault)) throw error;
      this.fault(start + error.offset, error.message);
    }
  }

  private add(found: Found): void {
    this.documents.push(new ReadDocument(this, this.documents.length, found));
  }

  /** Whether a part of the text has only characters that readCommon knows. */
  private isCommon(start: number, end: number): boolean {
    if (this.uncommonAt < start) {
      UNCOMMON.lastIndex = start;
      this.uncommonAt = UNCOMMON.test(this.text) ? UNCOMMON.lastIndex - 1 : Infinity;
    }
    return this.uncommonAt >= end;
  }

  positions({ start, end, isJson }: Found): Positions {
    if (this.known?.start !== start) {
      this.known = { start, positions: new Positions(this.text, { start, end, isJson, isCommon: this.isCommon(start, end) }) };
    }
    return this.known.positions;
  }

  fault(offset: number, message: string): void {
    this.faults.push({ ...this.lines.at(Math.min(Math.max(offset, 0), this.text.length)), message });
  }
}

/** A document with the place where it was found. */
interface Found {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  readonly isJson: boolean;
  /** Nothing separates it from the JSON document before it. */
  readonly isBehindJson: boolean;
  /** Whether readCommon has read it. */
  readonly isCommon: boolean;
  /** Not known for JSON, since JSON.parse does not say. */
  readonly isAmbiguous: boolean;
}

/** What is asked of a document later is worked out then. */
class ReadDocument implements SourceDocument {
  readonly file: string;
  readonly value: unknown;
  private known?: readonly Ambiguity[];
  private asked = 0;

  constructor(private readonly reader: Reader, readonly index: number, private readonly found: Found) {
    this.file = reader.file;
    this.value = found.value;
  }

  ambiguities(): readonly Ambiguity[] {
    const { start, end, isJson, isBehindJson, isAmbiguous, value } = this.found;
    if (!isBehindJson && !isAmbiguous) return NONE;
    return this.known ??= [
      ...isBehindJson ? [explain('no-separator', [], '')] : [],
      ...isAmbiguous ? ambiguities(this.reader.text.slice(start, end), isJson ? value : undefined) : [],
    ];
  }

  locate(path: Path): Location {
    const { reader, found } = this;
    const { start, end } = found;
    const offset = found.isCommon && ++this.asked <= FEW ? commonOffset(reader.text, start, end, path) : undefined;
    const location = reader.lines.at(offset ?? start + reader.positions(found).offset(path));
    const template = reader.isRendered ? helmSource(reader.text, start) : undefined;
    return template === undefined ? location : { ...location, template };
  }
}

/** The value is that of JSON. */
function ambiguities(text: string, json: unknown): readonly Ambiguity[] {
  const isJson = json !== undefined;
  if (isJson && isPlainJson(text, json)) return NONE;
  const found: Ambiguity[] = [];
  let last: AmbiguityKind = 'boolean';
  let count = 0;
  try {
    compose(text, {
      ambiguity: (kind, path, source) => {
        count += 1;
        last = kind;
        if (count <= MAX_AMBIGUITIES) found.push(explain(kind, [...path], source));
      },
    });
    return count > found.length ? [...found, more(last, count - found.length)] : found;
  } catch (error) {
    if (isJson && error instanceof YamlFault) return [explain('json-only', [], error.message)];
    throw error;
  }
}

function helmSource(text: string, start: number): string | undefined {
  for (let at = start; at < text.length;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end).trim();
    if (line.startsWith(HELM_SOURCE)) return line.slice(HELM_SOURCE.length).trim();
    if (line !== '' && !line.startsWith('#') && line !== '---') return undefined;
    at = end < 0 ? text.length : end + 1;
  }
  return undefined;
}

function refuseLongLine(text: string): void {
  const at = longLine(text, MAX_LINE);
  if (at >= 0) throw new YamlFault(at, `a line is longer than ${MAX_LINE / 1e6} million characters; no manifest is`);
}

function refuseControl(text: string): void {
  const at = text.search(CONTROL);
  if (at < 0) return;
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  throw new YamlFault(at, `control character U+${code} cannot stand in YAML; write it as an escape in double quotes`);
}

/** What JSON.parse takes and kubectl does not: any depth, and 1e999. */
function unfitJson(value: unknown, depth: number): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number is larger than 64 bits can hold';
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= MAX_DEPTH) return TOO_DEEP;
  for (const key in value) {
    const unfit = unfitJson((value as Record<string, unknown>)[key], depth + 1);
    if (unfit !== undefined) return unfit;
  }
  return undefined;
}

/** So many fields of a document are found faster one by one than by reading it anew. */
const FEW = 8;
const NONE: readonly Ambiguity[] = Object.freeze([]);
/** Of a document with more, somebody reads the first few. */
const MAX_AMBIGUITIES = 100;
/** One line can hold millions of values, more than there is memory for. JSON is often written in one line, and is quick to read. */
const MAX_LINE = 8_000_000;
const MAX_JSON_LINE = 64_000_000;
const UNCOMMON = /[^\n -~\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]/g;
const HELM_SOURCE = '# Source: ';
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;
