import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { withoutNamespace } from './enclosing-namespace';
import { fitResources, fitScratch } from './fit-resources';
import { kindProblem, kindsProblem, WORKLOAD_KINDS } from './given';
import { needGuard } from './guard';
import { inputProblem, mountPathProblem, writablePathsProblem } from './inputs';
import { misuse } from './misuse';
import { claimName } from './names';
import { override, Override, overridesOf } from './overrides';
import { compact, Json, plain } from './plain';
import { resourcesProblem } from './quantities';
import { containersProblem, namesProblem, refuseEscapes } from './refusals';
import { Settings, settingsOf } from './settings';
import { stripLinux } from './strip-linux';
import { freeVolumeName } from './volume-name';
import { SidecarProps, WorkloadPort } from './workload-props';
import { envVariables, imageOf, pullPolicy, standardLabels, WorkloadShape } from './workload-shape';
import { portNameProblem, portNumberProblem, rfc1035LabelProblem, rfc1123SubdomainProblem } from '../manifest/name';
import { harden } from '../standard/harden';

/** What a hardened workload is made of besides its cdk8s-plus class: one per workload, the five classes pass their calls on to it. */
export class WorkloadParts {
  readonly name: string;
  readonly namespace: string;
  readonly settings: Settings;
  readonly ports: readonly Required<WorkloadPort>[];
  readonly matchLabels: Readonly<Record<string, string>>;
  /** The container that the props describe; undefined where only `containers` lists some. */
  readonly main?: string;
  private mountsToken: boolean;
  /** What cdk8s-plus has no words for, by container. */
  private readonly additions = new Map<string, Json>();
  private readonly podAdditions: Json = {};
  private readonly overrides: readonly Override[];

  constructor(readonly workload: kplus.Workload, readonly shape: WorkloadShape) {
    const { props } = shape;
    this.name = workload.name;
    this.namespace = workload.metadata.namespace ?? '';
    this.settings = settingsOf(workload, props);
    this.mountsToken = props.automountServiceAccountToken ?? !this.settings.withholdToken;
    this.ports = shape.ports;
    this.matchLabels = props.matchLabels ?? standardLabels(this.name);
    this.main = props.image === undefined ? undefined : this.name;
    if (this.namespace === '') throw misuse(workload, withoutNamespace(workload));
    if (Object.keys(this.matchLabels).length === 0) throw misuse(workload, 'matchLabels is empty, which selects every pod of the namespace; name a label');
    const problem = writablePathsProblem(props.writablePaths) ?? namesProblem(this.name, this.ports, this.matchLabels, props.env ?? {})
      ?? (props.servicePort === undefined ? undefined : portNumberProblem(props.servicePort))
      ?? (props.serviceName === undefined ? undefined : rfc1035LabelProblem(props.serviceName))
      ?? (workload.kind === 'CronJob' ? cronJobNameProblem(this.name) : undefined)
      ?? inputProblem(props, this.settings);
    if (problem !== undefined) throw misuse(workload, problem);
    this.overrides = overridesOf(workload, props.overrides);
    claimName(workload, workload.kind, this.namespace, this.name);
    if (shape.selects) claimName(workload, 'selector', this.namespace, JSON.stringify(Object.entries(this.matchLabels).sort()));
    if (shape.selects) workload.select(kplus.LabelSelector.of({ labels: { ...this.matchLabels } }));
    for (const [key, label] of Object.entries({ ...standardLabels(this.name), ...this.matchLabels })) workload.podMetadata.addLabel(key, label);
    this.describeMain();
    this.describePod();
    const resource = workload.node.defaultChild as ApiObject;
    const render = resource.toJson.bind(resource);
    resource.toJson = () => this.finish(render());
    needGuard(workload);
    workload.node.addValidation({ validate: () => this.unmounted() });
    this.addServiceAccount();
    this.refuse();
  }

  /** Throws where a container asks for what the namespace's enforced level refuses. */
  refuse(): void {
    refuseEscapes(this.workload, { metadata: {}, spec: this.podSpec() }, this.settings);
  }

  /** The pod spec as it will be rendered. */
  podSpec(): Json {
    const template = this.finish({ spec: plain(this.shape.spec()) as Json }) as Json;
    return this.shape.template.reduce<Json>((parent, step) => parent[step] as Json, template).spec as Json;
  }

  /** The spec of the object as it will be rendered. */
  renderedSpec(): Json {
    return this.finish({ spec: plain(this.shape.spec()) as Json }).spec as Json;
  }

  get serviceAccountName(): string {
    return this.shape.props.serviceAccount?.name ?? (this.settings.serviceAccount ? this.name : 'default');
  }

  /** Mounts the token of the ServiceAccount: the workload was bound to a role. */
  mountToken(): void {
    this.mountsToken = true;
  }

  /** Mounts an existing Secret as files that only the pod's group reads. */
  mountSecret(secret: string, path: string, container = this.main): void {
    if (container === undefined) throw misuse(this.workload, `mountSecret('${secret}') needs a container; give the workload an image or name the container`);
    const wrong = kindProblem('secretName', secret, 'text') ?? kindProblem('path', path, 'text');
    if (wrong !== undefined) throw misuse(this.workload, `mountSecret: ${wrong}`);
    const unmountable = mountPathProblem(`mountSecret('${secret}') at '${path}'`, path);
    if (unmountable !== undefined) throw misuse(this.workload, unmountable);
    const problem = rfc1123SubdomainProblem(secret);
    if (problem !== undefined) throw misuse(this.workload, `mountSecret: ${problem}`);
    const writable = this.additions.get(container)?.writablePaths as readonly string[] | undefined;
    if (writable?.includes(path)) throw misuse(this.workload, `mountSecret('${secret}') at '${path}' is among writablePaths; choose another path`);
    const volumes = (this.podAdditions.volumes ??= []) as Json[];
    const mounts = (this.addition(container).volumeMounts ??= []) as Json[];
    const there = mounts.find(({ mountPath }) => mountPath === path);
    if (there !== undefined) {
      const other = volumes.find((volume) => volume.name === there.name)?.secret.secretName ?? there.name;
      throw misuse(this.workload, `mountSecret('${secret}') at '${path}' meets Secret '${String(other)}' there; choose another path`);
    }
    mounts.push({ name: secretVolume(volumes, secret), mountPath: path, readOnly: true });
  }

  /** What was to go into a container that nobody made. */
  private unmounted(): string[] {
    const containers = [...this.workload.containers, ...this.workload.initContainers].map(({ name }) => name);
    return [...this.additions.keys()].filter((name) => !containers.includes(name))
      .map((name) => `has no container '${name}', for which a Secret is mounted; use ${containers.join(' or ')}`);
  }

  addSidecar(name: string, props: SidecarProps): void {
    const wrong = kindProblem('name', name, 'text') ?? kindProblem('props', props, 'map') ?? kindsProblem(props, WORKLOAD_KINDS);
    if (wrong !== undefined) throw misuse(this.workload, `addSidecar: ${wrong}`);
    // Before 1.29 the API server drops the field that makes a sidecar of an init container, and the pod then never starts its main container.
    if (this.settings.minor < 29) {
      throw misuse(this.workload, `sidecar '${name}' needs Kubernetes 1.29, the target is 1.${this.settings.minor}; use addContainer`);
    }
    const problem = (props.port === undefined ? undefined : portNumberProblem(props.port)) ?? resourcesProblem(props.resources)
      ?? writablePathsProblem(props.writablePaths) ?? namesProblem(this.name, [], {}, props.env ?? {});
    if (problem !== undefined) throw misuse(this.workload, problem);
    const port = props.port === undefined ? undefined : { number: props.port, name: sidecarPortName(name, props.port) };
    const image = imageOf(this.workload.node.path, props.image);
    this.workload.addInitContainer({
      name,
      image: image.reference,
      ...pullPolicy(image),
      command: props.command,
      args: props.args,
      ports: port && [port],
      envVariables: envVariables(props.env),
      restartPolicy: kplus.ContainerRestartPolicy.ALWAYS,
      resources: {},
    });
    Object.assign(this.addition(name), compact({
      resources: props.resources,
      writablePaths: props.writablePaths,
      readinessProbe: props.readiness?._toJson(props.port)
        ?? (port && this.settings.probes ? { tcpSocket: { port: port.name }, periodSeconds: 10 } : undefined),
    }));
    this.refuse();
  }

  /** Turns what cdk8s-plus rendered into what we promise. Pure in the JSON; a second run changes nothing. */
  finish(json: Json): Json {
    const { overrides } = this;
    const result = json;
    const template = this.shape.template.reduce<Json>((parent, step) => (parent[step] ??= {}) as Json, result);
    const spec = (template.spec ??= {}) as Json;
    Object.assign(result.spec as Json, this.shape.fields);
    this.merge(spec);
    tidy(result, spec, template, this.matchLabels);
    // cdk8s-plus leaves out labels without a value, and a selector of nothing selects everything.
    const { selector } = result.spec;
    if (this.shape.selects) result.spec.selector = { ...selector, matchLabels: { ...selector?.matchLabels, ...this.matchLabels } };
    override(result, overrides);
    const problem = containersProblem(template.spec as Json);
    if (problem !== undefined) throw misuse(this.workload, problem);
    const said = new Map(containersOf(template.spec as Json).map((container) => [container.name, container.resources as Json | undefined]));
    template.spec = harden(template.spec as Json, this.settings.hardening(this.mountsToken));
    if ((template.spec as Json).os?.name === 'windows') stripLinux(template.spec as Json, containersOf(template.spec as Json));
    for (const container of containersOf(template.spec as Json)) fitResources(container, said.get(container.name));
    this.addWritablePaths(template.spec as Json);
    const { volumes = [] } = template.spec as Json;
    for (const container of containersOf(template.spec as Json)) fitScratch(container, volumes as Json[], said.get(container.name));
    override(result, overrides);
    return result;
  }

  private merge(spec: Json): void {
    const { volumes = [], ...rest } = this.podAdditions;
    for (const [key, value] of Object.entries(rest)) spec[key] ??= value;
    spec.serviceAccountName ??= this.serviceAccountName;
    // cdk8s-plus always says false; whether a token is mounted is decided here.
    delete spec.automountServiceAccountToken;
    if (volumes.length > 0) spec.volumes = [...(spec.volumes ?? []), ...volumes];
    for (const container of containersOf(spec)) {
      const { capabilities, writablePaths, volumeMounts = [], resources, ...fields } = this.additions.get(container.name) ?? {};
      Object.assign(container, fields);
      if (resources !== undefined) container.resources = { requests: { ...resources.requests }, limits: { ...resources.limits } };
      if (volumeMounts.length > 0) container.volumeMounts = [...(container.volumeMounts ?? []), ...volumeMounts];
      if (capabilities !== undefined) {
        const context = (container.securityContext ??= {}) as Json;
        context.capabilities = { ...context.capabilities, add: capabilities };
      }
      this.switchOff(container);
    }
    const context = spec.securityContext as Json | undefined;
    if (!this.settings.runAsNonRoot && this.shape.props.securityContext?.ensureNonRoot !== true) delete context?.runAsNonRoot;
  }

  /** cdk8s-plus writes some secure values on its own; where the default is switched off they go. */
  private switchOff(container: Json): void {
    const context = container.securityContext as Json | undefined;
    if (context === undefined) return;
    const { settings } = this;
    if (!settings.readOnlyRootFilesystem && context.readOnlyRootFilesystem === true) delete context.readOnlyRootFilesystem;
    if (!settings.denyPrivilegeEscalation && context.allowPrivilegeEscalation === false) delete context.allowPrivilegeEscalation;
    // The pod says it once for all containers; a container that says the opposite keeps its word.
    if (context.runAsNonRoot === true) delete context.runAsNonRoot;
  }

  private describeMain(): void {
    const { props } = this.shape;
    if (this.main === undefined) return;
    Object.assign(this.addition(this.main), compact({
      resources: props.resources,
      capabilities: props.capabilities,
      writablePaths: props.writablePaths,
      ...this.probes(),
      lifecycle: this.drain(),
      volumeMounts: this.shape.mounts,
    }));
  }

  private describePod(): void {
    const { props } = this.shape;
    Object.assign(this.podAdditions, compact({
      priorityClassName: props.priorityClassName,
      runtimeClassName: props.runtimeClassName,
      tolerations: props.tolerations?.map((taint) => ({ ...taint, operator: taint.value === undefined ? 'Exists' : 'Equal' })),
      topologySpreadConstraints: this.settings.topologySpread && this.shape.replicated ? SPREAD_OVER.map((topologyKey) => ({
        // ScheduleAnyway: spread as far as there are nodes and zones, but never leave a pod pending for it.
        maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: this.matchLabels },
      })) : undefined,
    }));
  }

  private probes(): Json {
    const { props } = this.shape;
    const port = this.ports[0]?.name;
    const number = this.ports[0]?.number;
    const byDefault = this.settings.probes && this.shape.serves && this.ports[0]?.protocol === 'TCP';
    const tcp = (rest: Json): Json | undefined => (byDefault ? { tcpSocket: { port }, ...rest } : undefined);
    return {
      startupProbe: props.startup?._toJson(number) ?? tcp({ periodSeconds: 2, failureThreshold: 30 }),
      readinessProbe: props.readiness?._toJson(number) ?? tcp({ periodSeconds: 10 }),
      livenessProbe: props.liveness?._toJson(number) ?? tcp({ periodSeconds: 20, failureThreshold: 6 }),
    };
  }

  /**
   * Serving goes on for a moment after the stop signal, so that nobody is sent to a closed port. Sleeping needs no program in the image; at least
   * half of the grace period is left to finish what is under way.
   */
  private drain(): Json | undefined {
    const { drainSeconds, minor } = this.settings;
    const grace = this.shape.props.terminationGracePeriod?.toSeconds() ?? 30;
    const seconds = Math.min(drainSeconds, Math.floor(grace / 2));
    if (!this.shape.serves || this.ports.length === 0 || seconds <= 0 || minor < 30) return undefined;
    return { preStop: { sleep: { seconds } } };
  }

  private addServiceAccount(): void {
    if (this.shape.props.serviceAccount !== undefined || !this.settings.serviceAccount) return;
    claimName(this.workload, 'ServiceAccount', this.namespace, this.name);
    new ApiObject(this.workload, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: this.name, namespace: this.namespace, labels: standardLabels(this.name) },
      automountServiceAccountToken: false,
    });
  }

  private addWritablePaths(spec: Json): void {
    for (const container of containersOf(spec)) {
      const paths = (this.additions.get(container.name)?.writablePaths ?? []) as string[];
      paths.forEach((mountPath, i) => {
        if ((container.volumeMounts ?? []).some((mount: Json) => mount.mountPath === mountPath)) return;
        const there = [...(spec.volumes ?? []), ...containersOf(spec).flatMap(({ volumeMounts = [] }) => volumeMounts as Json[])] as Json[];
        const name = freeVolumeName(`scratch-${container.name}-${i}`, new Set(there.map((volume) => volume.name as unknown)));
        spec.volumes = [...(spec.volumes ?? []), { name, emptyDir: { sizeLimit: this.settings.scratchSize } }];
        container.volumeMounts = [...(container.volumeMounts ?? []), { name, mountPath }];
      });
    }
  }

  private addition(container: string): Json {
    let addition = this.additions.get(container);
    if (addition === undefined) this.additions.set(container, addition = {});
    return addition;
  }
}

const SPREAD_OVER = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'];

const parts = new WeakMap<Construct, WorkloadParts>();
/** The workloads of each app by namespace: what is made in another chart is not below the construct of its namespace. */
const byNamespace = new WeakMap<IConstruct, Map<string, WorkloadParts[]>>();

/** Hardens a workload; called once, by its constructor. */
export function hardenWorkload(workload: kplus.Workload, shape: WorkloadShape): WorkloadParts {
  const made = new WorkloadParts(workload, shape);
  parts.set(workload, made);
  const { root } = workload.node;
  const namespaces = byNamespace.get(root) ?? new Map<string, WorkloadParts[]>();
  const neighbours = namespaces.get(made.namespace) ?? [];
  neighbours.push(made);
  byNamespace.set(root, namespaces.set(made.namespace, neighbours));
  return made;
}

/** The hardened workloads of a namespace, wherever in the app they are made. */
export function workloadsIn(root: IConstruct, namespace: string): readonly WorkloadParts[] {
  return byNamespace.get(root)?.get(namespace) ?? [];
}

/** The parts of a hardened workload; undefined for any other construct, and before its constructor is through. */
export function partsOf(construct: Construct): WorkloadParts | undefined {
  return parts.get(construct);
}

/**
 * The controller appends 11 characters to name the Jobs, so the API server takes no longer names.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#writing-a-cronjob-spec
 */
function cronJobNameProblem(name: string): string | undefined {
  return name.length <= 52 ? undefined : `'${name}' has ${name.length} characters; a CronJob takes at most 52, since its Jobs get 11 more`;
}

/** Its own name where that can name a port, which holds less than the name of a container. */
function sidecarPortName(name: string, port: number): string {
  return portNameProblem(name) === undefined ? name : `port-${port}`;
}

/** The volume of a Secret, made where there is none. Names of Secrets may be longer than those of volumes, and have dots. */
function secretVolume(volumes: Json[], secret: string): string {
  const made = volumes.find((volume) => volume.secret?.secretName === secret);
  if (made !== undefined) return made.name as string;
  const name = freeVolumeName(`secret-${secret.replace(/\./g, '-')}`, new Set(volumes.map((volume) => volume.name as unknown)));
  // 0440: the kubelet makes the group of the files the pod's fsGroup, so the program reads them and nobody else does.
  volumes.push({ name, secret: { secretName: secret, defaultMode: 0o440 } });
  return name;
}

function containersOf(spec: Json): Json[] {
  return [...(spec.containers ?? []), ...(spec.initContainers ?? [])] as Json[];
}

/** Takes out what cdk8s-plus writes although it is what the API server does anyway. */
function tidy(object: Json, spec: Json, template: Json, matchLabels: Readonly<Record<string, string>>): void {
  if (spec.hostNetwork === false) delete spec.hostNetwork;
  if (spec.setHostnameAsFQDN === false) delete spec.setHostnameAsFQDN;
  if (spec.dnsPolicy === 'ClusterFirst') delete spec.dnsPolicy;
  if (object.spec?.minReadySeconds === 0) delete object.spec.minReadySeconds;
  if (object.spec?.suspend === false) delete object.spec.suspend;
  // Who adopts a workload of cdk8s-plus selects by its address.
  if (template.metadata?.labels && matchLabels[kplus.Pod.ADDRESS_LABEL] === undefined) delete template.metadata.labels[kplus.Pod.ADDRESS_LABEL];
}
