import { KnownImage } from './image-use';
import { ImageReference, parseImageReference } from '../../../manifest/image-reference';
import { asStrings } from '../../../manifest/model';
import { BASE_IMAGE_ANNOTATION, baseOf, BaseOutcome } from '../../../standard/image-bases';

/** What is known of the base of an image: by its own name, or because the author of the pod says so. */
export interface KnownBase {
  readonly base: BaseOutcome;
  /** The annotation that says it, where the name does not. */
  readonly declared?: { readonly key: string; readonly text: string };
}

/** What a manifest says of the base of an image. What it does not say stays unknown: nothing is taken for minimal by guess. */
export function baseOfImage({ pod, container, reference }: KnownImage): KnownBase {
  const base = baseByName(reference);
  if (base.outcome !== 'unknown' || container === undefined) return { base };
  if (pod.metadata.annotations === undefined) return { base };
  const annotations = asStrings(pod.metadata.annotations);
  for (const key of [`${BASE_IMAGE_ANNOTATION}.${container.name}`, BASE_IMAGE_ANNOTATION]) {
    const text = annotations[key];
    if (text === undefined) continue;
    const declared = parseImageReference(text);
    if ('error' in declared) return { base };
    return { base: baseByName(declared), declared: { key, text } };
  }
  return { base };
}

function baseByName({ normalized: { registry, repository }, tag, digest }: ImageReference): BaseOutcome {
  return baseOf({ registry, repository, tag, digest });
}
