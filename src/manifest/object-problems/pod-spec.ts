import { ObjectProblems } from './problems';
import { asList, asObject, PodTemplate } from '../model';
import { hasPlaceholder } from '../placeholder';
import { quote } from '../quote';

/**
 * Reports what is wrong with a pod as a whole: how it finds names, how long it may run, and where it may be placed.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L4286
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L4832
 */
export function checkPodSpec(pod: PodTemplate, problems: ObjectProblems): void {
  const { dnsPolicy, dnsConfig, activeDeadlineSeconds, topologySpreadConstraints, tolerations } = pod.spec;
  if (dnsPolicy === 'None' && asList(asObject(dnsConfig).nameservers).length === 0) {
    problems.add(pod.at('dnsConfig', 'nameservers'), 'is empty, and dnsPolicy is None', 'list the address of a server, or use another dnsPolicy');
  }
  if (typeof activeDeadlineSeconds === 'number' && (activeDeadlineSeconds < 1 || activeDeadlineSeconds > MOST_SECONDS)) {
    problems.add(pod.at('activeDeadlineSeconds'), `is ${activeDeadlineSeconds}`, `use 1 to ${MOST_SECONDS}, or remove it`);
  }
  if (topologySpreadConstraints !== undefined) checkSpread(asList(topologySpreadConstraints), pod, problems);
  if (tolerations !== undefined) checkTolerations(asList(tolerations), pod, problems);
}

const MOST_SECONDS = 2 ** 31 - 1;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L9171 */
function checkSpread(constraints: readonly unknown[], pod: PodTemplate, problems: ObjectProblems): void {
  for (let i = 0; i < constraints.length; i++) {
    const { maxSkew, minDomains, whenUnsatisfiable } = asObject(constraints[i]);
    if (typeof maxSkew === 'number' && maxSkew < 1) problems.add(pod.at('topologySpreadConstraints', i, 'maxSkew'), `is ${maxSkew}`, 'use 1 or more');
    if (typeof minDomains !== 'number') continue;
    const path = pod.at('topologySpreadConstraints', i, 'minDomains');
    if (minDomains < 1) problems.add(path, `is ${minDomains}`, 'use 1 or more');
    if (whenUnsatisfiable !== 'ScheduleAnyway') continue;
    problems.add(path, `is ${minDomains}, and whenUnsatisfiable is ScheduleAnyway`, 'remove it, or set whenUnsatisfiable to DoNotSchedule');
  }
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go#L4487 */
function checkTolerations(tolerations: readonly unknown[], pod: PodTemplate, problems: ObjectProblems): void {
  for (let i = 0; i < tolerations.length; i++) {
    const { key, operator, value, effect, tolerationSeconds } = asObject(tolerations[i]);
    if (operator === 'Exists') {
      if (typeof value === 'string' && value !== '') {
        problems.add(pod.at('tolerations', i, 'value'), `is ${quote(value)}, and the operator is Exists`, 'remove it, or use the operator Equal');
      }
    } else if ((key ?? '') === '' && !isOpen(operator)) {
      const found = (operator ?? '') === '' ? 'is not set' : `is ${quote(String(operator))}`;
      problems.add(pod.at('tolerations', i, 'operator'), `${found}, and there is no key`, 'write the key of a taint; Exists without a key tolerates every one');
    }
    if (typeof tolerationSeconds !== 'number' || effect === 'NoExecute' || isOpen(effect)) continue;
    problems.add(pod.at('tolerations', i, 'tolerationSeconds'), `is ${tolerationSeconds}, and the effect is not NoExecute`, 'remove it, or set the effect to NoExecute');
  }
}

function isOpen(said: unknown): boolean {
  return typeof said === 'string' && hasPlaceholder(said);
}
