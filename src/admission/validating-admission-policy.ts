import { Check } from './check';
import { PARAM_KIND, paramRef } from './parameters';
import { body, labels, metadata, namespaceSelector, Printing } from './printing';
import { classSelector, enforcements } from './rollout';
import { Json } from '../manifest/model';

const API = 'admissionregistration.k8s.io/v1';

/**
 * A check as a ValidatingAdmissionPolicy, and a binding for each thing that happens to violations.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export function validatingAdmissionPolicies(check: Check, printing: Printing): Json[] {
  const name = `${printing.prefix}-${check.id}`;
  const parameters = check.parameters === undefined ? undefined : printing.parameters;
  const exceptions = printing.exceptions.filter(({ rule }) => rule === check.id);
  const bindings = enforcements(check, printing.stage).map(({ actions, classes }): Json => {
    const matchExpressions = classSelector(classes);
    return {
      apiVersion: API,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: `${name}-${actions[0].toLowerCase()}`, labels: labels(check) },
      spec: {
        policyName: name,
        ...parameters === undefined ? {} : { paramRef: paramRef(parameters, actions) },
        validationActions: [...actions],
        ...matchExpressions.length === 0 ? {} : { matchResources: { namespaceSelector: { matchExpressions } } },
      },
    };
  });
  if (bindings.length === 0) return [];
  const { failurePolicy, ...rest } = body(check, printing, exceptions, 'params.?data.orValue({})');
  return [{
    apiVersion: API,
    kind: 'ValidatingAdmissionPolicy',
    metadata: metadata(check, name, exceptions),
    spec: {
      failurePolicy,
      ...parameters === undefined ? {} : { paramKind: { ...PARAM_KIND } },
      matchConstraints: { namespaceSelector: namespaceSelector(printing), resourceRules: check.resources.map((rule) => ({ ...rule })) },
      ...rest,
    },
  }, ...bindings];
}
