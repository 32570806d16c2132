import { asObject } from '../../../manifest/model';
import { Rule } from '../../rule';

const application = (spec: object): object => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'shop', namespace: 'argocd' },
  spec: {
    project: 'shop',
    source: { repoURL: 'https://git.example.com/shop.git', path: 'manifests', targetRevision: 'v1.4.2' },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
    ...spec,
  },
});

export const argoObjectHygiene: Rule = {
  id: 'argo-object-hygiene',
  title: 'Applications of Argo CD belong to a project of their own and say where they go',
  item: 'reliability',
  severity: 'warning',
  development: 'info',
  why: 'The project default allows every repository, every cluster and every kind: who may change an Application of it deploys anything anywhere, with the rights of Argo CD.',
  references: [
    { title: 'Argo CD: projects', url: 'https://argo-cd.readthedocs.io/en/stable/user-guide/projects/' },
    { title: 'Argo CD: declarative setup', url: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/' },
  ],
  edition: '2026.11',
  bad: {
    'the project default': { add: [application({ project: 'default' })] },
    'no project, which is default': { add: [application({ project: '' })] },
    'no cluster': { add: [application({ destination: { namespace: 'shop' } })] },
    'no destination': { add: [application({ destination: null })] },
  },
  good: {
    'a project of its own': { add: [application({})] },
    'a cluster by name': { add: [application({ destination: { name: 'production', namespace: 'shop' } })] },
    'the kind of another project': { add: [{ apiVersion: 'app.k8s.io/v1beta1', kind: 'Application', metadata: { name: 'shop', namespace: 'shop' }, spec: {} }] },
  },
  * checkEach(objects) {
    for (const at of objects.ofKind('Application')) {
      if (at.group !== 'argoproj.io') continue;
      const { project } = at.spec;
      if (project === 'default' || !project) {
        yield {
          at,
          path: ['spec', 'project'],
          message: `spec.project is ${project === 'default' ? 'default' : 'not set, which is default'}`,
          remedy: 'make an AppProject that lists its repositories, destinations and kinds, and name it',
        };
      }
      const { server, name } = asObject(at.spec.destination);
      if (!server && !name) {
        yield { at, path: ['spec', 'destination'], message: 'spec.destination has neither server nor name', remedy: 'name the cluster' };
      }
    }
  },
};
