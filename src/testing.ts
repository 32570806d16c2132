import { Construct, IConstruct } from 'constructs';
import { Json, Model } from './manifest/model';
import { formatPath, Path } from './manifest/path';
import { objectName, renderText } from './report/text';
import { HardeningProps } from './run/hardening-props';
import { TreeJudge } from './run/tree-judge';
import { judge } from './validation/engine';
import { Finding } from './validation/finding';
import { DEFAULT_POLICY } from './validation/policy';
import { Policy } from './validation/rule';
import { RULES } from './validation/rules';
import { applyWaivers } from './validation/waivers';

export type { Container, Json, Location, Model, Origin, PodTemplate, Resource } from './manifest/model';
export { formatPath, parsePath } from './manifest/path';
export type { Path } from './manifest/path';
export { renderText } from './report/text';
export type { TextOptions } from './report/text';
export type { ChecklistItem, Level, Reference } from './standard/control';
export type { Acceptance } from './standard/waiver';
export type { Finding, Fix, ObjectId, Severity } from './validation/finding';
export { DEFAULT_POLICY } from './validation/policy';
export type { Edit, Policy, Problem, Rule } from './validation/rule';
export { RULES, ruleById } from './validation/rules';

/**
 * What the rules find in a construct and everything below it, waived findings included. What `HardenedApp` and `Hardening.of` say of it holds; the
 * props say what does where nobody judges it. Nothing stops and nothing is printed.
 */
export function validate(scope: IConstruct, props?: HardeningProps): Finding[];
/** What the rules find in manifests: plain objects, such as `Testing.synth` gives. */
export function validate(objects: readonly object[], policy?: Partial<Policy>): Finding[];
export function validate(subject: IConstruct | readonly object[], given: HardeningProps | Partial<Policy> = {}): Finding[] {
  if (Construct.isConstruct(subject)) return TreeJudge.of(subject).findingsIn(subject, given as HardeningProps);
  const policy = { ...DEFAULT_POLICY, ...given as Partial<Policy> };
  const model = new Model((subject as readonly Json[]).map((value) => ({ value })));
  return applyWaivers(judge(model, policy, RULES), [], { resources: model.resources, policy });
}

/** What a matcher of jest or vitest answers. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** The matchers, for `expect.extend(matchers)`. */
export const matchers = {
  /** Nothing is found that would stop a synth. */
  toBeHardened(received: unknown): MatcherResult {
    const errors = findingsOf(received).filter(({ severity, waived }) => severity === 'error' && waived === undefined);
    return {
      pass: errors.length === 0,
      message: () => (errors.length === 0 ? 'expected an error, and the rules found none' : `expected no error, and the rules found:\n${renderText(errors)}`),
    };
  },

  /** A rule finds something, and nobody waived it; at this field, where one is given. */
  toReport(received: unknown, rule: string, path?: string | Path): MatcherResult {
    const findings = findingsOf(received).filter(({ waived }) => waived === undefined);
    const field = typeof path === 'string' ? path : path && formatPath(path);
    const pass = findings.some((finding) => finding.rule === rule && (field === undefined || formatPath(finding.path) === field));
    const expected = `${rule}${field === undefined ? '' : ` at ${field}`}`;
    const found = findings.map((finding) => `  ${finding.rule}  ${objectName(finding.object)}  ${formatPath(finding.path)}`).join('\n');
    return {
      pass,
      message: () => `expected ${pass ? 'no ' : ''}finding of ${expected}, and the rules found${found === '' ? ' nothing' : `:\n${found}`}`,
    };
  },
};

/** Teaches `expect` of jest or vitest the matchers: `extendExpect(expect)`. */
export function extendExpect(expect: { extend(extension: typeof matchers): void }): void {
  expect.extend(matchers);
}

function findingsOf(received: unknown): Finding[] {
  if (Construct.isConstruct(received)) return validate(received as IConstruct);
  if (Array.isArray(received)) return validate(received as object[]);
  if (typeof received === 'object' && received !== null) return validate([received]);
  throw new TypeError(`cannot judge ${String(received)}; give an app, a chart, another construct, a manifest or a list of manifests`);
}

/**
 * The types of the matchers. Those of jest's globals have them; for `@jest/globals` and vitest say
 * `declare module 'expect' { interface Matchers<R> extends HardenedMatchers<R> {} }`, or the same of `'vitest'`.
 */
export interface HardenedMatchers<R> {
  /** Nothing is found that would stop a synth. */
  toBeHardened(): R;
  /** A rule finds something, and nobody waived it; at this field, where one is given. */
  toReport(rule: string, path?: string | Path): R;
}

declare global {
  // The types of jest, where they are installed, take these in.
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars
    interface Matchers<R, T = {}> extends HardenedMatchers<R> {}
  }
}
