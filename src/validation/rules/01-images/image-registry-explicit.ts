import { knownImages } from './image-use';
import { IMAGE_NAMES, MITRE_SUPPLY_CHAIN } from './references';
import { formatImageReference } from '../../../manifest/image-reference';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Edit, Rule } from '../../rule';

const image = (name: string): Edit => ({ set: { 'spec.template.spec.containers[0].image': name } });

export const imageRegistryExplicit: Rule = {
  id: 'image-registry-explicit',
  title: 'Images name the registry that they come from',
  item: 1,
  severity: 'warning',
  development: 'info',
  why: 'A name without a registry means what the node is set up to search: Docker Hub, or first a mirror where somebody else may own the name.',
  references: [
    IMAGE_NAMES,
    { title: 'Short names of containers/image: the risk of unqualified names', url: 'https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md' },
    MITRE_SUPPLY_CHAIN,
  ],
  edition: '2026.11',
  bad: {
    'an official image': image('nginx:1.29'),
    'an owner of Docker Hub': image('acme/api:1.4.2'),
    'with a digest': image(`nginx@sha256:${'0'.repeat(64)}`),
    'in an image volume': { set: { 'spec.template.spec.volumes[1]': { name: 'model', image: { reference: 'acme/model:7' } } } },
  },
  good: {
    'Docker Hub by its name': image('docker.io/library/nginx:1.29'),
    'a registry on this machine': image('localhost/api:1'),
    'a registry with a port': image('registry:5000/api:1'),
  },
  * checkEach(objects) {
    for (const { pod, container, path, reference, text } of knownImages(objects)) {
      if (reference.registry !== undefined) continue;
      const full = formatImageReference({ ...reference.normalized, tag: reference.tag, digest: reference.digest });
      yield {
        at: pod.owner,
        container: container?.name,
        path,
        message: `${formatPath(path)} is ${quote(text)}, which names no registry`,
        remedy: `write ${full}`,
        fix: { path, value: full },
      };
    }
  },
};
