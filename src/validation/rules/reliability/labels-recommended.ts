import { isControlled } from '../../../analysis/controlled';
import { Rule } from '../../rule';

export const labelsRecommended: Rule = {
  id: 'labels-recommended',
  title: 'Workloads bear the labels that tools and people look for',
  item: 'reliability',
  severity: 'info',
  why: 'app.kubernetes.io/name and instance say what runs and which of it: dashboards, policies and whoever is called at night find it by them, in every namespace alike.',
  references: [{ title: 'Recommended Labels', url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/' }],
  edition: '2026.11',
  bad: {
    'no labels': { unset: ['metadata.labels'] },
    'no name': { unset: ['metadata.labels["app.kubernetes.io/name"]'] },
    'no instance': { unset: ['metadata.labels["app.kubernetes.io/instance"]'] },
    'an empty name': { set: { 'metadata.labels["app.kubernetes.io/name"]': '' } },
  },
  good: {
    'an object that runs nothing': { on: 'ConfigMap/flags', unset: ['metadata.labels'] },
    'a pod of a controller': {
      add: [{
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'api-0', namespace: 'shop', ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'api', controller: true }] },
        spec: { containers: [{ name: 'api', image: 'ghcr.io/acme/api:1' }] },
      }],
    },
  },
  * checkEach(objects) {
    for (const { owner } of objects.pods()) {
      const missing = LABELS.filter((key) => !owner.labels[key]);
      if (missing.length === 0 || isControlled(owner)) continue;
      yield {
        at: owner,
        path: ['metadata', 'labels'],
        message: `metadata.labels has no ${missing.join(' and no ')}`,
        remedy: 'add the name of the program and of this installation of it',
      };
    }
  },
};

const LABELS: readonly string[] = ['app.kubernetes.io/name', 'app.kubernetes.io/instance'];
