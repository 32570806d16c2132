import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';

/** How many documents each file of a corpus has. */
export const DOCUMENTS_PER_FILE = 10;

/**
 * Writes manifests as teams keep them: each team has a folder with a file about its namespace and nine apps. One app in five has something to report,
 * as in a repository that is looked after; nothing of it is random, so that two runs have the same to do.
 */
export function writeCorpus(folder: string, files: number): void {
  for (let file = 0; file < files; file++) {
    const team = Math.floor(file / 10);
    const namespace = `team-${String(team).padStart(4, '0')}`;
    const path = join(folder, namespace);
    const name = file % 10 === 0 ? 'namespace' : NAMES[file % 10 - 1];
    if (file % 10 === 0) mkdirSync(path, { recursive: true });
    writeFileSync(join(path, `${name}.yaml`), file % 10 === 0 ? namespaceFile(namespace) : appFile(name, namespace, file));
  }
}

const NAMES = ['checkout', 'catalog', 'billing', 'search', 'inventory', 'mailer', 'gateway', 'profile', 'ledger'];

/** What is written into the manifest of an app that somebody did not look at twice, by the number of its file. */
const SLIPS: Readonly<Record<number, readonly [string, string]>> = {
  3: ['readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false'],
  7: ['runAsUser: 65532', 'runAsUser: 0'],
  13: ['  terminationGracePeriodSeconds: 30', '  terminationGracePeriod: 30'],
  17: ['  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment', '  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet'],
};

function appFile(name: string, namespace: string, file: number): string {
  const text = app(name, namespace, `sha256:${(file * 7919 % 0xffffff).toString(16).padStart(6, '0').repeat(11).slice(0, 64)}`);
  const [written, slip] = SLIPS[file % 20] ?? ['', ''];
  if (!text.includes(written)) throw new Error(`the corpus has no '${written}' to replace`);
  return text.replaceAll(written, slip);
}

const namespaceFile = (namespace: string): string => `# Everything that the team's apps share.
apiVersion: v1
kind: Namespace
metadata:
  name: ${namespace}
  labels:
    pod-security.kubernetes.io/enforce: restricted
    pod-security.kubernetes.io/enforce-version: v1.36
    pod-security.kubernetes.io/audit: restricted
    pod-security.kubernetes.io/audit-version: v1.36
    pod-security.kubernetes.io/warn: restricted
    pod-security.kubernetes.io/warn-version: v1.36
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  namespace: ${namespace}
  labels: ${labels('default')}
automountServiceAccountToken: false
---
apiVersion: v1
kind: ResourceQuota
metadata:
  name: quota
  namespace: ${namespace}
  labels: ${labels('quota')}
spec:
  hard:
    requests.cpu: "20"
    requests.memory: 20Gi
    requests.ephemeral-storage: 20Gi
    limits.cpu: "80"
    limits.memory: 60Gi
    limits.ephemeral-storage: 60Gi
    pods: "200"
    persistentvolumeclaims: "4"
    requests.storage: 20Gi
---
apiVersion: v1
kind: LimitRange
metadata:
  name: limits
  namespace: ${namespace}
  labels: ${labels('limits')}
spec:
  limits:
  - type: Container
    defaultRequest: {cpu: 100m, memory: 128Mi, ephemeral-storage: 64Mi}
    default: {cpu: 500m, memory: 256Mi, ephemeral-storage: 256Mi}
    max: {cpu: "2", memory: 1Gi, ephemeral-storage: 2Gi}
---
# Nothing is open that no other policy opens.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: ${namespace}
  labels: ${labels('default-deny')}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-dns
  namespace: ${namespace}
  labels: ${labels('allow-dns')}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
  - to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
      podSelector:
        matchLabels:
          k8s-app: kube-dns
    ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: shared
  namespace: ${namespace}
  labels: ${labels('shared')}
data:
  region: eu-central-1
  tracing: "true"
  # Read by every app at its start.
  ${SETTINGS}
---
apiVersion: v1
kind: Service
metadata:
  name: public
  namespace: ${namespace}
  labels: ${labels('public')}
spec:
  type: ClusterIP
  selector: ${selector('catalog')}
  ports:
  - name: http
    port: 80
    targetPort: http
    protocol: TCP
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-ingress-controller
  namespace: ${namespace}
  labels: ${labels('allow-ingress-controller')}
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
  - from:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: ingress
    ports:
    - protocol: TCP
      port: http
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: public
  namespace: ${namespace}
  labels: ${labels('public')}
spec:
  ingressClassName: traefik
  tls:
  - hosts: ["${namespace}.example.com"]
    secretName: public-tls
  rules:
  - host: "${namespace}.example.com"
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: public
            port:
              name: http
`;

const app = (name: string, namespace: string, digest: string): string => `# ${name}, as the team deploys it.
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: ${labels(name)}
automountServiceAccountToken: false
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: ${labels(name)}
data:
  LOG_LEVEL: info
  LISTEN: ":8080"
  ${SETTINGS}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: ${labels(name)}
rules:
- apiGroups: [""]
  resources: ["configmaps"]
  resourceNames: ["${name}"]
  verbs: ["get"]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: ${labels(name)}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: ${name}
subjects:
- kind: ServiceAccount
  name: ${name}
  namespace: ${namespace}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: ${labels(name)}
  annotations:
    acme.example.com/owner: "the team of ${namespace}"
    acme.example.com/runbook: https://runbooks.acme.example.com/${namespace}/${name}
    acme.example.com/description: >-
      Serves ${name} to the other apps of the team, and to nobody else.
spec:
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
  selector:
    matchLabels: ${selector(name, 6)}
  template:
    metadata:
      labels: ${labels(name, 8)}
    spec:
      serviceAccountName: ${name}
      automountServiceAccountToken: true
      enableServiceLinks: false
      terminationGracePeriodSeconds: 30
      securityContext:
        runAsNonRoot: true
        runAsUser: 65532
        runAsGroup: 65532
        fsGroup: 65532
        fsGroupChangePolicy: OnRootMismatch
        seccompProfile:
          type: RuntimeDefault
        supplementalGroupsPolicy: Strict
      topologySpreadConstraints:
      - maxSkew: 1
        topologyKey: kubernetes.io/hostname
        whenUnsatisfiable: ScheduleAnyway
        labelSelector:
          matchLabels: ${selector(name, 12)}
      initContainers:
      - name: migrate
        image: ghcr.io/acme/migrate:2.0.1@${digest}
        imagePullPolicy: IfNotPresent
        args: ["up", "--wait=30s"]
        volumeMounts: [{name: tmp, mountPath: /tmp}]
        ${RESOURCES}
        ${SECURITY_CONTEXT}
      containers:
      - name: ${name}
        image: "ghcr.io/acme/${name}:1.4.2@${digest}"
        imagePullPolicy: IfNotPresent
        ports:
        - name: http
          containerPort: 8080
          protocol: TCP
        env:
        - name: POD_NAME
          valueFrom:
            fieldRef:
              fieldPath: metadata.name
        - name: POD_IP
          valueFrom:
            fieldRef:
              fieldPath: status.podIP
        - name: GOMEMLIMIT
          valueFrom:
            resourceFieldRef:
              resource: limits.memory
        - name: OTEL_SERVICE_NAME
          value: ${name}
        - name: OTEL_EXPORTER_OTLP_ENDPOINT
          value: "http://collector.observability.svc:4317"
        - name: OTEL_RESOURCE_ATTRIBUTES
          value: service.namespace=${namespace},deployment.environment=production
        - name: FEATURE_FLAGS
          value: "new-basket,slow-start"
        - name: GREETING
          value: 'it''s "${name}"'
        envFrom:
        - configMapRef:
            name: ${name}
        ${RESOURCES}
        ${SECURITY_CONTEXT}
        lifecycle:
          preStop:
            sleep:
              seconds: 5
        startupProbe:
          tcpSocket:
            port: http
          failureThreshold: 30
          periodSeconds: 2
        livenessProbe:
          httpGet:
            path: /live
            port: http
          periodSeconds: 20
        readinessProbe:
          httpGet:
            path: /ready
            port: http
          periodSeconds: 10
        volumeMounts:
        - name: tmp
          mountPath: /tmp
      - name: logs
        image: ghcr.io/acme/logs:3.2.0@${digest}
        imagePullPolicy: IfNotPresent
        args:
        - --config=/etc/logs/logging.json
        # The collector of the cluster takes them from here.
        - --output=http://collector.observability.svc:4318/v1/logs
        - --buffer=/tmp/logs
        env:
        - name: NODE_NAME
          valueFrom:
            fieldRef:
              fieldPath: spec.nodeName
        ports:
        - name: metrics
          containerPort: 9090
          protocol: TCP
        ${RESOURCES}
        ${SECURITY_CONTEXT}
        livenessProbe:
          httpGet:
            path: /healthy
            port: metrics
          initialDelaySeconds: 5
          periodSeconds: 30
        readinessProbe:
          httpGet:
            path: /ready
            port: metrics
          periodSeconds: 15
        volumeMounts:
        - name: tmp
          mountPath: /tmp
        - name: logging
          mountPath: /etc/logs
          readOnly: true
      affinity:
        nodeAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
          - weight: 50
            preference:
              matchExpressions:
              - key: node.kubernetes.io/instance-type
                operator: In
                values:
                - m7g.large
                - m7g.xlarge
      tolerations:
      - key: acme.example.com/general
        operator: Exists
        effect: NoSchedule
      volumes:
      - name: tmp
        emptyDir:
          sizeLimit: 64Mi
      - name: logging
        configMap:
          name: ${name}
          items:
          - key: logging.json
            path: logging.json
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: ${labels(name)}
spec:
  type: ClusterIP
  selector: ${selector(name)}
  ports:
  - name: http
    port: 80
    targetPort: http
    protocol: TCP
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: ${labels(name)}
spec:
  podSelector:
    matchLabels: ${selector(name, 6)}
  policyTypes:
  - Egress
  egress:
  - to:
    - ipBlock:
        cidr: 10.20.0.0/16
        except: ["10.20.30.0/24"]
    ports:
    - protocol: TCP
      port: 5432
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: ${labels(name)}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: ${name}
  minReplicas: 2
  maxReplicas: 6
  metrics:
  - type: Resource
    resource:
      name: cpu
      target:
        type: Utilization
        averageUtilization: 70
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: ${labels(name)}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels: ${selector(name, 6)}
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: ${name}-report
  namespace: ${namespace}
  labels: ${labels(`${name}-report`)}
spec:
  schedule: "17 3 * * *"
  timeZone: Etc/UTC
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 600
  jobTemplate:
    spec:
      backoffLimit: 2
      activeDeadlineSeconds: 3600
      ttlSecondsAfterFinished: 86400
      template:
        metadata:
          labels: ${labels(`${name}-report`, 12)}
        spec:
          serviceAccountName: ${name}
          automountServiceAccountToken: false
          enableServiceLinks: false
          restartPolicy: Never
          securityContext:
            runAsNonRoot: true
            runAsUser: 65532
            runAsGroup: 65532
            seccompProfile:
              type: RuntimeDefault
            supplementalGroupsPolicy: Strict
          containers:
          - name: report
            image: ghcr.io/acme/report@${digest}
            imagePullPolicy: IfNotPresent
            args:
            - --since=24h
            - --out=/tmp/report.json
            ${indented(RESOURCES, 4)}
            ${indented(SECURITY_CONTEXT, 4)}
            volumeMounts:
            - name: tmp
              mountPath: /tmp
          volumes:
          - name: tmp
            emptyDir:
              sizeLimit: 64Mi
`;

/** The labels of an app, below a key that stands further left. */
function labels(name: string, indent = 4): string {
  const line = `\n${' '.repeat(indent)}`;
  return [
    selector(name, indent), 'app.kubernetes.io/version: "1.4.2"', 'app.kubernetes.io/component: server', 'app.kubernetes.io/part-of: shop',
    'app.kubernetes.io/managed-by: Helm', 'helm.sh/chart: app-3.7.1',
  ].join(line);
}

/** Those of them that select its pods. */
function selector(name: string, indent = 4): string {
  const line = `\n${' '.repeat(indent)}`;
  return `${line}app.kubernetes.io/name: ${name}${line}app.kubernetes.io/instance: ${name}`;
}

function indented(text: string, by: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(by)}`);
}

const RESOURCES = `resources:
          requests:
            cpu: 100m
            memory: 128Mi
            ephemeral-storage: 64Mi
          limits:
            cpu: 500m
            memory: 256Mi
            ephemeral-storage: 256Mi`;

const SECURITY_CONTEXT = `securityContext:
          allowPrivilegeEscalation: false
          privileged: false
          readOnlyRootFilesystem: true
          runAsNonRoot: true
          capabilities:
            drop:
            - ALL`;

const SETTINGS = `app.properties: |
    # one setting a line
    cache.size=1024
    cache.ttl=60s
    cache.warmup=true
    retry.attempts=3
    retry.backoff=exponential
    retry.jitter=0.2

    http.read-timeout=5s
    http.write-timeout=10s
    http.idle-timeout=120s
    http.max-header-bytes=16384
  logging.json: |
    {
      "level": "info",
      "format": "json",
      "fields": {"service": "app", "stage": "production"},
      "sampling": {"initial": 100, "thereafter": 100}
    }`;
