import { Json } from '../manifest/model';
import { Severity } from '../validation/finding';

/** What a policy asks of objects, whichever engine asks it. */
export interface Check {
  /** The id of the rule. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** What to write instead. */
  readonly remedy: string;
  /** How much a violation weighs in each kind of namespace; nothing is asked where it is left out. */
  readonly weights: Readonly<Partial<Record<NamespaceClass, Severity>>>;
  /** The resources that are looked at, as `matchConstraints.resourceRules` lists them. */
  readonly resources: readonly Json[];
  /** CEL that is true where an update changes what is judged. */
  readonly changes: string;
  /** In their order; the last one is `violations`: a list of texts, one for each place that breaks the rule. */
  readonly variables: readonly Variable[];
  /** The lists that it reads from the ConfigMap with the parameters, by way of `variables.data`. */
  readonly parameters?: Parameters;
}

/** Lists by their key in the ConfigMap, as they are printed. */
export type Parameters = Readonly<Record<string, readonly string[]>>;

/** A named expression of a policy. */
export interface Variable {
  readonly name: string;
  readonly expression: string;
}

/** Namespaces by what Pod Security enforces in them. `unlabelled`: no label says it. */
export type NamespaceClass = 'unlabelled' | 'restricted' | 'baseline' | 'privileged';

/** All of them. */
export const NAMESPACE_CLASSES: readonly NamespaceClass[] = ['unlabelled', 'restricted', 'baseline', 'privileged'];
