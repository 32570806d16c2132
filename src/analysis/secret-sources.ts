import { asList, asObject, Model, Resource } from '../manifest/model';
import { once } from '../manifest/once';

/** What in the input makes Secrets. */
export interface SecretSources {
  /** Whether the input keeps Secrets in a store: something makes Secrets from it. */
  readonly store: boolean;
  /** Whether something in the input makes the Secret of this name. */
  makes(namespace: string, name: string): boolean;
}

/** What in the input makes Secrets: Secrets themselves, and the objects from which operators make them. */
export const secretSources = once((model: Model): SecretSources => {
  const made = new Set<string>();
  let store = false;
  for (const [kind, names] of Object.entries(MAKERS)) {
    for (const resource of model.ofKind(kind)) {
      for (const name of names(resource)) {
        if (typeof name !== 'string') continue;
        const everywhere = kind.startsWith('Cluster') || resource.namespace === '';
        made.add(everywhere ? `*/${name}` : `${resource.namespace}/${name}`);
        made.add(`/${name}`);
        store ||= !NO_STORE.has(kind);
      }
    }
  }
  return { store, makes: (namespace, name) => made.has(`${namespace}/${name}`) || made.has(`*/${name}`) };
});

/** Kinds that make Secrets, but not from a store. */
const NO_STORE: ReadonlySet<string> = new Set(['Secret', 'Certificate', 'Ingress', 'Gateway']);

/** The names of the Secrets that an object of a kind makes. */
const MAKERS: Readonly<Record<string, (resource: Resource) => readonly unknown[]>> = {
  Secret: ({ name }) => [name],
  ExternalSecret: ({ spec, name }) => [asObject(spec.target).name ?? name],
  ClusterExternalSecret: ({ spec, name }) => [asObject(asObject(spec.externalSecretSpec).target).name ?? spec.externalSecretName ?? name],
  SealedSecret: ({ spec, name }) => [asObject(asObject(spec.template).metadata).name ?? name],
  SopsSecret: ({ spec }) => asList(spec.secretTemplates).map((template) => asObject(template).name),
  SecretProviderClass: ({ spec }) => asList(spec.secretObjects).map((secret) => asObject(secret).secretName),
  VaultStaticSecret: ({ spec }) => [asObject(spec.destination).name],
  VaultDynamicSecret: ({ spec }) => [asObject(spec.destination).name],
  VaultPKISecret: ({ spec }) => [asObject(spec.destination).name],
  OnePasswordItem: ({ name }) => [name],
  Certificate: ({ spec }) => [spec.secretName],
  Ingress: (ingress) => (hasIssuer(ingress) ? asList(ingress.spec.tls).map((tls) => asObject(tls).secretName) : []),
  Gateway: (gateway) => (hasIssuer(gateway)
    ? asList(gateway.spec.listeners).flatMap((listener) => asList(asObject(asObject(listener).tls).certificateRefs).map((ref) => asObject(ref).name))
    : []),
};

/** cert-manager makes the certificates of such an Ingress or Gateway. */
function hasIssuer({ annotations }: Resource): boolean {
  return 'cert-manager.io/issuer' in annotations || 'cert-manager.io/cluster-issuer' in annotations || 'kubernetes.io/tls-acme' in annotations;
}
