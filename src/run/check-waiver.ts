import { unknownRule } from './check-props';
import { shown } from '../constructs/misuse';
import { Acceptance, dateProblem, reasonProblem } from '../standard/waiver';

/** What is wrong with a waiver that is given in code, or undefined. TypeScript stops nobody who writes JavaScript. */
export function waiverProblem(rules: readonly string[], options: Acceptance | undefined): string | undefined {
  if (!Array.isArray(rules)) return `waive ${shown(rules)} is not a list; write ['read-only-root-fs']`;
  if (rules.length === 0) return 'waive names no rule; list the ids that findings begin with';
  const reason: unknown = options?.reason;
  const problem = (typeof reason === 'string' ? reasonProblem(reason) : 'the reason is not text; say in at least 10 characters why this is acceptable')
    ?? (options?.until === undefined ? undefined : dateProblem(String(options.until)))
    ?? rules.map(idProblem).find((unknown) => unknown !== undefined);
  return problem && `waive: ${problem}`;
}

function idProblem(rule: unknown): string | undefined {
  if (typeof rule !== 'string') return `${shown(rule)} is not a rule; list the ids that findings begin with`;
  return rule.includes('*') ? undefined : unknownRule(rule);
}
