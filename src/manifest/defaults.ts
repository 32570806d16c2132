type Json = Readonly<Record<string, unknown>>;

/**
 * A pod spec as the API server completes it before anything judges it: a volume that has only a name is an emptyDir, a container in the host network
 * opens its ports on the node, and a request that is not set equals the limit. Gives back the same object where there is nothing to complete.
 */
export function defaultedPodSpec(spec: Json): Json {
  let result = spec;
  const volumes = spec.volumes;
  if (Array.isArray(volumes) && volumes.some(isSourceless)) {
    result = { ...result, volumes: volumes.map((volume: unknown) => (isSourceless(volume) ? { ...volume, emptyDir: {} } : volume)) };
  }
  for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
    const containers = spec[list];
    if (!Array.isArray(containers)) continue;
    const hostNetwork = spec.hostNetwork === true && list !== 'ephemeralContainers';
    if (containers.some((container: unknown) => completeContainer(container, hostNetwork) !== container)) {
      result = { ...result, [list]: containers.map((container: unknown) => completeContainer(container, hostNetwork)) };
    }
  }
  return result;
}

function isSourceless(volume: unknown): volume is Json | null {
  if (!isMap(volume)) return volume === null;
  for (const key in volume) {
    if (key !== 'name' && volume[key] !== undefined && volume[key] !== null) return false;
  }
  return true;
}

function completeContainer(container: unknown, hostNetwork: boolean): unknown {
  if (!isMap(container)) return container;
  let result: Json = container;
  const resources = container.resources;
  if (isMap(resources) && isMap(resources.limits)) {
    const requests = isMap(resources.requests) ? resources.requests : NOTHING;
    const { limits } = resources;
    if (lacksSome(limits, requests)) {
      const given = Object.fromEntries(Object.entries(requests).filter(([, quantity]) => quantity !== null));
      result = { ...result, resources: { ...resources, requests: { ...limits, ...given } } };
    }
  }
  if (hostNetwork && Array.isArray(container.ports) && container.ports.some(opensNoHostPort)) {
    result = {
      ...result,
      ports: container.ports.map((port: unknown) => (opensNoHostPort(port) ? { ...port, hostPort: port.containerPort } : port)),
    };
  }
  return result;
}

function lacksSome(limits: Json, requests: Json): boolean {
  for (const name in limits) {
    if ((requests[name] ?? undefined) === undefined) return true;
  }
  return false;
}

function opensNoHostPort(port: unknown): port is Json {
  return isMap(port) && !port.hostPort && port.containerPort !== undefined;
}

const NOTHING: Json = Object.freeze({});

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
