import { literal } from './cel-text';
import { Parameters } from './check';
import { Json } from '../manifest/model';

/**
 * Where lists are that a cluster may change without new policies: in one ConfigMap, which needs no CRD. Only what somebody chooses is in there; what
 * the standards say, and what is accepted with a reason, stays in the policies, where a change to it is seen.
 *
 * It has to be asked for: once no binding names a ConfigMap, an API server stops to look at them until it is started anew, and whoever takes all
 * policies away and puts them back is judged by old lists, or denied.
 *
 * @see https://github.com/kubernetes/kubernetes/issues/130887
 */
export interface ParameterPlace {
  readonly namespace: string;
  readonly name: string;
}

/** Of what kind the parameters of a policy are. */
export const PARAM_KIND: Json = { apiVersion: 'v1', kind: 'ConfigMap' };

/**
 * Where a binding finds them. What is denied is denied without them as well; but a stage that only records or warns refuses nothing: the API server
 * would deny whatever the binding says, so there the policy is not asked.
 */
export function paramRef({ namespace, name }: ParameterPlace, actions: readonly string[]): Json {
  return { name, namespace, parameterNotFoundAction: actions.includes('Deny') ? 'Deny' : 'Allow' };
}

/** The ConfigMap with the lists of all checks; undefined where none reads any. */
export function parameterMap({ namespace, name }: ParameterPlace, parameters: readonly Parameters[]): Json | undefined {
  const lists = Object.entries(Object.assign({}, ...parameters) as Parameters);
  if (lists.length === 0) return undefined;
  return {
    ...PARAM_KIND,
    metadata: {
      name,
      namespace,
      labels: { 'app.kubernetes.io/part-of': 'cdk8s-hardened' },
      annotations: Object.fromEntries(lists.map(([key]) => [
        `cdk8s-hardened/${key}`, `one on each line, after # a comment; ${key}.<namespace> adds to them in one namespace`,
      ])),
    },
    data: Object.fromEntries(lists.map(([key, entries]) => [key, lines(entries)])),
  };
}

/** The lists as CEL, where they stand in the policy itself. */
export function printedData(parameters: Parameters): string {
  return `{${Object.entries(parameters).map(([key, entries]) => `${literal(key)}: ${literal(lines(entries))}`).join(', ')}}`;
}

function lines(entries: readonly string[]): string {
  return entries.map((entry) => `${entry.trim()}\n`).join('');
}

/** CEL that gives the entries of a list in `variables.data`: those for all namespaces, and those for the one of the object. */
export function entriesOf(key: string): string {
  const own = `variables.data[?('${key}.' + object.metadata.?namespace.orValue(''))].orValue('')`;
  return `(variables.data[?'${key}'].orValue('') + '\\n' + ${own}).split('\\n').map(l, l.split('#')[0].trim()).filter(l, l != '')`;
}
