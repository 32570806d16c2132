import { Fix, Severity } from './finding';
import { LoadCel } from '../manifest/custom-resource/definition';
import { Model, Objects, Resource } from '../manifest/model';
import { Path } from '../manifest/path';
import { ChecklistItem, Level, Reference } from '../standard/control';

/** What the input is judged against; no clock, no files. */
export interface Policy {
  /** The minor of the cluster that the manifests are for: 36 for Kubernetes 1.36. */
  readonly minor: number;
  /** The level that namespaces without Pod Security labels are held to. */
  readonly podSecurity: Level;
  /**
   * The level whose violations the cluster records, where somebody said how strict its namespaces are: what breaks it and not `podSecurity` is a
   * warning. Undefined where nothing is known but what the labels say.
   */
  readonly audited?: Level;
  /** Beginnings of image references that may be used, such as `ghcr.io/acme/`; undefined allows all. */
  readonly registries?: readonly string[];
  /** Beginnings of image references that may not be used, such as `docker.io/`; they count before those that may. */
  readonly deniedRegistries?: readonly string[];
  /** The ConfigMaps and Secrets, such as `ConfigMap/flags`, that a tool such as kustomize makes or adds to. */
  readonly generated?: readonly string[];
  /** The edition of the rules: rules that came later are infos. */
  readonly edition: string;
  /** Today, `YYYY-MM-DD`; without it nothing is judged by date. */
  readonly date?: string;
  /** What evaluates CEL, for custom resources whose definition has rules in it; without it these are noted. */
  readonly loadCel?: LoadCel;
  /** Severities that the user changed, by rule id. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** A place that breaks a rule. */
export interface Problem {
  readonly at: Resource;
  readonly container?: string;
  readonly path: Path;
  readonly message: string;
  readonly remedy: string;
  readonly fix?: Fix;
  /** Where the weight depends on what was found. */
  readonly severity?: Severity;
}

/**
 * A small change of the one compliant app (`compliant-app.ts`), as data, so that docs can print it and tests can run it.
 */
export interface Edit {
  /** The object that `set` and `unset` change, `Kind/name`; `Deployment/api` where it is not said. */
  readonly on?: string;
  /** Fields to set, by path as Kubernetes writes it: `spec.template.spec.hostNetwork`. */
  readonly set?: Readonly<Record<string, unknown>>;
  readonly unset?: readonly string[];
  /** Objects to add. */
  readonly add?: readonly object[];
  /** YAML to add as it is written, where it matters how. */
  readonly text?: string;
  /** Objects to remove, `Kind/name`. */
  readonly remove?: readonly string[];
  /** What differs in the policy. */
  readonly policy?: Partial<Policy>;
}

/** One fact about good manifests, and how to see that it does not hold. */
export type Rule = WholeRule | EachRule;

/** What is wrong with a model as a whole. */
export interface WholeRule extends RuleText {
  readonly checkEach?: undefined;
  check(model: Model, policy: Policy): Iterable<Problem>;
}

/**
 * What is wrong with objects, each by itself or beside what the model has for it: what is said of one object must not depend on which others are
 * asked about with it. A large model is gone through part by part with all of these rules, while the part is in the caches of the processor.
 */
export interface EachRule extends RuleText {
  readonly check?: undefined;
  checkEach(objects: Objects, policy: Policy, model: Model): Iterable<Problem>;
}

/** What a rule says, and how it weighs. */
export interface RuleText {
  /** Kebab-case = file name = docs page; never reused, people write it in waivers. */
  readonly id: string;
  /** What a good manifest does, one sentence. */
  readonly title: string;
  readonly item: ChecklistItem;
  readonly severity: Severity;
  /** The severity in namespaces that enforce less than restricted, where it differs. */
  readonly development?: Severity;
  readonly why: string;
  readonly references: readonly Reference[];
  /** The edition that introduced the rule. */
  readonly edition: string;
  /** Whether it runs only where somebody gives it a severity, since what it asks for is a choice. */
  readonly optIn?: boolean;
  /** False where nobody may waive it. */
  readonly waivable?: boolean;
  /** Edits of the compliant app that must be reported. */
  readonly bad: Readonly<Record<string, Edit>>;
  /** Edits that must stay silent. */
  readonly good?: Readonly<Record<string, Edit>>;
}
