import { Model, Resource } from '../manifest/model';
import { once } from '../manifest/once';

/**
 * A policy of the network plugin that may hold the pods of a namespace: what it denies we do not read. One that is outside of namespaces may hold
 * those of all.
 *
 * @see https://docs.cilium.io/en/stable/network/kubernetes/policy/
 * @see https://docs.tigera.io/calico/latest/network-policy/get-started/calico-policy/calico-network-policy
 * @see https://network-policy-api.sigs.k8s.io/api-overview/
 */
export function otherPolicy(model: Model, namespace: string): Resource | undefined {
  return otherPolicies(model).find((policy) => policy.namespace === '' || policy.namespace === namespace);
}

const otherPolicies = once((model: Model): readonly Resource[] => model.ofKind(...KINDS).filter(({ group }) => GROUPS.has(group)));

const KINDS: readonly string[] = [
  'CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'NetworkPolicy', 'GlobalNetworkPolicy', 'ClusterNetworkPolicy', 'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
];
const GROUPS: ReadonlySet<string> = new Set(['cilium.io', 'projectcalico.org', 'crd.projectcalico.org', 'policy.networking.k8s.io', 'crd.antrea.io']);
