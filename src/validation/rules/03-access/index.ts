import { rbacAggregatedRules } from './rbac-aggregated-rules';
import { rbacAnonymousSubject } from './rbac-anonymous-subject';
import { rbacAuthenticatedSubject } from './rbac-authenticated-subject';
import { rbacBindingResolves } from './rbac-binding-resolves';
import { rbacBuiltInAdmin } from './rbac-built-in-admin';
import { rbacClusterScopeJustified } from './rbac-cluster-scope-justified';
import { rbacConfigmapWrite } from './rbac-configmap-write';
import { rbacCreateWorkloads } from './rbac-create-workloads';
import { rbacCsrApprove } from './rbac-csr-approve';
import { rbacDefaultSaSubject } from './rbac-default-sa-subject';
import { rbacDeleteEvents } from './rbac-delete-events';
import { rbacDeleteLogs } from './rbac-delete-logs';
import { rbacEphemeralcontainers } from './rbac-ephemeralcontainers';
import { rbacEscalateBind } from './rbac-escalate-bind';
import { rbacFullAdminRole } from './rbac-full-admin-role';
import { rbacImpersonate } from './rbac-impersonate';
import { rbacManageRbac } from './rbac-manage-rbac';
import { rbacMastersSubject } from './rbac-masters-subject';
import { rbacNamespaceModify } from './rbac-namespace-modify';
import { rbacNetworkWrite } from './rbac-network-write';
import { rbacNoClusterAdmin } from './rbac-no-cluster-admin';
import { rbacNoWildcardApigroups } from './rbac-no-wildcard-apigroups';
import { rbacNoWildcardNonresource } from './rbac-no-wildcard-nonresource';
import { rbacNoWildcardResources } from './rbac-no-wildcard-resources';
import { rbacNoWildcardVerbs } from './rbac-no-wildcard-verbs';
import { rbacNodesProxy } from './rbac-nodes-proxy';
import { rbacPodsAttach } from './rbac-pods-attach';
import { rbacPodsExec } from './rbac-pods-exec';
import { rbacPodsPortforward } from './rbac-pods-portforward';
import { rbacPvCreate } from './rbac-pv-create';
import { rbacSecretsListVsGet } from './rbac-secrets-list-vs-get';
import { rbacSecretsRead } from './rbac-secrets-read';
import { rbacTokenCreate } from './rbac-token-create';
import { rbacUnusedRole } from './rbac-unused-role';
import { rbacWebhookConfig } from './rbac-webhook-config';
import { saDedicated } from './sa-dedicated';
import { saDefaultTokenOff } from './sa-default-token-off';
import { saExists } from './sa-exists';
import { saObjectAutomountOff } from './sa-object-automount-off';
import { saTokenNotMounted } from './sa-token-not-mounted';
import { workloadEffectiveRbac } from './workload-effective-rbac';
import { Rule } from '../../rule';

/** Item 3: who may do what with the Kubernetes API. */
export const ACCESS_RULES: readonly Rule[] = [
  saTokenNotMounted,
  saObjectAutomountOff,
  saDefaultTokenOff,
  saDedicated,
  saExists,
  workloadEffectiveRbac,
  rbacNoClusterAdmin,
  rbacBuiltInAdmin,
  rbacFullAdminRole,
  rbacNoWildcardVerbs,
  rbacNoWildcardResources,
  rbacNoWildcardApigroups,
  rbacNoWildcardNonresource,
  rbacClusterScopeJustified,
  rbacSecretsRead,
  rbacSecretsListVsGet,
  rbacCreateWorkloads,
  rbacPodsExec,
  rbacPodsAttach,
  rbacPodsPortforward,
  rbacEphemeralcontainers,
  rbacEscalateBind,
  rbacImpersonate,
  rbacManageRbac,
  rbacNodesProxy,
  rbacCsrApprove,
  rbacWebhookConfig,
  rbacTokenCreate,
  rbacPvCreate,
  rbacNamespaceModify,
  rbacDeleteEvents,
  rbacDeleteLogs,
  rbacConfigmapWrite,
  rbacNetworkWrite,
  rbacAnonymousSubject,
  rbacAuthenticatedSubject,
  rbacMastersSubject,
  rbacDefaultSaSubject,
  rbacBindingResolves,
  rbacUnusedRole,
  rbacAggregatedRules,
];
