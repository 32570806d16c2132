/** What somebody accepts knowingly: a rule's finding, with the reason. */
export interface Acceptance {
  readonly reason: string;
  /** Who answers for it. */
  readonly owner?: string;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until?: string;
}

/** The prefix of the annotation that waives a rule on an object: `cdk8s-hardened/waive.<rule>`. */
export const WAIVER_ANNOTATION = 'cdk8s-hardened/waive.';

/** Writes the annotation's value: `<reason>; owner=<who>; until=<date>`. */
export function formatAcceptance(acceptance: Acceptance): string {
  // A reason that reads like an owner or a date would be read back as one.
  const parts = [acceptance.reason.replace(/;\s*(?=(?:owner|until)=)/g, ', ')];
  if (acceptance.owner !== undefined) parts.push(`owner=${acceptance.owner}`);
  if (acceptance.until !== undefined) parts.push(`until=${acceptance.until}`);
  return parts.join('; ');
}

/** Reads the annotation's value. The reason is empty where none is given. */
export function parseAcceptance(text: string): Acceptance {
  const reason: string[] = [];
  let owner: string | undefined;
  let until: string | undefined;
  for (const part of text.split(';').map((piece) => piece.trim())) {
    if (part.startsWith('owner=')) owner = part.slice('owner='.length).trim();
    else if (part.startsWith('until=')) until = part.slice('until='.length).trim();
    else if (part !== '') reason.push(part);
  }
  return { reason: reason.join('; '), owner, until };
}

/** What is wrong with a date, or undefined for a day that exists, written `YYYY-MM-DD`. */
export function dateProblem(text: string): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match) {
    const [year, month, day] = match.slice(1).map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() === month - 1 && date.getUTCDate() === day) return undefined;
  }
  return `'${text}' is not a date; write YYYY-MM-DD`;
}

/** What is wrong with the reason, or undefined where somebody can learn from it. */
export function reasonProblem(reason: string): string | undefined {
  return reason.trim().length >= 10 ? undefined : `the reason '${reason.trim()}' says too little; say in at least 10 characters why this is acceptable`;
}
