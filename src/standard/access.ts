import { ChecklistItem, Reference } from './control';
import { cis, mitre, rbacGoodPractice } from './reference';

/** Verbs on resources of API groups; each with each. */
export interface Permission {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** The first minor, 1.N, in which this no longer grants it. */
  readonly until?: number;
  /** Where a role names objects, the names that leave it as bad as before; without this list any names make it narrow enough. */
  readonly names?: 'any' | readonly string[];
  /** How the verbs give the power, where they do not sound like it, for messages: "patch on secrets, <how>". */
  readonly how?: string;
}

/** A grant that gives more than its words say, or more than a program should hold. */
export interface Escalation {
  /** The id of the rule that reports it. */
  readonly id: string;
  readonly item: ChecklistItem;
  /** What a good role does, in one sentence. */
  readonly title: string;
  /** What the grant lets somebody do, for messages: "lets ServiceAccount shop/api <power>". */
  readonly power: string;
  readonly why: string;
  readonly remedy: string;
  /** `error` where it hands over the namespace or the cluster, `info` where Kubernetes itself makes nothing of it. */
  readonly severity: 'error' | 'warning' | 'info';
  /** Whether the resources are outside of namespaces, so that only a ClusterRoleBinding grants them. */
  readonly clusterScoped?: boolean;
  /** Each of them alone is enough. */
  readonly permissions: readonly Permission[];
  readonly references: readonly Reference[];
}

const WRITE = ['create', 'update', 'patch'] as const;
const CHANGE = ['create', 'update', 'patch', 'delete', 'deletecollection'] as const;
const RBAC = ['rbac.authorization.k8s.io'] as const;

/** From this minor on a WebSocket needs create, as SPDY always did; before, get was enough. */
const WEBSOCKET_NEEDS_CREATE = 35;

/** The grants that escalate, and why. */
export const ESCALATIONS = {
  secretsRead: {
    id: 'rbac-secrets-read',
    item: 3,
    title: 'Roles read only the Secrets that they name',
    power: 'read every Secret',
    why: 'Among the Secrets of a namespace are the credentials of its databases and often tokens of more powerful accounts; list and watch return the contents just as get does. So do two verbs '
      + 'that sound like writing: the API server answers patch with the whole Secret, an empty patch too, and deletecollection, a dry run too, with all that it deletes.',
    remedy: 'name the Secrets in resourceNames, with get to read and update to write, or mount them as files',
    severity: 'error',
    permissions: [
      { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] },
      // https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go#L272
      // https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go#L1452
      { apiGroups: [''], resources: ['secrets'], verbs: ['patch', 'deletecollection'], how: 'which the API server answers with the contents' },
    ],
    references: [cis('5.1.2'), mitre('T1552.007'), rbacGoodPractice('listing secrets', 'listing-secrets')],
  },
  createWorkloads: {
    id: 'rbac-create-workloads',
    item: 3,
    title: 'Programs cannot start or change workloads',
    power: 'run pods of its own making',
    why: 'A new pod mounts any Secret and any volume of its namespace and runs as any of its ServiceAccounts, so that this grants all of them; without Pod Security it takes the node too.',
    remedy: 'leave deploying to the pipeline, or limit update and patch to the workloads in resourceNames',
    severity: 'error',
    permissions: [
      { apiGroups: [''], resources: ['pods', 'replicationcontrollers', 'podtemplates'], verbs: WRITE },
      { apiGroups: ['apps'], resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'], verbs: WRITE },
      { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: WRITE },
    ],
    references: [cis('5.1.4'), mitre('T1610'), rbacGoodPractice('workload creation', 'workload-creation')],
  },
  podsExec: {
    id: 'rbac-pods-exec',
    item: 3,
    title: 'Programs cannot run commands in pods',
    power: 'run commands in every pod',
    why: 'A command in a container has its files, its network and the token of its ServiceAccount.',
    remedy: 'take pods/exec out, or name the pod in resourceNames',
    severity: 'error',
    permissions: [
      { apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] },
      { apiGroups: [''], resources: ['pods/exec'], verbs: ['get'], until: WEBSOCKET_NEEDS_CREATE },
    ],
    references: [mitre('T1609'), rbacGoodPractice('privilege escalation risks', 'privilege-escalation-risks')],
  },
  podsAttach: {
    id: 'rbac-pods-attach',
    item: 3,
    title: 'Programs cannot attach to the processes of pods',
    power: 'attach to the processes of every pod',
    why: 'Who is attached reads what the process prints and types into its standard input: a shell that waits there is a shell for them.',
    remedy: 'take pods/attach out, or name the pod in resourceNames',
    severity: 'error',
    permissions: [
      { apiGroups: [''], resources: ['pods/attach'], verbs: ['create'] },
      { apiGroups: [''], resources: ['pods/attach'], verbs: ['get'], until: WEBSOCKET_NEEDS_CREATE },
    ],
    references: [mitre('T1609'), rbacGoodPractice('privilege escalation risks', 'privilege-escalation-risks')],
  },
  podsPortforward: {
    id: 'rbac-pods-portforward',
    item: 3,
    title: 'Programs cannot reach ports through the API server',
    power: 'reach ports that no NetworkPolicy opens to it',
    why: 'A tunnel through the API server ends inside the pod, so that NetworkPolicies do not see it and ports that listen on localhost are open.',
    remedy: 'take it out, and reach the port through a Service',
    severity: 'warning',
    permissions: [
      { apiGroups: [''], resources: ['pods/portforward'], verbs: ['create'] },
      { apiGroups: [''], resources: ['pods/portforward'], verbs: ['get'], until: WEBSOCKET_NEEDS_CREATE },
      { apiGroups: [''], resources: ['pods/proxy', 'services/proxy'], verbs: ['get', 'create', 'update', 'patch', 'delete'] },
    ],
    references: [
      mitre('T1609'),
      { title: 'Use port forwarding to access applications in a cluster', url: 'https://kubernetes.io/docs/tasks/access-application-cluster/port-forward-access-application-cluster/' },
    ],
  },
  ephemeralContainers: {
    id: 'rbac-ephemeralcontainers',
    item: 3,
    title: 'Programs cannot add containers to running pods',
    power: 'put a container of its own into every running pod',
    why: 'An ephemeral container brings its own tools and, inside the pod, sees the volumes, the processes and the identity of the pod.',
    remedy: 'take pods/ephemeralcontainers out; give it to people for the time of debugging',
    severity: 'error',
    permissions: [{ apiGroups: [''], resources: ['pods/ephemeralcontainers'], verbs: ['update', 'patch'] }],
    references: [
      mitre('T1610'),
      { title: 'Ephemeral containers', url: 'https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/' },
    ],
  },
  escalateBind: {
    id: 'rbac-escalate-bind',
    item: 3,
    title: 'Nobody may hand out more than they hold',
    power: 'give itself any right',
    why: 'The API server refuses roles and bindings that grant more than their author holds. The verbs escalate and bind lift that.',
    remedy: 'take escalate and bind out; where bind is needed, name the roles in resourceNames',
    severity: 'error',
    permissions: [
      { apiGroups: RBAC, resources: ['roles', 'clusterroles'], verbs: ['escalate'], names: 'any' },
      { apiGroups: RBAC, resources: ['roles', 'clusterroles'], verbs: ['bind'], names: ['cluster-admin', 'admin', 'edit'] },
    ],
    references: [cis('5.1.8'), mitre('T1098.006'), rbacGoodPractice('escalate verb', 'escalate-verb'), rbacGoodPractice('bind verb', 'bind-verb')],
  },
  impersonate: {
    id: 'rbac-impersonate',
    item: 3,
    title: 'Nobody may act as somebody else',
    power: 'act as anybody else',
    why: 'Who impersonates has all rights of the other, an administrator for example, and what follows stands in the audit log under two names.',
    remedy: 'take impersonate out, or name the users, groups or ServiceAccounts in resourceNames',
    severity: 'error',
    permissions: [
      { apiGroups: [''], resources: ['users', 'groups', 'serviceaccounts'], verbs: ['impersonate'], names: ['system:masters', 'system:admin'] },
      { apiGroups: ['authentication.k8s.io'], resources: ['uids', 'userextras'], verbs: ['impersonate'] },
      {
        // Constrained impersonation; a node agent that acts as the node it runs on (impersonate:associated-node) is how it is meant.
        apiGroups: ['authentication.k8s.io'],
        resources: ['users', 'groups', 'serviceaccounts', 'nodes', 'uids', 'userextras'],
        verbs: ['impersonate:user-info', 'impersonate:serviceaccount', 'impersonate:arbitrary-node'],
        names: ['system:masters', 'system:admin'],
      },
    ],
    references: [
      cis('5.1.8'),
      mitre('T1078'),
      rbacGoodPractice('impersonate verb', 'impersonate-verb'),
      { title: 'Constrained impersonation', url: 'https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/' },
    ],
  },
  manageRbac: {
    id: 'rbac-manage-rbac',
    item: 3,
    title: 'Programs do not write roles and bindings',
    power: 'hand its own rights to others, and take rights away',
    why: 'Who is broken into passes on what it holds to an account that stays when the hole is closed, and deletes the bindings of others.',
    remedy: 'keep roles in Git and let the pipeline apply them, or name them in resourceNames',
    severity: 'warning',
    permissions: [{ apiGroups: RBAC, resources: ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'], verbs: CHANGE }],
    references: [
      mitre('T1098.006'),
      { title: 'Restrictions on role creation or update', url: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping' },
    ],
  },
  nodesProxy: {
    id: 'rbac-nodes-proxy',
    item: 3,
    title: 'Nobody talks to the kubelet through the API server',
    power: 'run commands in every pod of every node',
    why: 'nodes/proxy opens the whole API of the kubelet. A WebSocket with the verb get is enough for a command in a container, and neither admission nor the audit log sees it.',
    remedy: 'take nodes/proxy out; metrics need only nodes/metrics',
    severity: 'error',
    clusterScoped: true,
    permissions: [{ apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get', 'create', 'update', 'patch', 'delete'], names: 'any' }],
    references: [cis('5.1.10'), mitre('T1609'), rbacGoodPractice('access to the proxy subresource of nodes', 'access-to-proxy-subresource-of-nodes')],
  },
  webhookConfig: {
    id: 'rbac-webhook-config',
    item: 3,
    title: 'Programs cannot change what admission checks',
    power: 'read and change every object on its way into the cluster',
    why: 'A webhook is sent what it asks for, Secrets too, and can rewrite it; who may remove webhooks and admission policies takes down the guards of the cluster.',
    remedy: 'name the configurations that the program owns in resourceNames, with get, update and patch',
    severity: 'error',
    clusterScoped: true,
    permissions: [{
      apiGroups: ['admissionregistration.k8s.io'],
      resources: [
        'validatingwebhookconfigurations', 'mutatingwebhookconfigurations', 'validatingadmissionpolicies', 'validatingadmissionpolicybindings',
        'mutatingadmissionpolicies', 'mutatingadmissionpolicybindings',
      ],
      verbs: CHANGE,
    }],
    references: [cis('5.1.12'), mitre('T1685'), rbacGoodPractice('control admission webhooks', 'control-admission-webhooks')],
  },
  tokenCreate: {
    id: 'rbac-token-create',
    item: 3,
    title: 'Programs cannot issue tokens of other accounts',
    power: 'get a token of every ServiceAccount',
    why: 'A token is the account: who may issue tokens holds the rights of the most powerful ServiceAccount within reach.',
    remedy: 'name the ServiceAccounts in resourceNames',
    severity: 'error',
    permissions: [{ apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] }],
    references: [cis('5.1.13'), mitre('T1528'), rbacGoodPractice('token request', 'token-request')],
  },
  csrApprove: {
    id: 'rbac-csr-approve',
    item: 3,
    title: 'Programs cannot approve certificates that log in as anybody',
    power: 'issue client certificates in any name',
    why: 'A client certificate of the signer kubernetes.io/kube-apiserver-client is a login under the name that stands in it, an administrator of the cluster too, and cannot be revoked.',
    remedy: 'grant approve on one signer, by name, that does not sign logins, such as kubernetes.io/kubelet-serving',
    severity: 'error',
    clusterScoped: true,
    permissions: [{
      apiGroups: ['certificates.k8s.io'],
      resources: ['signers'],
      verbs: ['approve', 'sign'],
      names: ['kubernetes.io/kube-apiserver-client', 'kubernetes.io/legacy-unknown', 'kubernetes.io/*'],
    }],
    references: [cis('5.1.11'), mitre('T1078'), rbacGoodPractice('CSRs and certificate issuing', 'csrs-and-certificate-issuing')],
  },
  pvCreate: {
    id: 'rbac-pv-create',
    item: 3,
    title: 'Programs claim storage, and do not make volumes themselves',
    power: 'mount any folder of a node',
    why: 'A PersistentVolume can be a hostPath. A pod that claims it has the files of the node, and Pod Security does not see that.',
    remedy: 'take create out; a PersistentVolumeClaim is enough for a program',
    severity: 'error',
    clusterScoped: true,
    // Where a volume leads to cannot be changed later, so that update and patch, which CSI drivers need, are harmless.
    permissions: [{ apiGroups: [''], resources: ['persistentvolumes'], verbs: ['create'] }],
    references: [cis('5.1.9'), mitre('T1611'), rbacGoodPractice('persistent volume creation', 'persistent-volume-creation')],
  },
  deleteEvents: {
    id: 'rbac-delete-events',
    item: 9,
    title: 'Programs cannot delete events',
    power: 'delete the events that show what it did',
    why: 'Events are where people look first when something is odd; who can delete them clears the traces.',
    remedy: 'grant create and patch on events; they expire on their own',
    severity: 'warning',
    permissions: [{ apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['delete', 'deletecollection'] }],
    references: [
      mitre('T1070'),
      { title: 'Event', url: 'https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/' },
    ],
  },
  deleteLogs: {
    id: 'rbac-delete-logs',
    item: 9,
    title: 'Programs only read the logs of pods',
    power: 'ask for the logs of pods to be deleted',
    why: 'Logs show what a program did. Kubernetes serves pods/log for get alone, so that the grant brings nothing to whoever needs it, and stands ready for a server that serves more.',
    remedy: 'grant get on pods/log; logs go with their pod',
    severity: 'info',
    permissions: [{ apiGroups: [''], resources: ['pods/log'], verbs: ['delete', 'deletecollection'] }],
    references: [
      mitre('T1070'),
      { title: 'Logging Architecture', url: 'https://kubernetes.io/docs/concepts/cluster-administration/logging/' },
    ],
  },
  networkWrite: {
    id: 'rbac-network-write',
    item: 4,
    title: 'Programs cannot change where traffic goes',
    power: 'lead the traffic of others to itself, or open what policies close',
    why: 'Who writes EndpointSlices or Services answers in place of another program, or, by the status of a Service, at any address at all; who writes NetworkPolicies or routes opens what was closed.',
    remedy: 'keep them in Git and let the pipeline apply them, or name them in resourceNames',
    severity: 'warning',
    permissions: [
      { apiGroups: [''], resources: ['services', 'endpoints'], verbs: WRITE },
      // The addresses of a load balancer, which every node leads to the pods of its Service; an Ingress has none of that kind.
      { apiGroups: [''], resources: ['services/status'], verbs: ['update', 'patch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: WRITE },
      { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies', 'ingresses'], verbs: CHANGE },
      { apiGroups: ['gateway.networking.k8s.io'], resources: ['gateways', 'httproutes', 'grpcroutes', 'tcproutes', 'tlsroutes', 'udproutes'], verbs: CHANGE },
    ],
    references: [
      mitre('T1557'),
      { title: 'CVE-2021-25740: endpoints can reach across namespaces', url: 'https://github.com/kubernetes/kubernetes/issues/103675' },
      { title: 'CVE-2020-8554: traffic to any address can be taken by a Service', url: 'https://github.com/kubernetes/kubernetes/issues/97076' },
    ],
  },
  namespaceModify: {
    id: 'rbac-namespace-modify',
    item: 3,
    title: 'Programs cannot change the labels of namespaces',
    power: 'switch off Pod Security and open NetworkPolicies by labels',
    why: 'The level of Pod Security is a label of the namespace, and NetworkPolicies select by labels: who writes them decides what both let through.',
    remedy: 'take update and patch of namespaces out, or name the namespaces in resourceNames',
    severity: 'warning',
    permissions: [{ apiGroups: [''], resources: ['namespaces'], verbs: ['update', 'patch'] }],
    references: [mitre('T1685'), rbacGoodPractice('namespace modification', 'namespace-modification')],
  },
} as const satisfies Readonly<Record<string, Escalation>>;

/** Approving certificates; it takes approve on the signer as well. */
export const CERTIFICATE_APPROVAL: Permission = {
  apiGroups: ['certificates.k8s.io'], resources: ['certificatesigningrequests/approval'], verbs: ['update', 'patch'],
};

/** Changes of ConfigMaps, which decide over the cluster where they are those of the system. */
export const CONFIGMAP_WRITE: Permission = { apiGroups: [''], resources: ['configmaps'], verbs: ['update', 'patch', 'delete', 'deletecollection'] };

/**
 * ConfigMaps of kube-system and kube-public that steer the cluster: name resolution, who logs in as whom, how nodes join.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
 */
export const SYSTEM_CONFIGMAPS: readonly string[] = [
  'aws-auth', 'cluster-info', 'coredns', 'coredns-custom', 'extension-apiserver-authentication', 'kube-dns', 'kube-proxy', 'kubeadm-config', 'kubelet-config',
];

/** All of them, as a list. */
export const ALL_ESCALATIONS: readonly Escalation[] = Object.values(ESCALATIONS);

/**
 * What the ClusterRoles for people grant that matters here: every cluster has them, so that bindings may name them without the input holding them.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
 */
export const BUILT_IN_GRANTS: Readonly<Record<string, readonly Permission[]>> = {
  'cluster-admin': [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  'admin': [...edit(), { apiGroups: RBAC, resources: ['roles', 'rolebindings'], verbs: CHANGE }],
  'edit': edit(),
  'view': [],
};

function edit(): Permission[] {
  return [
    { apiGroups: [''], resources: ['secrets', 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'services/proxy'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['pods', 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'services/proxy'], verbs: CHANGE },
    { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'] },
    { apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] },
    { apiGroups: [''], resources: ['configmaps', 'events', 'persistentvolumeclaims', 'replicationcontrollers', 'secrets', 'services'], verbs: CHANGE },
    { apiGroups: ['apps'], resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], verbs: CHANGE },
    { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: CHANGE },
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'networkpolicies'], verbs: CHANGE },
  ];
}
