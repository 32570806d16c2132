import { literal } from './cel-text';
import { Check, Variable } from './check';
import { exceptionConditions } from './exception-conditions';
import { Exception, exceptionTexts } from './exceptions';
import { ParameterPlace, printedData } from './parameters';
import { Stage } from './rollout';
import { Json } from '../manifest/model';

/** How policies are printed, whichever engine they are for. */
export interface Printing {
  readonly stage: Stage;
  readonly prefix: string;
  readonly failurePolicy: 'Fail' | 'Ignore';
  readonly excludedNamespaces: readonly string[];
  readonly namespaceLabels: Readonly<Record<string, string>>;
  readonly exceptions: readonly Exception[];
  /** Where lists are that may be changed; in the policies themselves, where it is left out. */
  readonly parameters?: ParameterPlace;
}

/** The metadata of what is printed for a check. */
export function metadata(check: Check, name: string, exceptions: readonly Exception[]): Json {
  return {
    name,
    labels: labels(check),
    annotations: {
      'cdk8s-hardened/title': check.title,
      'cdk8s-hardened/why': check.why,
      ...Object.fromEntries(exceptionTexts(exceptions).map((text, i) => [`cdk8s-hardened/exception-${i + 1}`, text])),
    },
  };
}

/** By which all that is printed for a rule, or for all of them, is found. */
export function labels({ id }: Check): Json {
  return { 'app.kubernetes.io/part-of': 'cdk8s-hardened', 'cdk8s-hardened/rule': id };
}

/** Where a policy looks at all: not in the namespaces of Kubernetes, and not where only a part of the cluster is meant. */
export function namespaceSelector({ excludedNamespaces, namespaceLabels }: Printing, more: readonly Json[] = []): Json {
  const expressions = [
    ...excludedNamespaces.length === 0 ? [] : [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [...excludedNamespaces] }],
    ...more,
  ];
  return {
    ...Object.keys(namespaceLabels).length === 0 ? {} : { matchLabels: { ...namespaceLabels } },
    ...expressions.length === 0 ? {} : { matchExpressions: expressions },
  };
}

/** What every engine is given of a check. `data` is CEL by which the engine comes by the ConfigMap with the parameters. */
export function body(check: Check, { failurePolicy, parameters }: Printing, exceptions: readonly Exception[], data: string): Json {
  const lists = check.parameters === undefined ? [] : [{ name: 'data', expression: parameters === undefined ? printedData(check.parameters) : data }];
  const variables = [...lists, ...check.variables, ...messageVariables(check.remedy)];
  return {
    failurePolicy,
    matchConditions: [
      { name: 'changes', expression: `request.operation != 'UPDATE' || (${check.changes})` },
      ...exceptionConditions(exceptions).map((condition, i) => ({ name: `not-exception-${i + 1}`, expression: `!(${condition})` })),
    ],
    variables: variables.map((variable) => ({ ...variable })),
    validations: [{ expression: 'variables.violations.size() == 0', message: `${check.title}: ${check.remedy}`, messageExpression: 'variables.message', reason: 'Forbidden' }],
    // The API server records one failure for each request, however many policies fail; this is recorded for all.
    auditAnnotations: [{ key: 'violations', valueExpression: 'variables.message' }],
  };
}

/**
 * What is said of an object: the first place that breaks the rule, then the other containers by name where they are few, then what to write instead.
 * It is kept short: of more than 4,096 characters of warnings the API server cuts each at 256.
 */
function messageVariables(remedy: string): Variable[] {
  const also = "variables.others.size() in [1, 2, 3, 4, 5] && variables.others.size() + 1 == variables.violations.size() ? ', also in ' + variables.others.join(', ')";
  const more = "variables.violations.size() > 1 ? ', and ' + string(variables.violations.size() - 1) + ' more' : ''";
  return [
    { name: 'others', expression: 'variables.violations.filter(v, v != variables.violations[0] && v.contains(\'{\')).map(v, v.substring(v.indexOf(\'{\'), v.indexOf(\'}\') + 1))' },
    { name: 'message', expression: `variables.violations.size() == 0 ? '' : variables.violations[0] + (${also} : ${more}) + ${literal(`; ${remedy}`)}` },
  ];
}
