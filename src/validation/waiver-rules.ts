import { Rule } from './rule';
import { Reference } from '../standard/control';
import { EDITIONS } from '../standard/edition';

/** A rule about waivers: what other rules say of manifests, these say of what was accepted. They are judged by `waivers.ts` and cannot be waived. */
export type WaiverRule = Pick<Rule, 'id' | 'title' | 'item' | 'severity' | 'why' | 'references' | 'edition'> & { readonly waivable: false };

const REFERENCES: readonly Reference[] = [
  { title: 'NIST SP 800-53 Rev. 5, CA-5 Plan of Action and Milestones', url: 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final' },
];

function rule(id: string, severity: WaiverRule['severity'], title: string, why: string): WaiverRule {
  return { id, title, item: 'reliability', severity, why, references: REFERENCES, edition: EDITIONS[0], waivable: false };
}

/** Every waiver covers something. */
export const waiverUnused = rule(
  'waiver-unused', 'warning', 'Every waiver covers a finding',
  'A waiver that covers nothing any more would hide the next finding of its rule, which nobody has looked at.',
);

/** No waiver is past its last day. */
export const waiverExpired = rule(
  'waiver-expired', 'error', 'No waiver is past its last day',
  'The last day is a promise to come back. Past it the findings count again. It is judged against the date that the run is given and never against the clock, so that an old commit still synthesizes as it did.',
);

/** Every waiver has a reason. */
export const waiverWithoutReason = rule(
  'waiver-without-reason', 'error', 'Every waiver says why what it covers is acceptable',
  'Without a reason nobody can tell later whether it still holds. A waiver without one accepts nothing.',
);

/** Waivers name rules that exist. */
export const waiverUnknownRule = rule(
  'waiver-unknown-rule', 'error', 'Every waiver names a rule that exists',
  'A mistyped id waives nothing, and its author believes that it does.',
);

/** Waivers name rules that may be waived. */
export const waiverNotAllowed = rule(
  'waiver-not-allowed', 'error', 'No waiver names a rule that cannot be waived',
  'Some findings leave no room for a reason: what they report is broken for everybody, or would hide what other rules see.',
);

/** The rules about waivers. */
export const WAIVER_RULES: readonly WaiverRule[] = [waiverUnused, waiverExpired, waiverWithoutReason, waiverUnknownRule, waiverNotAllowed];
