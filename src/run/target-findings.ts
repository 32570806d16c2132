import type { Ruling } from './ruling';
import { lineOf } from './source-line';
import { Model } from '../manifest/model';
import { NEWEST_EDITION } from '../standard/edition';
import { Profile } from '../standard/profile';
import { minorOf } from '../standard/target';
import { judge } from '../validation/engine';
import { Finding } from '../validation/finding';
import { Policy } from '../validation/rule';
import { clusterVersionSupported } from '../validation/rules/10-version/cluster-version-supported';

/**
 * What is found about the cluster that scopes are for, and about no object of theirs. Each version is looked at once, where the outermost scope says
 * it.
 */
export function targetFindings(rulings: readonly Ruling[]): Finding[] {
  const seen = new Set<string>();
  return rulings.flatMap(({ word, path, props }) => {
    const minor = minorOf(props.kubernetesVersion);
    const said = `${minor} ${props.date ?? ''}`;
    if (seen.has(said)) return [];
    seen.add(said);
    const policy: Policy = {
      minor,
      podSecurity: (props.profile ?? Profile.production())._level,
      edition: props.rules ?? NEWEST_EDITION,
      date: props.date,
      severities: props.severities as Policy['severities'],
    };
    const source = lineOf(word.trace);
    const place = { construct: path, ...(source === undefined ? {} : { source }) };
    return judge(new Model([]), policy, ABOUT_THE_TARGET).map((finding) => ({ ...finding, ...place }));
  });
}

const ABOUT_THE_TARGET = [clusterVersionSupported];
