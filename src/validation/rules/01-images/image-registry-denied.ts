import { knownImages } from './image-use';
import { CIS_PROVENANCE, IMAGE_SECURITY, MITRE_SUPPLY_CHAIN } from './references';
import { beginsWith, fullBeginning, fullName } from './registry-beginning';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Rule } from '../../rule';

const IMAGE = 'spec.template.spec.containers[0].image';
const denied = (...deniedRegistries: readonly string[]): { deniedRegistries: readonly string[] } => ({ deniedRegistries });

export const imageRegistryDenied: Rule = {
  id: 'image-registry-denied',
  title: 'No image comes from a registry that the policy rules out',
  item: 1,
  severity: 'error',
  development: 'warning',
  why: 'A registry is ruled out because anybody may push there, because nobody scans what it holds, or because its owner changed; an image from it runs all the same as long as nobody looks.',
  references: [IMAGE_SECURITY, CIS_PROVENANCE, MITRE_SUPPLY_CHAIN],
  edition: '2026.11',
  bad: {
    'a registry that is ruled out': { set: { [IMAGE]: 'quay.io/acme/api:1.4.2' }, policy: denied('quay.io') },
    'Docker Hub without being named': { set: { [IMAGE]: 'acme/api:1.4.2' }, policy: denied('docker.io') },
    'Docker Hub by its other name': { set: { [IMAGE]: 'index.docker.io/acme/api:1.4.2' }, policy: denied('docker.io/') },
    'an owner that is ruled out': { policy: denied('gcr.io/', 'ghcr.io/acme/') },
    'a repository that is ruled out': { policy: denied('ghcr.io/acme/api') },
    'a host in upper case': { set: { [IMAGE]: 'QUAY.io/acme/api:1.4.2' }, policy: denied('Quay.io/acme') },
    'in an image volume': { set: { 'spec.template.spec.volumes[1]': { name: 'model', image: { reference: 'quay.io/acme/model:7' } } }, policy: denied('quay.io') },
    'both allowed and ruled out': { policy: { registries: ['ghcr.io/'], ...denied('ghcr.io/acme/api') } },
  },
  good: {
    'another registry': { policy: denied('quay.io', 'docker.io') },
    'another owner with the same beginning': { policy: denied('ghcr.io/ac') },
    'another repository with the same beginning': { policy: denied('ghcr.io/acme/ap') },
    'another port': { policy: denied('ghcr.io:5000') },
    'a policy that rules nothing out': { set: { [IMAGE]: 'quay.io/acme/api:1.4.2' }, policy: denied() },
  },
  * checkEach(objects, policy) {
    if (policy.deniedRegistries === undefined || policy.deniedRegistries.length === 0) return;
    const beginnings = policy.deniedRegistries.map((text) => ({ text, full: fullBeginning(text) }));
    for (const { pod, container, path, reference, text } of knownImages(objects)) {
      const name = fullName(reference);
      const beginning = beginnings.find(({ full }) => beginsWith(name, full));
      if (beginning === undefined) continue;
      yield {
        at: pod.owner,
        container: container?.name,
        path,
        message: `${formatPath(path)} is ${quote(text)}, from ${quote(name)}, and the policy rules out ${beginning.text}`,
        remedy: 'copy the image to a registry of your own, and pull it from there',
      };
    }
  },
};
