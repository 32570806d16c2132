import { CallError } from './call-error';
import { readInput } from './input';
import { inputFiles, InputFault } from './input-files';
import type { ClusterRules } from '../../admission/cluster/cluster-policies';

/** Policies of the user's cluster, and what of their files could not be read. */
export interface PoliciesInput extends ClusterRules {
  readonly faults: readonly InputFault[];
}

/** Reads the policies that paths mean: files, folders and globs, like the input. What evaluates them is loaded where there are some. */
export async function readPolicies(paths: readonly string[]): Promise<PoliciesInput> {
  if (paths.length === 0) return { rules: [], notices: () => [], faults: [] };
  const { files, faults } = await inputFiles(paths);
  const input = await readInput(files);
  const { rulesOfPolicies } = await import('../policies-rules.js');
  const { rules, notices } = rulesOfPolicies(input.documents);
  const all = [...faults, ...input.faults];
  if (rules.length === 0 && all.length === 0) throw new CallError(`--policies: no ValidatingAdmissionPolicy in ${paths.join(', ')}`);
  return { rules, notices, faults: all };
}
