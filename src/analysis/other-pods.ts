import { sameNamespaces } from './same-namespace';
import { Model, Resource } from '../manifest/model';
import { once } from '../manifest/once';
import { isSystemNamespace } from '../standard/system-namespaces';

/**
 * Whether pods may run in a namespace that the input does not show: it is one of the cluster's own, or the input has no pod of it at all, or has
 * custom resources in it that a controller may make pods from. What selects nothing there may still select something in the cluster.
 */
export function mayHaveOtherPods(model: Model, namespace: string): boolean {
  if (isSystemNamespace(namespace) || model.podsIn(namespace).length === 0) return true;
  return sameNamespaces(namespace).some((each) => inhabited(model).has(each));
}

const inhabited = once((model: Model): ReadonlySet<string> => new Set(model.resources.filter(mayMakePods).map(({ namespace }) => namespace)));

function mayMakePods({ group, kind }: Resource): boolean {
  if (!group.includes('.') || group.endsWith('.k8s.io')) return kind === 'Gateway';
  return !PASSIVE_GROUPS.has(group) && !PASSIVE_KINDS.has(kind);
}

/** Groups of custom resources that configure what runs already. */
const PASSIVE_GROUPS: ReadonlySet<string> = new Set([
  'bitnami.com', 'cert-manager.io', 'cilium.io', 'config.istio.io', 'crd.projectcalico.org', 'external-secrets.io', 'generators.external-secrets.io',
  'kyverno.io', 'networking.istio.io', 'policies.kyverno.io', 'projectcalico.org', 'security.istio.io', 'telemetry.istio.io', 'traefik.containo.us',
  'traefik.io', 'networking.gke.io', 'cloud.google.com', 'secrets.hashicorp.com', 'linkerd.io', 'policy.linkerd.io',
]);

/** Kinds of custom resources, of groups that have others too, that configure what runs already. */
const PASSIVE_KINDS: ReadonlySet<string> = new Set([
  'AlertmanagerConfig', 'AppProject', 'PodMonitor', 'Probe', 'PrometheusRule', 'ScaledObject', 'ScrapeConfig', 'ServiceMonitor', 'TriggerAuthentication',
]);
