/** Manifests that are many or wide, so that a rule that compares each with each would take minutes. By name. */
export const CROWDED: Readonly<Record<string, () => string>> = {
  'a thousand pods, policies and Services in one namespace': () => documents(
    ...times(1_000, (i) => pod(`p${i}`, { labels: { app: `a${i % 50}`, n: `${i}` } })),
    ...times(1_000, (i) => policy(`n${i}`, i)),
    ...times(1_000, (i) => ({
      apiVersion: 'v1', kind: 'Service', metadata: { name: `s${i}`, namespace: 'x' }, spec: { selector: { app: `a${i % 50}` }, ports: [{ port: 80, targetPort: 'http' }] },
    })),
  ),
  'two thousand roles, bindings and ServiceAccounts': () => documents(...times(2_000, (i) => [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: `a${i}`, namespace: 'x' } },
    { ...named('Role', `r${i}`), apiVersion: 'rbac.authorization.k8s.io/v1', rules: [{ apiGroups: [''], resources: ['pods', 'secrets'], verbs: ['get', 'list'] }] },
    {
      ...named('RoleBinding', `b${i}`),
      apiVersion: 'rbac.authorization.k8s.io/v1',
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: `r${i}` },
      subjects: times(5, (k) => ({ kind: 'ServiceAccount', name: `a${(i + k) % 2_000}`, namespace: 'x' })),
    },
    pod(`p${i}`, {}, { serviceAccountName: `a${i}` }),
  ]).flat()),
  'a thousand aggregated ClusterRoles': () => documents(...times(1_000, (i) => ({
    ...named('ClusterRole', `r${i}`),
    apiVersion: 'rbac.authorization.k8s.io/v1',
    metadata: { name: `r${i}`, labels: { all: 'yes' } },
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { all: 'yes' } }] },
    rules: [{ apiGroups: [''], resources: [`r${i}`], verbs: ['get'] }],
  }))),
  'a pod of two thousand containers': () => documents(pod('wide', {}, {
    containers: times(2_000, (i) => ({
      name: `c${i}`,
      image: `ghcr.io/acme/c${i}`,
      ports: [{ name: `p${i}`, containerPort: 1024 + i }],
      volumeMounts: [{ name: `v${i}`, mountPath: `/v${i}` }],
      env: [{ name: 'A', value: 'x' }, { name: 'B', valueFrom: { secretKeyRef: { name: `s${i}`, key: 'k' } } }],
    })),
    volumes: times(2_000, (i) => ({ name: `v${i}`, emptyDir: {} })),
  })),
  'a container with fifty thousand variables of one name': () => documents(pod('env', {}, {
    containers: [{ name: 'c', image: 'x', env: times(50_000, () => ({ name: 'A', value: 'password=hunter2' })) }],
  })),
  'twenty thousand objects of one name': () => documents(...times(20_000, () => ({ ...named('ConfigMap', 'same'), data: { a: 'b' } }))),
  'five thousand namespaces, quotas and limit ranges': () => documents(...times(5_000, (i) => [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: `n${i}` } },
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: `n${i}` }, spec: { hard: { 'pods': '1', 'limits.cpu': '1' } } },
    { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'l', namespace: `n${i}` }, spec: { limits: [{ type: 'Container', max: { cpu: '1' }, default: { cpu: '2' } }] } },
  ]).flat()),
  'five thousand autoscalers and budgets on one workload': () => documents(
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api', namespace: 'x' }, spec: { replicas: 3, selector: { matchLabels: { app: 'a' } }, template: { metadata: { labels: { app: 'a' } }, spec: SPEC } } },
    ...times(5_000, (i) => [
      { ...named('HorizontalPodAutoscaler', `h${i}`), apiVersion: 'autoscaling/v2', spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, maxReplicas: i } },
      { ...named('PodDisruptionBudget', `d${i}`), apiVersion: 'policy/v1', spec: { minAvailable: i, selector: { matchLabels: { app: 'a' } } } },
    ]).flat(),
  ),
  'patterns that make a backtracking matcher hang': () => documents(
    {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'things.acme.io' },
      spec: {
        group: 'acme.io',
        scope: 'Namespaced',
        names: { kind: 'Thing', plural: 'things' },
        versions: [{
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', additionalProperties: { type: 'string', pattern: '^(([a-z]+)+|(a|aa)*|(.*a){20})+$' } } } } },
        }],
      },
    },
    ...times(5, (i) => ({ ...named('Thing', `t${i}`), apiVersion: 'acme.io/v1', spec: Object.fromEntries(times(50, (k) => [`k${k}`, `${'a'.repeat(2_000)}!`])) })),
  ),
  'texts that make a backtracking matcher hang': () => documents(...times(20, (i) => ({
    ...named('ConfigMap', `c${i}`),
    data: Object.fromEntries(HANGING.map((text, k) => [`k${k}`, text.repeat(20_000)])),
    metadata: { name: `c${i}`, namespace: 'x', annotations: { 'cdk8s-hardened/waive.pss-privileged': `a; owner=${HANGING.join('').repeat(200)}` } },
  })), ...HANGING.map((text, i) => pod(`p${i}`, {}, {
    containers: [{ name: 'c', image: text.repeat(5_000), command: ['sh', '-c', text.repeat(20_000)], args: [text.repeat(20_000)], env: [{ name: text.repeat(100), value: text.repeat(20_000) }] }],
  }))),
};

/** Beginnings of what many patterns look for: addresses, keys, options, quoted words, paths. */
const HANGING = ['a', ' ', '=', 'a=', '--a ', 'a.b-', '/', 'https://a:', '-----BEGIN ', 'eyJ', '"', '\\', '$(', 'password ', 'AKIA', '0', '1e', '@', ';', '\n'];

const SPEC = { containers: [{ name: 'c', image: 'ghcr.io/acme/c', ports: [{ name: 'http', containerPort: 8080 }] }] };

function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

function named(kind: string, name: string): { readonly apiVersion: string; readonly kind: string; readonly metadata: object } {
  return { apiVersion: 'v1', kind, metadata: { name, namespace: 'x' } };
}

function pod(name: string, metadata: object = {}, spec: object = {}): object {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'x', ...metadata }, spec: { ...SPEC, ...spec } };
}

function policy(name: string, i: number): object {
  return {
    ...named('NetworkPolicy', name),
    apiVersion: 'networking.k8s.io/v1',
    spec: {
      podSelector: i % 2 === 0 ? {} : { matchExpressions: [{ key: 'app', operator: 'In', values: [`a${i % 50}`] }] },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: `a${i % 50}` } } }], ports: [{ port: 'http' }] }],
      egress: [{ to: [{ namespaceSelector: {}, podSelector: { matchExpressions: [{ key: 'n', operator: 'Exists' }] } }] }],
    },
  };
}

/** As JSON, which is YAML that is quick to write. */
function documents(...objects: readonly object[]): string {
  return objects.map((object) => `---\n${JSON.stringify(object)}\n`).join('');
}
