import { hostPaths, isWithin } from './host-path';
import { HOSTPATH } from './references';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { cis, mitre, nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

const mounting = (path: string): Record<string, unknown> => ({ 'spec.template.spec.volumes[1]': { name: 'node', hostPath: { path } } });

export const hostpathRuntimeSocket: Rule = {
  id: 'hostpath-runtime-socket',
  title: 'Pods cannot talk to the container runtime of the node',
  item: 2,
  severity: 'error',
  why: 'Whoever reaches the socket of the runtime starts a privileged container with the whole node in it, past every check of the API server.',
  references: [HOSTPATH, cis('5.2.11'), nsa('Pod security enforcement'), mitre('T1611')],
  edition: '2026.11',
  bad: {
    'Docker': { set: mounting('/var/run/docker.sock') },
    'containerd': { set: mounting('/run/containerd/containerd.sock') },
    'CRI-O': { set: mounting('/var/run/crio/crio.sock') },
    'k3s': { set: mounting('/run/k3s/containerd') },
    'the folder of a socket': { set: mounting('/run/containerd') },
    'a folder above': { set: mounting('/var/run/') },
    'the folder of MicroK8s': { set: mounting('/var/snap/microk8s/common/run') },
    'containerd of a snap': { set: mounting('/var/snap/microk8s/common/run/containerd.sock') },
    'containerd in a folder of its own': { set: mounting('/run/containerd.sock') },
    'CRI-O of old': { set: mounting('/var/run/crio.sock') },
    'Podman of a user': { set: mounting('/run/user/1000/podman/podman.sock') },
    'the pipe of a Windows node': { set: mounting('\\\\.\\pipe\\docker_engine') },
  },
  good: {
    'another socket': { set: mounting('/run/acme/acme.sock') },
    'a name that ends alike': { set: mounting('/run/acme/not-containerd.sock') },
    'the whole node, which is reported as that': { set: mounting('/') },
    'much of the node, which is reported as that': { set: mounting('/var') },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      for (const { at, written, path } of hostPaths(pod)) {
        const real = path.startsWith('/var/run') ? path.slice('/var'.length) : path;
        const socket = NAMES.has(real.slice(real.lastIndexOf('/') + 1)) ? real : SOCKETS.find((candidate) => isWithin(candidate, real));
        if (socket === undefined || real === '/' || real === '/var') continue;
        yield {
          at: pod.owner,
          path: at,
          message: `${formatPath(at)} is ${quote(written)}, ${real === socket ? 'the socket of a container runtime' : `which holds ${socket}, the socket of a container runtime`}`,
          remedy: 'remove the volume; build images without the runtime of the node, and read logs and metrics from the kubelet',
        };
      }
    }
  },
};

/** What runtimes call their socket, wherever a distribution or a user puts it. */
const NAMES: ReadonlySet<string> = new Set(['docker.sock', 'containerd.sock', 'crio.sock', 'cri-dockerd.sock', 'podman.sock']);

/** Where runtimes listen, for folders that hold a socket; `/var/run` is `/run`. */
const SOCKETS: readonly string[] = [
  '/run/docker.sock', '/run/docker/docker.sock', '/run/containerd/containerd.sock', '/run/docker/containerd/containerd.sock', '/run/crio/crio.sock',
  '/run/cri-dockerd.sock', '/run/dockershim.sock', '/run/k3s/containerd/containerd.sock', '/run/k0s/containerd.sock', '/run/podman/podman.sock',
  '/var/snap/microk8s/common/run/containerd.sock', '/run/dockerd.sock', '/run/frakti.sock', '/run/rkt/api-service.sock', '/pipe/docker_engine', '/pipe/containerd-containerd', '/pipe/dockershim',
  '/pipe/cri-dockerd',
];
