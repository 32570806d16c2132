import { SERVICES } from './references';
import { shownPods } from './shown-pods';
import { containerPorts } from '../../../analysis/container-ports';
import { isInjected } from '../../../analysis/injected';
import { ServicePort, servicesOf, targetsOn } from '../../../analysis/services';
import { shownName } from '../../../analysis/shown-name';
import { PodTemplate } from '../../../manifest/model';
import { portProblem } from '../../../manifest/name';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Rule } from '../../rule';

export const serviceTargetPortExists: Rule = {
  id: 'service-target-port-exists',
  title: 'Services lead to ports that their pods open',
  item: 4,
  severity: 'warning',
  why: 'A targetPort by a name that no container has gives the Service no endpoint for this port; one by a number that nothing listens on gives it endpoints that refuse.',
  references: [SERVICES, { title: 'Service: port definitions', url: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports' }],
  edition: '2026.11',
  bad: {
    'a name that no container has': { on: 'Service/api', set: { 'spec.ports[0].targetPort': 'web' } },
    'a name of another protocol': { on: 'Service/api', set: { 'spec.ports[0].protocol': 'UDP' } },
    'a number that no container declares': { on: 'Service/api', set: { 'spec.ports[0].targetPort': 8081 } },
    'no targetPort, which is the port': { on: 'Service/api', set: { 'spec.ports[0]': { port: 80 } } },
  },
  good: {
    'by number': { on: 'Service/api', set: { 'spec.ports[0].targetPort': 8080 } },
    'what is no port at all is another rule\'s': { on: 'Service/api', set: { 'spec.ports[0].targetPort': '8080' } },
    'pods that declare no port, which they need not': {
      on: 'Service/api',
      set: { 'spec.ports[0].targetPort': 9000, 'spec.selector': { app: 'extra' } },
      add: [{
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'extra', namespace: 'shop', labels: { app: 'extra' } },
        spec: { containers: [{ name: 'extra', image: 'ghcr.io/acme/extra:1' }] },
      }],
    },
    'a gateway whose ports Istio writes': {
      on: 'Deployment/api',
      set: { 'spec.template.metadata.labels["sidecar.istio.io/inject"]': 'true', 'spec.template.spec.containers[0].image': 'auto', 'spec.template.spec.containers[0].ports[0].containerPort': 15090 },
    },
    'a port of a sidecar': {
      on: 'Service/api',
      set: { 'spec.ports[0].targetPort': 'proxy' },
      add: [{
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'extra', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'api' } },
        spec: { initContainers: [{ name: 'proxy', restartPolicy: 'Always', image: 'ghcr.io/acme/proxy:1', ports: [{ name: 'proxy', containerPort: 9000 }] }] },
      }],
    },
  },
  * check(model) {
    for (const { at, pods, ports } of servicesOf(model)) {
      if (pods.length === 0) continue;
      for (const port of ports) {
        // What is no port at all is reported by object-valid.
        if (portProblem(port.target) !== undefined || pods.some((pod) => mayOpen(pod, port))) continue;
        const path = [...port.path, 'targetPort'];
        const found = typeof port.target === 'string' ? quote(port.target) : String(port.target);
        const open = [...new Set(pods.flatMap((pod) => containerPorts(pod).map(({ name, number, protocol }) => shownName(`${name || number}/${protocol}`))))];
        yield {
          at,
          path,
          message: `${formatPath(path)} is ${found}, and ${shownPods(pods)} opens no such ${shownName(port.protocol)} port`,
          remedy: open.length === 0 ? 'name the port in the pod template' : `use one that the pods open: ${open.slice(0, 5).join(', ')}`,
          // What is not declared may still be open; a name has to be declared.
          severity: typeof port.target === 'string' ? undefined : 'info',
        };
      }
    }
  },
};

/** Whether a pod may open the port: it says so, names no port of its own at all, or does not say all that runs in it. */
function mayOpen(pod: PodTemplate, port: ServicePort): boolean {
  if (pod.containers.some((container) => isInjected(pod, container))) return true;
  if (typeof port.target === 'string') return targetsOn(pod, port).length > 0;
  const declared = containerPorts(pod);
  return declared.length === 0 || declared.some(({ number, protocol }) => number === port.target && protocol === port.protocol);
}
