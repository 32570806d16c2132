import { inCluster, inNamespace, inRole } from './grant-rule';
import { powersOf, shownPowers } from './powers';
import { accessOf } from '../../../analysis/access';
import { Binding } from '../../../analysis/role';
import { holdsToken } from '../../../analysis/token';
import { Model, PodTemplate } from '../../../manifest/model';
import { once } from '../../../manifest/once';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Escalation } from '../../../standard/access';
import { mitre, nsa, rbacGoodPractice } from '../../../standard/reference';
import { Rule } from '../../rule';

export const workloadEffectiveRbac: Rule = {
  id: 'workload-effective-rbac',
  title: 'No pod carries a token that takes over its namespace or the cluster',
  item: 3,
  severity: 'warning',
  development: 'info',
  why: 'The way from a hole in a program to the whole namespace has four steps, each in an object of its own: pod, ServiceAccount, binding, role. This follows it to the end.',
  references: [rbacGoodPractice('minimize distribution of privileged tokens', 'minimize-distribution-of-privileged-tokens'), nsa('role-based access control'), mitre('T1528')],
  edition: '2026.11',
  bad: {
    'by a Role': inRole({ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }),
    'by a ClusterRole in the namespace': inNamespace({ apiGroups: ['apps'], resources: ['deployments'], verbs: ['create'] }),
    'by a ClusterRole in the cluster': inCluster({ apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] }),
    'by a role that every cluster has': {
      on: 'RoleBinding/api', set: { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' } },
    },
    'by a role that gathers it': {
      on: 'RoleBinding/api',
      set: { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'all' } },
      add: [
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRole',
          metadata: { name: 'all' },
          aggregationRule: { clusterRoleSelectors: [{ matchLabels: { 'acme.io/gather': 'true' } }] },
        },
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRole',
          metadata: { name: 'secrets', labels: { 'acme.io/gather': 'true' } },
          rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['list'] }],
        },
      ],
    },
    'with a token that a volume brings': {
      set: {
        'spec.template.spec.automountServiceAccountToken': false,
        'spec.template.spec.volumes[1]': { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
      },
      add: [{
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'edit', namespace: 'shop' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' },
        subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
      }],
    },
  },
  good: {
    'reading what is harmless': inRole({ apiGroups: ['', 'apps'], resources: ['pods', 'deployments'], verbs: ['get', 'list', 'watch'] }),
    'without a token': {
      set: { 'spec.template.spec.automountServiceAccountToken': false },
      add: inCluster({ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }).add,
    },
    'cluster-wide resources, granted in a namespace': inNamespace({ apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] }),
    'a role that only reads': { on: 'RoleBinding/api', set: { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' } } },
  },
  * checkEach(objects, policy, model) {
    const reach = reachOf(model, policy.minor);
    for (const pod of objects.pods()) {
      const can = reach(pod);
      if (can === undefined || !holdsToken(model, pod)) continue;
      const path = pod.at('serviceAccountName');
      yield {
        at: pod.owner,
        path,
        message: `${formatPath(path)} is ${quote(pod.serviceAccountName)}, which can, ${can}`,
        remedy: 'bind a role that holds only what this program calls',
      };
    }
  },
};

/** What the ServiceAccount of a pod can do that hands over a namespace or the cluster, in words; asked once for each account and role. */
function reachOf(model: Model, minor: number): Reach {
  const known = reaches(model);
  let reach = known.get(minor);
  if (reach === undefined) known.set(minor, reach = readReach(model, minor));
  return reach;
}

type Reach = (pod: PodTemplate) => string | undefined;

const reaches = once((_: Model) => new Map<number, Reach>());

function readReach(model: Model, minor: number): Reach {
  const access = accessOf(model);
  const powers = remember((binding: Binding) => powersOf(binding, minor), ({ clusterWide, roleKind, roleName, role, at }) => (
    // Bindings to one role grant the same, in a namespace or in the cluster.
    `${clusterWide ? 'cluster' : 'namespace'}/${roleKind}/${role === undefined ? at.namespace : role.at.namespace}/${roleName}`
  ));
  return remember((pod: PodTemplate) => {
    const dangerous = access.granted(pod.namespace, pod.serviceAccountName).filter((binding) => powers(binding).length > 0);
    const worst = dangerous.find(({ clusterWide }) => clusterWide) ?? dangerous[0];
    return worst === undefined ? undefined : described(worst, powers(worst), dangerous.length - 1);
  }, (pod) => `${pod.namespace}/${pod.serviceAccountName}`);
}

function described({ at, clusterWide }: Binding, powers: readonly Escalation[], others: number): string {
  const where = clusterWide ? 'the whole cluster' : at.namespace === '' ? 'its namespace' : `namespace ${quote(at.namespace)}`;
  return `in ${where}, ${shownPowers(powers)}`
    + ` (${at.kind} ${quote(at.name)}${others > 0 ? `, and by ${others} more` : ''})`;
}

/** The same function, asked once per key. */
function remember<Argument, Result>(ask: (argument: Argument) => Result, keyOf: (argument: Argument) => string): (argument: Argument) => Result {
  const known = new Map<string, Result>();
  return (argument) => {
    const key = keyOf(argument);
    if (known.has(key)) return known.get(key) as Result;
    const result = ask(argument);
    known.set(key, result);
    return result;
  };
}
