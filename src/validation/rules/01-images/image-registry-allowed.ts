import { knownImages } from './image-use';
import { CIS_PROVENANCE, IMAGE_SECURITY, MITRE_SUPPLY_CHAIN } from './references';
import { beginsWith, fullBeginning, fullName } from './registry-beginning';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Rule } from '../../rule';

const IMAGE = 'spec.template.spec.containers[0].image';
const allowed = (...registries: readonly string[]): { registries: readonly string[] } => ({ registries: ['ghcr.io/acme/web', 'ghcr.io/acme/db', ...registries] });

export const imageRegistryAllowed: Rule = {
  id: 'image-registry-allowed',
  title: 'Images come from the registries that the policy names',
  item: 1,
  severity: 'error',
  development: 'warning',
  why: 'An image from anywhere is code from anybody: a name that is one letter off, a repository that changed hands. Registries of your own are where images are scanned, signed and kept.',
  references: [IMAGE_SECURITY, CIS_PROVENANCE, MITRE_SUPPLY_CHAIN],
  edition: '2026.11',
  bad: {
    'another registry': { set: { [IMAGE]: 'quay.io/acme/api:1.4.2' }, policy: allowed('ghcr.io/acme/') },
    'Docker Hub without being named': { set: { [IMAGE]: 'nginx:1.29' }, policy: allowed('ghcr.io/acme/') },
    'another owner with the same beginning': { set: { [IMAGE]: 'ghcr.io/acme-evil/api:1.4.2' }, policy: allowed('ghcr.io/acme/') },
    'the same, with no slash in the policy': { set: { [IMAGE]: 'ghcr.io/acme-evil/api:1.4.2' }, policy: allowed('ghcr.io/acme') },
    'another host with the same beginning': { set: { [IMAGE]: 'ghcr.io.evil.com/acme/api:1.4.2' }, policy: allowed('ghcr.io') },
    'another port': { set: { [IMAGE]: 'ghcr.io:5000/acme/api:1.4.2' }, policy: allowed('ghcr.io/') },
    'in an image volume': { set: { 'spec.template.spec.volumes[1]': { name: 'model', image: { reference: 'quay.io/acme/model:7' } } }, policy: allowed('ghcr.io/') },
    'the policy names none': { policy: { registries: [] } },
  },
  good: {
    'an allowed owner': { policy: allowed('ghcr.io/acme/') },
    'an allowed owner, with no slash in the policy': { policy: allowed('ghcr.io/acme') },
    'an allowed host': { policy: allowed('ghcr.io') },
    'an allowed repository': { policy: allowed('ghcr.io/acme/api') },
    'a host in upper case': { set: { [IMAGE]: 'GHCR.io/acme/api:1.4.2' }, policy: allowed('ghcr.io/acme/') },
    'an official image of Docker Hub': { set: { [IMAGE]: 'nginx:1.29' }, policy: allowed('docker.io/library/') },
    'Docker Hub by its other name': { set: { [IMAGE]: 'acme/api:1.4.2' }, policy: allowed('index.docker.io/acme/') },
    'a policy without registries': { set: { [IMAGE]: 'quay.io/acme/api:1.4.2' } },
  },
  * checkEach(objects, policy) {
    if (policy.registries === undefined) return;
    const beginnings = policy.registries.map(fullBeginning);
    for (const { pod, container, path, reference, text } of knownImages(objects)) {
      const name = fullName(reference);
      if (beginnings.some((beginning) => beginsWith(name, beginning))) continue;
      yield {
        at: pod.owner,
        container: container?.name,
        path,
        message: `${formatPath(path)} is ${quote(text)}, from ${quote(name)}, and the policy allows ${listed(policy.registries)}`,
        remedy: 'pull the image through an allowed registry, or add its beginning to the registries of the policy',
      };
    }
  },
};

function listed(registries: readonly string[]): string {
  if (registries.length === 0) return 'no registry';
  return registries.length > 6 ? `${registries.slice(0, 5).join(', ')} and ${registries.length - 5} more` : registries.join(', ');
}
