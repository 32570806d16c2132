import { AUTOSCALING } from './references';
import { sameNamespaces } from '../../../analysis/same-namespace';
import { autoscalers, scaleTarget } from '../../../analysis/scaling';
import { shownName } from '../../../analysis/shown-name';
import { templatePath } from '../../../manifest/model';
import { Rule } from '../../rule';

export const hpaTargetExists: Rule = {
  id: 'hpa-target-exists',
  title: 'Autoscalers scale a workload that exists',
  item: 'reliability',
  severity: 'warning',
  why: 'An autoscaler whose target is misspelt is accepted and scales nothing: the workload stays at one pod under any load.',
  references: [AUTOSCALING],
  edition: '2026.11',
  bad: {
    'another name': { on: 'HorizontalPodAutoscaler/web', set: { 'spec.scaleTargetRef.name': 'wep' } },
    'another kind': { on: 'HorizontalPodAutoscaler/web', set: { 'spec.scaleTargetRef.kind': 'StatefulSet' } },
    'another namespace': { on: 'Deployment/web', set: { 'metadata.namespace': 'elsewhere' } },
  },
  good: {
    'a custom resource': {
      on: 'HorizontalPodAutoscaler/web', set: { 'spec.scaleTargetRef': { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' } },
    },
    'a namespace whose workloads are elsewhere': { on: 'HorizontalPodAutoscaler/web', set: { 'metadata.namespace': 'elsewhere' } },
  },
  * check(model) {
    for (const at of autoscalers(model)) {
      const { apiVersion, kind, name } = scaleTarget(at);
      // Custom resources of a namespace are often kept elsewhere.
      if (templatePath(apiVersion, kind) === undefined || apiVersion.includes('.') || model.podsIn(at.namespace).length === 0) continue;
      if (sameNamespaces(at.namespace).some((namespace) => model.find(kind, namespace, name) !== undefined)) continue;
      yield {
        at,
        path: ['spec', 'scaleTargetRef'],
        message: `spec.scaleTargetRef names ${shownName(`${kind}/${name}`)}, which the namespace does not have`,
        remedy: 'name a workload of the namespace of the autoscaler',
      };
    }
  },
};
