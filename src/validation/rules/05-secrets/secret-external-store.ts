import { configUses } from '../../../analysis/config-use';
import { secretSources } from '../../../analysis/secret-sources';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { cis, nsa } from '../../../standard/reference';
import { Edit, Rule } from '../../rule';

const VOLUME = { name: 'db', secret: { secretName: 'db', defaultMode: 0o440 } };

const mounting = (...add: readonly object[]): Edit => ({ set: { 'spec.template.spec.volumes[1]': VOLUME }, add });
const external = (name: string, spec: object = {}): object => ({
  apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name, namespace: 'shop' }, spec: { secretStoreRef: { name: 'vault' }, ...spec },
});

export const secretExternalStore: Rule = {
  id: 'secret-external-store',
  title: 'Where a secret store is in use, every Secret comes from it',
  item: 5,
  severity: 'info',
  why: 'A Secret that somebody made by hand is in no store: nobody rotates it, and when the namespace is set up again it is missing.',
  references: [
    cis('5.4.2'),
    nsa('secrets'),
    { title: 'Good practices for Kubernetes Secrets: consider external secret store providers', url: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/#configure-access-to-external-secrets' },
  ],
  edition: '2026.11',
  bad: {
    'an ExternalSecret for another one': mounting(external('web')),
    'a SealedSecret of another namespace': mounting({ apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata: { name: 'db', namespace: 'other' }, spec: {} }),
  },
  good: {
    'an ExternalSecret of this name': mounting(external('db')),
    'an ExternalSecret that targets this name': mounting(external('database', { target: { name: 'db' } })),
    'a SealedSecret': mounting(external('web'), { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata: { name: 'db', namespace: 'shop' }, spec: {} }),
    'a certificate': mounting(external('web'), { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: { name: 'db', namespace: 'shop' }, spec: { secretName: 'db' } }),
    'the driver for secret stores makes it': mounting({
      apiVersion: 'secrets-store.csi.x-k8s.io/v1', kind: 'SecretProviderClass', metadata: { name: 'vault', namespace: 'shop' }, spec: { secretObjects: [{ secretName: 'db' }] },
    }),
    'no store is in use': mounting(),
    'it may be missing': { set: { 'spec.template.spec.volumes[1]': { name: 'db', secret: { secretName: 'db', optional: true, defaultMode: 0o440 } } }, add: [external('web')] },
  },
  * checkEach(objects, _, model) {
    const sources = secretSources(model);
    if (!sources.store) return;
    for (const { kind, name, path, pod, optional, container } of configUses(objects)) {
      if (kind !== 'Secret' || optional || sources.makes(pod.namespace, name)) continue;
      yield {
        at: pod.owner,
        container,
        path,
        message: `${formatPath(path)} is ${quote(name)}, which nothing in the input makes`,
        remedy: 'write an ExternalSecret or a SealedSecret for it, as for the others',
      };
    }
  },
};
