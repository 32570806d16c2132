import { podIsolatedRule } from './pod-isolated';
import { mitre } from '../../../standard/reference';

export const netpolPodEgressIsolated = podIsolatedRule('egress', {
  title: 'Pods open only the connections that a policy allows',
  why: 'A pod that is broken into fetches tools from the internet, sends data there and looks for the next pod, unless its egress is isolated.',
  technique: mitre('T1048'),
  consequence: 'it reaches every pod of the cluster and the internet',
});
