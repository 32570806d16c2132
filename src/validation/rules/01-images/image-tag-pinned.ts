import { knownImages } from './image-use';
import { IMAGE_NAMES, MITRE_SUPPLY_CHAIN } from './references';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { floatingProblem } from '../../../standard/images';
import { Rule } from '../../rule';

const IMAGE = 'spec.template.spec.containers[0].image';

export const imageTagPinned: Rule = {
  id: 'image-tag-pinned',
  title: 'Images say which version they are',
  item: 1,
  severity: 'error',
  development: 'warning',
  why: 'Behind latest there is another program tomorrow: two pods of one Deployment run different code, a rollback brings back nothing, and no scan says what runs.',
  references: [IMAGE_NAMES, MITRE_SUPPLY_CHAIN],
  edition: '2026.11',
  bad: {
    'no tag': { set: { [IMAGE]: 'ghcr.io/acme/api' } },
    'latest': { set: { [IMAGE]: 'ghcr.io/acme/api:latest' } },
    'latest of a variant': { set: { [IMAGE]: 'python:latest-slim' } },
    'a port is no tag': { set: { [IMAGE]: 'registry.acme.com:5000/api' } },
    'in an init container': { set: { 'spec.template.spec.initContainers': [{ name: 'wait', image: 'ghcr.io/acme/wait' }] } },
    'in an image volume': { set: { 'spec.template.spec.volumes[1]': { name: 'model', image: { reference: 'ghcr.io/acme/model:latest' } } } },
  },
  good: {
    'a version': { set: { [IMAGE]: 'ghcr.io/acme/api:1.4.2' } },
    'a digest alone': { set: { [IMAGE]: `ghcr.io/acme/api@sha256:${'0'.repeat(64)}` } },
    'latest with a digest': { set: { [IMAGE]: `ghcr.io/acme/api:latest@sha256:${'0'.repeat(64)}` } },
    'a word that begins like it': { set: { [IMAGE]: 'ghcr.io/acme/api:latests' } },
    'the placeholder of an injector': { set: { [IMAGE]: 'auto', 'spec.template.metadata.labels["sidecar.istio.io/inject"]': 'true' } },
  },
  * checkEach(objects) {
    for (const { pod, container, path, reference, text } of knownImages(objects)) {
      const problem = floatingProblem(reference);
      if (problem === undefined) continue;
      yield {
        at: pod.owner,
        container: container?.name,
        path,
        message: `${formatPath(path)} is ${quote(text)}, and ${problem.what}`,
        remedy: problem.instead,
      };
    }
  },
};
