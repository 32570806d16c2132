import { misuse, shown } from './misuse';
import { formatImageReference, ImageReference, parseImageReference } from '../manifest/image-reference';
import { quote } from '../manifest/quote';
import { DISTROLESS, imageProblem } from '../standard/images';

/** How a reference that we would refuse is taken all the same. */
export interface ImageOptions {
  /**
   * Why a floating, debug or retired image is acceptable here. It stays a finding until it is waived.
   * @default - such an image throws
   */
  readonly accept?: string;
}

/** How a distroless image is taken. */
export interface DistrolessOptions {
  /**
   * The digest, `sha256:…`: the only thing that pins a distroless image, which has no version tags.
   * @default - none, which is a finding
   */
  readonly digest?: string;
}

/**
 * An image reference that was read and is not one of those that change or harm under a running service.
 *
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-names
 */
export class Image {
  /**
   * Reads a reference: `registry/path:tag@sha256:…`. Throws where it is malformed, floats (`:latest`, no tag and no digest), is a debug variant or a
   * name that is no longer served, unless `accept` says why.
   */
  public static of(reference: string, options: ImageOptions = {}): Image {
    if (typeof (reference as unknown) !== 'string') {
      throw misuse(`image ${shown(reference)}`, "is not text; write a reference such as 'ghcr.io/acme/api:1.4.2@sha256:…'");
    }
    const parsed = parseImageReference(reference);
    if ('error' in parsed) throw misuse(`image ${quote(reference)}`, parsed.error);
    const problem = imageProblem({ ...parsed.normalized, tag: parsed.tag, digest: parsed.digest });
    if (problem !== undefined && String(options.accept ?? '').trim() === '') {
      throw misuse(`image ${quote(reference)}`, `${problem}; or say why with Image.of(…, { accept: '…' })`);
    }
    return new Image(parsed);
  }

  /** A distroless image of the current catalogue, as user 65532: `Image.distroless('nodejs24', { digest: 'sha256:…' })`. */
  public static distroless(name: string, options: DistrolessOptions = {}): Image {
    if (!DISTROLESS.images.includes(name)) {
      throw misuse(`Image.distroless('${name}')`, `no such image in ${DISTROLESS.registry}; use one of ${DISTROLESS.images.join(', ')}`);
    }
    const digest = options.digest === undefined ? '' : `@${options.digest}`;
    return Image.of(`${DISTROLESS.registry}/${name}-${DISTROLESS.distribution}:nonroot${digest}`);
  }

  /** Reads a string, passes an image through. */
  public static from(image: string | Image): Image {
    // A copy of this package has images of its own.
    const isImage = typeof image === 'object' && image !== null && typeof image.reference === 'string';
    return isImage ? image : Image.of(image as string);
  }

  private constructor(private readonly parsed: ImageReference) {}

  /** The reference as it goes into the manifest. */
  public get reference(): string {
    return formatImageReference(this.parsed);
  }

  /** Whether the reference names its content: it has a digest. */
  public get pinned(): boolean {
    return this.parsed.digest !== undefined;
  }
}
