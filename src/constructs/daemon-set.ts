import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { addService } from './companions';
import { misuse } from './misuse';
import { IPeer, Peer, Port } from './peer';
import { allowFrom, allowTo, asPeer } from './traffic';
import { hardenWorkload, partsOf, WorkloadParts } from './workload';
import { HardenedWorkloadProps, SidecarProps } from './workload-props';
import { plusProps, portsOf, standardLabels, unsized } from './workload-shape';

/** What a hardened DaemonSet takes: all that a cdk8s-plus DaemonSet takes, and ours. */
export interface HardenedDaemonSetProps extends kplus.DaemonSetProps, HardenedWorkloadProps {
  /**
   * The most nodes that it runs on; the quota of the namespace counts a pod for each, and those that a rollout adds by its maxSurge.
   * @default - not known, and a namespace with a quota then does not synthesize
   */
  readonly maxNodes?: number;
}

/**
 * A DaemonSet whose pods pass the restricted Pod Security Standard and our rows beyond it, with a ServiceAccount and, where it has a port, a Service
 * of its own.
 */
export class HardenedDaemonSet extends kplus.DaemonSet implements IPeer {
  private readonly parts: WorkloadParts;

  constructor(scope: Construct, id: string, props: HardenedDaemonSetProps) {
    super(scope, id, plusProps(scope, id, props, 'http'));
    const { maxNodes } = props;
    if (maxNodes !== undefined && !(Number.isInteger(maxNodes) && maxNodes >= 1)) {
      throw misuse(this, `maxNodes ${maxNodes} is no number of nodes; use a whole number from 1`);
    }
    this.parts = hardenWorkload(this, {
      props,
      ports: portsOf(this.node.path, props, 'http'),
      template: ['spec', 'template'],
      selects: true,
      serves: true,
      replicated: false,
      replicas: maxNodes,
      spec: () => this._toKube(),
    });
    addService(this.parts);
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
