import { asList, asObject, Container, PodTemplate } from '../manifest/model';
import { once } from '../manifest/once';
import { Path } from '../manifest/path';

/** A port that a container says it listens on. */
export interface ContainerPort {
  readonly container: Container;
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
  /** Of its entry, from the object. */
  readonly path: Path;
}

/** The ports that Services and NetworkPolicies can name: those of the containers and of the sidecars among the init containers. */
export const containerPorts = once((pod: PodTemplate): readonly ContainerPort[] => {
  const ports: ContainerPort[] = [];
  for (const container of pod.containers) {
    if (!keepsRunning(container)) continue;
    const entries = asList(container.spec.ports);
    for (let i = 0; i < entries.length; i++) {
      const { name, containerPort, protocol } = asObject(entries[i]);
      if (typeof containerPort !== 'number') continue;
      ports.push({
        container,
        name: typeof name === 'string' ? name : '',
        number: containerPort,
        protocol: typeof protocol === 'string' ? protocol : 'TCP',
        path: [...container.path, 'ports', i],
      });
    }
  }
  return ports;
});

/** Whether the container runs as long as its pod: it is no init container, or one that is a sidecar. */
export function keepsRunning(container: Container): boolean {
  return container.list === 'containers' || (container.list === 'initContainers' && container.spec.restartPolicy === 'Always');
}
