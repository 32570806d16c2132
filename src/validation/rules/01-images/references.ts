import { Reference } from '../../../standard/control';
import { cis, mitre, nsa } from '../../../standard/reference';

/** What a tag and a digest are. */
export const IMAGE_NAMES: Reference = { title: 'Images: image names', url: 'https://kubernetes.io/docs/concepts/containers/images/#image-names' };

/** How the images of an application are kept safe. */
export const IMAGE_SECURITY: Reference = {
  title: 'Application security checklist: images',
  url: 'https://kubernetes.io/docs/concepts/security/application-security-checklist/#images',
};

/** Where the CIS benchmark asks where images come from. */
export const CIS_PROVENANCE: Reference = cis('5.5.1');

/** Where NSA and CISA say how images are built. */
export const NSA_IMAGES: Reference = nsa('building secure container images');

/** An image that somebody swapped or planted. */
export const MITRE_SUPPLY_CHAIN: Reference = mitre('T1525');

/** What an attacker does with a shell. */
export const MITRE_COMMAND: Reference = mitre('T1609');
