import { notRead } from './not-read';
import { NETWORK_POLICIES } from './references';
import { connectivityOf, inHostNetwork } from '../../../analysis/connectivity';
import { otherPolicy } from '../../../analysis/other-policies';
import { Reference } from '../../../standard/control';
import { cis, nsa } from '../../../standard/reference';
import { isSystemNamespace } from '../../../standard/system-namespaces';
import { Rule } from '../../rule';

/** What the rules about the two directions say each in their own words. */
interface Direction {
  readonly title: string;
  readonly why: string;
  readonly technique: Reference;
  /** What a pod is open to that no policy isolates. */
  readonly consequence: string;
}

/** The rule that reports pods which no policy isolates in one direction. */
export function podIsolatedRule(direction: 'ingress' | 'egress', { title, why, technique, consequence }: Direction): Rule {
  return {
    id: `netpol-pod-${direction}-isolated`,
    title,
    item: 4,
    severity: 'warning',
    development: 'info',
    why,
    references: [NETWORK_POLICIES, cis('5.3.2'), nsa('network policies'), technique],
    edition: '2026.11',
    bad: {
      'no policy isolates the direction': {
        on: 'NetworkPolicy/default-deny',
        set: { 'spec.policyTypes': [direction === 'egress' ? 'Ingress' : 'Egress'] },
        remove: ['NetworkPolicy/allow-dns', 'NetworkPolicy/allow-api-from-web', 'NetworkPolicy/allow-api-to-db'],
      },
      'policies of another namespace': {
        add: [{
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'job', namespace: 'elsewhere', labels: { 'app.kubernetes.io/name': 'api' } },
          spec: { containers: [{ name: 'job', image: 'ghcr.io/acme/job:1' }] },
        }],
      },
    },
    good: {
      'a policy of its own': {
        remove: ['NetworkPolicy/default-deny', 'NetworkPolicy/allow-dns'],
        add: [{
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'all', namespace: 'shop' },
          spec: { podSelector: { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'Exists' }] }, policyTypes: [direction === 'egress' ? 'Egress' : 'Ingress'] },
        }],
      },
      'the host network, where no policy holds a pod': {
        add: [{
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'agent', namespace: 'agents' },
          spec: { hostNetwork: true, containers: [{ name: 'agent', image: 'ghcr.io/acme/agent:1' }] },
        }],
      },
    },
    * checkEach(objects, _, model) {
      const connectivity = connectivityOf(model);
      for (const pod of objects.pods()) {
        if (inHostNetwork(pod) || isSystemNamespace(pod.namespace) || connectivity.isIsolated(pod, direction)) continue;
        const other = otherPolicy(model, pod.namespace);
        yield {
          at: pod.owner,
          path: [...pod.path, 'metadata', 'labels'],
          message: `no NetworkPolicy isolates the ${direction} of these pods: ${other === undefined ? consequence : notRead(other)}`,
          severity: other === undefined ? undefined : 'info',
          remedy: 'add a NetworkPolicy of the namespace with podSelector {} and policyTypes ["Ingress","Egress"], and one for each connection that is needed',
        };
      }
    },
  };
}
