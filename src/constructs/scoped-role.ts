import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { placeProblem, withoutNamespace } from './enclosing-namespace';
import { kindProblem } from './given';
import { needGuard } from './guard';
import { misuse } from './misuse';
import { claimName } from './names';
import { addNote } from './notes';
import { IPeer, Peer } from './peer';
import { Json } from './plain';
import { allowTo } from './traffic';
import { factsOf } from './tree';
import { partsOf } from './workload';
import { standardLabels } from './workload-shape';
import { labelValueProblem, rfc1123SubdomainProblem } from '../manifest/name';

/**
 * What a role may let a program do. `escalate`, `bind`, `impersonate` and `*` are not among them.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
export enum Verb {
  /** Read one object by its name. */
  GET = 'get',
  /** Read all objects of a kind, with their contents. */
  LIST = 'list',
  /** Be told of all changes, with the contents. */
  WATCH = 'watch',
  /** Make objects. */
  CREATE = 'create',
  /** Replace objects. */
  UPDATE = 'update',
  /** Change fields of objects. */
  PATCH = 'patch',
  /** Delete one object. */
  DELETE = 'delete',
}

/** One grant: these verbs on these resources. */
export interface Grant {
  /** What may be done. */
  readonly verbs: Verb[];
  /** With which kinds: `kplus.ApiResource.CONFIG_MAPS`, or `kplus.ApiResource.custom({ apiGroup: '', resourceType: 'pods/log' })`. */
  readonly resources: kplus.ApiResource[];
  /**
   * With which objects. A program that lists or watches has to ask for the one name too (`metadata.name` as field selector); `create` cannot be
   * limited by name and throws.
   * @default - all of the namespace
   * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
   */
  readonly names?: string[];
}

/** What a scoped role grants. */
export interface ScopedRoleProps {
  /**
   * The grants.
   * @default - none; use `allow`
   */
  readonly grants?: Grant[];
}

/**
 * A Role, in one namespace, that grants what it names and nothing else. Bound to a workload it turns on the token of that workload, and only of that
 * one.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege
 */
export class ScopedRole extends Construct {
  /** The name of the role: the id. */
  public readonly name: string;
  private readonly namespace: string;
  private readonly rules: Json[] = [];
  private readonly bound = new Set<string>();

  constructor(scope: Construct, id: string, props: ScopedRoleProps = {}) {
    super(scope, id);
    const problem = placeProblem(this) ?? rfc1123SubdomainProblem(id) ?? labelValueProblem(id);
    if (problem !== undefined) throw misuse(this, problem);
    this.name = id;
    const role = new ApiObject(this, 'Resource', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: id, labels: standardLabels(id) },
    });
    this.namespace = role.metadata.namespace ?? '';
    if (this.namespace === '') throw misuse(this, withoutNamespace(this));
    claimName(this, 'Role', this.namespace, id);
    needGuard(this);
    const render = role.toJson.bind(role);
    role.toJson = () => ({ ...render(), rules: this.rules.map((rule) => ({ ...rule })) });
    this.node.addValidation({ validate: () => (this.rules.length === 0 ? ['grants nothing; use allow({ verbs, resources })'] : []) });
    for (const grant of props.grants ?? []) this.allow(grant);
  }

  /** Grants something more. Throws on what a role of a workload must not hold, with the reason. */
  public allow(grant: Grant): void {
    const problem = grantProblem(grant);
    if (problem !== undefined) throw misuse(this, problem);
    const byGroup = new Map<string, string[]>();
    for (const { apiGroup, resourceType } of grant.resources) {
      const group = apiGroup === 'core' ? '' : apiGroup;
      byGroup.set(group, [...byGroup.get(group) ?? [], resourceType]);
    }
    for (const [group, resources] of byGroup) {
      this.rules.push({
        apiGroups: [group],
        resources,
        ...(grant.names === undefined ? {} : { resourceNames: [...grant.names] }),
        verbs: [...grant.verbs],
      });
    }
  }

  /**
   * Binds the role to a workload of its namespace, mounts the token of that workload and opens its way to the API server where
   * `cluster.apiServerCidrs` says where that is.
   */
  public bindTo(workload: IPeer): void {
    const wrong = kindProblem('workload', workload, 'Peer');
    if (wrong !== undefined) throw misuse(this, wrong);
    const construct = workload.asPeer()._workload as Construct | undefined;
    const parts = construct && partsOf(construct);
    if (parts === undefined) throw misuse(this, 'only a hardened workload can be bound; give it a HardenedDeployment or one of its siblings');
    if (parts.namespace !== this.namespace) {
      throw misuse(this, `${parts.workload.node.path} is in namespace '${parts.namespace}', the role in '${this.namespace}'; make the role there`);
    }
    if (parts.serviceAccountName === 'default') throw misuse(this, `${parts.workload.node.path} runs as the ServiceAccount 'default', which others share; give it its own`);
    if (this.bound.has(parts.name)) return;
    this.bound.add(parts.name);
    const name = this.name === parts.name ? this.name : `${this.name}-${parts.name}`;
    claimName(this, 'RoleBinding', this.namespace, name);
    new ApiObject(this, `Binding-${parts.name}`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name, namespace: this.namespace, labels: standardLabels(parts.name) },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: this.name },
      subjects: [{ kind: 'ServiceAccount', name: parts.serviceAccountName, namespace: this.namespace }],
    });
    parts.mountToken();
    const cluster = factsOf(this).cluster;
    if ((cluster?.apiServerCidrs ?? []).length > 0) {
      allowTo(parts, Peer.apiServer(), [cluster?.apiServerPort ?? 6443]);
    } else if (parts.settings.profile.deniesTraffic && parts.settings.defaultDeny) {
      addNote(parts.workload, "is bound to a role, and its way to the API server is closed: give the app cluster: { apiServerCidrs: ['10.0.0.1/32'] }, "
        + 'or open it with allowTo(Peer.cidr(…), 6443)');
    }
  }
}

/** What is wrong with a grant, or undefined. */
function grantProblem({ verbs, resources, names }: Grant): string | undefined {
  const wrong = kindProblem('verbs', verbs, 'list') ?? kindProblem('resources', resources, 'list')
    ?? (names === undefined ? undefined : kindProblem('names', names, 'list'));
  if (wrong !== undefined) return wrong;
  if (names !== undefined && names.length === 0) return 'names is empty, which Kubernetes reads as every object; name some, or leave names out';
  if (verbs.length === 0 || resources.length === 0) return 'a grant needs verbs and resources; name what the program calls';
  for (const verb of verbs as string[]) {
    if (!Object.values<string>(Verb).includes(verb)) return `verb '${verb}' ${FORBIDDEN[verb] ?? 'is not a verb of the API'}; use ${Object.values(Verb).join(', ')}`;
  }
  for (const { apiGroup, resourceType } of resources) {
    if (apiGroup.includes('*') || resourceType.includes('*')) {
      return `'${apiGroup}/${resourceType}' covers kinds that do not exist yet; name each resource`;
    }
    if (CLUSTER_RESOURCES.has(resourceType.split('/')[0])) return `'${resourceType}' live outside namespaces, which a Role does not reach; grant it with a ClusterRole and a reason`;
    const whole = verbs.filter((verb) => verb === Verb.LIST || verb === Verb.WATCH);
    if (resourceType === 'secrets' && whole.length > 0) {
      return `'${whole[0]}' on secrets returns the contents of every Secret of the namespace; use 'get' with names, or mountSecret`;
    }
    // https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets
    if (resourceType === 'secrets' && verbs.includes(Verb.CREATE)) {
      return "'create' on secrets gives the program a token of every ServiceAccount of the namespace, by a Secret of that type; let the pipeline make them";
    }
    // The name is in the body of the request, where the authorizer does not look; a subresource has it in its path.
    if (names !== undefined && !resourceType.includes('/') && verbs.includes(Verb.CREATE)) {
      return `'create' on '${resourceType}' cannot be limited by names and would grant nothing; grant it without names, apart from the rest`;
    }
    if (resourceType === 'secrets' && names === undefined) return `'${verbs[0]}' on secrets without names reaches every Secret of the namespace; name the Secrets`;
  }
  return undefined;
}

const FORBIDDEN: Readonly<Record<string, string>> = {
  '*': 'covers verbs that do not exist yet',
  'escalate': 'lets the program give itself any permission',
  'bind': 'lets the program give itself any role',
  'impersonate': 'lets the program act as anybody',
  'deletecollection': 'takes away all objects at once',
};

const CLUSTER_RESOURCES: ReadonlySet<string> = new Set([
  'nodes', 'persistentvolumes', 'namespaces', 'clusterroles', 'clusterrolebindings', 'storageclasses', 'priorityclasses', 'customresourcedefinitions',
  'certificatesigningrequests', 'validatingwebhookconfigurations', 'mutatingwebhookconfigurations', 'runtimeclasses', 'ingressclasses', 'apiservices',
  'componentstatuses', 'csidrivers', 'csinodes', 'volumeattachments', 'flowschemas', 'prioritylevelconfigurations', 'tokenreviews', 'selfsubjectreviews',
  'selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'subjectaccessreviews', 'validatingadmissionpolicies', 'validatingadmissionpolicybindings',
  'mutatingadmissionpolicies', 'mutatingadmissionpolicybindings', 'clustertrustbundles', 'ipaddresses', 'servicecidrs', 'deviceclasses', 'resourceslices',
  'volumeattributesclasses',
]);
