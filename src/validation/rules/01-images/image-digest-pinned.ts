import { knownImages } from './image-use';
import { CIS_PROVENANCE, IMAGE_NAMES, IMAGE_SECURITY, MITRE_SUPPLY_CHAIN } from './references';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Rule } from '../../rule';

const IMAGE = 'spec.template.spec.containers[0].image';

export const imageDigestPinned: Rule = {
  id: 'image-digest-pinned',
  title: 'Images name their content by its digest',
  item: 1,
  severity: 'error',
  development: 'warning',
  why: 'Whoever may push to a repository may move its tags, and every node that pulls anew runs what they put there; a digest is the content that was built, scanned and signed.',
  references: [IMAGE_NAMES, IMAGE_SECURITY, CIS_PROVENANCE, MITRE_SUPPLY_CHAIN],
  edition: '2026.11',
  bad: {
    'a version': { set: { [IMAGE]: 'ghcr.io/acme/api:1.4.2' } },
    'no tag': { set: { [IMAGE]: 'ghcr.io/acme/api' } },
    'in an init container': { set: { 'spec.template.spec.initContainers': [{ name: 'wait', image: 'ghcr.io/acme/wait:1.0' }] } },
    'in an image volume': { set: { 'spec.template.spec.volumes[1]': { name: 'model', image: { reference: 'ghcr.io/acme/model:7' } } } },
  },
  good: {
    'a digest alone': { set: { [IMAGE]: `ghcr.io/acme/api@sha256:${'0'.repeat(64)}` } },
    'a version and a digest': { set: { [IMAGE]: `ghcr.io/acme/api:1.4.2@sha256:${'0'.repeat(64)}` } },
    'another algorithm': { set: { [IMAGE]: `ghcr.io/acme/api:1.4.2@sha512:${'0'.repeat(128)}` } },
    'the placeholder of an injector': { set: { [IMAGE]: 'auto', 'spec.template.metadata.annotations["inject.istio.io/templates"]': 'gateway' } },
  },
  * checkEach(objects) {
    for (const { pod, container, path, reference, text } of knownImages(objects)) {
      if (reference.digest !== undefined) continue;
      yield {
        at: pod.owner,
        container: container?.name,
        path,
        message: `${formatPath(path)} is ${quote(text)}, which has no digest`,
        remedy: 'add the digest of the image that was tested: @sha256:…',
      };
    }
  },
};
