import { podIsolatedRule } from './pod-isolated';
import { mitre } from '../../../standard/reference';

export const netpolPodIngressIsolated = podIsolatedRule('ingress', {
  title: 'Pods accept only the traffic that a policy allows',
  why: 'A pod that no policy isolates is open to every pod of the cluster, in namespaces of others too: a hole in any of them reaches it.',
  technique: mitre('T1046'),
  consequence: 'every pod of the cluster reaches it',
});
