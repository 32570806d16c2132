import { inCluster, inNamespace, inRole, unbound, who } from './grant-rule';
import { accessOf } from '../../../analysis/access';
import { grantedOf, reachOf } from '../../../analysis/escalation';
import { isOfControlPlane, Role } from '../../../analysis/role';
import { formatPath } from '../../../manifest/path';
import { CONFIGMAP_WRITE, SYSTEM_CONFIGMAPS } from '../../../standard/access';
import { mitre, rbacGoodPractice } from '../../../standard/reference';
import { Rule } from '../../rule';

const WRITE = { apiGroups: [''], resources: ['configmaps'], verbs: ['update', 'patch'] };

/** A Role of kube-system. */
const ofSystem = (rule: object): { add: readonly object[] } => ({
  add: [{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'api', namespace: 'kube-system' }, rules: [rule] }],
});

export const rbacConfigmapWrite: Rule = {
  id: 'rbac-configmap-write',
  title: 'Programs cannot change the ConfigMaps of the system',
  item: 3,
  severity: 'error',
  why: 'coredns decides where names lead, aws-auth who logs in as an administrator, kubeadm-config how nodes join: who writes ConfigMaps of kube-system has the cluster.',
  references: [
    mitre('T1557'),
    rbacGoodPractice('least privilege', 'least-privilege'),
    { title: 'Amazon EKS: the aws-auth ConfigMap', url: 'https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html' },
  ],
  edition: '2026.11',
  bad: {
    'in kube-system': ofSystem(WRITE),
    'one that steers the cluster, by name': ofSystem({ ...WRITE, resourceNames: ['coredns'] }),
    'in every namespace': inCluster(WRITE),
    'in every namespace, one that is named': inCluster({ ...WRITE, resourceNames: ['aws-auth'] }),
  },
  good: {
    'of its own namespace': inRole(WRITE),
    'of its own namespace, by a ClusterRole': inNamespace(WRITE),
    'a lock of its own in kube-system': ofSystem({ ...WRITE, resourceNames: ['api-leader'] }),
    'reading': inCluster({ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }),
    'a ClusterRole that somebody binds in namespaces': unbound(WRITE),
  },
  * check(model, policy) {
    for (const role of accessOf(model).roles) {
      if (isOfControlPlane(role)) continue;
      for (const rule of role.rules) {
        const granted = grantedOf(rule, { permissions: [{ ...CONFIGMAP_WRITE, names: SYSTEM_CONFIGMAPS }] }, policy.minor);
        if (granted === undefined || !reachesSystem(role)) continue;
        yield {
          at: role.at,
          path: [...rule.path, 'resources', granted.index],
          message: `${formatPath(rule.path)} lets ${who(role)} change ConfigMaps of kube-system: ${granted.verbs.join(', ')}`,
          remedy: 'bind a Role in the namespace of the program, or name its own ConfigMaps in resourceNames',
        };
      }
    }
  },
};

function reachesSystem(role: Role): boolean {
  if (role.at.kind === 'Role') return isSystem(role.at.namespace);
  return reachOf(role) === 'cluster' || role.bindings.some((binding) => !binding.clusterWide && isSystem(binding.at.namespace) && binding.subjects.length > 0);
}

function isSystem(namespace: string): boolean {
  return namespace === 'kube-system' || namespace === 'kube-public';
}
