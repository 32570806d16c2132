import { IConstruct } from 'constructs';
import { ClusterFacts } from './cluster-facts';
import { HardenedDefaults } from './defaults';
import { Profile } from '../standard/profile';

/** What a scope of the construct tree says of everything below it. A deeper scope says it anew, field by field. */
export interface TreeFacts {
  /** The minor of the cluster, `1.36`. */
  readonly kubernetesVersion?: string;
  readonly profile?: Profile;
  /** The edition of the rules and of the rendered defaults. */
  readonly edition?: string;
  readonly defaults?: HardenedDefaults;
  readonly cluster?: ClusterFacts;
  /** Beginnings of image references that may be used. */
  readonly registries?: readonly string[];
}

const facts = new WeakMap<IConstruct, TreeFacts>();

/** Says something of a scope and everything below it. */
export function declareFacts(scope: IConstruct, said: TreeFacts): void {
  const given = withoutUndefined(said);
  if (Object.keys(given).length > 0) facts.set(scope, merged(facts.get(scope) ?? NOTHING, given));
}

/** What holds for a construct: the nearest scope that says a thing wins; defaults are merged field by field. */
export function factsOf(construct: IConstruct): TreeFacts {
  return construct.node.scopes.reduce(withFactsOf, NOTHING);
}

/** The same for many constructs of a tree that stands still: where nothing is said in between, it is the same object. */
export function factsReader(): (construct: IConstruct) => TreeFacts {
  const known = new Map<IConstruct, TreeFacts>();
  const within = (scope: IConstruct | undefined): TreeFacts => {
    if (scope === undefined) return NOTHING;
    let result = known.get(scope);
    if (result === undefined) known.set(scope, result = withFactsOf(within(scope.node.scope), scope));
    return result;
  };
  return (construct) => withFactsOf(within(construct.node.scope), construct);
}

const NOTHING: TreeFacts = {};

function withFactsOf(above: TreeFacts, scope: IConstruct): TreeFacts {
  const said = facts.get(scope);
  if (said === undefined) return above;
  return merged(above, said);
}

function merged(above: TreeFacts, said: TreeFacts): TreeFacts {
  return {
    ...above,
    ...said,
    defaults: mergedDefaults(above.defaults, said.defaults),
    cluster: { ...above.cluster, ...withoutUndefined(said.cluster ?? {}) },
  };
}

/** Defaults over others, field by field: a nearer word about one resource leaves what is said of the rest. */
export function mergedDefaults(above: HardenedDefaults = {}, said: HardenedDefaults = {}): HardenedDefaults {
  const both = { ...above, ...withoutUndefined(said) };
  if (above.resources === undefined || said.resources === undefined) return both;
  const quantities = (kind: 'requests' | 'limits'): Record<string, string> => ({ ...above.resources?.[kind], ...withoutUndefined(said.resources?.[kind] ?? {}) });
  return { ...both, resources: { requests: quantities('requests'), limits: quantities('limits') } };
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
