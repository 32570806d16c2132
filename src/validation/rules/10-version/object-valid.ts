import { VALIDATION_APPS, VALIDATION_BATCH, VALIDATION_CORE, VALIDATION_NETWORKING } from './references';
import { objectChecks, ObjectProblems } from '../../../manifest/object-problems';
import { Edit, Rule } from '../../rule';

const POD = 'spec.template.spec';
const API = `${POD}.containers[0]`;
const HTTP = { name: 'http', containerPort: 8080 };
const ROLLING = 'spec.strategy.rollingUpdate';
const BACKEND = 'spec.rules[0].http.paths[0].backend';
const sidecar = (name: string): object => ({ name, image: 'ghcr.io/acme/sidecar:1' });
const pod = (spec: Readonly<Record<string, unknown>>): Edit => ({
  set: Object.fromEntries(Object.entries(spec).map(([field, value]) => [`${POD}.${field}`, value])),
});
const container = (fields: Readonly<Record<string, unknown>>): Edit => pod(Object.fromEntries(Object.entries(fields).map(([field, value]) => [`containers[0].${field}`, value])));
const mount = (fields: object): Edit => container({ 'volumeMounts[1]': { name: 'tmp', mountPath: '/extra', ...fields } });
const volume = (source: object): Edit => pod({ 'volumes[1]': { name: 'extra', ...source } });
const secured = (context: object): Edit => container({ securityContext: context });
const probe = (kind: string, fields: object): Edit => container({ [kind]: { tcpSocket: { port: 8080 }, ...fields } });
const projected = (source: object): Edit => volume({ projected: { sources: [source] } });
const SPREAD = { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } };
const service = (spec: Readonly<Record<string, unknown>>): Edit => ({
  on: 'Service/api', set: Object.fromEntries(Object.entries(spec).map(([field, value]) => [`spec.${field}`, value])),
});
const ingress = (set: Edit['set']): Edit => ({ on: 'Ingress/web', set });
const path = (text: string, pathType = 'Prefix'): Edit => ingress({ 'spec.rules[0].http.paths[0].path': text, 'spec.rules[0].http.paths[0].pathType': pathType });
const block = (cidr: string, except: string): Edit => ({ on: 'NetworkPolicy/allow-web-to-api', set: { 'spec.egress[0].to': [{ ipBlock: { cidr, except: [except] } }] } });
const policyPort = (port: object): Edit => ({ on: 'NetworkPolicy/allow-api-from-web', set: { 'spec.ingress[0].ports[0]': port } });
const autoscaler = (minReplicas: number, maxReplicas: number): Edit => ({
  on: 'HorizontalPodAutoscaler/web', set: { 'spec.minReplicas': minReplicas, 'spec.maxReplicas': maxReplicas },
});
const budget = (spec: Edit['set'], unset: Edit['unset'] = []): Edit => ({ on: 'PodDisruptionBudget/api', set: spec, unset });
const config = (fields: object, kind = 'ConfigMap', apiVersion = 'v1'): Edit => ({ add: [{ apiVersion, kind, metadata: { name: 'extra', namespace: 'shop' }, ...fields }] });
const aPod = (spec: object): Edit => config({ spec: { containers: [sidecar('extra')], ...spec } }, 'Pod');
const job = (spec: object): object => ({ ...spec, template: { spec: { restartPolicy: 'Never', containers: [sidecar('nightly')] } } });
const cronJob = (spec: object, jobSpec: object = {}, policy: Edit['policy'] = undefined): Edit => ({
  ...config({ spec: { schedule: '0 3 * * *', ...spec, jobTemplate: { spec: job(jobSpec) } } }, 'CronJob', 'batch/v1'), policy,
});
const daemonSet = (rollingUpdate: object): Edit => config({
  spec: {
    selector: { matchLabels: { app: 'extra' } },
    updateStrategy: { rollingUpdate },
    template: { metadata: { labels: { app: 'extra' } }, spec: { containers: [sidecar('extra')] } },
  },
}, 'DaemonSet', 'apps/v1');

export const objectValid: Rule = {
  id: 'object-valid',
  title: 'The parts of an object fit each other, and its numbers and names are in bounds',
  item: 10,
  severity: 'error',
  why: 'What a schema cannot say is written by hand in the API server: a mount without its volume, two ports of one name, a schedule that is none. It is refused in the middle of a deployment, when what stands before it is applied already.',
  references: [VALIDATION_CORE, VALIDATION_APPS, VALIDATION_BATCH, VALIDATION_NETWORKING],
  edition: '2026.11',
  bad: {
    'two containers of one name': { set: { [`${POD}.containers[1]`]: sidecar('api') } },
    'an init container with the name of a container': { set: { [`${POD}.initContainers`]: [sidecar('api')] } },
    'a container with an underscore': { set: { [`${POD}.containers[1]`]: sidecar('side_car') } },
    'a container with an empty name': { set: { [`${POD}.containers[1]`]: sidecar('') } },
    'a port of a container that is none': { set: { [`${API}.ports[0].containerPort`]: 80800 } },
    'port 0': { set: { [`${API}.ports[0].containerPort`]: 0 } },
    'a port of the node that is none': { set: { [`${API}.ports[0].hostPort`]: 65536 } },
    'a long name of a port': { set: { [`${API}.ports[0].name`]: 'http-for-the-shop' } },
    'two ports of one name': { set: { [`${API}.ports`]: [HTTP, { ...HTTP, containerPort: 9090 }] } },
    'an environment variable with an equals sign': { set: { [`${API}.env[0].name`]: 'LOG=LEVEL' } },
    'an environment variable with an empty name': { set: { [`${API}.env[0].name`]: '' } },
    'an environment variable that begins with a digit, in older minors': { set: { [`${API}.env[0].name`]: '1ST' }, policy: { minor: 29 } },
    'an environment variable with a value from two places': { set: { [`${API}.env[0].valueFrom`]: { configMapKeyRef: { name: 'flags', key: 'theme' } } } },
    'a mount without its volume': { set: { [`${API}.volumeMounts[1]`]: { name: 'cache', mountPath: '/cache' } } },
    'a device without its volume': { set: { [`${API}.volumeDevices`]: [{ name: 'disk', devicePath: '/dev/disk' }] } },
    'a mount nowhere': { set: { [`${API}.volumeMounts[0].mountPath`]: '' } },
    'two mounts in one place': {
      set: { [`${POD}.volumes[1]`]: { name: 'cache', emptyDir: {} }, [`${API}.volumeMounts[1]`]: { name: 'cache', mountPath: '/tmp' } },
    },
    'two volumes of one name': { set: { [`${POD}.volumes[1]`]: { name: 'tmp', emptyDir: {} } } },
    'a volume with a dot': { set: { [`${POD}.volumes[1]`]: { name: 'tls.shop', emptyDir: {} } } },
    'a claim with a dot': { on: 'StatefulSet/db', set: { 'spec.volumeClaimTemplates[0].metadata.name': 'data.db', [`${API}.volumeMounts[1].name`]: 'data.db' } },
    'a volume with an empty name': { set: { [`${POD}.volumes[1]`]: { name: '', emptyDir: {} } } },
    'a volume with two sources': { set: { [`${POD}.volumes[0].configMap`]: { name: 'flags' } } },
    'a request above the limit': { set: { [`${API}.resources.requests.memory`]: '1Gi' } },
    'a GPU that is shared': { set: { [`${API}.resources.requests["nvidia.com/gpu"]`]: 1, [`${API}.resources.limits["nvidia.com/gpu"]`]: 2 } },
    'a GPU without a limit': { set: { [`${API}.resources.requests["nvidia.com/gpu"]`]: 1 } },
    'a resource without its prefix': { set: { [`${API}.resources.limits.gpu`]: 1 } },
    'a request for what there is not': { set: { [`${API}.resources.requests.memmory`]: '128Mi' } },
    'a probe that does nothing': { set: { [`${API}.livenessProbe`]: { periodSeconds: 5 } } },
    'a probe of two kinds': { set: { [`${API}.livenessProbe.tcpSocket`]: { port: 8080 } } },
    'a hook that does nothing': { set: { [`${API}.lifecycle.preStop`]: {} } },
    'a Pod of nothing': { add: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'empty', namespace: 'shop' } }] },
    'a Deployment of nothing': { unset: ['spec'] },
    'a template of nothing': { unset: [POD] },
    'a container for debugging': { set: { [`${POD}.ephemeralContainers`]: [sidecar('debug')] } },
    'a Pod with a container for debugging': {
      add: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'debugged', namespace: 'shop' }, spec: { containers: [sidecar('a')], ephemeralContainers: [sidecar('debug')] } }],
    },
    'no container': { set: { [`${POD}.containers`]: [] } },
    'pods of a Deployment that end': { set: { [`${POD}.restartPolicy`]: 'Never' } },
    'pods of a StatefulSet that end': { on: 'StatefulSet/db', set: { [`${POD}.restartPolicy`]: 'OnFailure' } },
    'an empty selector': { set: { 'spec.selector': {} } },
    'fewer than no replicas': { set: { 'spec.replicas': -1 } },
    'a rollout that changes nothing': { set: { [ROLLING]: { maxSurge: 0, maxUnavailable: '0%' } } },
    'a share that is none': { set: { [`${ROLLING}.maxSurge`]: '25' } },
    'a share below zero': { set: { [`${ROLLING}.maxSurge`]: -1 } },
    'more than all': { set: { [`${ROLLING}.maxUnavailable`]: '150%' } },
    'a rolling update of what is recreated': { set: { 'spec.strategy.type': 'Recreate' } },
    'pods that are ready after the rollout is given up': { set: { 'spec.minReadySeconds': 900 } },
    'a DaemonSet that rolls out in two ways': daemonSet({ maxSurge: 1 }),
    'a DaemonSet that rolls out in no way': daemonSet({ maxUnavailable: 0 }),
    'a partition below zero': { on: 'StatefulSet/db', set: { 'spec.updateStrategy': { rollingUpdate: { partition: -1 } } } },
    'a rolling update of what is updated by hand': { on: 'StatefulSet/db', set: { 'spec.updateStrategy': { type: 'OnDelete', rollingUpdate: { partition: 0 } } } },
    'a Job that is tried less than never': config({ spec: job({ backoffLimit: -1 }) }, 'Job', 'batch/v1'),
    'a schedule that is none': cronJob({ schedule: '0 25 * * *' }),
    'an empty schedule': cronJob({ schedule: '' }),
    'a schedule of six fields': cronJob({ schedule: '0 0 3 * * *' }),
    'a time zone in the schedule': cronJob({ schedule: 'TZ=Europe/Berlin 0 3 * * *' }),
    'a time zone that does not exist': cronJob({ timeZone: 'Mars/Olympus' }),
    'a time zone that is misspelt': cronJob({ timeZone: 'Europe/Berlni' }),
    'a time zone in lower case': cronJob({ timeZone: 'europe/berlin' }),
    'another name of a zone in lower case': cronJob({ timeZone: 'asia/kolkata' }),
    'a history below zero': cronJob({ successfulJobsHistoryLimit: -1 }),
    'a Job of a CronJob that is tried less than never': cronJob({}, { backoffLimit: -1 }),
    'a port of a Service that is none': service({ 'ports[0].port': 80800 }),
    'a target that is none': service({ 'ports[0].targetPort': 80800 }),
    'a target by a number in quotes': service({ 'ports[0].targetPort': '8080' }),
    'a port of a Service with an underscore': service({ 'ports[0].name': 'http_api' }),
    'two ports, of which one has no name': service({ 'ports[1]': { port: 9090 } }),
    'two ports with one name': service({ 'ports[1]': { name: 'http', port: 9090 } }),
    'two ports with one number': service({ 'ports[1]': { name: 'web', port: 8080 } }),
    'two ports with one port of the nodes': service({
      type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort: 30080 }, { name: 'https', port: 443, nodePort: 30080 }],
    }),
    'a port of the nodes where none is opened': service({ 'ports[0].nodePort': 30080 }),
    'no port': service({ ports: [] }),
    'a headless Service for load balancers': service({ type: 'LoadBalancer', clusterIP: 'None' }),
    'a name outside that is not said': service({ type: 'ExternalName' }),
    'a name outside that is none': service({ type: 'ExternalName', externalName: 'https://example.com' }),
    'an Ingress without rules': { on: 'Ingress/web', unset: ['spec.rules'] },
    'an Ingress for an address': ingress({ 'spec.rules[0].host': '10.0.0.1' }),
    'an Ingress for a host that is none': ingress({ 'spec.rules[0].host': 'shop.*.example.com' }),
    'a path without a slash': ingress({ 'spec.rules[0].http.paths[0].path': 'shop' }),
    'a prefix that is not said': { on: 'Ingress/web', unset: ['spec.rules[0].http.paths[0].path'] },
    'a backend without anything': ingress({ [BACKEND]: {} }),
    'a backend of two kinds': ingress({ [`${BACKEND}.resource`]: { apiGroup: 'acme.io', kind: 'Bucket', name: 'static' } }),
    'a backend without a port': ingress({ [`${BACKEND}.service.port`]: {} }),
    'a backend with two ports': ingress({ [`${BACKEND}.service.port.number`]: 80 }),
    'a backend with a number that is none': ingress({ [`${BACKEND}.service.port`]: { number: 80800 } }),
    'a default backend with a name that is none': ingress({ 'spec.defaultBackend': { service: { name: 'web', port: { name: 'HTTP' } } } }),
    'a NetworkPolicy for a port that is none': policyPort({ port: 80800 }),
    'a NetworkPolicy for a name that is none': policyPort({ port: 'HTTP' }),
    'a range that ends before it begins': policyPort({ port: 8080, endPort: 80 }),
    'a range that ends nowhere': policyPort({ port: 8080, endPort: 80800 }),
    'a range from a name': policyPort({ port: 'http', endPort: 9090 }),
    'a range from nowhere': policyPort({ endPort: 9090 }),
    'a peer that is nobody': { on: 'NetworkPolicy/allow-api-from-web', set: { 'spec.ingress[0].from[0]': {} } },
    'a peer of two kinds': { on: 'NetworkPolicy/allow-web-to-api', set: { 'spec.egress[0].to[0].ipBlock': { cidr: '10.0.0.0/8' } } },
    'an autoscaler whose most is less than its least': autoscaler(4, 2),
    'an autoscaler for no pod': autoscaler(1, 0),
    'a budget of two kinds': budget({ 'spec.minAvailable': 1 }),
    'a budget of more than all': budget({ 'spec.maxUnavailable': '101%' }),
    'a budget that is no share': budget({ 'spec.minAvailable': 'half' }, ['spec.maxUnavailable']),
    'a key of a ConfigMap with a slash': config({ data: { 'etc/app.yaml': 'theme: dark' } }),
    'a key that stands twice': config({ data: { logo: 'none' }, binaryData: { logo: 'bm9uZQ==' } }),
    'a certificate without its key': config({ type: 'kubernetes.io/tls', data: { 'tls.crt': '' } }, 'Secret'),
    'a key of a Secret with a blank': config({ stringData: { 'the key': '' } }, 'Secret'),
    'a limit below zero': container({ 'resources.limits["nvidia.com/gpu"]': '-1' }),
    'a request below zero': container({ 'resources.requests.memory': '-128Mi' }),
    'a number below zero': container({ 'resources.requests.cpu': -1 }),
    'a folder of less than nothing': volume({ emptyDir: { sizeLimit: '-1Gi' } }),
    'a path of the node that goes up': volume({ hostPath: { path: '/var/log/../lib' } }),
    'a path of the volume that goes up': mount({ subPath: 'cache/..' }),
    'a path of the volume that is absolute': mount({ subPath: '/cache' }),
    'a path with a variable that is absolute': mount({ subPathExpr: '/$(LOG_LEVEL)' }),
    'a path of the volume that is said twice': mount({ subPath: 'cache', subPathExpr: 'cache' }),
    'mounts for the node by those who may not': mount({ mountPropagation: 'Bidirectional' }),
    'a mount that is read only below, and not above': mount({ recursiveReadOnly: 'Enabled' }),
    'a mount that is read only below, and shows what the node mounts': mount({ readOnly: true, recursiveReadOnly: 'IfPossible', mountPropagation: 'HostToContainer' }),
    'a file outside of the volume': volume({ configMap: { name: 'flags', items: [{ key: 'theme', path: '../theme' }] } }),
    'a file by an absolute path': volume({ secret: { secretName: 'tls', items: [{ key: 'tls.crt', path: '/tls.crt' }] } }),
    'a file with a name of the kubelet': projected({ configMap: { name: 'flags', items: [{ key: 'theme', path: '..data' }] } }),
    'a label in a file outside of the volume': volume({ downwardAPI: { items: [{ path: 'a/../../b', fieldRef: { fieldPath: 'metadata.labels' } }] } }),
    'a token for less than ten minutes': projected({ serviceAccountToken: { path: 'token', expirationSeconds: 599 } }),
    'a token for ever': projected({ serviceAccountToken: { path: 'token', expirationSeconds: 4294967297 } }),
    'a container that is well after two successes': probe('livenessProbe', { successThreshold: 2 }),
    'a container that is up after two successes': probe('startupProbe', { successThreshold: 2 }),
    'a probe before the start': probe('readinessProbe', { initialDelaySeconds: -1 }),
    'a probe that waits less than nothing': probe('readinessProbe', { timeoutSeconds: -1 }),
    'a container that is ended for not being ready': probe('readinessProbe', { terminationGracePeriodSeconds: 5 }),
    'a container that is ended before it is unwell': probe('livenessProbe', { terminationGracePeriodSeconds: 0 }),
    'names that nobody resolves': pod({ dnsPolicy: 'None' }),
    'names that none of no servers resolves': pod({ dnsPolicy: 'None', dnsConfig: { nameservers: [] } }),
    'a Pod without time': aPod({ activeDeadlineSeconds: 0 }),
    'a Deployment for an hour': pod({ activeDeadlineSeconds: 3600 }),
    'a seccomp profile of the node without its name': secured({ seccompProfile: { type: 'Localhost' } }),
    'a seccomp profile of the node for the pod without its name': pod({ 'securityContext.seccompProfile': { type: 'Localhost' } }),
    'a seccomp profile with a name that nobody reads': secured({ seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'audit.json' } }),
    'a seccomp profile outside of the folder': secured({ seccompProfile: { type: 'Localhost', localhostProfile: '/audit.json' } }),
    'an AppArmor profile of the node without its name': secured({ appArmorProfile: { type: 'Localhost' } }),
    'an AppArmor profile with an empty name': secured({ appArmorProfile: { type: 'Localhost', localhostProfile: '' } }),
    'an AppArmor profile with a blank': pod({ 'securityContext.appArmorProfile': { type: 'Localhost', localhostProfile: 'k8s-nginx ' } }),
    'an AppArmor profile with a name that nobody reads': pod({ 'securityContext.appArmorProfile': { type: 'Unconfined', localhostProfile: 'k8s-nginx' } }),
    'processes that are shared in two ways': pod({ hostPID: true, shareProcessNamespace: true }),
    'a privileged container without escalation': secured({ privileged: true, allowPrivilegeEscalation: false }),
    'an administrator without escalation': secured({ allowPrivilegeEscalation: false, capabilities: { add: ['CAP_SYS_ADMIN'] } }),
    'a path with an empty step': path('/shop//cart'),
    'a path with a step that goes nowhere': path('/shop/./cart', 'Exact'),
    'a path that goes up': path('/shop/..'),
    'a path with a slash in disguise': path('/shop%2fcart'),
    'an exception outside of the block': block('10.0.0.0/8', '192.168.0.0/16'),
    'an exception that is the block': block('10.0.0.0/8', '10.0.0.0/8'),
    'an exception of another family': block('10.0.0.0/8', 'fd00::/8'),
    'pods that are spread by less than nothing': pod({ topologySpreadConstraints: [{ ...SPREAD, maxSkew: 0 }] }),
    'pods that are spread over nothing': pod({ topologySpreadConstraints: [{ ...SPREAD, minDomains: 0 }] }),
    'domains that nobody counts': pod({ topologySpreadConstraints: [{ ...SPREAD, minDomains: 2, whenUnsatisfiable: 'ScheduleAnyway' }] }),
    'any taint of one value': pod({ tolerations: [{ key: 'gpu', operator: 'Exists', value: 'yes' }] }),
    'a taint without its key': pod({ tolerations: [{ value: 'yes' }] }),
    'a taint with an empty key': pod({ tolerations: [{ key: '', operator: 'Equal' }] }),
    'a while for a taint that evicts nobody': pod({ tolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 60 }] }),
  },
  good: {
    'containers of two pods with one name': { set: { [`${POD}.containers[1]`]: sidecar('web') } },
    'ports of two containers with one name': { set: { [`${POD}.containers[1]`]: { ...sidecar('web'), ports: [{ name: 'http', containerPort: 9090 }] } } },
    'a container for debugging in a pod that runs': {
      add: [{
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'debugged', namespace: 'shop', uid: '3e7c2b5a-1f0d-4c9e-8a6b-5d4f3c2b1a09' },
        spec: { containers: [sidecar('a')], ephemeralContainers: [sidecar('debug')] },
      }],
    },
    'ports without names': { set: { [`${API}.ports`]: [HTTP, { containerPort: 9090 }, { containerPort: 9091 }] } },
    'the host network, where the port of the node is that of the container': { set: { [`${POD}.hostNetwork`]: true } },
    'an environment variable that begins with a digit': { set: { [`${API}.env[0].name`]: '1ST VARIABLE' } },
    'an empty value beside another': { set: { [`${API}.env[0]`]: { name: 'THEME', value: '', valueFrom: { configMapKeyRef: { name: 'flags', key: 'theme' } } } } },
    'a mount of a claim': { on: 'StatefulSet/db', set: { [`${API}.volumeMounts[1].mountPath`]: '/var/lib/db' } },
    'a volume that a claim stands in for': { on: 'StatefulSet/db', set: { [`${POD}.volumes[1]`]: { name: 'data', emptyDir: {} } } },
    'a volume without a source, which is an emptyDir': { set: { [`${POD}.volumes[0]`]: { name: 'tmp' } } },
    'one volume in two places': { set: { [`${API}.volumeMounts[1]`]: { name: 'tmp', mountPath: '/var/tmp' } } },
    'a request that is the limit, written otherwise': { set: { [`${API}.resources.requests.cpu`]: 0.5 } },
    'a GPU': { set: { [`${API}.resources.limits["nvidia.com/gpu"]`]: 1 } },
    'huge pages': { set: { [`${API}.resources.limits["hugepages-2Mi"]`]: '4Mi' } },
    'a probe that is not set': { set: { [`${API}.startupProbe`]: null } },
    'Always, which it is anyway': { set: { [`${POD}.restartPolicy`]: 'Always' } },
    'no replicas': { set: { 'spec.replicas': 0 } },
    'a surge of more than all': { set: { [`${ROLLING}.maxSurge`]: '200%' } },
    'a surge that is not said': { set: { [ROLLING]: { maxUnavailable: 0 } } },
    'a DaemonSet that rolls out by surge': daemonSet({ maxSurge: '10%', maxUnavailable: 0 }),
    'a DaemonSet that rolls out a share at a time': daemonSet({ maxUnavailable: '10%' }),
    'a schedule with names': cronJob({ schedule: '*/5 0-6 1,15 JAN-MAR sun', timeZone: 'Etc/UTC' }),
    'a schedule in a word': cronJob({ schedule: '@daily', timeZone: 'US/Pacific' }),
    'a time zone in the schedule, in older minors': cronJob({ schedule: 'TZ=Europe/Berlin 0 3 * * *' }, {}, { minor: 28 }),
    'a history of none': cronJob({ successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: 0 }),
    'two ports with one number, of two protocols': service({ ports: [{ name: 'tcp', port: 53 }, { name: 'udp', port: 53, protocol: 'UDP' }] }),
    'a port with a long name, of which only those of containers are short': service({ 'ports[0].name': 'http-for-the-shop' }),
    'a target that is not said': service({ ports: [{ port: 8080 }] }),
    'a headless Service without ports': { on: 'Service/db', unset: ['spec.ports'] },
    'a name outside, and whole': config({ spec: { type: 'ExternalName', externalName: 'db.example.com.' } }, 'Service'),
    'any host below a name': ingress({ 'spec.rules[0].host': '*.example.com' }),
    'a default backend alone': { on: 'Ingress/web', unset: ['spec.rules'], set: { 'spec.defaultBackend': { service: { name: 'web', port: { number: 8080 } } } } },
    'no path, where the controller decides': {
      on: 'Ingress/web', unset: ['spec.rules[0].http.paths[0].path'], set: { 'spec.rules[0].http.paths[0].pathType': 'ImplementationSpecific' },
    },
    'an action of the AWS load balancer': ingress({ [`${BACKEND}.service.port`]: { name: 'use-annotation' } }),
    'a range of ports': policyPort({ port: 8080, endPort: 8080 }),
    'all peers, and all pods': { on: 'NetworkPolicy/allow-api-from-web', set: { 'spec.ingress[0].from': [], 'spec.ingress[1]': { from: [{ podSelector: {} }] } } },
    'all ports': policyPort({ protocol: 'TCP' }),
    'an autoscaler that does not scale': autoscaler(2, 2),
    'a budget of a share': budget({ 'spec.maxUnavailable': '50%' }),
    'a certificate that is filled in later': config({ type: 'kubernetes.io/tls', data: { 'tls.crt': '' }, stringData: { 'tls.key': '' } }, 'Secret'),
    'keys with dots': config({ data: { 'app.v1_2-rc.yaml': '', '.env': '' }, binaryData: { logo: 'bm9uZQ==' } }),
    'no limit of its own': container({ 'resources.limits["nvidia.com/gpu"]': '-0' }),
    'a folder of nothing': volume({ emptyDir: { sizeLimit: 0 } }),
    'paths with dots': {
      set: {
        [`${POD}.volumes[1]`]: { name: 'log', hostPath: { path: '/var/..log/a..b/...' } },
        [`${API}.volumeMounts[1]`]: { name: 'log', mountPath: '/log', subPath: '..log', readOnly: true },
      },
    },
    'a path with a variable': mount({ subPathExpr: 'logs/$(LOG_LEVEL)' }),
    'a file with dots': volume({ configMap: { name: 'flags', items: [{ key: 'theme', path: 'a/..theme' }] } }),
    'mounts for the node by a privileged container': {
      set: {
        [`${API}.securityContext`]: { privileged: true },
        [`${API}.volumeMounts[1]`]: { name: 'tmp', mountPath: '/extra', mountPropagation: 'Bidirectional' },
      },
    },
    'a mount that is read only throughout': mount({ readOnly: true, recursiveReadOnly: 'Enabled', mountPropagation: 'None' }),
    'a token for ten minutes': projected({ serviceAccountToken: { path: 'token', expirationSeconds: 600 } }),
    'a container that is ready after two successes': probe('readinessProbe', { successThreshold: 2 }),
    'a probe with the numbers that it has anyway': probe('livenessProbe', { successThreshold: 0, periodSeconds: 0, terminationGracePeriodSeconds: 1 }),
    'names that one server resolves': pod({ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.96.0.10'] } }),
    'a Pod for a second': aPod({ activeDeadlineSeconds: 1 }),
    'profiles of the node': secured({
      seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/audit.json' }, appArmorProfile: { type: 'Localhost', localhostProfile: '/k8s nginx' },
    }),
    'processes of the node, which the containers do not share apart': pod({ hostPID: true, shareProcessNamespace: false }),
    'a privileged container that may escalate': secured({ privileged: true }),
    'an administrator whose prefix is not said': secured({ allowPrivilegeEscalation: false, capabilities: { add: ['SYS_ADMIN'] } }),
    'a path with dots': path('/shop/..cart/.well-known/a..'),
    'a path that the controller reads': path('/shop//cart', 'ImplementationSpecific'),
    'an exception within the block': block('10.0.0.0/8', '10.1.0.0/16'),
    'pods that are spread over two domains': pod({ topologySpreadConstraints: [{ ...SPREAD, minDomains: 2 }] }),
    'every taint': pod({ tolerations: [{ operator: 'Exists' }] }),
    'a taint without a value': pod({ tolerations: [{ key: 'gpu' }, { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }] }),
    'paths that are filled in later': {
      set: {
        [`${POD}.volumes[1]`]: { name: 'log', hostPath: { path: '/var/${LOG/../x}' } },
        [`${API}.volumeMounts[1]`]: { name: 'log', mountPath: '/log', subPath: '${LOG/../x}', readOnly: true },
        [`${POD}.tolerations`]: [{ operator: '${OPERATOR}', effect: '${EFFECT}', tolerationSeconds: 60 }],
      },
    },
    'variables that are filled in later': {
      set: {
        [`${POD}.containers[1]`]: { ...sidecar('${NAME}'), env: [{ name: '${NAME}', value: 'x' }], volumeMounts: [{ name: '${VOLUME}', mountPath: '/x' }] },
        [`${ROLLING}.maxSurge`]: '${SURGE}',
      },
    },
    'a volume whose name is filled in later': { set: { [`${POD}.volumes[1]`]: { name: '${VOLUME}', emptyDir: {} }, [`${API}.volumeMounts[1]`]: { name: 'cache', mountPath: '/c' } } },
    'a schedule that is filled in later': cronJob({ schedule: '${SCHEDULE}', timeZone: '{{ .Values.timeZone }}' }),
    'what SOPS encrypted': config({ stringData: { '.env': 'ENC[AES256_GCM,data:q1w2,iv:e3r4,tag:t5y6,type:str]' }, sops: { mac: 'ENC[x]' } }, 'Secret'),
    'the kind of another project': config({ spec: { ports: [{ port: 0 }, { port: 0 }], replicas: -1 } }, 'Service', 'serving.knative.dev/v1'),
    'a workload of another project, which bears a pod': config({
      spec: { replicas: -1, template: { spec: { containers: [{ ...sidecar('x'), volumeMounts: [{ name: 'added', mountPath: '/x' }] }] } } },
    }, 'Rollout', 'argoproj.io/v1alpha1'),
  },
  * checkEach(objects, policy) {
    const problems = new ObjectProblems();
    for (const { apiVersion, kind, resources } of objects.types()) {
      const checks = objectChecks(apiVersion, kind);
      for (const at of checks.length === 0 ? [] : resources) {
        for (let i = 0; i < checks.length; i++) checks[i](at, policy.minor, problems);
        for (const problem of problems.take()) yield { at, ...problem };
      }
    }
  },
};
