import { SchemaNode } from './schema-node';
import { all, oneOf, SchemaProblem } from '../schema-problem';

/** How a part of a schema takes a value. It is not known whether the value fits where nothing is wrong and something was not read. */
export interface Attempt {
  readonly node: SchemaNode;
  readonly problems: readonly SchemaProblem[];
  readonly notes: readonly string[];
}

/** What is wrong, or what was not read so that nobody knows. */
export type Told = { readonly finding: string; readonly remedy: string } | { readonly notes: readonly string[] };

/** What there is to say of a value of which `anyOf` asks that at least one part takes it. */
export function tellAnyOf(attempts: readonly Attempt[]): Told | undefined {
  return attempts.some(fits) ? undefined : unsure(attempts) ?? none(attempts, 'anyOf');
}

/** What there is to say of a value of which `oneOf` asks that exactly one part takes it. */
export function tellOneOf(attempts: readonly Attempt[]): Told | undefined {
  const fitting = attempts.filter(fits);
  if (fitting.length > 1) return several(fitting, attempts);
  return unsure(attempts) ?? (fitting.length === 0 ? none(attempts, 'oneOf') : undefined);
}

/** What there is to say of a value that a part must not take. */
export function tellNot(attempt: Attempt): Told | undefined {
  if (!fits(attempt)) return unsure([attempt]);
  const { onlyRequires, required } = attempt.node;
  if (!onlyRequires) return { finding: 'is what its schema excludes (not)', remedy: 'write another value' };
  if (required.length === 1) return { finding: `has ${required[0]}, which it may not have`, remedy: `remove ${required[0]}` };
  return { finding: `has ${all(required)}, which it may not have together`, remedy: `remove ${oneOf(required)}` };
}

function fits({ problems, notes }: Attempt): boolean {
  return problems.length === 0 && notes.length === 0;
}

function unsure(attempts: readonly Attempt[]): Told | undefined {
  const notes = attempts.filter(({ problems }) => problems.length === 0).flatMap((attempt) => attempt.notes);
  return notes.length === 0 ? undefined : { notes };
}

function none(attempts: readonly Attempt[], word: 'anyOf' | 'oneOf'): Told {
  const names = namesOf(attempts);
  if (names !== undefined) return { finding: `has none of ${all(names)}`, remedy: word === 'oneOf' ? `set exactly one of ${all(names)}` : `set ${oneOf(names)}` };
  if (attempts.length === 1) return { finding: `does not fit its schema (${word}): ${attempts[0].problems[0].message}`, remedy: attempts[0].problems[0].remedy };
  const nearest = attempts.reduce((best, attempt) => (attempt.problems.length < best.problems.length ? attempt : best));
  const [{ message, remedy }] = nearest.problems;
  return { finding: `fits none of the ${attempts.length} schemas that it may have (${word}); nearest: ${message}`, remedy };
}

function several(fitting: readonly Attempt[], attempts: readonly Attempt[]): Told {
  const names = namesOf(fitting);
  if (names !== undefined) return { finding: `has ${all(names)}, of which it may have one`, remedy: `remove all but one of ${all(names)}` };
  return { finding: `fits ${fitting.length} of the ${attempts.length} schemas of which it may fit one (oneOf)`, remedy: 'make it fit exactly one of them' };
}

/** The fields that parts ask for, where each asks for one and nothing else. */
function namesOf(attempts: readonly Attempt[]): readonly string[] | undefined {
  return attempts.every(({ node }) => node.onlyRequires && node.required.length === 1) ? attempts.map(({ node }) => node.required[0]) : undefined;
}
