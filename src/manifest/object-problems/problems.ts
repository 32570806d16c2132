import { Resource } from '../model';
import { formatPath, Path } from '../path';

/** A place of an object that the API server refuses, though the schema of the kind allows it. */
export interface ObjectProblem {
  readonly path: Path;
  readonly container?: string;
  /** The field and what was found, one line. */
  readonly message: string;
  /** What to write instead, one line. */
  readonly remedy: string;
}

/** Looks at one object for a target minor. */
export type ObjectCheck = (resource: Resource, minor: number, problems: ObjectProblems) => void;

/** The problems of an object, as they are found. Most objects have none, so that one list does for many. */
export class ObjectProblems {
  private found: ObjectProblem[] = [];

  /** The message goes on after the name of the field. */
  add(path: Path, finding: string, remedy: string, container?: string): void {
    if (this.found.length < MOST) this.found.push({ path, container, message: `${formatPath(path)} ${finding}`, remedy });
  }

  /** What `name.ts` and others say about a text, in one line that ends with what to do; nothing where it is undefined. */
  addText(path: Path, problem: string | undefined, container?: string): void {
    if (problem === undefined || this.found.length >= MOST) return;
    // What was found may have a semicolon too; the advice has none.
    const end = problem.lastIndexOf('; ');
    this.found.push({ path, container, message: `${formatPath(path)}: ${problem.slice(0, end)}`, remedy: problem.slice(end + 2) });
  }

  /** The problems found so far, after which the next object may be looked at. */
  take(): readonly ObjectProblem[] {
    const { found } = this;
    if (found.length > 0) this.found = [];
    return found;
  }
}

/** A hostile object must not be answered with a million problems. */
const MOST = 100;
