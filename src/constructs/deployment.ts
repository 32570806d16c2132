import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Autoscaling } from './autoscaling';
import { addAutoscaler, addPodDisruptionBudget, addService } from './companions';
import { misuse } from './misuse';
import { IPeer, Peer, Port } from './peer';
import { fewestReplicas, replicaProblem } from './replica-count';
import { scalingTarget } from './scaling-target';
import { allowFrom, allowTo, asPeer } from './traffic';
import { hardenWorkload, partsOf, WorkloadParts } from './workload';
import { HardenedWorkloadProps, SidecarProps } from './workload-props';
import { plusProps, portsOf, standardLabels, unsized } from './workload-shape';

/** What a hardened Deployment takes: all that a cdk8s-plus Deployment takes, and ours. */
export interface HardenedDeploymentProps extends kplus.DeploymentProps, HardenedWorkloadProps {
  /**
   * Scale by load; the Deployment then says no number of replicas.
   * @default - none
   */
  readonly autoscaling?: Autoscaling;
}

/**
 * A Deployment whose pods pass the restricted Pod Security Standard and our rows beyond it, with a ServiceAccount, a Service and a
 * PodDisruptionBudget of its own.
 */
export class HardenedDeployment extends kplus.Deployment implements IPeer {
  private readonly parts: WorkloadParts;

  constructor(scope: Construct, id: string, props: HardenedDeploymentProps) {
    super(scope, id, plusProps(scope, id, props, 'http'));
    const problem = replicaProblem(props.replicas, props.autoscaling);
    if (problem !== undefined) throw misuse(this, problem);
    const replicas = props.autoscaling?.max ?? props.replicas ?? 2;
    this.parts = hardenWorkload(this, {
      props,
      ports: portsOf(this.node.path, props, 'http'),
      template: ['spec', 'template'],
      selects: true,
      serves: true,
      replicated: replicas > 1,
      replicas,
      spec: () => this._toKube(),
    });
    addService(this.parts);
    addPodDisruptionBudget(this.parts, props.autoscaling === undefined ? props.replicas ?? 2 : fewestReplicas(props.autoscaling));
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
