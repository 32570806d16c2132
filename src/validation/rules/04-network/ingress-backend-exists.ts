import { INGRESS } from './references';
import { IngressBackend, ingressBackends, ingressesOf } from '../../../analysis/ingresses';
import { mayHaveOtherPods } from '../../../analysis/other-pods';
import { sameNamespaces } from '../../../analysis/same-namespace';
import { findService, showsServices } from '../../../analysis/services';
import { shownName } from '../../../analysis/shown-name';
import { Model, Resource } from '../../../manifest/model';
import { portProblem } from '../../../manifest/name';
import { formatPath, Path } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Rule } from '../../rule';

const BACKEND = 'spec.rules[0].http.paths[0].backend';

export const ingressBackendExists: Rule = {
  id: 'ingress-backend-exists',
  title: 'Ingresses lead to Services and ports that exist',
  item: 4,
  severity: 'warning',
  why: 'A backend that is not there answers 503 on a public host, and whoever may create a Service of that name in the namespace answers for it instead.',
  references: [INGRESS],
  edition: '2026.11',
  bad: {
    'no such Service': { on: 'Ingress/web', set: { [`${BACKEND}.service.name`]: 'wep' } },
    'no such port, by name': { on: 'Ingress/web', set: { [`${BACKEND}.service.port`]: { name: 'https' } } },
    'no such port, by number': { on: 'Ingress/web', set: { [`${BACKEND}.service.port`]: { number: 80 } } },
    'no such Service, by default': { on: 'Ingress/web', set: { 'spec.defaultBackend': { service: { name: 'fallback', port: { number: 80 } } } } },
    'no such Service, in an old version': { on: 'Ingress/web', set: { [BACKEND]: { serviceName: 'wep', servicePort: 80 } } },
  },
  good: {
    'by number': { on: 'Ingress/web', set: { [`${BACKEND}.service.port`]: { number: 8080 } } },
    'what is no port at all is another rule\'s': { on: 'Ingress/web', set: { [`${BACKEND}.service.port`]: { number: 80800 } } },
    'something other than a Service': { on: 'Ingress/web', set: { [BACKEND]: { resource: { apiGroup: 'acme.io', kind: 'Bucket', name: 'static' } } } },
    'a name outside, which needs no port': {
      on: 'Ingress/web',
      set: { [`${BACKEND}.service`]: { name: 'outside', port: { number: 443 } } },
      add: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'outside', namespace: 'shop' }, spec: { type: 'ExternalName', externalName: 'a.example.com' } }],
    },
    'an action of the AWS load balancer': { on: 'Ingress/web', set: { [`${BACKEND}.service`]: { name: 'redirect', port: { name: 'use-annotation' } } } },
    'an input that shows no Service of the namespace': { remove: ['Service/web', 'Service/api', 'Service/db'] },
    'a namespace whose Services are elsewhere': { on: 'Ingress/web', set: { 'metadata.namespace': 'edge' } },
  },
  * check(model) {
    for (const at of ingressesOf(model)) {
      const seen = new Set<string>();
      for (const backend of ingressBackends(at)) {
        const found = missing(model, at, backend);
        if (found === undefined || seen.has(found.message)) continue;
        seen.add(found.message);
        yield { at, ...found };
      }
    }
  },
};

interface Missing {
  readonly path: Path;
  readonly message: string;
  readonly remedy: string;
}

function missing(model: Model, at: Resource, { path, service: name, port, portPath }: IngressBackend): Missing | undefined {
  if (port === 'use-annotation') return undefined;
  const service = findService(model, at.namespace, name);
  if (service === undefined) {
    if (!showsServices(model, at.namespace) || mayHaveOtherPods(model, at.namespace)) return undefined;
    if (sameNamespaces(at.namespace).some((namespace) => findService(model, namespace, name) !== undefined)) return undefined;
    return {
      path, message: `${formatPath(path)} is ${quote(name)}, and the namespace has no such Service`, remedy: 'name a Service of the namespace of the Ingress',
    };
  }
  // What is no port at all is reported by object-valid.
  if (port === undefined || portProblem(port) !== undefined || service.type === 'ExternalName' || service.ports.length === 0) return undefined;
  // The old versions keep name and number in one field.
  if (service.ports.some((each) => each.number === port || each.name === port)) return undefined;
  return {
    path: portPath,
    message: `${formatPath(portPath)} is ${typeof port === 'string' ? quote(port) : port}, and Service ${shownName(name)} has no such port`,
    remedy: `use a port of the Service, not of the pods: ${service.ports.map((each) => (each.name ? `${shownName(each.name)} (${each.number})` : each.number)).slice(0, 5).join(', ')}`,
  };
}
