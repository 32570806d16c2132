import { RELEASES } from './references';
import { Resource } from '../../../manifest/model';
import { nsa } from '../../../standard/reference';
import { endOfLife, formatMinor, MINORS, NEWEST_MINOR, newestMinor, supportedMinors } from '../../../standard/releases';
import { Problem, Rule } from '../../rule';

export const clusterVersionSupported: Rule = {
  id: 'cluster-version-supported',
  title: 'The cluster runs a version of Kubernetes that gets fixes',
  item: 10,
  severity: 'warning',
  why: 'After its end of life a minor gets no fix, whatever is found in it; and who waits has to go through every minor in between, since an upgrade skips none.',
  references: [
    RELEASES,
    { title: 'Version Skew Policy', url: 'https://kubernetes.io/releases/version-skew-policy/' },
    nsa('upgrading and application security practices'),
  ],
  edition: '2026.11',
  bad: {
    'past its end of life': { policy: { minor: 33, date: '2026-11-23' } },
    'the day after': { policy: { minor: 35, date: '2027-03-01' } },
    'soon past it': { policy: { minor: 35, date: '2027-01-15' } },
    'not released': { policy: { minor: 38, date: '2026-11-23' } },
    'older than anybody knows': { policy: { minor: 9, date: '2026-11-23' } },
    'newer than anybody knows, whatever the date': { policy: { minor: 73 } },
  },
  good: {
    'no date to judge by': { policy: { minor: 28 } },
    'supported': { policy: { minor: 36, date: '2026-11-23' } },
    'for a while yet': { policy: { minor: 36, date: '2027-03-01' } },
    'the newest': { policy: { minor: 37, date: '2026-11-23' } },
  },
  * check(_model, { minor, date }) {
    const found = date === undefined ? unknownProblem(minor) : problem(minor, date);
    // No object says which cluster it is for: the target itself is what the finding is about.
    if (found !== undefined) yield { at: target(minor), path: [], ...found };
  },
};

function problem(minor: number, date: string): Pick<Problem, 'message' | 'remedy' | 'severity'> | undefined {
  const supported = supportedMinors(date);
  const newest = newestMinor(date);
  if (newest === undefined || supported.length === 0) return undefined;
  const choice = `upgrade to ${supported.map(formatMinor).join(' or ')}, one minor at a time`;
  const end = endOfLife(minor);
  if (minor > newest) {
    return { message: `the target is Kubernetes ${formatMinor(minor)}, which is not released on ${date}`, remedy: `use ${formatMinor(newest)}, or an edition of the rules that knows it`, severity: 'info' };
  }
  if (!supported.includes(minor)) {
    return { message: `the target is Kubernetes ${formatMinor(minor)}, past its end of life${end === undefined ? '' : ` since ${end}`}`, remedy: choice };
  }
  if (end === undefined || daysBetween(date, end) > NOTICE) return undefined;
  return { message: `the target is Kubernetes ${formatMinor(minor)}, which reaches its end of life on ${end}`, remedy: choice, severity: 'info' };
}

/** A version beyond all that are planned is a slip of the pen, or comes after us: either way nothing is known of it. */
function unknownProblem(minor: number): Pick<Problem, 'message' | 'remedy' | 'severity'> | undefined {
  if (minor <= NEWEST_KNOWN) return undefined;
  return {
    message: `the target is Kubernetes ${formatMinor(minor)}, which nothing is known of; it is judged as ${formatMinor(NEWEST_MINOR)}`,
    remedy: 'write the version of the cluster, or use a release of cdk8s-hardened that knows it',
    severity: 'info',
  };
}

const NEWEST_KNOWN = Math.max(...MINORS.map((release) => release.minor));

/** Days in which an upgrade can be planned. */
const NOTICE = 60;

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

function target(minor: number): Resource {
  return new Resource({ apiVersion: 'cdk8s-hardened', kind: 'Target', metadata: { name: formatMinor(minor) } });
}
