import { servingContainers } from './serving-containers';
import { isLongRunning } from '../../../analysis/controlled';
import { servicesBefore } from '../../../analysis/services';
import { asObject } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { Rule } from '../../rule';

const LIFECYCLE = 'spec.template.spec.containers[0].lifecycle';

export const preStopDrain: Rule = {
  id: 'pre-stop-drain',
  title: 'Containers behind a Service go on serving until nobody is sent to them',
  item: 'reliability',
  severity: 'info',
  why: 'A pod that is to go gets its signal to stop while every node still sends it connections: a program that stops at once drops those of the next seconds, on every rollout. A pause before the signal costs one line.',
  references: [
    { title: 'Pod Lifecycle: Pod termination flow', url: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow' },
    { title: 'Explore termination behavior for Pods and their endpoints', url: 'https://kubernetes.io/docs/tutorials/services/pods-and-endpoint-termination-flow/' },
    { title: 'Container lifecycle hooks', url: 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-implementations' },
  ],
  edition: '2026.11',
  bad: {
    'no hook': { unset: [LIFECYCLE] },
    'only one after the start': { set: { [LIFECYCLE]: { postStart: { exec: { command: ['/api', 'warm'] } } } } },
    'no pause': { set: { [`${LIFECYCLE}.preStop`]: { sleep: { seconds: 0 } } } },
  },
  good: {
    'a program that waits': { set: { [`${LIFECYCLE}.preStop`]: { exec: { command: ['/api', 'drain'] } } } },
    'behind no Service': { unset: [LIFECYCLE], remove: ['Service/api'] },
    'a database, whose clients know its pods by name': { on: 'StatefulSet/db', unset: [LIFECYCLE] },
    'all pods are taken down at once': { unset: [LIFECYCLE], set: { 'spec.strategy': { type: 'Recreate' } } },
    'a container beside the one that serves': { set: { 'spec.template.spec.containers[1]': { name: 'logs', image: 'ghcr.io/acme/logs:1' } } },
    'a target whose kubelets cannot sleep': { unset: [LIFECYCLE], policy: { minor: 29 } },
  },
  * checkEach(objects, { minor }, model) {
    // Before 1.30 it takes a program in the image.
    if (minor < 30) return;
    for (const pod of objects.pods()) {
      if (!isLongRunning(pod) || asObject(pod.owner.spec.strategy).type === 'Recreate') continue;
      if (!servicesBefore(model, pod).some(({ isHeadless }) => !isHeadless)) continue;
      for (const { name, path, spec } of servingContainers(model, pod)) {
        const hook = asObject(asObject(spec.lifecycle).preStop);
        if (Object.keys(hook).length > 0 && asObject(hook.sleep).seconds !== 0) continue;
        const at = [...path, 'lifecycle', 'preStop'];
        yield {
          at: pod.owner,
          container: name,
          path: at,
          message: `${formatPath(at)} is ${Object.keys(hook).length > 0 ? 'a pause of 0 seconds' : 'not set'}, and a Service sends traffic here`,
          remedy: 'set sleep: { seconds: 5 }',
        };
      }
    }
  },
};
