import { schemaFromCrd } from '../../manifest/custom-resource/definition';
import { Model, Resource } from '../../manifest/model';
import { schemaKinds } from '../../manifest/schema-types';

/** What the API server knows of a request that creates an object, before it looks into it. */
export interface Subject {
  readonly resource: Resource;
  readonly group: string;
  readonly version: string;
  /** As URLs have it: `networkpolicies`. */
  readonly plural: string;
  /** Empty for what lives in none; its own name for a Namespace; undefined where nobody says which. */
  readonly namespace: string | undefined;
  /** As the API server completes them. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What is to be known of kinds: those of Kubernetes, and those that CustomResourceDefinitions define. */
export class Kinds {
  private readonly custom = new Map<string, { readonly plural: string; readonly namespaced: boolean }>();

  constructor(...models: readonly Model[]) {
    for (const model of models) {
      for (const crd of model.ofKind('CustomResourceDefinition')) {
        for (const { apiVersion, kind, plural, namespaced } of schemaFromCrd(crd.raw)) this.custom.set(`${apiVersion} ${kind}`, { plural, namespaced });
      }
    }
  }

  /** What a request to create this object says of it. */
  subject(resource: Resource): Subject {
    const { apiVersion, group, kind, namespace, name } = resource;
    const { plural, namespaced } = this.of(apiVersion, kind);
    const isNamespace = group === '' && kind === 'Namespace';
    return {
      resource,
      group,
      version: apiVersion.slice(apiVersion.indexOf('/') + 1),
      plural: plural ?? guessed(kind),
      namespace: isNamespace ? name : namespaced === false ? '' : namespace === '' ? undefined : namespace,
      labels: isNamespace ? { ...resource.labels, 'kubernetes.io/metadata.name': name } : resource.labels,
    };
  }

  /** Whether objects of a kind live in namespaces; undefined where nobody says so. */
  of(apiVersion: string, kind: string): { readonly plural?: string; readonly namespaced?: boolean } {
    return schemaKinds().get(`${apiVersion} ${kind}`) ?? this.custom.get(`${apiVersion} ${kind}`) ?? {};
  }
}

/** The plural of a kind without a definition, as Kubernetes itself guesses it. */
function guessed(kind: string): string {
  const lower = kind.toLowerCase();
  if (lower.endsWith('s')) return `${lower}es`;
  return lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}
