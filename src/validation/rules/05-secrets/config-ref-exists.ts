import { configObject, ConfigUse, configUses } from '../../../analysis/config-use';
import { asObject, Model, Resource } from '../../../manifest/model';
import { once } from '../../../manifest/once';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { SYSTEM_CONFIGMAPS } from '../../../standard/access';
import { isSystemNamespace } from '../../../standard/system-namespaces';
import { Rule } from '../../rule';

const CONTAINER = 'spec.template.spec.containers[0]';
const VOLUME = 'spec.template.spec.volumes[1]';

export const configRefExists: Rule = {
  id: 'config-ref-exists',
  title: 'The configuration that pods take exists',
  item: 'reliability',
  severity: 'warning',
  why: 'A container whose ConfigMap, or whose key in it, is not there does not start, and a rollout stands still.',
  references: [{ title: 'Configure a Pod to Use a ConfigMap: restrictions', url: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#restrictions' }],
  edition: '2026.11',
  bad: {
    'no such ConfigMap': { set: { [`${CONTAINER}.envFrom`]: [{ configMapRef: { name: 'flag' } }] } },
    'no such ConfigMap for a volume': { set: { [VOLUME]: { name: 'flags', configMap: { name: 'flag' } } } },
    'no such key': { set: { [`${CONTAINER}.env[1]`]: { name: 'THEME', valueFrom: { configMapKeyRef: { name: 'flags', key: 'colour' } } } } },
    'no such key for a file': { set: { [VOLUME]: { name: 'flags', projected: { sources: [{ configMap: { name: 'flags', items: [{ key: 'colour', path: 'c' }] } }] } } } },
    'no such key in a Secret that the input fills': {
      set: { [`${CONTAINER}.env[1]`]: { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'pass' } } } },
      add: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db', namespace: 'shop' }, data: { password: 'aHVudGVyMg==' } }],
    },
    'a ConfigMap of another namespace': {
      set: { [`${CONTAINER}.envFrom`]: [{ configMapRef: { name: 'flags' } }] },
      add: [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'flags', namespace: 'other' } },
      ],
      remove: ['ConfigMap/flags'],
    },
  },
  good: {
    'it exists': { set: { [`${CONTAINER}.env[1]`]: { name: 'THEME', valueFrom: { configMapKeyRef: { name: 'flags', key: 'theme' } } } } },
    'it may be missing': { set: { [`${CONTAINER}.envFrom`]: [{ configMapRef: { name: 'flag', optional: true } }] } },
    'a Secret that is made elsewhere': { set: { [`${CONTAINER}.envFrom`]: [{ secretRef: { name: 'db' } }] } },
    'a Secret that somebody else fills': {
      set: { [`${CONTAINER}.env[1]`]: { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } } },
      add: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db', namespace: 'shop' } }],
    },
    'the one that the cluster puts into every namespace': { set: { [VOLUME]: { name: 'ca', configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } } } },
    'one that kustomize generates': { set: { [`${CONTAINER}.envFrom`]: [{ configMapRef: { name: 'flag' } }] }, policy: { generated: ['ConfigMap/flag'] } },
    'one that kustomize adds a key to': {
      set: { [`${CONTAINER}.env[1]`]: { name: 'THEME', valueFrom: { configMapKeyRef: { name: 'flags', key: 'colour' } } } }, policy: { generated: ['ConfigMap/flags'] },
    },
    'one that trust-manager makes': {
      set: { [VOLUME]: { name: 'ca', configMap: { name: 'company-ca' } } },
      add: [{ apiVersion: 'trust.cert-manager.io/v1alpha1', kind: 'Bundle', metadata: { name: 'company-ca' } }],
    },
    'one that kubeadm makes': {
      set: { 'metadata.namespace': 'kube-system', [VOLUME]: { name: 'proxy', configMap: { name: 'kube-proxy' } } },
      add: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cilium-config', namespace: 'kube-system' } }],
    },
  },
  * checkEach(objects, policy, model) {
    const made = madeByOthers(model);
    const generated = new Set(policy.generated);
    for (const use of configUses(objects)) {
      // Which keys it has in the end, the input does not show.
      if (use.optional || generated.has(`${use.kind}/${use.name}`)) continue;
      const object = configObject(model, use);
      const wrong = object === undefined ? missing(use, made) : lacking(use, object);
      if (wrong === undefined) continue;
      yield {
        at: use.pod.owner,
        container: use.container,
        path: use.path,
        message: `${formatPath(use.path)} is ${quote(use.name)}, ${wrong}`,
        remedy: object === undefined ? `add the ${use.kind}, or name one that exists` : 'add the key, or name one that exists',
        severity: object === undefined && isKeptElsewhere(model, use.pod.namespace) ? 'info' : undefined,
      };
    }
  },
};

/** Where the input holds no ConfigMaps of a namespace, somebody else keeps them, and in those of the system always. */
function isKeptElsewhere(model: Model, namespace: string): boolean {
  return isSystemNamespace(namespace) || model.inNamespace('ConfigMap', namespace).length === 0;
}

/** Secrets are rightly made elsewhere; only ConfigMaps are missed. */
function missing({ kind, name, pod }: ConfigUse, made: ReadonlySet<string>): string | undefined {
  if (isSystemNamespace(pod.namespace) && SYSTEM_CONFIGMAPS.includes(name)) return undefined;
  return kind === 'Secret' || made.has(name) ? undefined : 'and the input holds no ConfigMap of this name in the namespace';
}

function lacking({ kind, keys }: ConfigUse, { raw }: Resource): string | undefined {
  const held = kind === 'ConfigMap' ? [raw.data, raw.binaryData].map(asObject) : [raw.data, raw.stringData].map(asObject);
  if (kind === 'Secret' && held.every((values) => Object.keys(values).length === 0)) return undefined;
  const key = keys.find((each) => !held.some((values) => Object.hasOwn(values, each)));
  return key === undefined ? undefined : `a ${kind} without the key ${quote(key)}`;
}

/** ConfigMaps that something else writes: the cluster itself, service meshes, trust-manager. */
const madeByOthers = once((model: Model): ReadonlySet<string> => new Set([
  'kube-root-ca.crt', 'openshift-service-ca.crt', 'istio-ca-root-cert', 'linkerd-identity-trust-roots',
  ...model.ofKind('Bundle').map(({ name }) => name),
]));
