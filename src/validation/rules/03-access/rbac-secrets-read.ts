import { grantRule, inCluster, inNamespace, inRole, unbound } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacSecretsRead = grantRule(ESCALATIONS.secretsRead, {
  bad: {
    'get in the namespace': inRole({ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }),
    'list beside other resources': inRole({ apiGroups: ['', 'apps'], resources: ['configmaps', 'secrets'], verbs: ['list'] }),
    'watch in the whole cluster': inCluster({ apiGroups: [''], resources: ['secrets'], verbs: ['watch'] }),
    'by a ClusterRole in the namespace': inNamespace({ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }),
    'patch, which is answered with the Secret': inRole({ apiGroups: [''], resources: ['secrets'], verbs: ['create', 'update', 'patch'] }),
    'deletecollection, which is answered with the Secrets': inRole({ apiGroups: [''], resources: ['secrets'], verbs: ['deletecollection'] }),
    'by wildcards': inRole({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }),
    'in a ClusterRole that nobody is bound to yet': unbound({ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }),
    'added to the role of those who may only look': unbound({ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }, { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' }),
  },
  good: {
    'a component of the control plane': {
      add: [
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRole',
          metadata: { name: 'system:cloud-controller-manager' },
          rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }],
        },
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRoleBinding',
          metadata: { name: 'system:cloud-controller-manager' },
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:cloud-controller-manager' },
          subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'system:cloud-controller-manager' }],
        },
      ],
    },
    'named Secrets': inRole({ apiGroups: [''], resources: ['secrets'], resourceNames: ['db'], verbs: ['get'] }),
    'patching a named Secret': inRole({ apiGroups: [''], resources: ['secrets'], resourceNames: ['db'], verbs: ['patch'] }),
    'deletecollection with a name, which allows nothing': inRole({ apiGroups: [''], resources: ['secrets'], resourceNames: ['db'], verbs: ['deletecollection'] }),
    'only writing': inRole({ apiGroups: [''], resources: ['secrets'], verbs: ['create', 'update', 'delete'] }),
    'secrets of another API': inRole({ apiGroups: ['acme.io'], resources: ['secrets'], verbs: ['get'] }),
    'wildcards within another API': inRole({ apiGroups: ['acme.io'], resources: ['*'], verbs: ['*'] }),
    'added to a role that reads Secrets already': unbound({ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }, { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' }),
  },
});
