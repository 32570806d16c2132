import { CLASS, NO_START, YamlScalars } from './yaml-scalars';
import { CHAR, isBlankOrEnd, isBreak, isBreakOrEnd, isUri, isWord, TAB_INDENTS } from './yaml-text';

export { YamlFault } from './yaml-text';

/**
 * What happens in a YAML text, one event after the other, for the grammar in compose.ts: a mapping starts, a key, a scalar.
 *
 * kubectl and kustomize read YAML with go-yaml, whose scanner descends from libyaml and differs from the YAML specification in
 * hundreds of small ways: it takes a closing bracket at any indentation, ends an anchor's name at a colon, knows no `\/`.
 * The npm parsers follow the specification, so none of them accepts and refuses what kubectl does. This file is long because
 * it is one state machine: what may start here depends on everything that stood before on the line.
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/scannerc.go
 */
export class YamlEvents extends YamlScalars {
  /** The kind of the current event; see EVENT. */
  type = 0;
  /** Where it starts in the text. */
  start = 0;
  /** The value of a scalar, the name of an anchor or alias, a tag in its long form. */
  value = '';
  private readonly indents: number[] = [];
  /** What may turn out to be a key, for each open bracket. */
  private readonly keys: PossibleKey[] = [new PossibleKey()];

  // The events that are known, and the next one to hand out. A possible key keeps two places free before it.
  private head = 0;
  private tail = 0;
  private readonly types: number[] = [];
  private readonly starts: number[] = [];
  private readonly values: string[] = [];

  constructor(text: string, isJson = false) {
    super(text, isJson);
    this.next();
  }

  /** Goes to the next event. */
  next(): void {
    for (;;) {
      if (this.head === this.tail) {
        this.head = this.tail = 0;
        this.scan();
      } else if (this.types[this.head] !== FREE) {
        break;
      } else if (this.awaits(this.keys[this.starts[this.head]], this.head)) {
        this.scan();
      } else {
        this.head += 1;
      }
    }
    this.type = this.types[this.head];
    this.start = this.starts[this.head];
    this.value = this.values[this.head];
    this.head += 1;
  }

  private emit(type: number, start: number, value = ''): void {
    this.types[this.tail] = type;
    this.starts[this.tail] = start;
    this.values[this.tail] = value;
    this.tail += 1;
  }

  /** Finds at least one more event. */
  private scan(): void {
    this.skipToToken();
    const { text, at } = this;
    const column = at - this.lineStart;
    this.closeBlocks(column);
    const char = text.charCodeAt(at);
    if (at >= this.end) return this.streamEnd();
    if (column === 0) {
      if (char === CHAR.percent) this.fail(at, 'a directive stands here; kubectl reads none');
      if (this.isMarker(at)) return this.marker(char === CHAR.dash ? EVENT.documentStart : EVENT.documentEnd);
    }
    switch (char) {
      case CHAR.openBracket: return this.openFlow(EVENT.flowSequence);
      case CHAR.openBrace: return this.openFlow(EVENT.flowMapping);
      case CHAR.closeBracket: return this.closeFlow(EVENT.flowSequenceEnd);
      case CHAR.closeBrace: return this.closeFlow(EVENT.flowMappingEnd);
      case CHAR.comma: return this.comma();
      case CHAR.star: return this.anchor(EVENT.alias);
      case CHAR.ampersand: return this.anchor(EVENT.anchor);
      case CHAR.exclamation: return this.tag();
      case CHAR.singleQuote: return this.quoted(true);
      case CHAR.doubleQuote: return this.quoted(false);
    }
    const next = text.charCodeAt(at + 1);
    if (char === CHAR.dash && isBlankOrEnd(next)) return this.dash();
    if (char === CHAR.question && (this.flow > 0 || isBlankOrEnd(next))) return this.question();
    if (char === CHAR.colon && (this.flow > 0 || isBlankOrEnd(next))) return this.colon();
    if (this.flow === 0 && (char === CHAR.pipe || char === CHAR.greater)) return this.blockScalar(char === CHAR.pipe);
    if (char < 128 && CLASS[char] === NO_START) {
      this.fail(at, `${JSON.stringify(text[at])} cannot start a value; write the value in quotes`);
    }
    this.plain();
  }

  /** Skips blanks, comments and line breaks. Tabs do not indent. */
  private skipToToken(): void {
    const { text } = this;
    for (;;) {
      let char = text.charCodeAt(this.at);
      const tabs = this.flow > 0 || !this.keyAllowed;
      while (char === CHAR.space || (char === CHAR.tab && tabs)) char = text.charCodeAt(++this.at);
      if (char === CHAR.hash) {
        while (!isBreakOrEnd(char)) char = text.charCodeAt(++this.at);
      }
      if (!isBreak(char)) break;
      this.newLine();
      if (this.flow === 0) this.keyAllowed = true;
    }
    if (text.charCodeAt(this.at) === CHAR.tab) this.fail(this.at, TAB_INDENTS);
  }

  private streamEnd(): void {
    this.closeBlocks(-1);
    this.dropKey();
    this.keyAllowed = false;
    this.emit(EVENT.streamEnd, this.end);
  }

  private marker(type: number): void {
    this.closeBlocks(-1);
    this.dropKey();
    this.keyAllowed = false;
    this.emit(type, this.at);
    this.at += 3;
  }

  private openFlow(type: number): void {
    this.saveKey();
    this.flow += 1;
    if (this.flow > MAX_DEPTH) this.fail(this.at, TOO_DEEP);
    if (this.keys.length <= this.flow) this.keys.push(new PossibleKey());
    this.keys[this.flow].at = this.at;
    this.keyAllowed = true;
    this.emit(type, this.at);
    this.at += 1;
  }

  private closeFlow(type: number): void {
    this.dropKey();
    if (this.flow > 0) {
      // go-yaml forgets that `[]` may be a key when nothing in it could be one.
      const outer = this.keys[this.flow - 1];
      if (this.keys[this.flow].at === outer.at) outer.awaited = false;
      this.flow -= 1;
    }
    this.keyAllowed = false;
    this.emit(type, this.at);
    this.at += 1;
  }

  private comma(): void {
    this.dropKey();
    this.keyAllowed = true;
    this.emit(EVENT.flowEntry, this.at);
    this.at += 1;
  }

  private dash(): void {
    if (this.flow === 0) {
      if (!this.keyAllowed) this.fail(this.at, 'a list item cannot start here; put it on a line of its own, or the text in quotes');
      if (this.openBlock(this.at - this.lineStart)) this.emit(EVENT.blockSequence, this.at);
    }
    this.dropKey();
    this.keyAllowed = true;
    this.emit(EVENT.blockEntry, this.at);
    this.at += 1;
  }

  private question(): void {
    if (this.flow === 0) {
      if (!this.keyAllowed) this.fail(this.at, 'a key cannot start here; put it on a line of its own, or the text in quotes');
      if (this.openBlock(this.at - this.lineStart)) this.emit(EVENT.blockMapping, this.at);
    }
    this.dropKey();
    this.keyAllowed = this.flow === 0;
    this.emit(EVENT.key, this.at);
    this.at += 1;
  }

  private colon(): void {
    const key = this.keys[this.flow];
    if (this.isPossible(key) && !key.awaited) {
      // The value was handed out already: the events come too late to make it a key.
      this.emit(EVENT.key, key.at);
    } else if (key.possible) {
      this.types[key.place + 1] = EVENT.key;
      this.starts[key.place + 1] = key.at;
      if (this.flow === 0 && this.openBlock(key.at - key.lineStart)) {
        this.types[key.place] = EVENT.blockMapping;
        this.starts[key.place] = key.at;
      }
      key.possible = false;
      this.keyAllowed = false;
    } else {
      if (this.flow === 0) {
        if (!this.keyAllowed) this.fail(this.at, 'a colon and a blank make a key, which cannot stand here; write the text in quotes');
        if (this.openBlock(this.at - this.lineStart)) this.emit(EVENT.blockMapping, this.at);
      }
      this.keyAllowed = this.flow === 0;
    }
    this.emit(EVENT.value, this.at);
    this.at += 1;
  }

  /** A block collection starts, if it stands further right than the one around it. */
  private openBlock(column: number): boolean {
    if (this.flow > 0 || this.indent >= column) return false;
    this.indents.push(this.indent);
    this.indent = column;
    if (this.indents.length > MAX_DEPTH) this.fail(this.at, TOO_DEEP);
    return true;
  }

  private closeBlocks(column: number): void {
    if (this.flow > 0) return;
    while (this.indent > column) {
      this.emit(EVENT.blockEnd, this.at);
      this.indent = this.indents.pop()!;
    }
  }

  /** Notes that a key may start here, and keeps room for the events that a colon behind it would put before it. */
  private saveKey(): void {
    if (!this.keyAllowed) return;
    this.dropKey();
    const key = this.keys[this.flow];
    key.possible = true;
    key.awaited = true;
    key.required = this.flow === 0 && this.indent === this.at - this.lineStart;
    key.at = this.at;
    key.lineStart = this.lineStart;
    key.place = this.tail;
    // A free place says which key it is kept for.
    this.emit(FREE, this.flow);
    this.emit(FREE, this.flow);
  }

  private dropKey(): void {
    const key = this.keys[this.flow];
    if (key.possible && key.required) this.noColon(key);
    key.possible = false;
  }

  /** Whether the event at a place has to wait until it is known whether it starts a key. */
  private awaits(key: PossibleKey, place: number): boolean {
    return key.awaited && (place === key.place || place === key.place + 1) && this.isPossible(key);
  }

  /** A key ends on its line, within 1,024 characters. */
  private isPossible(key: PossibleKey): boolean {
    if (!key.possible) return false;
    if (key.lineStart === this.lineStart && key.at + 1024 >= this.at) return true;
    if (key.required) this.noColon(key);
    key.possible = false;
    return false;
  }

  private noColon(key: PossibleKey): never {
    this.fail(key.at, 'a key stands here, but no colon and blank behind it');
  }

  private anchor(type: number): void {
    this.saveKey();
    this.keyAllowed = false;
    const start = this.at;
    let at = start + 1;
    while (isWord(this.text.charCodeAt(at))) at += 1;
    const char = this.text.charCodeAt(at);
    if (at === start + 1 || !(isBlankOrEnd(char) || '?:,]}%@`'.includes(this.text[at]))) {
      this.fail(start, `${this.text[start]} starts ${type === EVENT.alias ? 'an alias' : 'an anchor'}, whose name has letters, digits, - and _; write the text in quotes`);
    }
    this.emit(type, start, this.text.slice(start + 1, at));
    this.at = at;
  }

  /** A tag in its long form: `!!int` is `tag:yaml.org,2002:int`, `!<x>` is `x`. */
  private tag(): void {
    this.saveKey();
    this.keyAllowed = false;
    const { text } = this;
    const start = this.at;
    let at = start + 1;
    let prefix = '!';
    let from = at;
    if (text[at] === '<') {
      prefix = '';
      from = at + 1;
    } else {
      while (isWord(text.charCodeAt(at))) at += 1;
      if (text[at] === '!') {
        if (at > start + 1) this.fail(start, `${text.slice(start, at + 1)} is no tag prefix that kubectl knows`);
        prefix = LONG_TAG;
        from = at + 1;
      }
    }
    at = from;
    while (isUri(text.charCodeAt(at))) at += 1;
    if (at === from && prefix !== '!') this.fail(start, 'a tag has a name behind !! or !<');
    let suffix = text.slice(from, at);
    if (suffix.includes('%')) suffix = this.unescapeUri(start, suffix);
    if (prefix === '') {
      if (text[at] !== '>') this.fail(start, 'a tag that starts with !< ends with >');
      at += 1;
    }
    if (!isBlankOrEnd(text.charCodeAt(at))) this.fail(start, 'a blank stands behind a tag; write the text in quotes');
    this.emit(EVENT.tag, start, prefix + suffix);
    this.at = at;
  }

  private unescapeUri(start: number, uri: string): string {
    try {
      return decodeURIComponent(uri);
    } catch {
      this.fail(start, '% in a tag starts an escaped character');
    }
  }

  private plain(): void {
    this.saveKey();
    this.keyAllowed = false;
    this.emit(EVENT.plain, this.at, this.plainText());
  }

  private quoted(single: boolean): void {
    this.saveKey();
    this.keyAllowed = false;
    this.emit(EVENT.quoted, this.at, this.quotedText(single));
  }

  private blockScalar(literal: boolean): void {
    this.dropKey();
    this.keyAllowed = true;
    this.emit(literal ? EVENT.literal : EVENT.folded, this.at, this.block(literal));
  }
}

/** Something that becomes a key when a colon follows. */
class PossibleKey {
  possible = false;
  /** The parser waits for it. */
  awaited = false;
  /** It stands where only a key can stand. */
  required = false;
  at = 0;
  lineStart = 0;
  /** The first of the two places kept for it among the events. */
  place = 0;
}

/** The kinds of events. */
export const EVENT = {
  streamEnd: 1,
  documentStart: 2,
  documentEnd: 3,
  blockSequence: 4,
  blockMapping: 5,
  blockEnd: 6,
  flowSequence: 7,
  flowMapping: 8,
  flowSequenceEnd: 9,
  flowMappingEnd: 10,
  blockEntry: 11,
  flowEntry: 12,
  key: 13,
  value: 14,
  alias: 15,
  anchor: 16,
  tag: 17,
  plain: 18,
  quoted: 19,
  literal: 20,
  folded: 21,
} as const;

/** How deep a document may nest. Kubernetes objects stay below 60; kubectl's parser gives up at 10,000. */
export const MAX_DEPTH = 1000;

/** What a document says that nests deeper. */
export const TOO_DEEP = `nested deeper than ${MAX_DEPTH} levels`;

/** What `!!` stands for. */
export const LONG_TAG = 'tag:yaml.org,2002:';

/** The type of a place that is kept free. */
const FREE = 0;

