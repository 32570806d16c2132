import { CallError } from './call-error';
import { COLOR } from './options';
import { unknownRule } from './selection';
import { hasColor, write } from './streams';
import { renderPage } from '../../report/page-text';
import { DocumentedRule, rulePage } from '../../report/rule-page';
import { isClusterRule } from '../../validation/cluster-rule';
import { RULES } from '../../validation/rules';
import { WAIVER_RULES } from '../../validation/waiver-rules';

/** `cdk8s-hardened explain RULE`: the page of a rule, for a terminal. */
export async function explain(id: string, options: { readonly color: typeof COLOR[number] }): Promise<void> {
  const known: readonly DocumentedRule[] = [...RULES, ...WAIVER_RULES];
  if (isClusterRule(id)) throw new CallError(`${id} is a ValidatingAdmissionPolicy of yours; what it asks stands in the file that --policies names`);
  const rule = known.find((one) => one.id === id);
  if (rule === undefined) throw new CallError(unknownRule(id, known));
  await write('out', renderPage(rulePage(rule), hasColor(options.color, 'out')));
}
