import { CallError } from './call-error';
import { nearest } from '../../manifest/nearest';
import { quote } from '../../manifest/quote';
import { meansRule } from '../../validation/rule-pattern';

/** What has an id that patterns mean. */
interface Named {
  readonly id: string;
}

/** The rules that `--rules` and `--skip` leave, in their order. */
export function selected<T extends Named>(rules: readonly T[], only: readonly string[] | undefined, skip: readonly string[] = []): readonly T[] {
  const wanted = only === undefined ? rules : meant(rules, only, '--rules');
  if (skip.length === 0) return wanted;
  const skipped = new Set(meant(rules, skip, '--skip'));
  return wanted.filter((rule) => !skipped.has(rule));
}

/** The rules that some patterns mean. A pattern that means none was mistyped. */
export function meant<T extends Named>(rules: readonly T[], patterns: readonly string[], where: string): readonly T[] {
  for (const pattern of patterns) {
    if (!rules.some((rule) => meansRule(pattern, rule.id))) throw new CallError(`${where}: ${unknownRule(pattern, rules)}`);
  }
  return rules.filter((rule) => patterns.some((pattern) => meansRule(pattern, rule.id)));
}

/** `'pss-host-netwrk' is not a rule; did you mean 'pss-host-network'`. */
export function unknownRule(id: string, rules: readonly Named[]): string {
  const near = nearest(id, rules.map((rule) => rule.id)) ?? containing(id, rules);
  const instead = near === undefined ? "'cdk8s-hardened rules' lists them" : `did you mean ${quote(near)}`;
  return `${quote(id)} ${id.includes('*') ? 'matches no rule' : 'is not a rule'}; ${instead}`;
}

/** Half of an id is not a typing error, and yet says what is meant. */
function containing(part: string, rules: readonly Named[]): string | undefined {
  const word = part.toLowerCase();
  return word.length < 3 ? undefined : rules.find(({ id }) => id.includes(word) || word.includes(id))?.id;
}
