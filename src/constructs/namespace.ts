import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { HardenedDefaults } from './defaults';
import { demandsIn, standingClaimsIn } from './demand';
import { Dns } from './dns';
import { declareNamespace, strayCharts } from './enclosing-namespace';
import { checkGiven, kindProblem, NAMESPACE_KINDS } from './given';
import { needGuard } from './guard';
import { limitsFor } from './limit-range';
import { misuse } from './misuse';
import { claimName } from './names';
import { Json } from './plain';
import { quotaProblem } from './quantities';
import { quotaFor } from './quota';
import { clusterScopedKinds, finalJson } from './render';
import { Settings, settingsOf } from './settings';
import { declareFacts } from './tree';
import { annotationKeyProblem, labelKeyProblem, labelValueProblem, rfc1123LabelProblem } from '../manifest/name';
import { Profile } from '../standard/profile';
import { isSystemNamespace } from '../standard/system-namespaces';

/** A part of a namespace that we write for a namespace which somebody else owns. */
export enum NamespacePart {
  /** The policies that deny all traffic but DNS. */
  NETWORK_POLICIES = 'NetworkPolicies',
  /** The ResourceQuota. */
  RESOURCE_QUOTA = 'ResourceQuota',
  /** The LimitRange. */
  LIMIT_RANGE = 'LimitRange',
  /** The `default` ServiceAccount without a token. */
  DEFAULT_SERVICE_ACCOUNT = 'DefaultServiceAccount',
}

/** What a namespace has, besides its name. */
export interface HardenedNamespaceProps {
  /**
   * The name of the namespace.
   * @default - the id
   */
  readonly name?: string;
  /**
   * How strict it is. Start with a namespace that runs already in audit mode: violations are recorded, nothing is refused.
   * @default - that of the app; Profile.production() where the app says none
   */
  readonly profile?: Profile;
  /**
   * The version of the Pod Security Standards that pods are held to, such as `v1.36`. Pinned, since a newer one can refuse what runs today.
   * @default - the minor of the cluster
   * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces
   */
  readonly podSecurityVersion?: string;
  /**
   * More labels of the namespace.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * Annotations of the namespace.
   * @default - none
   */
  readonly annotations?: Record<string, string>;
  /**
   * Where pods ask for names.
   * @default Dns.coreDns()
   */
  readonly dns?: Dns;
  /**
   * What the quota leaves over what the workloads can take at their largest, in percent.
   * @default 25
   */
  readonly quotaHeadroomPercent?: number;
  /**
   * Hard limits of the quota that are set by hand, over those that are derived: `{ 'count/secrets': '20' }`.
   * @default - none
   */
  readonly quota?: Record<string, string>;
  /**
   * Switches for the defaults of everything in this namespace.
   * @default - those of the app
   */
  readonly defaults?: HardenedDefaults;
}

/** What is known of a namespace that somebody else owns. */
export interface ExistingNamespaceProps {
  /**
   * What the owner has set: how strict the namespace is.
   * @default - that of the app
   */
  readonly profile?: Profile;
  /**
   * What we write for it. Has to be said of the namespaces of the cluster itself, such as kube-system.
   * @default [NamespacePart.NETWORK_POLICIES]
   */
  readonly owns?: NamespacePart[];
  /**
   * Where pods ask for names.
   * @default Dns.coreDns()
   */
  readonly dns?: Dns;
  /**
   * Switches for the defaults of everything in this namespace.
   * @default - those of the app
   */
  readonly defaults?: HardenedDefaults;
}

/**
 * A namespace that refuses what its profile forbids and drops all traffic until a policy lets it through. A chart of its own: what is made in it
 * belongs to the namespace, and is written to `<namespace>.k8s.yaml`.
 */
export class HardenedNamespace extends Chart {
  /**
   * A namespace that somebody else makes: its Namespace object is not written, only what `owns` lists.
   *
   * @param scope the app
   * @param name the name of the namespace
   * @param props what is known of it
   */
  public static existing(scope: Construct, name: string, props: ExistingNamespaceProps = {}): HardenedNamespace {
    if (props.owns === undefined && isSystemNamespace(name)) {
      throw misuse(name, 'belongs to the cluster, and denying traffic there cuts off its DNS; say what is yours with owns: [], or use a namespace of your own');
    }
    const { owns = [NamespacePart.NETWORK_POLICIES], ...rest } = props;
    const problem = kindProblem('owns', owns, 'list');
    if (problem !== undefined) throw misuse(name, problem);
    const given: Given = { ...rest, [OWNS]: owns };
    return new HardenedNamespace(scope, name, given);
  }

  /** The name of the namespace. */
  public readonly name: string;
  private readonly settings: Settings;

  /**
   * Makes a namespace.
   *
   * @param scope the app
   * @param id the name of the namespace, unless `name` says another
   * @param props what it has
   */
  constructor(scope: Construct, id: string, props: HardenedNamespaceProps = {}) {
    const path = checkGiven(scope, id, props, NAMESPACE_KINDS);
    const name = props.name ?? id;
    const problem = rfc1123LabelProblem(name) ?? propsProblem(props);
    if (problem !== undefined) throw misuse(path, problem);
    if ((props as Given)[OWNS] === undefined && isSystemNamespace(name)) {
      throw misuse(path, `'${name}' belongs to the cluster; use a namespace of your own, or HardenedNamespace.existing(…, { owns: [] })`);
    }
    super(scope, id, { namespace: name, disableResourceNameHashes: true });
    this.name = name;
    declareFacts(this, { profile: props.profile, defaults: props.defaults });
    this.settings = settingsOf(this);
    const { [OWNS]: foreign } = props as Given;
    const owns = foreign ?? Object.values(NamespacePart);
    claimName(this, 'Namespace', '', name);
    needGuard(this);
    declareNamespace(this, name);
    this.node.addValidation({ validate: () => strayCharts(this, name) });
    if (foreign === undefined) this.addNamespace(props);
    if (owns.includes(NamespacePart.DEFAULT_SERVICE_ACCOUNT) && this.settings.defaultServiceAccount) this.addDefaultServiceAccount();
    // A profile that refuses nothing must not refuse what runs already for its size either.
    if (!this.settings.profile.deniesTraffic) return;
    if (owns.includes(NamespacePart.RESOURCE_QUOTA) && this.settings.resourceQuota) this.addQuota(props);
    if (owns.includes(NamespacePart.LIMIT_RANGE) && this.settings.limitRange) this.addLimitRange();
    if (owns.includes(NamespacePart.NETWORK_POLICIES)) this.addPolicies(props.dns ?? Dns.coreDns());
  }

  /** Renders the objects of the namespace. Cluster-scoped objects carry no namespace. */
  public toJson(): any[] {
    const objects = super.toJson() as Json[];
    const custom = clusterScopedKinds(objects);
    return objects.map((object) => finalJson(object, custom));
  }

  private addNamespace(props: HardenedNamespaceProps): void {
    const { profile, minor } = this.settings;
    const version = props.podSecurityVersion ?? `v1.${minor}`;
    if (!/^(latest|v1\.(0|[1-9]\d*))$/.test(version)) throw misuse(this, `podSecurityVersion '${version}' is not a version; write it as 'v1.${minor}'`);
    const labels: Record<string, string> = {};
    for (const [mode, level] of [['enforce', profile.enforce], ['audit', profile.audit], ['warn', profile.audit]]) {
      labels[`pod-security.kubernetes.io/${mode}`] = level;
      labels[`pod-security.kubernetes.io/${mode}-version`] = version;
    }
    new ApiObject(this, 'Namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: this.name, labels: { 'app.kubernetes.io/name': this.name, ...labels, ...props.labels }, annotations: props.annotations },
    });
  }

  private addDefaultServiceAccount(): void {
    this.add('v1', 'ServiceAccount', 'default', {}, { automountServiceAccountToken: false });
  }

  private addPolicies(dns: Dns): void {
    const { defaultDeny, allowDns } = this.settings;
    if (defaultDeny) {
      this.add('networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', { spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } });
    }
    // Without a denial, a policy for DNS alone would cut off all other egress.
    if (defaultDeny && allowDns) {
      this.add('networking.k8s.io/v1', 'NetworkPolicy', 'allow-dns', {
        spec: { podSelector: {}, policyTypes: ['Egress'], egress: [dns._egress()] },
      });
    }
  }

  private addQuota(props: HardenedNamespaceProps): void {
    const { quotaHeadroomPercent = 25, quota = {} } = props;
    if (!(quotaHeadroomPercent >= 0 && Number.isInteger(quotaHeadroomPercent))) {
      throw misuse(this, `quotaHeadroomPercent ${quotaHeadroomPercent} is not a share; use a whole number from 0`);
    }
    this.addLate('v1', 'ResourceQuota', this.name, () => ({
      hard: { ...quotaFor(demandsIn(this, this.name), standingClaimsIn(this, this.name), quotaHeadroomPercent), ...quota },
    }));
  }

  private addLimitRange(): void {
    this.addLate('v1', 'LimitRange', this.name, () => limitsFor(demandsIn(this, this.name).map(({ spec }) => spec), this.settings));
  }

  private add(apiVersion: string, kind: string, name: string, rest: Json, more: Json = {}): ApiObject {
    claimName(this, kind, this.name, name);
    return new ApiObject(this, kind === 'NetworkPolicy' ? name : kind, { apiVersion, kind, metadata: { name }, ...rest, ...more });
  }

  /** An object whose spec depends on the workloads, which are made after it. Nothing is written where nothing can be said. */
  private addLate(apiVersion: string, kind: string, name: string, spec: () => Json): void {
    const api = this.add(apiVersion, kind, name, {});
    const render = api.toJson.bind(api);
    api.toJson = () => ({ ...render(), spec: spec() });
  }
}

function propsProblem({ labels = {}, annotations = {}, quota = {} }: HardenedNamespaceProps): string | undefined {
  const problems = [
    ...Object.entries(labels).map(([key, value]) => labelKeyProblem(key) ?? labelValueProblem(value)),
    ...Object.keys(annotations).map(annotationKeyProblem),
    ...Object.entries(quota).map(([name, text]) => quotaProblem(name, text)),
  ];
  return problems.find((problem) => problem !== undefined);
}

/** How `existing` tells the constructor what to write; no user can say it otherwise. */
const OWNS = Symbol('owns');
type Given = HardenedNamespaceProps & { readonly [OWNS]?: readonly NamespacePart[] };
