import { resolve } from 'path';
import { CallError } from './call-error';
import { readConfig } from './config';
import { counted } from './counted';
import { Excluded, excluded } from './excluded';
import { EXIT } from './exit-code';
import { readInput } from './input';
import { inputFiles, InputFault } from './input-files';
import { judgeInput } from './judge-input';
import { kustomized } from './kustomizations';
import { COLOR, FAIL_ON } from './options';
import { Outcome, Output, writeOutputs } from './outputs';
import { packageJson } from './package';
import { readPolicies } from './policies-input';
import { Ratchet, ratchet } from './ratchet';
import { JudgeOptions, settle } from './settings';
import { strayNotes } from './strays';
import { isTerminal, write } from './streams';
import { quote } from '../../manifest/quote';
import { visible } from '../../report/visible';
import { Severity } from '../../validation/finding';
import { WAIVER_RULES } from '../../validation/waiver-rules';

/** What the command line says. */
export interface ValidateOptions extends Omit<JudgeOptions, 'date'> {
  readonly failOn: typeof FAIL_ON[number];
  readonly color: typeof COLOR[number];
  readonly format?: readonly Output[];
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly importWaivers?: boolean;
  readonly config?: string;
  readonly exclude?: readonly string[];
  readonly crds?: readonly string[];
  readonly policies?: readonly string[];
  readonly date?: string;
  readonly quiet?: boolean;
  readonly waived?: boolean;
}

/** `cdk8s-hardened validate`: judges manifests, writes what is found, and gives the exit code. */
export async function validate(paths: readonly string[], options: ValidateOptions): Promise<number> {
  if (paths.length === 0) throw new CallError('nothing to validate; name files, folders or globs, or - for standard input');
  const date = options.date ?? new Date().toISOString().slice(0, 10);
  const config = await readConfig(options.config);
  const ofConfig = (config?.values.policies ?? []).map((file) => resolve(config!.folder, file));
  const policies = await readPolicies(options.policies ?? ofConfig);
  const settings = settle({ ...options, date }, config, policies.rules);
  const { isExcluded, used } = excluded(
    { folder: process.cwd(), patterns: options.exclude ?? [] }, { folder: config?.folder ?? '', patterns: config?.values.exclude ?? [] },
  );
  const [input, crds] = [await readPaths(paths, isExcluded), await readPaths(options.crds ?? [])];
  const faults = [...input.faults, ...crds.faults, ...policies.faults];
  const { documents, patches, generated, folders } = kustomized(input.documents);
  const aloneRules = patches.length === 0 ? undefined : await rulesForParts();
  const { importWaivers } = options;
  const policy = { ...settings.policy, generated };
  const companions = { crds: crds.documents, importWaivers, patches, aloneRules };
  const { resources, findings, foreign, alone } = judgeInput(documents, { ...settings, policy }, companions);

  const comparison = ratchet(findings.filter(({ waived }) => waived === undefined), {
    file: options.baseline, update: options.updateBaseline, complete: faults.length === 0, ran: (rule) => policy.severities?.[rule] !== 'off', resources,
  });
  const old = new Set(comparison.known);
  const failing = comparison.fresh.filter(({ severity }) => weighs(severity, options.failOn));
  const outcome: Outcome = {
    findings: findings.filter((finding) => !old.has(finding)),
    failing,
    known: options.baseline === undefined ? undefined : comparison.known.length,
    files: input.files,
    faults,
    version: packageJson().version,
    objects: resources.length,
    rules: [...settings.rules, ...WAIVER_RULES.filter(({ id }) => policy.severities?.[id] !== 'off')],
    policy,
    date,
    textOf: (file) => (file === config?.file ? config.text : input.texts.get(file)),
  };
  if (resources.length > 0 || faults.length > 0) await writeOutputs(options.format ?? [], outcome, options);
  const idle = (options.exclude ?? []).filter((pattern) => !used.has(pattern));
  const notices = [...idleNote(idle), ...strayNotes(documents), ...kustomizeNote(folders), ...aloneNote(alone), ...policies.notices()];
  await write('err', [
    ...(options.quiet ? [] : notes(notices, foreign, comparison, options.baseline)),
    ...faults.map((fault) => `${faultLine(fault)}\n`),
  ].join(''));
  if (resources.length === 0 && faults.length === 0) throw new CallError(nothingFound(input.files.length, [...used]));
  return faults.length > 0 ? EXIT.call : failing.length > 0 ? EXIT.findings : EXIT.ok;
}

async function readPaths(paths: readonly string[], isExcluded?: Excluded): ReturnType<typeof readInput> {
  const { files, faults } = await inputFiles(paths, isExcluded);
  const input = await readInput(files);
  return { ...input, faults: [...faults, ...input.faults] };
}

function weighs(severity: Severity, failOn: ValidateOptions['failOn']): boolean {
  return failOn !== 'never' && FAIL_ON.indexOf(severity) <= FAIL_ON.indexOf(failOn);
}

/** `shop.yaml:3:1: …`, or `shop.yaml: …` where it is about the file. */
function faultLine({ file, line, column, message }: InputFault): string {
  return `error: ${visible(file)}${line === undefined ? '' : `:${line}:${column}`}: ${visible(message)}`;
}

/** What looks at an object alone is what a policy of the cluster can say, and its schema. */
async function rulesForParts(): Promise<ReadonlySet<string>> {
  const { policyRules } = await import('../../admission/policies.js');
  return new Set([...policyRules(), 'schema-valid', 'feature-available', 'api-removed', 'api-deprecated', 'yaml-ambiguous']);
}

/** What kustomize adds is not here to be judged. */
function kustomizeNote(folders: readonly string[]): readonly string[] {
  if (folders.length === 0) return [];
  const where = folders.length === 1 ? folders[0] : `${folders.length} folders, such as ${folders[0]}`;
  const command = `kubectl kustomize ${folders[0]} | cdk8s-hardened validate -`;
  return [`kustomize builds what is applied from ${where}; to judge that, validate what it prints: ${command}`];
}

/** Patterns of the configuration are for other calls too. */
function idleNote(patterns: readonly string[]): readonly string[] {
  return patterns.length === 0 ? [] : [`--exclude ${patterns.map(quote).join(', ')} leaves nothing out; patterns start from ${process.cwd()}`];
}

function aloneNote(environments: number): readonly string[] {
  if (environments === 0) return [];
  return [`${environments} folders hold variants of the same objects, too many to judge each with what they share: each was judged by itself; validate one at a time to see it whole`];
}

/** The last line is for people: it says what to do next. */
function* notes(
  notices: readonly string[], foreign: readonly string[], { stale, elsewhere, fresh: [first] }: Ratchet, baseline: string | undefined,
): Iterable<string> {
  for (const notice of notices) yield `note: ${visible(notice)}\n`;
  if (foreign.length > 0) yield `note: annotations name checks that have no rule here: ${visible(foreign.join(', '))}\n`;
  if (stale.length > 0) yield `note: ${baseline} holds ${counted(stale.length, 'finding')} that nobody finds any more; write it anew with --update-baseline\n`;
  for (const { rule, object, path } of stale) yield `  ${visible([rule, object, path].join('  ').trimEnd())}\n`;
  const others = `${baseline} holds ${counted(elsewhere, 'finding')} of objects that are not in this input`;
  if (elsewhere > 0) yield `note: ${others}; --update-baseline drops what it does not find, so give it the whole input\n`;
  if (first !== undefined && isTerminal('out') && isTerminal('err')) yield `why, and what is fine: cdk8s-hardened explain ${first.rule}\n`;
}

function nothingFound(files: number, excluding: readonly string[]): string {
  if (files === 0 && excluding.length > 0) return `no manifest there beside what is left out by exclude: ${excluding.map(quote).join(', ')}; leave out less, or name other paths`;
  const where = files === 0 ? 'no manifest there' : `no Kubernetes object in ${counted(files, 'file')}`;
  return `${where}; objects have apiVersion and kind, and in folders files are read that end in .yaml, .yml or .json`;
}
