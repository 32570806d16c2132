import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Autoscaling } from './autoscaling';
import { addAutoscaler, addPodDisruptionBudget, serviceObject } from './companions';
import { mountPathProblem } from './inputs';
import { misuse, shown } from './misuse';
import { claimName } from './names';
import { IPeer, Peer, Port } from './peer';
import { Json } from './plain';
import { fewestReplicas, replicaProblem } from './replica-count';
import { scalingTarget } from './scaling-target';
import { allowFrom, allowTo, asPeer } from './traffic';
import { hardenWorkload, partsOf, WorkloadParts } from './workload';
import { HardenedWorkloadProps, SidecarProps } from './workload-props';
import { plusProps, portsOf, standardLabels, unsized } from './workload-shape';
import { rfc1123LabelProblem, rfc1123SubdomainProblem } from '../manifest/name';
import { parseQuantity } from '../manifest/quantity';

/** A volume that each replica claims for itself. */
export interface Storage {
  /** The directory that it is mounted at. A file system has `lost+found` at its root: a database that wants an empty folder is given one within. */
  readonly path: string;
  /** The size, a quantity such as `10Gi`. */
  readonly size: string;
  /**
   * The name of the claim template. It cannot change in a cluster.
   * @default 'data'
   */
  readonly name?: string;
  /**
   * The StorageClass.
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;
  /**
   * The access mode.
   * @default 'ReadWriteOnce'
   */
  readonly accessMode?: string;
}

/** What a hardened StatefulSet takes: all that a cdk8s-plus StatefulSet takes, and ours. */
export interface HardenedStatefulSetProps extends kplus.StatefulSetProps, HardenedWorkloadProps {
  /**
   * The volume that each replica claims.
   * @default - none
   */
  readonly storage?: Storage;
  /**
   * More volumes that each replica claims.
   * @default - none
   */
  readonly storages?: Storage[];
  /**
   * Scale by load; the StatefulSet then says no number of replicas.
   * @default - none
   */
  readonly autoscaling?: Autoscaling;
}

/**
 * A StatefulSet whose pods pass the restricted Pod Security Standard and our rows beyond it, with a ServiceAccount, a headless Service and, from two
 * replicas on, a PodDisruptionBudget of its own.
 */
export class HardenedStatefulSet extends kplus.StatefulSet implements IPeer {
  private readonly parts: WorkloadParts;

  constructor(scope: Construct, id: string, props: HardenedStatefulSetProps) {
    super(scope, id, { ...plusProps(scope, id, props, 'tcp'), service: props.service ?? headlessService(scope, id, props) });
    const problem = replicaProblem(props.replicas, props.autoscaling);
    if (problem !== undefined) throw misuse(this, problem);
    const replicas = props.autoscaling?.max ?? props.replicas ?? 1;
    const storages = [...(props.storage === undefined ? [] : [props.storage]), ...props.storages ?? []];
    const wrong = storageProblem(storages);
    if (wrong !== undefined) throw misuse(this, wrong);
    // Pods carry the name with a hash behind it in a label, which holds 63 characters.
    if (this.name.length > 52) throw misuse(this, `name '${this.name}' has ${this.name.length} characters; a StatefulSet takes at most 52`);
    this.parts = hardenWorkload(this, {
      props,
      ports: portsOf(this.node.path, props, 'tcp'),
      template: ['spec', 'template'],
      selects: true,
      serves: true,
      replicated: replicas > 1,
      replicas,
      spec: () => this._toKube(),
      mounts: storages.map(({ name = 'data', path }) => ({ name, mountPath: path })),
      fields: storages.length === 0 ? undefined : { volumeClaimTemplates: storages.map(claimTemplate) },
    });
    const service = ApiObject.of(this.service);
    if (props.service === undefined) {
      claimName(this, 'Service', this.parts.namespace, service.name);
      // The metadata stays open to annotations; the rest is what it says and nothing more.
      service.toJson = () => {
        const { metadata, ...rest } = serviceObject(this.parts, true);
        return { ...rest, metadata: { ...service.metadata.toJson(), labels: { ...service.metadata.toJson().labels, ...metadata.labels } } };
      };
    }
    addPodDisruptionBudget(this.parts, props.autoscaling === undefined ? props.replicas ?? 1 : fewestReplicas(props.autoscaling));
    if (props.autoscaling !== undefined) {
      addAutoscaler(this.parts, props.autoscaling);
      this.markHasAutoscaler();
    }
  }

  /**
   * Opens the way from this workload to a peer, on exactly these ports. For a workload of this app both sides get their policy.
   *
   * @param peer the workload or peer that is called
   * @param ports the ports; those that the called workload declares where none is named
   */
  public allowTo(peer: IPeer, ...ports: (number | Port)[]): void {
    allowTo(this.parts, peer, ports);
  }

  /**
   * Opens the way from a peer to this workload, on exactly these ports. For a workload of this app both sides get their policy.
   *
   * @param peer the workload or peer that calls
   * @param ports the ports; those that this workload declares where none is named
   */
  public allowFrom(peer: IPeer, ...ports: (number | Port)[]): void {
    allowFrom(this.parts, peer, ports);
  }

  /**
   * Mounts an existing Secret as files, 0440 and read-only, into the main container.
   *
   * @param secretName the name of the Secret
   * @param path the directory that its keys appear in
   * @param container the container, where it is not the main one
   */
  public mountSecret(secretName: string, path: string, container?: string): void {
    this.parts.mountSecret(secretName, path, container);
  }

  /**
   * Adds a container that runs beside the main one: started before it, stopped after it.
   *
   * @param name the name of the container
   * @param props what it runs
   */
  public addSidecar(name: string, props: SidecarProps): void {
    this.parts.addSidecar(name, props);
  }

  /** Adds a container, hardened like the main one. */
  public addContainer(cont: kplus.ContainerProps): kplus.Container {
    const container = super.addContainer(unsized(this, cont));
    partsOf(this)?.refuse();
    return container;
  }

  /** Adds an init container, hardened like the main one. */
  public addInitContainer(cont: kplus.ContainerProps): kplus.Container {
    const container = super.addInitContainer(unsized(this, cont));
    partsOf(this)?.refuse();
    return container;
  }

  /** Adds a volume. Throws where the namespace refuses its kind. */
  public addVolume(vol: kplus.Volume): void {
    super.addVolume(vol);
    partsOf(this)?.refuse();
  }

  /** This workload as the end of a connection. */
  public asPeer(): Peer {
    return asPeer(this.parts);
  }

  /** What an autoscaler of cdk8s-plus looks at: the containers with the resources that are rendered. */
  public toScalingTarget(): kplus.ScalingTarget {
    return scalingTarget(super.toScalingTarget(), this.parts);
  }

  /** The labels by which Services and policies of cdk8s-plus find the pods: ours, without a hash. */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    return {
      labelSelector: kplus.LabelSelector.of({ labels: partsOf(this)?.matchLabels ?? standardLabels(this.node.id) }),
      namespaces: this.metadata.namespace === undefined ? undefined : { names: [this.metadata.namespace] },
    };
  }

  /** The ServiceAccount of this workload, for role bindings of cdk8s-plus. */
  public toSubjectConfiguration(): kplus.SubjectConfiguration {
    return { kind: 'ServiceAccount', name: this.parts.serviceAccountName, apiGroup: '', namespace: this.parts.namespace };
  }
}

/** cdk8s-plus wants the Service before the StatefulSet is there, and names its own with a hash. */
function headlessService(scope: Construct, id: string, props: HardenedStatefulSetProps): kplus.Service {
  const path = [scope.node.path, id].filter((step) => step !== '').join('/');
  const ports = portsOf(path, props, 'tcp');
  if (ports.length === 0) throw misuse(path, 'has no port for its headless Service; give it a port');
  return new kplus.Service(scope, `${id}-service`, {
    metadata: { name: props.serviceName ?? props.metadata?.name ?? id },
    clusterIP: 'None',
    ports: ports.map(({ number, name }) => ({ port: number, name })),
  });
}

function storageProblem(storages: readonly Storage[]): string | undefined {
  const [names, paths] = [new Set<string>(), new Set<string>()];
  for (const { path, size, name = 'data', storageClassName } of storages) {
    const wrong = mountPathProblem(`storage has path ${shown(path)}`, path);
    if (wrong !== undefined) return wrong;
    const quantity = parseQuantity(size);
    if (quantity === undefined || quantity.nano <= 0n) return `storage size '${size}' is not a quantity above zero; write it as '10Gi'`;
    if (paths.has(path)) return `storage is mounted at '${path}' twice; give each a path of its own`;
    paths.add(path);
    if (names.has(name)) return `storage '${name}' is there twice; name each`;
    names.add(name);
    const problem = rfc1123LabelProblem(name) ?? (storageClassName === undefined ? undefined : rfc1123SubdomainProblem(storageClassName));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function claimTemplate({ name = 'data', size, storageClassName, accessMode = 'ReadWriteOnce' }: Storage): Json {
  return {
    metadata: { name },
    spec: {
      accessModes: [accessMode],
      ...(storageClassName === undefined ? {} : { storageClassName }),
      resources: { requests: { storage: size } },
    },
  };
}
