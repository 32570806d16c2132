import { literal } from './cel-text';
import { Check } from './check';
import { ParameterPlace } from './parameters';
import { body, metadata, namespaceSelector, Printing } from './printing';
import { classSelector, enforcements } from './rollout';
import { Json } from '../manifest/model';

/**
 * A check as a ValidatingPolicy of Kyverno 1.17 and newer, which has no bindings: one policy for each thing that happens to violations.
 *
 * @see https://kyverno.io/docs/policy-types/validating-policy/
 */
export function kyvernoPolicies(check: Check, printing: Printing): Json[] {
  const exceptions = printing.exceptions.filter(({ rule }) => rule === check.id);
  const data = printing.parameters === undefined ? '' : dataOf(printing.parameters);
  return enforcements(check, printing.stage).map(({ actions, classes }): Json => ({
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'ValidatingPolicy',
    metadata: metadata(check, `${printing.prefix}-${check.id}-${actions[0].toLowerCase()}`, exceptions),
    spec: {
      validationActions: [...actions],
      // The workloads are in the list already: Kyverno need not add them.
      autogen: { podControllers: { controllers: [] } },
      matchConstraints: {
        namespaceSelector: namespaceSelector(printing, classSelector(classes)),
        resourceRules: check.resources.map((rule) => ({ ...rule })),
      },
      ...body(check, printing, exceptions, data),
    },
  }));
}

/** CEL that gives the data of the ConfigMap with the parameters, which Kyverno fetches. */
function dataOf({ namespace, name }: ParameterPlace): string {
  return `resource.Get('v1', 'configmaps', ${literal(namespace)}, ${literal(name)}).?data.orValue({})`;
}
