import * as path from 'path';
import { CallError } from './call-error';
import { Config, problemAt } from './config';
import { meant, selected } from './selection';
import { Resource } from '../../manifest/model';
import { Level } from '../../standard/control';
import { NEWEST_EDITION } from '../../standard/edition';
import { minorOf } from '../../standard/target';
import { Acceptance } from '../../standard/waiver';
import { isClusterRule } from '../../validation/cluster-rule';
import { Finding, ObjectId, Severity } from '../../validation/finding';
import { Policy, Rule } from '../../validation/rule';
import { meansRule } from '../../validation/rule-pattern';
import { RULES } from '../../validation/rules';
import { WAIVER_RULES } from '../../validation/waiver-rules';
import { Waiver } from '../../validation/waivers';
import { celOfDefinitions } from '../cel-of-definitions';

/** What of the options decides how is judged. An option counts before the configuration. */
export interface JudgeOptions {
  readonly kubernetesVersion?: string;
  readonly podSecurity?: Level;
  readonly rules?: readonly string[];
  readonly skip?: readonly string[];
  readonly date: string;
}

/** How is judged. */
export interface Settings {
  /** For namespaces that no pattern means. */
  readonly policy: Policy;
  /** The rules that run. */
  readonly rules: readonly Rule[];
  /** The level of a namespace without a label. */
  readonly levelOf: (namespace: string) => Level;
  readonly waivers: readonly Waiver[];
  /** The policies of a cluster that were read, whether they run or not. */
  readonly clusterRules: readonly Rule[];
}

/** Settles options and configuration. Policies of a cluster are rules like ours. */
export function settle(options: JudgeOptions, config?: Config, clusterRules: readonly Rule[] = []): Settings {
  const values = config?.values ?? {};
  const known = [...RULES, ...WAIVER_RULES, ...clusterRules];
  const chosen = new Set(selected(known, options.rules, options.skip).map(({ id }) => id));
  // A variable that is empty, say: to run nothing and find nothing would look like all is well.
  if (chosen.size === 0) throw new CallError(options.rules?.length === 0 ? '--rules: it names no rule' : '--skip: it leaves no rule to run');
  const severities: Record<string, Severity | 'off'> = {};
  for (const [pattern, severity] of Object.entries(values.severities ?? {})) {
    if (clusterRules.length === 0 && isClusterRule(pattern)) continue;
    const where = problemAt(config!.locate(['severities', pattern]), 'severities');
    for (const { id } of meant(known, [pattern], where)) severities[id] = severity === false ? 'off' : severity;
  }
  for (const { id } of known) {
    if (!chosen.has(id)) severities[id] = 'off';
  }
  for (const { id, optIn, severity } of RULES) {
    if (optIn === true) severities[id] ??= options.rules?.includes(id) === true ? severity : 'off';
  }
  const podSecurity = options.podSecurity ?? values.podSecurity ?? 'restricted';
  const patterns = Object.entries(values.namespaces ?? {});
  return {
    policy: {
      minor: minorOf(options.kubernetesVersion ?? values.kubernetesVersion),
      podSecurity,
      registries: values.registries,
      deniedRegistries: values.deniedRegistries,
      edition: values.edition ?? NEWEST_EDITION,
      date: options.date,
      loadCel: celOfDefinitions,
      severities,
    },
    rules: [...RULES, ...clusterRules].filter(({ id }) => severities[id] !== 'off'),
    levelOf: (namespace) => patterns.find(([pattern]) => meansRule(pattern, namespace))?.[1] ?? podSecurity,
    waivers: config === undefined ? [] : waiversOf(config),
    clusterRules,
  };
}

function waiversOf({ values, folder, locate }: Config): Waiver[] {
  return (values.waivers ?? []).map(({ rule, object = {}, ...acceptance }, i): Waiver => {
    const { file, container, ...identity } = object;
    const fits = (pattern: string | undefined, value: string | undefined): boolean => pattern === undefined || meansRule(pattern, value ?? '');
    const means = (id: ObjectId, from: string | undefined): boolean => (
      (Object.keys(identity) as (keyof typeof identity)[]).every((key) => fits(identity[key], id[key])) && fits(file, fileFrom(folder, from))
    );
    const covers = (finding: Finding): boolean => means(finding.object, finding.location?.file) && fits(container, finding.container);
    const concerns = (resource: Resource): boolean => means(resource, resource.origin.file);
    return { rules: [rule], ...acceptance as Acceptance, covers, concerns, origin: { location: locate(['waivers', i, 'rule']) } };
  });
}

/** A selector names files as they stand to the configuration, wherever the command runs. */
function fileFrom(folder: string, file: string | undefined): string {
  return file === undefined ? '' : path.relative(folder, path.resolve(file)).split(path.sep).join('/');
}
