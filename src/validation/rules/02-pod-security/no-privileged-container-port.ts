import { containerPorts } from '../../../analysis/container-ports';
import { scalarText } from '../../../analysis/scalar-text';
import { asList, asObject, Container, PodTemplate } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

const PORT = 'spec.template.spec.containers[0].ports[0].containerPort';

export const noPrivilegedContainerPort: Rule = {
  id: 'no-privileged-container-port',
  title: 'Containers listen on ports that need no privilege',
  item: 2,
  severity: 'info',
  why: 'A port below 1024 asks for root, a capability or a runtime that waives the check: the program then fails, or is given more than it needs. A Service can still offer the low port.',
  references: [
    nsa('non-root containers'),
    { title: 'Using sysctls in a Kubernetes Cluster', url: 'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls' },
  ],
  edition: '2026.11',
  bad: {
    'HTTP': { set: { [PORT]: 80 } },
    'the last of them': { set: { [PORT]: 1023 } },
  },
  good: {
    'the first that needs none': { set: { [PORT]: 1024 } },
    'the one capability for it': {
      set: { [PORT]: 80, 'spec.template.spec.containers[0].securityContext.capabilities.add': ['NET_BIND_SERVICE'] },
    },
    'a sysctl that lowers the bound': {
      set: { [PORT]: 80, 'spec.template.spec.securityContext.sysctls': [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }] },
    },
    'Windows, which has no such ports': { set: { [PORT]: 80, 'spec.template.spec.os': { name: 'windows' } } },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      if (pod.onWindows) continue;
      const first = firstFree(pod);
      for (const { container, number, path } of containerPorts(pod)) {
        if (number >= first || number < 1 || mayBind(container)) continue;
        const at = [...path, 'containerPort'];
        yield {
          at: pod.owner,
          container: container.name,
          path: at,
          message: `${formatPath(at)} is ${number}, a port that processes without privilege cannot open`,
          remedy: 'listen on 1024 or above, and let the Service offer the low port with targetPort',
        };
      }
    }
  },
};

/** The first port that needs no privilege. */
function firstFree(pod: PodTemplate): number {
  for (const entry of asList(asObject(pod.spec.securityContext).sysctls)) {
    const { name, value } = asObject(entry);
    if (name === 'net.ipv4.ip_unprivileged_port_start' && /^\d{1,5}$/.test(scalarText(value))) return Number(value);
  }
  return 1024;
}

function mayBind(container: Container): boolean {
  return asList(asObject(asObject(container.spec.securityContext).capabilities).add).includes('NET_BIND_SERVICE');
}
