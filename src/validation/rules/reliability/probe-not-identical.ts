import { PROBES } from './references';
import { isLongRunning } from '../../../analysis/controlled';
import { asList, asObject, Json } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { Rule } from '../../rule';

const CONTAINER = 'spec.template.spec.containers[0]';
const http = (more: object = {}): object => ({ httpGet: { path: '/health', port: 'http' }, ...more });

export const probeNotIdentical: Rule = {
  id: 'probe-not-identical',
  title: 'A pod is taken out of service before it is restarted',
  item: 'reliability',
  severity: 'warning',
  development: 'info',
  why: 'With the same probe for both, a pod that is only busy, or whose database is away, is restarted at the moment it should be left to recover: under load all of them, one after the other.',
  references: [PROBES],
  edition: '2026.11',
  bad: {
    'the same probe': { set: { [`${CONTAINER}.livenessProbe`]: http(), [`${CONTAINER}.readinessProbe`]: http() } },
    'the same probe with a default written out': {
      set: { [`${CONTAINER}.livenessProbe`]: http(), [`${CONTAINER}.readinessProbe`]: http({ periodSeconds: 10, failureThreshold: 3 }) },
    },
    'the same command': {
      set: { [`${CONTAINER}.livenessProbe`]: { exec: { command: ['/check'] } }, [`${CONTAINER}.readinessProbe`]: { exec: { command: ['/check'] } } },
    },
  },
  good: {
    'another path': { set: { [`${CONTAINER}.livenessProbe`]: http(), [`${CONTAINER}.readinessProbe`]: { httpGet: { path: '/ready', port: 'http' } } } },
    'more patience before a restart': { set: { [`${CONTAINER}.livenessProbe`]: http({ failureThreshold: 10 }), [`${CONTAINER}.readinessProbe`]: http() } },
    'another port': {
      set: { [`${CONTAINER}.livenessProbe`]: { grpc: { port: 9000 } }, [`${CONTAINER}.readinessProbe`]: { grpc: { port: 9001 } } },
    },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      if (!isLongRunning(pod)) continue;
      for (const { name, path, spec } of pod.containers) {
        const { livenessProbe, readinessProbe } = spec;
        if (!livenessProbe || !readinessProbe || !isSame(asObject(livenessProbe), asObject(readinessProbe))) continue;
        const at = [...path, 'livenessProbe'];
        yield {
          at: pod.owner,
          container: name,
          path: at,
          message: `${formatPath(at)} is the same as readinessProbe`,
          remedy: 'let it ask less, such as only whether the process answers, or give it a higher failureThreshold',
        };
      }
    }
  },
};

/** Whether two probes ask the same at the same times, with the defaults of the API server. */
function isSame(a: Json, b: Json): boolean {
  for (const [field, value] of TIMES) {
    if (text(a[field] ?? value) !== text(b[field] ?? value)) return false;
  }
  const asked = question(a);
  return asked !== '' && asked === question(b);
}

const TIMES: readonly (readonly [string, unknown])[] = [
  ['periodSeconds', 10], ['failureThreshold', 3], ['initialDelaySeconds', 0], ['timeoutSeconds', 1], ['successThreshold', 1], ['terminationGracePeriodSeconds', ''],
];

/** What a probe asks, on one line; empty where there is none. */
function question({ exec, httpGet, tcpSocket, grpc }: Json): string {
  const get = asObject(httpGet);
  const handler = (
    exec ? ['exec', ...asList(asObject(exec).command)]
      : httpGet ? ['http', get.path ?? '/', get.port, get.host ?? '', get.scheme ?? 'HTTP', ...asList(get.httpHeaders).flatMap((header) => Object.values(asObject(header)))]
        : tcpSocket ? ['tcp', asObject(tcpSocket).port, asObject(tcpSocket).host ?? '']
          : grpc ? ['grpc', asObject(grpc).port, asObject(grpc).service ?? ''] : []
  );
  return handler.map(text).join('\0');
}

function text(value: unknown): string {
  return typeof value === 'object' ? '' : String(value);
}
