/** The levels of the Pod Security Standards, weakest first, and `hardened`: what we ask beyond them. */
export type Level = 'privileged' | 'baseline' | 'restricted' | 'hardened';

/** Whether `level` asks for at least what `other` asks for. */
export function atLeast(level: Level, other: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(other);
}

const LEVELS: readonly Level[] = ['privileged', 'baseline', 'restricted', 'hardened'];

/** The ten items of the checklist, and what keeps a workload running. */
export type ChecklistItem = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 'reliability';

/** What rules are mapped to: the Pod Security Standards, the CIS benchmark, the guide of NSA and CISA, and MITRE ATT&CK. */
export type Framework = 'pss' | 'cis' | 'nsa' | 'mitre';

/** A page that states what a row or rule asks for. */
export interface Reference {
  readonly title: string;
  readonly url: string;
  /** The framework that states it. */
  readonly framework?: Framework;
  /** Which of the framework's controls it is, such as `5.2.2`. */
  readonly control?: string;
}

/** A value of a field. `undefined` stands for a field that is not set. */
export type Value = string | number | boolean | undefined;

/** A value that is allowed only from a policy minor on: `from(31, 'container_engine_t')`. */
export interface Since {
  readonly since: number;
  readonly value: Value;
}

/** A family of values that share a beginning: `prefix('localhost/')`. */
export interface Prefix {
  readonly prefix: string;
}

/** What a field may hold. These kinds carry every row; what needs more is a rule file. */
export type Allow =
  | { readonly kind: 'anyOf'; readonly values: readonly (Value | Since | Prefix)[] }
  | { readonly kind: 'noneOf'; readonly values: readonly Value[] }
  | { readonly kind: 'subsetOf'; readonly values: readonly string[] }
  | { readonly kind: 'contains'; readonly value: string }
  | { readonly kind: 'keysOf'; readonly keys: readonly string[] };

/** The field holds one of the values; list `undefined` where it may be left out. */
export const anyOf = (...values: readonly (Value | Since | Prefix)[]): Allow => ({ kind: 'anyOf', values });
/** The field holds anything but these values. `noneOf(undefined)`: it has to be set. */
export const noneOf = (...values: readonly Value[]): Allow => ({ kind: 'noneOf', values });
/** Every entry of the list is one of the values; no list is fine. */
export const subsetOf = (...values: readonly string[]): Allow => ({ kind: 'subsetOf', values });
/** The list has this entry. */
export const contains = (value: string): Allow => ({ kind: 'contains', value });
/** The object has one of these keys. */
export const keysOf = (...keys: readonly string[]): Allow => ({ kind: 'keysOf', keys });
/** A value that is allowed from a policy minor on. */
export const from = (since: number, value: Value): Since => ({ since, value });
/** All values with this beginning. */
export const prefix = (text: string): Prefix => ({ prefix: text });

/**
 * One row of the standard: fields of a pod (its metadata and spec) and what they may hold.
 *
 * Fields are written as Kubernetes writes them. `containers[*]` means containers, initContainers and ephemeralContainers; any other `[*]` means the
 * entries of a list; `[some/prefix*]` means the keys of a map with that beginning; `name!` means "only where `name` is present".
 */
export interface Control {
  /** The rule's id: kebab-case, never reused, since people write it in waivers. */
  readonly id: string;
  /** The weakest level that asks for this. */
  readonly level: Exclude<Level, 'privileged'>;
  readonly item: ChecklistItem;
  /** What a good pod does, in one sentence. */
  readonly title: string;
  readonly why: string;
  /** The id of the check of Pod Security Admission that this row is, or is a part of. */
  readonly check?: string;
  readonly fields: readonly string[];
  readonly allow: Allow;
  /** What constructs write where nothing is set, and what a fix sets. */
  readonly secure?: Value | readonly string[];
  /**
   * Where a container takes the value from when it has none, in this order. A value at pod level has to be allowed itself, even where every
   * container overrides it. `secure` is then written once, to the first of them that is a field of the pod.
   */
  readonly inherit?: readonly string[];
  /** First policy minor (1.N) that has this row. */
  readonly since?: number;
  /** The row of a weaker level that this one stands in for. */
  readonly replaces?: string;
  /** How much it weighs, for rows beyond the Pod Security Standards, which weigh by the level of the namespace: an error where nothing is said. */
  readonly severity?: 'error' | 'warning' | 'info';
  /** The edition that it came with, for rows that came after the first. */
  readonly edition?: string;
  /** Pods that need not comply, from the given policy minor on. */
  readonly exempt?: { readonly windows?: number; readonly userNamespace?: number };
  /** `false` where ephemeral containers cannot have the field: the API server refuses it there, and nothing is asked of them. */
  readonly ephemeral?: false;
  /** Values, at the first field, that break the row; the tests and the docs page are made from them. */
  readonly bad: readonly unknown[];
  /** Values, at the first field, that keep it. */
  readonly good?: readonly unknown[];
  readonly references: readonly Reference[];
}
