import * as path from 'path';
import { Model, Resource, templatePath } from '../../manifest/model';
import { SourceDocument } from '../../manifest/read';

/** Where kustomize is at work. */
export interface Kustomizations {
  /** The folders that hold one. */
  readonly folders: ReadonlySet<string>;
  /** The files that they take objects from. */
  readonly reached: ReadonlySet<string>;
}

/**
 * The parts of objects that no kustomization names. Scaffolds leave them beside one for the day they are needed, and as objects of their own nobody
 * applies them: they lack what their kind cannot do without, and the object itself stands elsewhere.
 * @see https://github.com/kubernetes-sigs/kubebuilder/blob/v4.0.0/pkg/plugins/common/kustomize/v2/scaffolds/internal/templates/config/crd/kustomization.go
 */
export function unnamedPatches(documents: readonly SourceDocument[], { folders, reached }: Kustomizations): ReadonlySet<SourceDocument> {
  const candidates = new Set<unknown>(documents.filter(({ file }) => !reached.has(file) && isBelow(file, folders)));
  if (candidates.size === 0) return NONE;
  const { resources } = new Model(documents.map((document) => ({ value: document.value, origin: document })));
  const parts = resources.filter((resource) => candidates.has(resource.origin) && isPart(resource));
  if (parts.length === 0) return NONE;
  const whole = new Set(resources.filter((resource) => !isPart(resource)).flatMap((resource) => [nameOf(resource), nameOf(resource, '')]));
  // The origin of what is in no list is its document.
  return new Set(parts.filter((part) => whole.has(nameOf(part))).map(({ origin }) => origin as SourceDocument));
}

const NONE: ReadonlySet<SourceDocument> = new Set();

function isBelow(file: string, folders: ReadonlySet<string>): boolean {
  for (let [below, folder] = [file, path.posix.dirname(file)]; folder !== below; [below, folder] = [folder, path.posix.dirname(folder)]) {
    if (folders.has(folder)) return true;
  }
  return false;
}

/** A patch may leave out the namespace, where kustomize sets that as well. */
function nameOf({ group, kind, namespace, name }: Resource, inNamespace = namespace): string {
  return `${group}/${kind}/${inNamespace}/${name}`;
}

/** Whether it lacks what no object of its kind goes without. */
function isPart({ apiVersion, kind, raw, spec, pod }: Resource): boolean {
  if (kind === 'CustomResourceDefinition') return !spec.group || !spec.names;
  if (kind === 'MutatingWebhookConfiguration' || kind === 'ValidatingWebhookConfiguration') return !raw.webhooks;
  if (templatePath(apiVersion, kind) === undefined) return false;
  if (pod === undefined || (apiVersion === 'apps/v1' && !spec.selector)) return true;
  return pod.containers.length === 0 || pod.containers.some(({ spec: { image } }) => !image);
}
