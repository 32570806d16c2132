import { formatPath, Path } from './path';
import { quote } from './quote';

/** What can be wrong with a field, as far as a schema can tell. `bad-value`, `broken-rule` and `unserved-version` come only from custom resources. */
export type SchemaProblemKind =
  | 'unknown-field' | 'wrong-type' | 'missing-required' | 'bad-enum' | 'bad-quantity' | 'bad-value' | 'broken-rule' | 'unserved-version' | 'unavailable-field' | 'removed-field';

/** A field that its schema does not allow, or that it asks for. */
export interface SchemaProblem {
  readonly path: Path;
  readonly kind: SchemaProblemKind;
  /** The field and what was found, one line. */
  readonly message: string;
  /** What to write instead, one line. */
  readonly remedy: string;
}

/** Whether a schema was found for an object, and what that has to say. */
export interface SchemaVerdict {
  /** False where nothing is known about the kind, so that nothing was checked. */
  readonly known: boolean;
  readonly problems: readonly SchemaProblem[];
  /** What of the schema was not read, so that more may be wrong. */
  readonly notes?: readonly string[];
}

/** A walk through an object: the place it has come to, and the problems found so far. It ends early where there are too many, or it goes too deep. */
export class SchemaWalk {
  problems: SchemaProblem[] = [];
  readonly path: (string | number)[] = [];

  /** Values of a Secret are never shown. */
  constructor(private readonly isSecret: boolean) {}

  /** A hostile object must not be answered with a million problems, or be followed off the end of the stack. */
  get isOver(): boolean {
    return this.problems.length >= MAX_PROBLEMS || this.path.length >= MAX_DEPTH;
  }

  /** The problems found so far, after which the walk may go through the next object. */
  take(): readonly SchemaProblem[] {
    const { problems } = this;
    if (problems.length > 0) this.problems = [];
    return problems;
  }

  /** Reports a problem here, or at a step further down. The message goes on after the name of the field. */
  report(kind: SchemaProblemKind, finding: string, remedy: string, step?: string): void {
    if (this.problems.length >= MAX_PROBLEMS) return;
    const path = step === undefined ? [...this.path] : [...this.path, step];
    this.problems.push({ path, kind, message: path.length === 0 ? finding : `${nameOf(path)} ${finding}`, remedy });
  }

  /** Reports a value of another type than the schema asks for. */
  wrongType(value: unknown, wanted: string, remedy: string): void {
    this.report('wrong-type', `is ${this.show(value)}, not ${wanted}`, remedy);
  }

  /** The value as messages name it: `the number 80`, `a list`. */
  show(value: unknown): string {
    if (Array.isArray(value)) return 'a list';
    if (value === null) return 'null';
    if (typeof value === 'object') return 'an object';
    const type = typeof value === 'bigint' ? 'number' : typeof value;
    if (this.isSecret && (this.path[0] === 'data' || this.path[0] === 'stringData')) return `a ${type}`;
    return `the ${type} ${typeof value === 'string' ? quote(value) : String(value)}`;
  }
}

/** The name of a place in messages. */
export function nameOf(path: Path): string {
  return formatPath(path.map((step) => (typeof step === 'string' && step.length > 80 ? `${step.slice(0, 60)}…` : step)));
}

/** `a, b or c`, of at most eight. */
export function oneOf(values: readonly string[]): string {
  return values.length > MOST_VALUES ? `one of ${begun(values)}` : joined(values, 'or');
}

/** `a, b and c`, of at most eight. */
export function all(values: readonly string[]): string {
  return values.length > MOST_VALUES ? begun(values) : joined(values, 'and');
}

const MOST_VALUES = 8;

function begun(values: readonly string[]): string {
  return `${values.slice(0, MOST_VALUES - 1).map(shown).join(', ')}, …`;
}

function joined(values: readonly string[], word: string): string {
  const texts = values.map(shown);
  return texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(', ')} ${word} ${texts[texts.length - 1]}`;
}

function shown(value: string): string {
  return /^[\w.-]+$/.test(value) ? value : quote(value);
}

const MAX_PROBLEMS = 100;
const MAX_DEPTH = 200;
