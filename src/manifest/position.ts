import { Child, readCommon } from './common-yaml';
import { compose } from './compose';
import type { Location } from './model';
import type { Path } from './path';
import { YamlFault } from './yaml-events';

/** Turns offsets into the lines and columns of one file. The lines are counted when the first one is asked for. */
export class Lines {
  private starts?: readonly number[];

  constructor(private readonly file: string, private readonly text: string) {}

  at(offset: number): Location {
    this.starts ??= lineStarts(this.text);
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return { file: this.file, line: low + 1, column: offset - this.starts[low] + 1 };
  }
}

/** Where every field of one document starts. */
export class Positions {
  private readonly children = new Map<object, Map<string | number, number>>();
  private readonly value: unknown;
  private readonly start: number;

  constructor(text: string, document: TextDocument) {
    const { value, offset } = this.read(text, document);
    this.value = value;
    this.start = offset;
  }

  /** JSON that is no YAML has one position, its start. */
  private read(text: string, { start, end, isJson, isCommon }: TextDocument): { readonly value: unknown; readonly offset: number } {
    const child: Child = (parent, step, at) => {
      let steps = this.children.get(parent);
      if (steps === undefined) this.children.set(parent, steps = new Map());
      steps.set(step, at);
    };
    const common = isCommon && !isJson ? readCommon(text, start, end, child) : undefined;
    if (common !== undefined) return common;
    try {
      return compose(text.slice(start, end), {
        child,
        copy: (from, to) => {
          const known = this.children.get(from);
          if (known !== undefined) this.children.set(to, known);
        },
      }, isJson);
    } catch (error) {
      if (isJson && error instanceof YamlFault) return { value: undefined, offset: 0 };
      throw error;
    }
  }

  /** The offset of the key or list item that a path names; where there is none, that of the nearest parent that exists. */
  offset(path: Path): number {
    let found = this.start;
    let value = this.value;
    for (const step of path) {
      if (typeof value !== 'object' || value === null) break;
      const offset = this.children.get(value)?.get(step);
      if (offset === undefined) break;
      found = offset;
      value = (value as Record<string | number, unknown>)[step];
    }
    return found;
  }
}

/** The part of a text that one document is. */
interface TextDocument {
  readonly start: number;
  readonly end: number;
  readonly isJson: boolean;
  /** It has only characters that readCommon knows. */
  readonly isCommon: boolean;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
