import { PROBES } from './references';
import { servingContainers } from './serving-containers';
import { isLongRunning } from '../../../analysis/controlled';
import { asObject } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { Rule } from '../../rule';

const PROBE = 'spec.template.spec.containers[0].readinessProbe';

export const probeReadiness: Rule = {
  id: 'probe-readiness',
  title: 'Containers behind a Service say when they can serve',
  item: 'reliability',
  severity: 'warning',
  development: 'info',
  why: 'Without a readiness probe a pod gets requests as soon as its process runs, and keeps getting them while it cannot answer: every rollout drops some.',
  references: [PROBES],
  edition: '2026.11',
  bad: {
    'not set': { unset: [PROBE] },
    'null': { set: { [PROBE]: null } },
    'the only container, which does not say that it opens the port': {
      unset: [PROBE, 'spec.template.spec.containers[0].ports'],
    },
  },
  good: {
    'behind no Service': { unset: [PROBE], remove: ['Service/api'] },
    'a gateway whose probes Istio writes': {
      unset: [PROBE], set: { 'spec.template.metadata.labels["sidecar.istio.io/inject"]': 'true', 'spec.template.spec.containers[0].image': 'auto' },
    },
    'a container beside the one that serves': {
      set: { 'spec.template.spec.containers[1]': { name: 'logs', image: 'ghcr.io/acme/logs:1' } },
    },
    'a Service that wants pods that are not ready': {
      on: 'StatefulSet/db',
      unset: [PROBE],
      remove: ['Service/db'],
      add: [{
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'db', namespace: 'shop' },
        spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: { 'app.kubernetes.io/name': 'db' }, ports: [{ port: 5432 }] },
      }],
    },
    'a Job': {
      add: [{
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'migrate', namespace: 'shop' },
        spec: {
          template: {
            metadata: { labels: { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'api' } },
            spec: { restartPolicy: 'Never', containers: [{ name: 'migrate', image: 'ghcr.io/acme/migrate:1', ports: [{ name: 'http', containerPort: 8080 }] }] },
          },
        },
      }],
    },
  },
  * checkEach(objects, _, model) {
    for (const pod of objects.pods()) {
      if (!isLongRunning(pod)) continue;
      for (const { name, path, spec } of servingContainers(model, pod)) {
        if (Object.keys(asObject(spec.readinessProbe)).length > 0) continue;
        const at = [...path, 'readinessProbe'];
        yield {
          at: pod.owner,
          container: name,
          path: at,
          message: `${formatPath(at)} is not set, and a Service sends traffic here`,
          remedy: 'set a probe that answers when requests can be served',
        };
      }
    }
  },
};
