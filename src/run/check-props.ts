import { IConstruct } from 'constructs';
import { clusterProblems } from './check-cluster';
import { HardeningProps } from './hardening-props';
import { misuse } from '../constructs/misuse';
import { nearest } from '../manifest/nearest';
import { editionProblem } from '../standard/edition';
import { minorOf } from '../standard/target';
import { dateProblem } from '../standard/waiver';
import { isClusterRule } from '../validation/cluster-rule';
import { RULES } from '../validation/rules';
import { WAIVER_RULES } from '../validation/waiver-rules';

/** Throws where a prop cannot be what somebody means. */
export function checkProps(scope: IConstruct | string, props: HardeningProps): void {
  for (const problem of problems(props)) throw misuse(scope, problem);
}

function* problems(props: HardeningProps): Iterable<string> {
  const { kubernetesVersion, rules, date, mode, baseline, updateBaseline, policies = [] } = props;
  const { registries = [], deniedRegistries = [], severities = {} } = props;
  // YAML reads 1.30 as the number 1.3.
  for (const [name, value] of Object.entries({ kubernetesVersion, rules, date, baseline })) {
    if (value !== undefined && typeof value !== 'string') yield `${name} ${String(value)} is not text; write it in quotes`;
  }
  for (const [name, value] of Object.entries({ registries, deniedRegistries })) {
    if (!Array.isArray(value)) yield `${name} is not a list; write the beginnings of references in a list`;
  }
  try {
    minorOf(kubernetesVersion);
  } catch (error) {
    yield (error as Error).message;
  }
  const edition = rules === undefined ? undefined : editionProblem(rules);
  if (edition !== undefined) yield `rules: ${edition}`;
  const day = date === undefined ? undefined : dateProblem(date);
  if (day !== undefined) yield `date: ${day}`;
  const isListed = Array.isArray(policies) && policies.every((file) => typeof file === 'string' && file !== '');
  if (!isListed) yield "policies is not a list of files; write paths, such as ['policies/']";
  if (mode !== undefined && !['enforce', 'report'].includes(mode)) yield `mode '${String(mode)}' does not exist; use 'enforce' or 'report'`;
  if (baseline === '') yield "baseline is empty; name a JSON file such as 'baseline.json'";
  if (updateBaseline === true && baseline === undefined) yield 'updateBaseline has no file to write; set baseline too';
  if (registries.includes('')) yield "registries has an empty entry, which allows every image; write the beginning of a reference such as 'ghcr.io/acme/'";
  if (deniedRegistries.includes('')) yield "deniedRegistries has an empty entry; write the beginning of a reference such as 'docker.io/'";
  yield* clusterProblems(props.cluster);
  for (const [rule, severity] of Object.entries(severities)) {
    const unknown = unknownRule(rule);
    if (unknown !== undefined) yield `severities: ${unknown}`;
    if (!SEVERITIES.includes(severity)) yield `severities: ${rule} cannot be '${severity}'; use ${SEVERITIES.join(', ')}`;
  }
}

/** What is wrong with the id of a rule, or undefined where there is such a rule. */
export function unknownRule(id: string): string | undefined {
  if (isClusterRule(id)) return undefined;
  const ids = [...RULES, ...WAIVER_RULES].map((rule) => rule.id);
  if (ids.includes(id)) return undefined;
  const near = nearest(id, ids);
  return `'${id}' is not a rule${near === undefined ? '' : `; did you mean '${near}'`}`;
}

const SEVERITIES = ['error', 'warning', 'info', 'off'];
