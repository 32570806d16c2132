import { IConstruct } from 'constructs';
import { HardeningProps } from './hardening-props';
import { Trace } from './source-line';
import { Acceptance } from '../standard/waiver';

/** What was said of a scope by `Hardening.of`. */
export interface ScopeWord {
  readonly scope: IConstruct;
  /** Undefined where only waivers were given. */
  props?: HardeningProps;
  /** Where the props were given. */
  trace?: Trace;
  readonly waivers: GivenWaiver[];
}

/** A waiver as it was given, with the place in the user's code. */
export interface GivenWaiver extends Acceptance {
  readonly rules: readonly string[];
  readonly trace: Trace;
}

/** What holds in a scope: its own word over that of the scopes above. */
export interface Ruling {
  readonly word: ScopeWord;
  readonly path: string;
  readonly props: HardeningProps;
  /** The ruling of the outermost scope that somebody judges, which is where waivers are counted. */
  readonly top: Ruling;
}

/** The ruling of each scope of which something was said; outer scopes come first. */
export function rulingsOf(words: ReadonlyMap<IConstruct, ScopeWord>): Map<IConstruct, Ruling> {
  const rulings = new Map<IConstruct, Ruling>();
  const depth = (word: ScopeWord): number => word.scope.node.scopes.length;
  for (const word of [...words.values()].sort((a, b) => depth(a) - depth(b))) {
    const above = word.scope.node.scopes.slice(0, -1).reverse().map((scope) => rulings.get(scope)).find((ruling) => ruling !== undefined);
    const path = word.scope.node.path;
    const own = Object.fromEntries(Object.entries(word.props ?? {}).filter(([, value]) => value !== undefined)) as HardeningProps;
    const severities = { ...above?.props.severities, ...own.severities };
    const props = { ...above?.props, ...own, severities };
    const ruling: { -readonly [K in keyof Ruling]?: Ruling[K] } = { word, path, props };
    ruling.top = above?.top ?? ruling as Ruling;
    rulings.set(word.scope, ruling as Ruling);
  }
  return rulings;
}
