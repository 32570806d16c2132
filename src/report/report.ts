import { Location } from '../manifest/model';
import { Finding, Severity } from '../validation/finding';
import { Policy, Rule } from '../validation/rule';

/** What a run of `validate` came to, for machines to read on. */
export interface Report {
  /** In their order; what is waived is marked. */
  readonly findings: readonly Finding[];
  /** The files that were read, relative to the working folder, with `/`. */
  readonly files: readonly string[];
  /** The documents that could not be read. */
  readonly faults?: readonly ReportFault[];
  /** How many Kubernetes objects there were. */
  readonly objects: number;
  /** The rules that ran. */
  readonly rules: readonly ReportedRule[];
  readonly policy: Pick<Policy, 'minor' | 'edition' | 'podSecurity'>;
  /** The day that was taken for today. */
  readonly date?: string;
  /** How many findings a baseline holds, which are not among these. */
  readonly known?: number;
  /** The version of cdk8s-hardened. */
  readonly version: string;
}

/** Something that could not be read, and where. */
export interface ReportFault {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** What a report says of a rule. */
export type ReportedRule = Pick<Rule, 'id' | 'title' | 'item' | 'severity' | 'why' | 'references'>;

/**
 * Where a finding can be shown in a file: where the object stands, or the line of TypeScript that made it, or the top of the first file, for those
 * that show nothing without a file.
 */
export function placeOf({ location, source }: Finding, files: readonly string[]): Location | undefined {
  if (location !== undefined) return location;
  if (source !== undefined) return { ...source, column: 1 };
  return files.length === 0 ? undefined : { file: files[0], line: 1, column: 1 };
}

/** How many findings there are of each severity, and how many are waived. */
export function countOf(findings: readonly Finding[]): Record<Severity | 'waived', number> {
  const count = { error: 0, warning: 0, info: 0, waived: 0 };
  for (const finding of findings) count[finding.waived === undefined ? finding.severity : 'waived']++;
  return count;
}

/** Why a finding is accepted, who answers for it and until when, on one line. */
export function acceptanceText({ waived }: Finding): string {
  if (waived === undefined) return '';
  const { reason, owner, until } = waived;
  return `${reason}${owner === undefined ? '' : `, by ${owner}`}${until === undefined ? '' : `, until ${until}`}`;
}
