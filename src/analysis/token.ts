import { accessOf } from './access';
import { asList, asObject, asStrings, Model, PodTemplate } from '../manifest/model';
import { once } from '../manifest/once';
import { Path } from '../manifest/path';

/** Whether the kubelet mounts the token of the ServiceAccount: what the pod says, then what the ServiceAccount says, then yes. */
export function automounts(model: Model, pod: PodTemplate): boolean {
  const asked = pod.spec.automountServiceAccountToken;
  if (typeof asked === 'boolean') return asked;
  return accessOf(model).account(pod.namespace, pod.serviceAccountName)?.raw.automountServiceAccountToken !== false;
}

/** Whether containers can act as the ServiceAccount: with the automatic token, or one that a volume projects for the API server. */
export function holdsToken(model: Model, pod: PodTemplate): boolean {
  return automounts(model, pod) || projectedTokens(pod).length > 0;
}

/** Where in the pod volumes project a token for the API server. */
export function projectedTokens(pod: PodTemplate): Path[] {
  return asList(pod.spec.volumes).flatMap((volume, i) => (
    asList(asObject(asObject(volume).projected).sources).flatMap((source, j) => {
      const token = asObject(source).serviceAccountToken;
      // A token for another audience opens nothing here.
      return typeof token === 'object' && token !== null && !asObject(token).audience ? [pod.at('volumes', i, 'projected', 'sources', j, 'serviceAccountToken')] : [];
    })
  ));
}

/**
 * Whether the pod logs in to Vault with the token that the kubelet mounts, so that it needs one although nothing is granted to it in Kubernetes.
 *
 * @see https://developer.hashicorp.com/vault/docs/platform/k8s/injector/annotations
 * @see https://bank-vaults.dev/docs/mutating-webhook/annotations/
 */
export function logsInToVault({ metadata }: PodTemplate): boolean {
  const annotations = asStrings(metadata.annotations);
  return annotations['vault.hashicorp.com/agent-inject'] === 'true' || annotations['vault.security.banzaicloud.io/vault-addr'] !== undefined;
}

/** The ServiceAccounts, as `namespace/name`, whose pods do. */
export const vaultAccounts = once((model: Model): ReadonlySet<string> => (
  new Set(model.pods().filter(logsInToVault).map((pod) => `${pod.namespace}/${pod.serviceAccountName}`))
));

/** Whether it is a pod of the control plane that the kubelet reads from a file: it has no ServiceAccount at all. */
export function isStaticPod(pod: PodTemplate): boolean {
  const { owner } = pod;
  return owner.kind === 'Pod' && owner.namespace === 'kube-system' && owner.labels.tier === 'control-plane';
}
