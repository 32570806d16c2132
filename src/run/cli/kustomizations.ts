import * as path from 'path';
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
 * Tells objects from what only kustomize reads: kustomizations, the files that they name as patches, and those that they put into ConfigMaps.
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
 */
export function kustomized(documents: readonly SourceDocument[]): Kustomized {
  const kustomizations = documents.filter(isKustomization);
  if (kustomizations.length === 0) return { documents, patches: [], generated: [], folders: [] };
  const patches = new Set(kustomizations.flatMap((one) => named(one, patchFiles)));
  const others = new Set(kustomizations.flatMap((one) => named(one, otherFiles)));
  return {
    documents: documents.filter((one) => !isKustomization(one) && !patches.has(one.file) && !others.has(one.file)),
    patches: documents.filter(({ file }) => patches.has(file)),
    generated: kustomizations.flatMap(({ value }) => generatedBy(asObject(value))),
    folders: [...new Set(kustomizations.map(({ file }) => path.posix.dirname(file)))],
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
