import { hostPaths, isWithin } from './host-path';
import { HOSTPATH } from './references';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { cis, mitre, nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

const mounting = (path: string): Record<string, unknown> => ({ 'spec.template.spec.volumes[1]': { name: 'node', hostPath: { path } } });

export const hostpathSensitive: Rule = {
  id: 'hostpath-sensitive',
  title: 'Pods mount no path that the node itself lives on',
  item: 2,
  severity: 'error',
  development: 'warning',
  why: 'Credentials of the kubelet, keys of the cluster, the processes, devices and programs of the node: who reads them is the node, and who writes them runs code on it.',
  references: [HOSTPATH, cis('5.2.11'), nsa('Pod security enforcement'), mitre('T1611')],
  edition: '2026.11',
  bad: {
    'the whole node': { set: mounting('/') },
    'its configuration': { set: mounting('/etc') },
    'below its configuration': { set: mounting('/etc/kubernetes/pki') },
    'written with more slashes': { set: mounting('//etc/./kubernetes/') },
    'its processes': { set: mounting('/proc') },
    'the state of the kubelet': { set: mounting('/var/lib/kubelet/pods') },
    'above the state of the kubelet': { set: mounting('/var/lib') },
    'its programs': { set: mounting('/usr/local/bin') },
    'its log files, through which links lead anywhere': { set: mounting('/var/log') },
    'a drive of a Windows node': { set: mounting('C:\\') },
    'the system of a Windows node': { set: mounting('C:\\Windows\\System32') },
  },
  good: {
    'a path of its own': { set: mounting('/srv/data') },
    'a name that begins alike': { set: mounting('/etcetera') },
    'the time zone': { set: mounting('/etc/localtime') },
    'certificates that all may read': { set: mounting('/etc/ssl/certs') },
    'modules of the kernel': { set: mounting('/lib/modules') },
    'a path of its own on Windows': { set: mounting('C:\\data') },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      for (const { at, written, path } of hostPaths(pod)) {
        const folder = SENSITIVE.find((candidate) => isWithin(path, candidate) || isWithin(candidate, path));
        if (folder === undefined || HARMLESS.some((candidate) => isWithin(path, candidate))) continue;
        yield {
          at: pod.owner,
          path: at,
          message: `${formatPath(at)} is ${quote(written)}, ${reach(path, folder)}`,
          remedy: 'mount a volume that Kubernetes keeps, such as a persistentVolumeClaim, or a path that holds nothing else',
        };
      }
    }
  },
};

function reach(path: string, folder: string): string {
  if (path === '/') return 'which is the whole node';
  if (path === folder) return 'which belongs to the node';
  return isWithin(path, folder) ? `a part of ${folder} of the node` : `which holds ${folder} of the node`;
}

/** Folders whose content is the node's; so is all below them, and what holds them. */
const SENSITIVE: readonly string[] = [
  '/etc', '/proc', '/sys', '/dev', '/boot', '/root', '/bin', '/sbin', '/lib', '/lib64', '/usr', '/opt/cni', '/var/log',
  '/var/lib/kubelet', '/var/lib/etcd', '/var/lib/docker', '/var/lib/containerd', '/var/lib/containers', '/var/lib/crio', '/var/lib/rancher',
  '/var/lib/cni', '/var/lib/cloud', '/var/spool/cron',
  'c:/windows', 'c:/etc/kubernetes', 'c:/k', 'c:/var/lib/kubelet', 'c:/programdata/docker', 'c:/programdata/containerd', 'c:/users',
];

/** What every process of a node may read. */
const HARMLESS: readonly string[] = [
  '/etc/localtime', '/etc/timezone', '/etc/ssl/certs', '/etc/pki/ca-trust', '/etc/pki/tls/certs', '/etc/os-release', '/etc/machine-id', '/etc/hostname',
  '/lib/modules', '/usr/lib/modules', '/usr/lib/os-release', '/usr/share/zoneinfo', '/usr/share/ca-certificates', '/usr/share/pki', '/usr/src',
  '/dev/null', '/dev/zero', '/dev/urandom', '/dev/shm',
];
