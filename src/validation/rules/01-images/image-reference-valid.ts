import { imageUses } from './image-use';
import { IMAGE_NAMES } from './references';
import { ImageReferenceError } from '../../../manifest/image-reference';
import { formatPath } from '../../../manifest/path';
import { Edit, Rule } from '../../rule';

const image = (name: unknown): Edit => ({ set: { 'spec.template.spec.containers[0].image': name } });

export const imageReferenceValid: Rule = {
  id: 'image-reference-valid',
  title: 'Images are named so that a node can pull them',
  item: 1,
  severity: 'error',
  why: 'The API server takes any text for an image. The node does not: the pod waits with InvalidImageName, and no other rule can say what it would have run.',
  references: [IMAGE_NAMES, { title: 'The grammar of image references', url: 'https://github.com/distribution/reference' }],
  edition: '2026.11',
  bad: {
    'none': { unset: ['spec.template.spec.containers[0].image'] },
    'empty': image(''),
    'upper case': image('ghcr.io/Acme/api:1'),
    'white space': image(' nginx:1.29'),
    'a variable that nobody replaced': image('ghcr.io/acme/api:${VERSION}'),
    'half a digest': image('ghcr.io/acme/api@sha256:abc'),
    'in an image volume': { set: { 'spec.template.spec.volumes[1]': { name: 'model', image: { reference: 'acme//model' } } } },
  },
  good: {
    'a host in upper case': image('GHCR.io/acme/api:1'),
    'a short name': image('nginx'),
  },
  * checkEach(objects) {
    for (const { pod, container, path, reference, text } of imageUses(objects)) {
      if (!('error' in reference)) continue;
      const { what, instead } = problem(reference, text);
      yield { at: pod.owner, container: container?.name, path, message: `${formatPath(path)}${what}`, remedy: instead };
    }
  },
};

/** The reader says what and what to do in one line. */
function problem({ error }: ImageReferenceError, text: string): { readonly what: string; readonly instead: string } {
  if (text === '') return { what: ' is not set', instead: 'write registry/repository@sha256:digest' };
  const split = error.lastIndexOf('; ');
  return split < 0 ? { what: `: ${error}`, instead: 'write registry/repository@sha256:digest' } : { what: `: ${error.slice(0, split)}`, instead: error.slice(split + 2) };
}
