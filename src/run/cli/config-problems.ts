import { ConfigFile, configSchema, knownKeys } from './config-schema';
import { unknownWord } from './options';
import { nearest } from '../../manifest/nearest';
import { formatPath, Path, valueAt } from '../../manifest/path';
import { quote } from '../../manifest/quote';
import { editionProblem } from '../../standard/edition';
import { dateProblem } from '../../standard/waiver';

/** What is wrong with a configuration, and where. */
export interface ConfigProblem {
  readonly at: Path;
  readonly message: string;
}

/** Holds what a file says against the schema: the values, or what is wrong with them. */
export function checkConfig(value: unknown): { readonly values?: ConfigFile; readonly problems: readonly ConfigProblem[] } {
  const result = configSchema.safeParse(value);
  const problems = result.success ? further(result.data) : result.error.issues.flatMap((issue) => problemsOf(issue as Issue, value));
  return { values: problems.length === 0 ? result.data : undefined, problems };
}

/** What of zod's issues we read. */
interface Issue {
  readonly code: string;
  readonly path: Path;
  readonly expected?: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly errors?: readonly (readonly Issue[])[];
}

/** What is wrong, in our words. */
function problemsOf(issue: Issue, root: unknown): ConfigProblem[] {
  const at = issue.path;
  const value = valueAt(root, at);
  const where = at.length === 0 ? '' : `${formatPath(at)} `;
  const one = (message: string): ConfigProblem[] => [{ at, message: `${where}${message}` }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return (issue.keys ?? []).map((key) => {
        const known = knownKeys(at);
        const near = nearest(key, known);
        return { at: [...at, key], message: `${where}has no key ${quote(key)}; ${near === undefined ? `use ${known.join(', ')}` : `did you mean ${quote(near)}`}`.trimStart() };
      });
    case 'invalid_type':
      if (value === undefined || value === null) return one(`is not set; ${EXPECTED[issue.expected ?? ''] ?? `write ${issue.expected}`}`);
      if (issue.expected === 'string' && typeof value !== 'object') return one(`${String(value)} is not text; write it in quotes`);
      return at.length === 0 ? one('is no map; write keys such as kubernetesVersion') : one(`is ${kindOf(value)}; ${EXPECTED[issue.expected ?? ''] ?? `write ${issue.expected}`}`);
    case 'invalid_value':
    case 'invalid_union': {
      const words = wordsOf(issue);
      return one(typeof value === 'string' ? unknownWord(value, words) : `is ${kindOf(value)}; write one of ${words.join(', ')}`);
    }
    case 'invalid_format':
      return one(`${quote(String(value))} is not ${FORMATS[String(at.at(-1))] ?? 'in the form that is needed'}`);
    case 'too_small':
      return one('is empty; leave it out, or write something');
    default:
      return one('is not what is needed here');
  }
}

/** What a schema cannot say. */
function further({ edition, waivers = [] }: ConfigFile): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const unknown = edition === undefined ? undefined : editionProblem(edition);
  if (unknown !== undefined) problems.push({ at: ['edition'], message: `edition: ${unknown}` });
  waivers.forEach(({ until }, i) => {
    const wrong = until === undefined ? undefined : dateProblem(until);
    if (wrong !== undefined) problems.push({ at: ['waivers', i, 'until'], message: `waivers[${i}].until: ${wrong}` });
  });
  return problems;
}

function wordsOf(issue: Issue): string[] {
  const values = [...issue.values ?? [], ...(issue.errors ?? []).flat().flatMap((inner) => inner.values ?? [])];
  return values.filter((value): value is string => typeof value === 'string');
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : String(value);
}

const EXPECTED: Readonly<Record<string, string>> = { string: 'write text', array: 'write a list', object: 'write a map', record: 'write a map' };
const FORMATS: Readonly<Record<string, string>> = {
  kubernetesVersion: "a Kubernetes version; write it as '1.36'",
  edition: "an edition; write it as '2026.11'",
  until: 'a date; write YYYY-MM-DD',
};
