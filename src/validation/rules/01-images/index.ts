import { imageBaseApproved } from './image-base-approved';
import { imageDigestPinned } from './image-digest-pinned';
import { imageDistrolessCommand } from './image-distroless-command';
import { imageNotDebug } from './image-not-debug';
import { imageReferenceValid } from './image-reference-valid';
import { imageRegistryAllowed } from './image-registry-allowed';
import { imageRegistryDenied } from './image-registry-denied';
import { imageRegistryExplicit } from './image-registry-explicit';
import { imageRegistryRetired } from './image-registry-retired';
import { imageTagPinned } from './image-tag-pinned';
import { Rule } from '../../rule';

/** Item 1: which images run, by their names. What is inside them a manifest does not show. */
export const IMAGE_RULES: readonly Rule[] = [
  imageReferenceValid,
  imageTagPinned,
  imageDigestPinned,
  imageRegistryExplicit,
  imageRegistryAllowed,
  imageRegistryDenied,
  imageRegistryRetired,
  imageBaseApproved,
  imageNotDebug,
  imageDistrolessCommand,
];
