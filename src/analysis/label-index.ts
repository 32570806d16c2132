import { labelMatcher, matchAny, matchesLabels } from './label-matcher';
import { asObject } from '../manifest/model';
import { Labels } from '../manifest/selector';

/** Things that bear labels, found by selector without asking each of them. */
export class LabelIndex<T> {
  private byLabel?: ReadonlyMap<string, ReadonlyMap<string, readonly T[]>>;

  constructor(readonly all: readonly T[], private readonly labelsOf: (item: T) => Labels) {}

  /** What the selector selects, in the given order: everything where it is empty, nothing where there is none or the API server would refuse it. */
  select(selector: unknown): readonly T[] {
    const candidates = this.candidates(selector);
    if (candidates.length === 0) return candidates;
    if (candidates.length === 1) return matchesLabels(selector, this.labelsOf(candidates[0])) ? candidates : NONE;
    const matches = labelMatcher(selector);
    return matches === matchAny ? candidates : candidates.filter((item) => matches(this.labelsOf(item)));
  }

  /** The fewest things that all have one of the labels that the selector names; where there are few, all of them. */
  private candidates(selector: unknown): readonly T[] {
    if (this.all.length <= FEW) return this.all;
    const labels = asObject(asObject(selector).matchLabels);
    const index = this.byLabel ??= this.indexed();
    let fewest = this.all;
    for (const key in labels) {
      const bucket = index.get(key)?.get(labels[key] as string) ?? [];
      if (bucket.length < fewest.length) fewest = bucket;
    }
    return fewest;
  }

  private indexed(): ReadonlyMap<string, ReadonlyMap<string, readonly T[]>> {
    const byLabel = new Map<string, Map<string, T[]>>();
    for (const item of this.all) {
      const labels = this.labelsOf(item);
      for (const key in labels) {
        let byValue = byLabel.get(key);
        if (byValue === undefined) byLabel.set(key, byValue = new Map());
        const bucket = byValue.get(labels[key]);
        if (bucket) bucket.push(item);
        else byValue.set(labels[key], [item]);
      }
    }
    return byLabel;
  }
}

const NONE: readonly never[] = [];

/** So many are asked faster than looked up. */
const FEW = 8;
