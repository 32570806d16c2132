import type { AmbiguityKind } from './ambiguity';
import { Anchors } from './anchors';
import { decodeBinary } from './binary';
import { isTextKey, kustomizeType, readsOtherwise, Scalar, tagDiffers, unfolds } from './kustomize';
import type { Path } from './path';
import { exceedsInt64, isName, isTimestamp, resolveKey, resolveScalar, scalarType } from './scalar';
import { EVENT, LONG_TAG, MAX_DEPTH, TOO_DEEP, YamlEvents, YamlFault } from './yaml-events';

/** What a composer reports beside the value. Without it, only the value is made. */
export interface Watcher {
  /** kubectl and kustomize read this differently. The path is only valid during the call. */
  ambiguity?(kind: AmbiguityKind, path: Path, text: string): void;
  /** Where the child of an object or list stands, as an offset into the text. */
  child?(parent: object, step: string | number, offset: number): void;
  /** An alias copies an object or list. */
  copy?(from: object, to: object): void;
}

/** One document as plain data. */
export interface Composed {
  readonly value: unknown;
  /** Where the document starts, as an offset into the text. */
  readonly offset: number;
  /** Something in it reads differently in kustomize; composing again with a watcher says what. */
  readonly ambiguous: boolean;
}

/**
 * Makes plain data of the first document of a text, as kubectl does: the last of duplicate keys wins, keys become text, merge
 * keys are merged, aliases are copied. Throws a YamlFault.
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/parserc.go and decode.go
 */
export function compose(text: string, watcher: Watcher = {}, isJson = false): Composed {
  return new Composer(text, new YamlEvents(text, isJson), watcher).document();
}

class Composer {
  private readonly anchors = new Anchors();
  private readonly path: (string | number)[] = [];
  private ambiguous = false;
  /** The scalar that was read last, for those who need more than its value. */
  private scalar: Scalar | undefined;
  /** The value that was read last is the copy of an alias. */
  private fromAlias = false;
  private inKey = false;
  /** Which keys of an object came out of merge keys. */
  private merged: Map<object, Set<string>> | undefined;

  constructor(private readonly text: string, private readonly events: YamlEvents, private readonly watcher: Watcher) {}

  document(): Composed {
    const { events } = this;
    if (events.type === EVENT.documentStart) events.next();
    const offset = events.start;
    const empty = events.type === EVENT.streamEnd || events.type === EVENT.documentStart;
    const value = empty ? null : this.node(true, false);
    this.noteIgnored();
    return { value, offset, ambiguous: this.ambiguous };
  }

  /** A document ends where nothing more belongs to it, and nobody minds what follows: `  a: 1`, and then `b: 2` further left. */
  private noteIgnored(): void {
    const { events } = this;
    try {
      if (events.type === EVENT.documentEnd) events.next();
      if (events.type === EVENT.streamEnd) return;
    } catch (error) {
      if (!(error instanceof YamlFault)) throw error;
    }
    this.note('ignored-text', this.text.slice(events.start, events.start + 40).split('\n')[0].trim());
  }

  /** Any value. A list may stand at the indentation of the key that it belongs to. */
  private node(block: boolean, besideKey: boolean): unknown {
    const { events } = this;
    const start = events.start;
    if (events.type === EVENT.alias) return this.alias();
    let anchor = '';
    let tag = '';
    for (let part = 0; part < 2; part += 1) {
      if (events.type === EVENT.anchor && anchor === '') anchor = events.value;
      else if (events.type === EVENT.tag && tag === '') tag = events.value;
      else break;
      events.next();
    }
    this.anchors.count(start);
    const kind = events.type;
    if (kind >= EVENT.plain) {
      const text = events.value;
      if (kind >= EVENT.literal && events.unfinished) this.note('final-newline', text);
      if (kind === EVENT.folded && unfolds(text)) this.note('folded-text', text);
      events.next();
      const plain = kind === EVENT.plain;
      if (this.inKey || tag !== '' || anchor !== '') return this.scalarValue(start, { text, tag, plain, block }, anchor);
      this.fromAlias = false;
      return plain ? this.json(start, this.plainValue(text, block), text) : text;
    }
    const collection = kind === EVENT.flowSequence || kind === EVENT.flowMapping
      || (block && (kind === EVENT.blockSequence || kind === EVENT.blockMapping)) || (besideKey && kind === EVENT.blockEntry);
    if (!collection) {
      if (anchor === '' && tag === '') throw new YamlFault(events.start, 'a value is missing here');
      if (!block && tag === '') this.note('empty-in-brackets', '');
      return this.scalarValue(start, { text: '', tag, plain: true, block }, anchor);
    }
    if (this.path.length >= MAX_DEPTH) throw new YamlFault(start, TOO_DEEP);
    const value = anchor === '' ? this.collection(kind) : this.anchored(kind, anchor);
    this.scalar = undefined;
    this.fromAlias = false;
    return value;
  }

  private anchored(kind: number, anchor: string): unknown {
    const known = this.anchors.open(anchor);
    const value = this.collection(kind);
    this.anchors.close(known, value);
    return value;
  }

  private collection(kind: number): unknown {
    switch (kind) {
      case EVENT.blockMapping: return this.blockMapping();
      case EVENT.blockSequence: return this.blockSequence();
      case EVENT.flowMapping: return this.flowMapping();
      case EVENT.flowSequence: return this.flowSequence();
      default: return this.sequenceBesideKey();
    }
  }

  private blockMapping(): object {
    const { events } = this;
    const map: Record<string, unknown> = {};
    const depth = this.path.push('');
    events.next();
    while (events.type === EVENT.key) {
      events.next();
      const start = events.start;
      const key = this.key(true);
      this.path[depth - 1] = key ?? MERGE;
      this.entry(map, key, this.blockValue(), start);
    }
    if (events.type !== EVENT.blockEnd) throw new YamlFault(events.start, 'a key is missing here, or this line is indented more or less than the ones before it');
    events.next();
    this.path.pop();
    return map;
  }

  private blockValue(): unknown {
    const { events } = this;
    if (events.type === EVENT.value) {
      events.next();
      const { type } = events as { readonly type: number };
      if (type !== EVENT.key && type !== EVENT.value && type !== EVENT.blockEnd) return this.node(true, true);
    }
    this.anchors.count(events.start);
    return null;
  }

  private blockSequence(): object {
    const { events } = this;
    const list: unknown[] = [];
    const depth = this.path.push(0);
    events.next();
    while (events.type === EVENT.blockEntry) {
      this.path[depth - 1] = list.length;
      const dash = events.start;
      events.next();
      const { type } = events as { readonly type: number };
      this.item(list, type === EVENT.blockEntry || type === EVENT.blockEnd, dash);
    }
    if (events.type !== EVENT.blockEnd) throw new YamlFault(events.start, 'a list item is missing here, or this line is indented more or less than the ones before it');
    events.next();
    this.path.pop();
    return list;
  }

  private sequenceBesideKey(): object {
    const { events } = this;
    const list: unknown[] = [];
    const depth = this.path.push(0);
    while (events.type === EVENT.blockEntry) {
      this.path[depth - 1] = list.length;
      const dash = events.start;
      events.next();
      const { type } = events as { readonly type: number };
      this.item(list, type === EVENT.blockEntry || type === EVENT.key || type === EVENT.value || type === EVENT.blockEnd, dash);
    }
    this.path.pop();
    return list;
  }

  private item(list: unknown[], empty: boolean, dash: number): void {
    this.watcher.child?.(list, list.length, empty ? dash : this.events.start);
    if (empty) this.anchors.count(dash);
    list.push(empty ? null : this.node(true, false));
  }

  private flowSequence(): object {
    const { events } = this;
    const list: unknown[] = [];
    const depth = this.path.push(0);
    events.next();
    while (events.type !== EVENT.flowSequenceEnd) {
      if (list.length > 0 && !this.comma(EVENT.flowSequenceEnd, ']')) break;
      this.path[depth - 1] = list.length;
      this.watcher.child?.(list, list.length, events.start);
      list.push(events.type === EVENT.key ? this.pair() : this.node(false, false));
    }
    events.next();
    this.path.pop();
    return list;
  }

  /** An object of one key, without braces, in a list: `[a: 1]`. */
  private pair(): object {
    const { events } = this;
    const map: Record<string, unknown> = {};
    this.anchors.count(events.start);
    const depth = this.path.push('');
    events.next();
    const start = events.start;
    const key = this.key(false);
    this.path[depth - 1] = key ?? MERGE;
    this.entry(map, key, this.flowValue(EVENT.flowSequenceEnd), start);
    this.path.pop();
    return map;
  }

  private flowMapping(): object {
    const { events } = this;
    const map: Record<string, unknown> = {};
    const depth = this.path.push('');
    events.next();
    for (let first = true; events.type !== EVENT.flowMappingEnd; first = false) {
      if (!first && !this.comma(EVENT.flowMappingEnd, '}')) break;
      const hasValue = events.type === EVENT.key;
      if (hasValue) events.next();
      const start = events.start;
      const key = this.key(false);
      this.path[depth - 1] = key ?? MERGE;
      this.entry(map, key, hasValue ? this.flowValue(EVENT.flowMappingEnd) : this.emptyInBrackets(), start);
    }
    events.next();
    this.path.pop();
    return map;
  }

  /** Steps over the comma between two entries; false where the collection ends behind it. */
  private comma(end: number, bracket: string): boolean {
    const { events } = this;
    if (events.type !== EVENT.flowEntry) throw new YamlFault(events.start, `a comma or ${bracket} is missing here`);
    events.next();
    return events.type as number !== end;
  }

  private flowValue(end: number): unknown {
    const { events } = this;
    if (events.type === EVENT.value) {
      events.next();
      if (events.type as number !== EVENT.flowEntry && events.type as number !== end) return this.node(false, false);
    }
    return this.emptyInBrackets();
  }

  private emptyInBrackets(): null {
    this.anchors.count(this.events.start);
    this.note('empty-in-brackets', '');
    return null;
  }

  /** A key as text, or undefined for the merge key. */
  private key(block: boolean): string | undefined {
    const { events } = this;
    const { start, type } = events;
    if (type === EVENT.key || type === EVENT.value || type === EVENT.blockEnd || type === EVENT.flowEntry
      || type === EVENT.flowMappingEnd || type === EVENT.flowSequenceEnd) throw new YamlFault(start, 'a key is missing here');
    if (type === EVENT.plain && isName(events.value)) {
      const name = events.value;
      this.anchors.count(start);
      events.next();
      return name;
    }
    this.inKey = true;
    const value = this.node(block, block);
    this.inKey = false;
    const { scalar } = this;
    if (scalar === undefined) throw new YamlFault(start, 'a list or an object stands where a key belongs; a key is text');
    if (scalar.text === MERGE && isMerge(scalar) && !this.fromAlias) {
      // go-yaml does not count it.
      this.anchors.nodes -= 1;
      return undefined;
    }
    const key = typeof value === 'string' ? value
      : resolveKey(scalar.text, scalar.tag === FLOAT_TAG ? 'float' : scalarType(scalar.text));
    if (key === undefined) throw new YamlFault(start, `the key ${scalar.text === '' ? 'is empty' : `is ${scalar.text}`}; a key is text`);
    this.path[this.path.length - 1] = key;
    if (key === MERGE) this.note('merge-key-text', key);
    // At the top, kustomize takes the key as it is written.
    const differsAtTop = (key !== scalar.text && scalar.tag !== BINARY_TAG) || (scalar.tag === '!' && scalar.plain && key !== '' && kustomizeType(key, scalar.block) === 'null');
    if (this.path.length === 1 ? differsAtTop : key !== scalar.text || !isTextKey(scalar)) this.note('non-string-key', scalar.text);
    return key;
  }

  private entry(map: Record<string, unknown>, key: string | undefined, value: unknown, start: number): void {
    if (key === undefined) {
      this.merge(map, value, start);
      return;
    }
    if (map[key] !== undefined && Object.prototype.hasOwnProperty.call(map, key) && this.merged?.get(map)?.has(key) !== true) this.note('duplicate-key', key);
    set(map, key, value);
    this.watcher.child?.(map, key, start);
  }

  /** What is merged overwrites what stands before it; in a list of sources, later ones yield to earlier ones. */
  private merge(map: Record<string, unknown>, value: unknown, start: number): void {
    const isList = Array.isArray(value) && !this.fromAlias;
    // go-yaml does not count the list.
    if (isList) this.anchors.nodes -= 1;
    this.merged ??= new Map();
    if (this.merged.has(map)) this.note('merge-twice', MERGE);
    const merged = this.merged.get(map) ?? new Set();
    this.merged.set(map, merged);
    for (const source of isList ? [...value].reverse() : [value]) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) {
        throw new YamlFault(start, 'the merge key << takes an object or a list of objects');
      }
      for (const key of Object.keys(source)) {
        if (Object.prototype.hasOwnProperty.call(map, key) && !merged.has(key)) this.note('merge-order', key);
        merged.add(key);
        set(map, key, (source as Record<string, unknown>)[key]);
        this.watcher.child?.(map, key, start);
      }
    }
  }

  private scalarValue(start: number, scalar: Scalar, anchor: string): unknown {
    this.scalar = scalar;
    this.fromAlias = false;
    const value = this.resolve(start, scalar);
    if (anchor !== '') this.anchors.scalar(anchor, value, scalar);
    return this.json(start, value, scalar.text);
  }

  private json(start: number, value: unknown, text: string): unknown {
    if (typeof value !== 'number' || Number.isFinite(value) || this.inKey) return value;
    throw new YamlFault(start, `${text} is no number that JSON can hold; write the text in quotes`);
  }

  private resolve(start: number, scalar: Scalar): unknown {
    const { text, tag, plain } = scalar;
    if (tag !== '') {
      const value = resolveTagged(start, text, tag);
      if (!this.inKey && tagDiffers(scalar)) this.note('tag', text);
      return value;
    }
    return plain ? this.plainValue(text, scalar.block) : text;
  }

  private plainValue(text: string, block: boolean): unknown {
    if (!this.inKey) {
      const otherwise = readsOtherwise(text, block);
      if (otherwise !== undefined) this.note(otherwise, text);
    }
    return resolveScalar(text);
  }

  private alias(): unknown {
    const { start, value: name } = this.events;
    const known = this.anchors.expand(name, start);
    this.events.next();
    const value = this.copy(start, known.value, this.path.length);
    this.scalar = known.scalar;
    this.fromAlias = true;
    return this.json(start, value, known.scalar?.text ?? '');
  }

  private copy(start: number, value: unknown, depth: number): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (depth >= MAX_DEPTH) throw new YamlFault(start, TOO_DEEP);
    const copied: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : {};
    for (const key of Object.keys(value)) {
      set(copied as Record<string, unknown>, key, this.copy(start, (value as Record<string, unknown>)[key], depth + 1));
    }
    this.watcher.copy?.(value, copied);
    return copied;
  }

  private note(kind: AmbiguityKind, text: string): void {
    this.ambiguous = true;
    this.watcher.ambiguity?.(kind, this.path, text);
  }

}

function isMerge({ tag, plain }: Scalar): boolean {
  return tag === '' ? plain : tag === '!' || tag === `${LONG_TAG}merge`;
}

function set(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}

function resolveTagged(start: number, text: string, tag: string): unknown {
  if (tag === BINARY_TAG) {
    const decoded = decodeBinary(text);
    if (decoded === undefined) throw new YamlFault(start, '!!binary does not hold base64');
    return decoded;
  }
  const name = tag.startsWith(LONG_TAG) ? tag.slice(LONG_TAG.length) : '';
  if (!RESOLVABLE.has(name)) return text;
  const type = scalarType(text);
  const fits = type === name || (name === 'float' && type === 'int' && !exceedsInt64(text)) || (name === 'timestamp' && isTimestamp(text));
  if (!fits) throw new YamlFault(start, `${JSON.stringify(text)} is not of the type !!${name}`);
  return resolveScalar(text);
}

const MERGE = '<<';
const BINARY_TAG = `${LONG_TAG}binary`;
const FLOAT_TAG = `${LONG_TAG}float`;
const RESOLVABLE = new Set(['bool', 'int', 'float', 'null', 'timestamp']);
