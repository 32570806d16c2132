import * as path from 'path';
import { unnamedPatches } from './unnamed-patches';
import { asList, asObject, Json } from '../../manifest/model';
import { SourceDocument } from '../../manifest/read';

/** What there is of kustomize among documents. */
export interface Kustomized {
  /** What the API server is sent as it stands, as far as one can tell. */
  readonly documents: readonly SourceDocument[];
  /** Parts of objects, which kustomize lays over them. */
  readonly patches: readonly SourceDocument[];
  /** The ConfigMaps and Secrets, such as `ConfigMap/flags`, that kustomize makes or adds to. */
  readonly generated: readonly string[];
  /** The folders that kustomize builds. */
  readonly folders: readonly string[];
}

/**
 * Tells objects from what only kustomize reads: kustomizations, patches that they name or that are left beside them, and files for ConfigMaps.
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
 */
export function kustomized(documents: readonly SourceDocument[]): Kustomized {
  const kustomizations = documents.filter(isKustomization);
  if (kustomizations.length === 0) return { documents, patches: [], generated: [], folders: [] };
  const [patches, others, reached] = [patchFiles, otherFiles, objectFiles]
    .map((files) => new Set(kustomizations.flatMap((one) => named(one, files))));
  const folders = new Set(kustomizations.map(({ file }) => path.posix.dirname(file)));
  const objects = documents.filter((one) => !isKustomization(one) && !patches.has(one.file) && !others.has(one.file));
  const unnamed = unnamedPatches(objects, { folders, reached });
  return {
    documents: unnamed.size === 0 ? objects : objects.filter((one) => !unnamed.has(one)),
    patches: documents.filter((one) => patches.has(one.file) || unnamed.has(one)),
    generated: kustomizations.flatMap(({ value }) => generatedBy(asObject(value))),
    folders: [...folders],
  };
}

/** Whether kustomize builds the folder of a file that is called so. */
export function isKustomizationFile(file: string): boolean {
  return FILE.test(file);
}

const FILE = /(?:^|\/)kustomization(?:\.ya?ml)?$/i;

/** Flux has a kind of the same name, and some give it a file of the same name. */
function isKustomization({ file, value }: SourceDocument): boolean {
  const { apiVersion } = asObject(value);
  return typeof apiVersion === 'string' ? apiVersion.startsWith('kustomize.config.k8s.io/') : isKustomizationFile(file);
}

function named({ file, value }: SourceDocument, files: (kustomization: Json) => readonly unknown[]): readonly string[] {
  // What has lines is no name of a file, but the patch itself.
  return files(asObject(value)).flatMap((name) => (typeof name !== 'string' || name.includes('\n') ? [] : [path.posix.join(path.posix.dirname(file), name)]));
}

function patchFiles({ patches, patchesStrategicMerge, patchesJson6902 }: Json): readonly unknown[] {
  return [...asList(patchesStrategicMerge), ...[...asList(patches), ...asList(patchesJson6902)].map((patch) => asObject(patch).path)];
}

function generatedBy({ configMapGenerator, secretGenerator }: Json): readonly string[] {
  return Object.entries({ ConfigMap: configMapGenerator, Secret: secretGenerator }).flatMap(([kind, generators]) => (
    asList(generators).map((generator) => `${kind}/${String(asObject(generator).name)}`)
  ));
}

function otherFiles(kustomization: Json): readonly unknown[] {
  const { configMapGenerator, secretGenerator, transformers, generators, validators, configurations, replacements } = kustomization;
  const data = [...asList(configMapGenerator), ...asList(secretGenerator)].flatMap((generator) => asList(asObject(generator).files));
  return [
    // `key=file`, or the file alone.
    ...data.map((name) => (typeof name === 'string' ? name.slice(name.indexOf('=') + 1) : name)),
    ...[transformers, generators, validators, configurations].flatMap(asList),
    ...asList(replacements).map((replacement) => asObject(replacement).path),
  ];
}

function objectFiles({ resources, bases, components, crds }: Json): readonly unknown[] {
  return [resources, bases, components, crds].flatMap(asList);
}
