import { Resource } from '../../../manifest/model';
import { Rule } from '../../rule';

const object = (apiVersion: string, kind: string, spec: object): object => ({ apiVersion, kind, metadata: { name: 'shop', namespace: 'shop' }, spec });
const kustomization = (spec: object): object => object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', { path: './manifests', prune: true, ...spec });

export const fluxObjectHygiene: Rule = {
  id: 'flux-object-hygiene',
  title: 'Flux applies with the rights of the tenant, from sources whose signature it checks',
  item: 'reliability',
  severity: 'warning',
  development: 'info',
  why: 'Without serviceAccountName Flux applies as its controller, which mostly is cluster-admin: whoever may write to the repository is too. Without verify it applies whatever the repository holds.',
  references: [
    { title: 'Flux: multi-tenancy lockdown', url: 'https://fluxcd.io/flux/installation/configuration/multitenancy/' },
    { title: 'Flux: verification of a GitRepository', url: 'https://fluxcd.io/flux/components/source/gitrepositories/#verification' },
  ],
  edition: '2026.11',
  bad: {
    'a Kustomization without ServiceAccount': { add: [kustomization({})] },
    'a HelmRelease without ServiceAccount': { add: [object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', { chart: {} })] },
    'a repository that is not verified': { add: [object('source.toolkit.fluxcd.io/v1', 'GitRepository', { url: 'https://git.example.com/shop.git' })] },
    'an artifact that is not verified': { add: [object('source.toolkit.fluxcd.io/v1', 'OCIRepository', { url: 'oci://ghcr.io/acme/manifests' })] },
  },
  good: {
    'a ServiceAccount': { add: [kustomization({ serviceAccountName: 'shop' })] },
    'another cluster, by its own credentials': { add: [kustomization({ kubeConfig: { secretRef: { name: 'production' } } })] },
    'a verified repository': {
      add: [object('source.toolkit.fluxcd.io/v1', 'GitRepository', { verify: { mode: 'HEAD', secretRef: { name: 'keys' } } })],
    },
    'a kustomization.yaml': { add: [{ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: ['api.yaml'] }] },
    'the own bootstrap of Flux': {
      add: [{ apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata: { name: 'flux-system', namespace: 'flux-system' }, spec: {} }],
    },
  },
  * checkEach(objects) {
    for (const at of objects.ofKind('Kustomization', 'HelmRelease')) {
      if (!isOf(at, 'kustomize.toolkit.fluxcd.io', 'helm.toolkit.fluxcd.io') || at.spec.serviceAccountName || at.spec.kubeConfig) continue;
      yield {
        at,
        path: ['spec', 'serviceAccountName'],
        message: 'spec.serviceAccountName is not set, and Flux applies with the rights of its controller',
        remedy: 'name a ServiceAccount of the namespace that may do what is applied',
      };
    }
    for (const at of objects.ofKind('GitRepository', 'OCIRepository')) {
      if (!isOf(at, 'source.toolkit.fluxcd.io') || at.spec.verify) continue;
      yield { at, path: ['spec', 'verify'], message: 'spec.verify is not set', remedy: 'check the signature, with the keys of those who may change it', severity: 'info' };
    }
  },
};

/** What bootstraps Flux itself needs the rights of the controller. */
function isOf({ group, name, namespace }: Resource, ...groups: readonly string[]): boolean {
  return groups.includes(group) && !(name === 'flux-system' && namespace === 'flux-system');
}
