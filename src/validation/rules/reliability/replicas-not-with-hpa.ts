import { AUTOSCALING } from './references';
import { scalerOf } from '../../../analysis/scaling';
import { shownName } from '../../../analysis/shown-name';
import { Rule } from '../../rule';

export const replicasNotWithHpa: Rule = {
  id: 'replicas-not-with-hpa',
  title: 'What an autoscaler scales has no replicas of its own',
  item: 'reliability',
  severity: 'warning',
  why: 'Every apply sets the pods back to the number in the manifest, and the autoscaler scales up again: under load each deployment takes pods away.',
  references: [
    { title: 'Migrating Deployments and StatefulSets to horizontal autoscaling', url: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling' },
    AUTOSCALING,
  ],
  edition: '2026.11',
  bad: {
    'a Deployment': { on: 'Deployment/web', set: { 'spec.replicas': 3 } },
    'a StatefulSet, by KEDA': {
      add: [{
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata: { name: 'db', namespace: 'shop' },
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' } },
      }],
    },
  },
  good: {
    'null': { on: 'Deployment/web', set: { 'spec.replicas': null } },
    'none, which switches the autoscaler off': { on: 'Deployment/web', set: { 'spec.replicas': 0 } },
    'the autoscaler of another namespace': { on: 'HorizontalPodAutoscaler/web', set: { 'metadata.namespace': 'elsewhere', 'spec.scaleTargetRef.name': 'api' } },
  },
  * checkEach(objects, _, model) {
    for (const { owner } of objects.pods()) {
      const { replicas } = owner.spec;
      if (typeof replicas !== 'number' || replicas === 0) continue;
      const scaler = scalerOf(model, owner);
      if (scaler === undefined) continue;
      yield { at: owner, path: ['spec', 'replicas'], message: `spec.replicas is ${replicas}, and ${shownName(scaler.id)} scales it`, remedy: 'remove it' };
    }
  },
};
