import { misuse, shown } from './misuse';
import { portNumberProblem } from '../manifest/name';

/** How often and how long a probe tries. */
export interface ProbeOptions {
  /**
   * Seconds from the start of the container to the first try.
   * @default 0
   */
  readonly initialDelaySeconds?: number;
  /**
   * Seconds between two tries.
   * @default 10
   */
  readonly periodSeconds?: number;
  /**
   * Seconds that one try may take.
   * @default 1
   */
  readonly timeoutSeconds?: number;
  /**
   * Failures in a row until the container counts as failed.
   * @default 3
   */
  readonly failureThreshold?: number;
  /**
   * Successes in a row until the container counts as good.
   * @default 1
   */
  readonly successThreshold?: number;
}

/** Options of an HTTP probe. */
export interface HttpProbeOptions extends ProbeOptions {
  /**
   * The port to call.
   * @default - the port of the workload
   */
  readonly port?: number;
  /**
   * HTTP or HTTPS.
   * @default 'HTTP'
   */
  readonly scheme?: string;
  /**
   * Headers to send.
   * @default - none
   */
  readonly headers?: Record<string, string>;
}

/** Options of a TCP probe. */
export interface TcpProbeOptions extends ProbeOptions {
  /**
   * The port to connect to.
   * @default - the port of the workload
   */
  readonly port?: number;
}

/** Options of a gRPC probe. */
export interface GrpcProbeOptions extends ProbeOptions {
  /**
   * The port to call.
   * @default - the port of the workload
   */
  readonly port?: number;
  /**
   * The service to ask about.
   * @default - the server as a whole
   */
  readonly service?: string;
}

/**
 * How the kubelet finds out how a container is. A probe always calls its own pod: a host of its own choice is what Pod Security refuses from 1.34 on.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export class Probe {
  /** GET a path; 200 to 399 is good. */
  public static http(path: string, options: HttpProbeOptions = {}): Probe {
    const wrong = Object.keys(options.headers ?? {}).find((name) => !/^[-A-Za-z0-9]+$/.test(name));
    if (wrong !== undefined) throw misuse('Probe', `${shown(wrong)} is no name of a header; use letters, digits and '-'`);
    return new Probe(options, (port) => ({
      httpGet: {
        path,
        port: options.port ?? port,
        scheme: options.scheme,
        httpHeaders: options.headers && Object.entries(options.headers).map(([name, value]) => ({ name, value })),
      },
    }));
  }

  /** Connect to a port. */
  public static tcp(options: TcpProbeOptions = {}): Probe {
    return new Probe(options, (port) => ({ tcpSocket: { port: options.port ?? port } }));
  }

  /** Call the gRPC health service. */
  public static grpc(options: GrpcProbeOptions = {}): Probe {
    return new Probe(options, (port) => ({ grpc: { port: options.port ?? port, service: options.service } }));
  }

  /** Run a program in the container; exit code 0 is good. A distroless image has no shell. */
  public static exec(command: string[], options: ProbeOptions = {}): Probe {
    if (command.length === 0) throw misuse('Probe.exec', 'the command is empty; name a program');
    return new Probe(options, () => ({ exec: { command: [...command] } }));
  }

  private constructor(
    private readonly options: ProbeOptions & { readonly port?: number },
    private readonly action: (port?: number | string) => Record<string, any>,
  ) {
    const problem = (options.port === undefined ? undefined : portNumberProblem(options.port)) ?? timesProblem(options);
    if (problem !== undefined) throw misuse('Probe', problem);
  }

  /**
   * @internal
   */
  public _toJson(port?: number | string): Record<string, any> {
    const { initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold } = this.options;
    return { ...this.action(port), initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold };
  }
}

/** What is wrong with seconds and thresholds, or undefined. */
function timesProblem({ initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold }: ProbeOptions): string | undefined {
  for (const [name, count] of Object.entries({ initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold })) {
    const least = name === 'initialDelaySeconds' ? 0 : 1;
    if (count !== undefined && !(Number.isInteger(count) && count >= least)) return `${name} ${shown(count)} is no count; use a whole number from ${least}`;
  }
  return undefined;
}
