import { DEFAULT_POLICY } from './policy';
import { Edit } from './rule';
import { Json, Origin } from '../manifest/model';
import { parsePath, setAt, unsetAt } from '../manifest/path';
import { read } from '../manifest/read';

/**
 * The one app that breaks no rule: a web front end, an API and a database in a namespace of their own. Examples of rules are edits of it. For an
 * older target it does without what that does not have.
 */
export function compliantApp(minor: number = DEFAULT_POLICY.minor): Json[] {
  return [
    namespace(),
    serviceAccount('default'),
    object('v1', 'ResourceQuota', 'shop', {
      hard: {
        'requests.cpu': '2',
        'requests.memory': '2Gi',
        'requests.ephemeral-storage': '2Gi',
        'limits.cpu': '8',
        'limits.memory': '4Gi',
        'limits.ephemeral-storage': '8Gi',
        'pods': '20',
        'persistentvolumeclaims': '4',
        'requests.storage': '20Gi',
      },
    }),
    object('v1', 'LimitRange', 'shop', {
      limits: [{
        type: 'Container',
        defaultRequest: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' },
        default: { 'cpu': '500m', 'memory': '256Mi', 'ephemeral-storage': '256Mi' },
        max: { 'cpu': '2', 'memory': '1Gi', 'ephemeral-storage': '2Gi' },
      }],
    }),
    policy('default-deny', {}, ['Ingress', 'Egress'], {}),
    policy('allow-dns', {}, ['Egress'], {
      egress: [{
        to: [{
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
          podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        }],
        ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
      }],
    }),
    policy('allow-ingress-to-web', selector('web'), ['Ingress'], {
      ingress: [{
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }],
        ports: [{ protocol: 'TCP', port: 8080 }],
      }],
    }),
    policy('allow-web-to-api', selector('web'), ['Egress'], {
      egress: [{ to: [{ podSelector: selector('api') }], ports: [{ protocol: 'TCP', port: 8080 }] }],
    }),
    policy('allow-api-from-web', selector('api'), ['Ingress'], {
      ingress: [{ from: [{ podSelector: selector('web') }], ports: [{ protocol: 'TCP', port: 8080 }] }],
    }),
    policy('allow-api-to-db', selector('api'), ['Egress'], {
      egress: [{ to: [{ podSelector: selector('db') }], ports: [{ protocol: 'TCP', port: 5432 }] }],
    }),
    policy('allow-db-from-api', selector('db'), ['Ingress'], {
      ingress: [{ from: [{ podSelector: selector('api') }], ports: [{ protocol: 'TCP', port: 5432 }] }],
    }),
    serviceAccount('web'),
    serviceAccount('api'),
    serviceAccount('db'),
    object('rbac.authorization.k8s.io/v1', 'Role', 'api', undefined, {
      rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['flags'], verbs: ['get'] }],
    }),
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'api', undefined, {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'api' },
      subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
    }),
    object('v1', 'ConfigMap', 'flags', undefined, { data: { theme: 'dark' } }),
    object('apps/v1', 'Deployment', 'web', workload('web', minor, { kind: 'Deployment', port: 8080 })),
    object('apps/v1', 'Deployment', 'api', workload('api', minor, { kind: 'Deployment', port: 8080, replicas: 2, token: true })),
    object('apps/v1', 'StatefulSet', 'db', workload('db', minor, { kind: 'StatefulSet', port: 5432, replicas: 2 })),
    service('web', 8080),
    service('api', 8080),
    service('db', 5432, true),
    object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 4,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
    }),
    ...['web', 'api', 'db'].map((name) => object('policy/v1', 'PodDisruptionBudget', name, {
      selector: selector(name), maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow',
    })),
    object('networking.k8s.io/v1', 'Ingress', 'web', {
      ingressClassName: 'nginx',
      tls: [{ hosts: ['shop.example.com'], secretName: 'web-tls' }],
      rules: [{
        host: 'shop.example.com',
        http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } }] },
      }],
    }),
  ];
}

/** An object of an example, and where it comes from. */
export interface ExampleObject {
  readonly value: Json;
  readonly origin?: Origin;
}

/** The compliant app with an edit made, and what was read from text with what is known of the text. */
export function example(edit: Edit): ExampleObject[] {
  const documents = edit.text === undefined ? [] : read(edit.text, 'example.yaml').documents;
  return [
    ...edited(edit).map((value) => ({ value })),
    ...documents.map((document) => ({ value: document.value as Json, origin: document })),
  ];
}

/** The compliant app with an edit made to its objects. */
export function edited(edit: Edit): Json[] {
  const objects = compliantApp(edit.policy?.minor);
  const index = (id: string): number => {
    const at = objects.findIndex((candidate) => `${String(candidate.kind)}/${String((candidate.metadata as Json).name)}` === id);
    if (at < 0) throw new Error(`the compliant app has no ${id}`);
    return at;
  };
  const target = edit.set || edit.unset ? objects[index(edit.on ?? 'Deployment/api')] : undefined;
  for (const path of edit.unset ?? []) unsetAt(target!, parsePath(path));
  for (const [path, value] of Object.entries(edit.set ?? {})) setAt(target!, parsePath(path), structuredClone(value));
  for (const id of edit.remove ?? []) objects.splice(index(id), 1);
  return [...objects, ...structuredClone(edit.add ?? []) as Json[]];
}

function namespace(): Json {
  const labels: Record<string, string> = {};
  for (const mode of ['enforce', 'audit', 'warn']) {
    labels[`pod-security.kubernetes.io/${mode}`] = 'restricted';
    labels[`pod-security.kubernetes.io/${mode}-version`] = 'v1.36';
  }
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } };
}

function object(apiVersion: string, kind: string, name: string, spec?: object, rest: object = {}): Json {
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop', labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name } },
    ...rest,
    ...(spec === undefined ? {} : { spec }),
  };
}

function serviceAccount(name: string): Json {
  return object('v1', 'ServiceAccount', name, undefined, { automountServiceAccountToken: false });
}

function selector(name: string): Json {
  return { matchLabels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name } };
}

function policy(name: string, podSelector: Json, policyTypes: readonly string[], rules: object): Json {
  return object('networking.k8s.io/v1', 'NetworkPolicy', name, { podSelector, policyTypes, ...rules });
}

function service(name: string, port: number, headless = false): Json {
  return object('v1', 'Service', name, {
    type: 'ClusterIP',
    ...(headless ? { clusterIP: 'None' } : {}),
    selector: selector(name).matchLabels,
    ports: [{ name: headless ? 'tcp' : 'http', port, targetPort: headless ? 'tcp' : 'http', protocol: 'TCP' }],
  });
}

interface Shape {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly port: number;
  readonly replicas?: number;
  readonly token?: boolean;
}

function workload(name: string, minor: number, shape: Shape): Json {
  const portName = shape.kind === 'StatefulSet' ? 'tcp' : 'http';
  const probe = (path: string): Json => (shape.kind === 'StatefulSet'
    ? { tcpSocket: { port: portName }, periodSeconds: path === '/live' ? 20 : 10 }
    : { httpGet: { path, port: portName } });
  return {
    ...(shape.replicas === undefined ? {} : { replicas: shape.replicas }),
    ...(shape.kind === 'Deployment'
      ? { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }
      : { serviceName: name, volumeClaimTemplates: [claim()] }),
    selector: selector(name),
    template: {
      metadata: { labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name } },
      spec: {
        serviceAccountName: name,
        automountServiceAccountToken: shape.token === true,
        enableServiceLinks: false,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 65532,
          runAsGroup: 65532,
          fsGroup: 65532,
          fsGroupChangePolicy: 'OnRootMismatch',
          ...(minor >= 33 ? { supplementalGroupsPolicy: 'Strict' } : {}),
          seccompProfile: { type: 'RuntimeDefault' },
        },
        topologySpreadConstraints: [{
          maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: selector(name),
        }],
        containers: [{
          name,
          image: `ghcr.io/acme/${name}:1.4.2@sha256:${'0123456789abcdef'.repeat(4)}`,
          imagePullPolicy: 'IfNotPresent',
          ports: [{ name: portName, containerPort: shape.port, protocol: 'TCP' }],
          env: [{ name: 'LOG_LEVEL', value: 'info' }],
          resources: {
            requests: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' },
            limits: { 'cpu': '500m', 'memory': '256Mi', 'ephemeral-storage': '256Mi' },
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            privileged: false,
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
            capabilities: { drop: ['ALL'] },
          },
          startupProbe: { tcpSocket: { port: portName }, failureThreshold: 30, periodSeconds: 2 },
          livenessProbe: probe('/live'),
          readinessProbe: probe('/ready'),
          ...(shape.kind === 'Deployment' && minor >= 30 ? { lifecycle: { preStop: { sleep: { seconds: 5 } } } } : {}),
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...(shape.kind === 'StatefulSet' ? [{ name: 'data', mountPath: '/data' }] : [])],
        }],
        volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
      },
    },
  };
}

function claim(): Json {
  return {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOncePod'], storageClassName: 'standard', resources: { requests: { storage: '5Gi' } } },
  };
}
