import { PROBES } from './references';
import { scalarText } from '../../../analysis/scalar-text';
import { shownName } from '../../../analysis/shown-name';
import { asList, asObject, Container, Json } from '../../../manifest/model';
import { formatPath, Path } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Rule } from '../../rule';

const CONTAINER = 'spec.template.spec.containers[0]';

export const probePortDeclared: Rule = {
  id: 'probe-port-declared',
  title: 'Probes ask a port that their container opens',
  item: 'reliability',
  severity: 'warning',
  why: 'A probe that names a port its container does not have always fails: the pod is never ready, or is restarted for ever.',
  references: [PROBES],
  edition: '2026.11',
  bad: {
    'a name that the container does not have': { set: { [`${CONTAINER}.readinessProbe.httpGet.port`]: 'web' } },
    'a name of a TCP probe': { set: { [`${CONTAINER}.startupProbe.tcpSocket.port`]: 'web' } },
    'a number that the container does not declare': { set: { [`${CONTAINER}.livenessProbe.httpGet.port`]: 9090 } },
    'a gRPC port that the container does not declare': { set: { [`${CONTAINER}.livenessProbe`]: { grpc: { port: 9090 } } } },
  },
  good: {
    'by number': { set: { [`${CONTAINER}.livenessProbe.httpGet.port`]: 8080 } },
    'a container that declares no port, which it need not': {
      unset: [`${CONTAINER}.ports`], set: { [`${CONTAINER}.livenessProbe`]: { tcpSocket: { port: 9090 } }, [`${CONTAINER}.readinessProbe`]: {}, [`${CONTAINER}.startupProbe`]: {} },
    },
    'a port of the node, in the host network': {
      set: { 'spec.template.spec.hostNetwork': true, [`${CONTAINER}.livenessProbe.httpGet.port`]: 9090 },
    },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      for (const container of pod.containers) {
        for (const { path, port } of undeclaredPorts(container)) {
          const entries = asList(container.spec.ports).map(asObject);
          if (typeof port === 'number' && (entries.length === 0 || pod.spec.hostNetwork === true)) continue;
          const names = entries.map(({ name, containerPort }) => shownName(scalarText(name) || scalarText(containerPort)));
          yield {
            at: pod.owner,
            container: container.name,
            path,
            message: `${formatPath(path)} is ${typeof port === 'string' ? quote(port) : port}, and the container has no such port`,
            remedy: names.length === 0 ? 'add the port to ports, or write its number' : `use ${names.slice(0, 5).join(' or ')}, or add the port to ports`,
            // What is not declared may still be open; a name has to be declared.
            severity: typeof port === 'number' ? 'info' : undefined,
          };
        }
      }
    }
  },
};

interface ProbedPort {
  readonly path: Path;
  readonly port: string | number;
}

/** The ports that probes ask and that the container does not list. */
function undeclaredPorts({ path, spec }: Container): readonly ProbedPort[] {
  const found: ProbedPort[] = [];
  for (const probe of PROBE_FIELDS) {
    if (spec[probe] === undefined) continue;
    const handlers = asObject(spec[probe]);
    for (const handler in handlers) {
      const { port } = HANDLERS.has(handler) ? asObject(handlers[handler]) : NOTHING;
      // A name with digits only is a number that somebody put in quotes; the API server refuses it.
      if ((typeof port === 'number' || (typeof port === 'string' && port !== '')) && !isDeclared(port, asList(spec.ports))) {
        found.push({ path: [...path, probe, handler, 'port'], port });
      }
    }
  }
  return found;
}

const PROBE_FIELDS = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;
const HANDLERS: ReadonlySet<string> = new Set(['httpGet', 'tcpSocket', 'grpc']);
const NOTHING: Json = {};

function isDeclared(port: string | number, ports: readonly unknown[]): boolean {
  const field = typeof port === 'string' ? 'name' : 'containerPort';
  return ports.some((entry) => asObject(entry)[field] === port);
}
