import { PROBES } from './references';
import { isLongRunning } from '../../../analysis/controlled';
import { isInjected } from '../../../analysis/injected';
import { asList, asObject } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { Rule } from '../../rule';

const CONTAINER = 'spec.template.spec.containers[0]';

export const probeLiveness: Rule = {
  id: 'probe-liveness',
  title: 'Containers that serve are restarted when they hang',
  item: 'reliability',
  severity: 'info',
  why: 'The kubelet restarts a process that ends, not one that hangs: without a liveness probe a deadlock lasts until somebody looks.',
  references: [PROBES],
  edition: '2026.11',
  bad: {
    'not set': { unset: [`${CONTAINER}.livenessProbe`] },
    'another container that opens a port': {
      set: { 'spec.template.spec.containers[1]': { name: 'metrics', image: 'ghcr.io/acme/metrics:1', ports: [{ containerPort: 9000 }] } },
    },
  },
  good: {
    'a container that opens no port': { set: { 'spec.template.spec.containers[1]': { name: 'worker', image: 'ghcr.io/acme/worker:1' } } },
    'a gateway whose probes Istio writes': {
      unset: [`${CONTAINER}.livenessProbe`], set: { 'spec.template.metadata.labels["sidecar.istio.io/inject"]': 'true', [`${CONTAINER}.image`]: 'auto' },
    },
    'an init container': { set: { 'spec.template.spec.initContainers': [{ name: 'setup', image: 'ghcr.io/acme/setup:1' }] } },
    'a Job': {
      add: [{
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'migrate', namespace: 'shop' },
        spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'ghcr.io/acme/a:1', ports: [{ containerPort: 80 }] }] } } },
      }],
    },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      if (!isLongRunning(pod)) continue;
      for (const container of pod.containers) {
        const { name, list, path, spec } = container;
        if (list !== 'containers' || asList(spec.ports).length === 0 || Object.keys(asObject(spec.livenessProbe)).length > 0) continue;
        if (isInjected(pod, container)) continue;
        const at = [...path, 'livenessProbe'];
        yield {
          at: pod.owner,
          container: name,
          path: at,
          message: `${formatPath(at)} is not set`,
          remedy: 'set a probe that fails only when a restart helps; let it not depend on other services',
        };
      }
    }
  },
};
