import { Location } from '../manifest/model';
import { Path } from '../manifest/path';
import { ChecklistItem } from '../standard/control';
import { Acceptance } from '../standard/waiver';

/** How much a finding weighs: an error stops a synth, a warning should be mended, an info is worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** The object that a finding is about. */
export interface ObjectId {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** A change that clears a finding: set this path to this value, or remove it where there is no value. */
export interface Fix {
  readonly path: Path;
  readonly value?: unknown;
}

/** What a rule has to say about a place. Plain data. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly item: ChecklistItem;
  readonly object: ObjectId;
  readonly container?: string;
  /** From the object; empty where the finding is about the object as a whole. */
  readonly path: Path;
  /** The place and what was found, one line. */
  readonly message: string;
  /** What to write instead, one line. */
  readonly remedy: string;
  readonly fix?: Fix;
  /** Where the object stands in a file. */
  readonly location?: Location;
  /** The path of the construct that made the object. */
  readonly construct?: string;
  /** The line of TypeScript that made the construct. */
  readonly source?: { readonly file: string; readonly line: number };
  /** Why it is accepted, where somebody waived it. */
  readonly waived?: Acceptance;
}
