import { containerPorts, keepsRunning } from '../../../analysis/container-ports';
import { isInjected } from '../../../analysis/injected';
import { servicesBefore, ServicePort, targetsOn } from '../../../analysis/services';
import { Container, Model, PodTemplate } from '../../../manifest/model';
import { once } from '../../../manifest/once';

/**
 * The containers that Services send traffic to: those that open the port, or the only one where none says that it does. What an injector writes, with
 * its probes and hooks, is not among them.
 */
export function servingContainers(model: Model, pod: PodTemplate): readonly Container[] {
  return servingIn(model)(pod);
}

const servingIn = once((model: Model) => once((pod: PodTemplate) => findServing(model, pod)));

function findServing(model: Model, pod: PodTemplate): readonly Container[] {
  const serving: Container[] = [];
  for (const service of servicesBefore(model, pod)) {
    // Such a Service sends traffic to pods that are not ready, and wants to.
    if (service.at.spec.publishNotReadyAddresses === true) continue;
    for (const port of service.ports) {
      for (const container of behind(port, pod)) {
        if (!serving.includes(container) && !isInjected(pod, container)) serving.push(container);
      }
    }
  }
  return serving;
}

function behind(port: ServicePort, pod: PodTemplate): readonly Container[] {
  const targets = targetsOn(pod, port);
  const open = containerPorts(pod).filter(({ number, protocol }) => protocol === port.protocol && targets.includes(number));
  if (open.length > 0) return open.map(({ container }) => container);
  const running = pod.containers.filter(keepsRunning);
  return running.length === 1 ? running : [];
}
