import { isInjected, isTriggered } from '../../../analysis/injected';
import { ImageReference, ImageReferenceError, parseImageReference } from '../../../manifest/image-reference';
import { asList, asObject, Container, Objects, PodTemplate } from '../../../manifest/model';
import { once } from '../../../manifest/once';
import { Path } from '../../../manifest/path';

/** A place in a pod that names an image. */
export interface ImageUse {
  readonly pod: PodTemplate;
  /** The container that runs it; none where it is mounted as a volume. */
  readonly container?: Container;
  readonly path: Path;
  /** As written; empty where nothing is. */
  readonly text: string;
  readonly reference: ImageReference | ImageReferenceError;
}

/** An image that was read. */
export type KnownImage = ImageUse & { readonly reference: ImageReference };

/** Every place that names an image, read once for all rules. */
export const imageUses = once((objects: Objects): readonly ImageUse[] => {
  const uses: ImageUse[] = [];
  const references = new Map<string, ImageUse['reference']>();
  // Many places name the same images.
  const referenceOf = (text: string): ImageUse['reference'] => {
    let reference = references.get(text);
    if (reference === undefined) references.set(text, reference = parseImageReference(text));
    return reference;
  };
  for (const pod of objects.pods()) {
    for (const container of pod.containers) {
      const text = container.spec.image ?? '';
      if (typeof text !== 'string' || isInjected(pod, container) || isTriggered(pod, container)) continue;
      uses.push({ pod, container, path: [...container.path, 'image'], text, reference: referenceOf(text) });
    }
    // Volumes of type image mount the files of an image.
    asList(pod.spec.volumes).forEach((volume, i) => {
      const text = asObject(asObject(volume).image).reference;
      if (typeof text === 'string') uses.push({ pod, path: pod.at('volumes', i, 'image', 'reference'), text, reference: referenceOf(text) });
    });
  }
  return uses;
});

/** The images whose reference can be read; what cannot is a finding of `image-reference-valid`. */
export const knownImages = once((objects: Objects): readonly KnownImage[] => (
  imageUses(objects).filter((use): use is KnownImage => !('error' in use.reference))
));
