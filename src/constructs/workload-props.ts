import { HardenedDefaults, Resources } from './defaults';
import { Image } from './image';
import { Probe } from './probe';

/** A port that a container listens on. */
export interface WorkloadPort {
  /** The number, 1 to 65535. */
  readonly number: number;
  /**
   * The name that Services and probes use, at most 15 characters. A service mesh takes what it begins with for the protocol: `http`, `grpc`, `tcp`.
   * @default 'http' for the first TCP port of a Deployment, 'tcp' of a StatefulSet, otherwise 'port-<number>'
   */
  readonly name?: string;
  /**
   * TCP, UDP or SCTP.
   * @default 'TCP'
   */
  readonly protocol?: string;
}

/**
 * A taint that the pods tolerate.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /**
   * The key of the taint.
   * @default - every taint
   */
  readonly key?: string;
  /**
   * The value of the taint.
   * @default - any value
   */
  readonly value?: string;
  /**
   * NoSchedule, PreferNoSchedule or NoExecute.
   * @default - every effect
   */
  readonly effect?: string;
}

/** A container beside the main one: an init container that keeps running, started before it and stopped after it. */
export interface SidecarProps {
  /** The image; a string is read as `Image.of` reads it. */
  readonly image: string | Image;
  /**
   * The port it listens on.
   * @default - none
   */
  readonly port?: number;
  /**
   * The program instead of the image's entry point.
   * @default - the entry point of the image
   */
  readonly command?: string[];
  /**
   * The arguments of the program.
   * @default - the arguments of the image
   */
  readonly args?: string[];
  /**
   * Environment variables.
   * @default - none
   */
  readonly env?: Record<string, string>;
  /**
   * Requests and limits, merged over the defaults field by field.
   * @default - the defaults
   */
  readonly resources?: Resources;
  /**
   * Directories to write to, besides /tmp.
   * @default - none
   */
  readonly writablePaths?: string[];
  /**
   * When it is ready to serve.
   * @default - connects to the port
   */
  readonly readiness?: Probe;
}

/** What all hardened workloads take, besides what their cdk8s-plus class takes. */
export interface HardenedWorkloadProps {
  /**
   * The image of the main container; a string is read as `Image.of` reads it.
   * @default - no main container; `containers` has to list some
   */
  readonly image?: string | Image;
  /**
   * The port that the main container serves. Makes a Service (a headless one for a StatefulSet, none for Jobs) and probes. Use `ports` instead to
   * name it, where a service mesh has to know that it speaks gRPC or plain TCP.
   * @default - none
   */
  readonly port?: number;
  /**
   * More ports of the main container.
   * @default - none
   */
  readonly ports?: WorkloadPort[];
  /**
   * The program instead of the image's entry point. A distroless image has no shell.
   * @default - the entry point of the image
   */
  readonly command?: string[];
  /**
   * The arguments of the program.
   * @default - the arguments of the image
   */
  readonly args?: string[];
  /**
   * Environment variables of the main container. No secrets: use `mountSecret`.
   * @default - none
   */
  readonly env?: Record<string, string>;
  /**
   * Requests and limits of the main container, merged over the defaults field by field.
   * @default - the defaults
   */
  readonly resources?: Resources;
  /**
   * The numeric user, group and fsGroup of the pod.
   * @default 65532
   */
  readonly user?: number;
  /**
   * Directories that the main container writes to, besides /tmp: emptyDir volumes of `scratchSize`.
   * @default - none
   */
  readonly writablePaths?: string[];
  /**
   * Capabilities to add back. Pods that the namespace enforces `restricted` on may add NET_BIND_SERVICE only.
   * @default - none
   */
  readonly capabilities?: string[];
  /**
   * When the main container has started.
   * @default - connects to the port, for up to a minute
   */
  readonly startup?: Probe;
  /**
   * When the main container may receive traffic.
   * @default - connects to the port
   */
  readonly readiness?: Probe;
  /**
   * When the main container has to be restarted.
   * @default - connects to the port
   */
  readonly liveness?: Probe;
  /**
   * The priority class of the pods.
   * @default - the default class of the cluster
   */
  readonly priorityClassName?: string;
  /**
   * The runtime class of the pods, such as a sandbox.
   * @default - the default runtime of the nodes
   */
  readonly runtimeClassName?: string;
  /**
   * Taints that the pods tolerate.
   * @default - none
   */
  readonly tolerations?: Toleration[];
  /**
   * The labels that select the pods, to adopt a workload that runs already: the selector cannot change in a cluster.
   * @default - app.kubernetes.io/name and app.kubernetes.io/instance, both the name of the workload
   */
  readonly matchLabels?: Record<string, string>;
  /**
   * The name of the Service, to adopt one that exists already.
   * @default - the name of the workload
   */
  readonly serviceName?: string;
  /**
   * The port of the Service, where it is not that of the container. Policies name the port of the container: they act behind the Service.
   * @default - the port of the container
   */
  readonly servicePort?: number;
  /**
   * Switches for the defaults of this workload.
   * @default - those of the namespace, then of the app
   */
  readonly defaults?: HardenedDefaults;
  /**
   * Fields of the rendered object to set, by path: `{ 'spec.template.spec.hostUsers': false }`. Has the last word and keeps fields that cdk8s-plus-28
   * does not know; null takes a field out.
   * @default - none
   */
  readonly overrides?: Record<string, any>;
}
