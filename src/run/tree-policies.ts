import { rulesInFiles } from './policies-rules';
import type { Ruling } from './ruling';
import { misuse } from '../constructs/misuse';
import { Model, Resource } from '../manifest/model';
import { NEWEST_EDITION } from '../standard/edition';
import { minorOf } from '../standard/target';
import { judge } from '../validation/engine';
import { Finding } from '../validation/finding';
import { Policy, Rule } from '../validation/rule';

/** What policies of a cluster say of a tree. */
export interface PolicyVerdict {
  readonly findings: readonly Finding[];
  readonly rules: readonly Rule[];
  /** What they could not say. */
  readonly notes: readonly string[];
}

/** Asks the policies that scopes name about the objects below them. */
export function askPolicies(model: Model, rulingOf: (resource: Resource) => Ruling | undefined): PolicyVerdict {
  const asked = new Map<string, { readonly ruling: Ruling; readonly constructs: Set<string | undefined> }>();
  for (const resource of model.resources) {
    const ruling = rulingOf(resource);
    if (ruling === undefined || (ruling.props.policies ?? []).length === 0) continue;
    const { policies, kubernetesVersion, severities } = ruling.props;
    const key = JSON.stringify([policies, kubernetesVersion, severities]);
    const same = asked.get(key);
    if (same) same.constructs.add(resource.origin.construct);
    else asked.set(key, { ruling, constructs: new Set([resource.origin.construct]) });
  }
  const found = [...asked.values()].map(({ ruling, constructs }): PolicyVerdict => {
    const { rules, notices } = rulesOf(ruling);
    const { kubernetesVersion, severities } = ruling.props;
    const policy: Policy = {
      minor: minorOf(kubernetesVersion), podSecurity: 'restricted', edition: NEWEST_EDITION, severities: severities as Policy['severities'],
    };
    const findings = judge(model, policy, rules).filter(({ construct }) => constructs.has(construct));
    return { findings, rules, notes: notices().map((notice) => `note ${notice}`) };
  });
  return {
    findings: found.flatMap(({ findings }) => findings),
    rules: [...new Map(found.flatMap(({ rules }) => rules).map((rule) => [rule.id, rule])).values()],
    notes: found.flatMap(({ notes }) => notes),
  };
}

function rulesOf({ word, props }: Ruling): ReturnType<typeof rulesInFiles> {
  try {
    return rulesInFiles(props.policies ?? []);
  } catch (error) {
    throw misuse(word.scope, (error as Error).message);
  }
}
