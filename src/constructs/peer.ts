import { Construct, IConstruct } from 'constructs';
import { kindProblem } from './given';
import { inNamespace } from './in-namespace';
import { misuse } from './misuse';
import { Json } from './plain';
import { factsOf } from './tree';
import { contains, hostBitsProblem, parseCidr } from '../manifest/cidr';
import { labelKeyProblem, labelValueProblem, rfc1123LabelProblem } from '../manifest/name';

/** One end of a connection: a hardened workload, or a `Peer`. */
export interface IPeer {
  /** The end of the connection. */
  asPeer(): Peer;
}

/** A port, with its protocol. */
export class Port {
  /** A TCP port. */
  public static tcp(number: number): Port {
    return new Port(number, 'TCP');
  }

  /** A UDP port. */
  public static udp(number: number): Port {
    return new Port(number, 'UDP');
  }

  /** An SCTP port. */
  public static sctp(number: number): Port {
    return new Port(number, 'SCTP');
  }

  /**
   * @internal
   */
  public static _of(number: number, protocol: string): Port {
    return new Port(number, protocol);
  }

  private constructor(
    /** The number, 1 to 65535. */
    public readonly number: number,
    /** TCP, UDP or SCTP. */
    public readonly protocol: string,
  ) {}
}

/**
 * An end of a connection that is no workload of this app.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export class Peer implements IPeer {
  /** Pods of a namespace, by all of these labels. The other side writes its own policy; ours is printed for it at synth. */
  public static pods(namespace: string, labels: Record<string, string>): Peer {
    const problem = kindProblem('namespace', namespace, 'text') ?? kindProblem('labels', labels, 'map') ?? rfc1123LabelProblem(namespace)
      ?? Object.entries(labels).map(([key, value]) => labelKeyProblem(key) ?? labelValueProblem(value)).find((found) => found !== undefined);
    if (problem !== undefined) throw misuse('Peer.pods', problem);
    if (Object.keys(labels).length === 0) throw misuse('Peer.pods', `without labels means every pod of '${namespace}'; name the labels of those that are meant`);
    const app = labels['app.kubernetes.io/name'] ?? labels.app ?? Object.values(labels)[0];
    // A label value may be empty, or hold capitals and underscores, which the name of a policy may not.
    const name = `${namespace}-${app.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.replace(/-+$/, '');
    return new Peer(name, () => [{ namespaceSelector: inNamespace(namespace), podSelector: { matchLabels: { ...labels } } }], { namespace, labels });
  }

  /** Addresses outside the cluster: `Peer.cidr('203.0.113.0/24')`. */
  public static cidr(block: string): Peer {
    const problem = kindProblem('block', block, 'text');
    if (problem !== undefined) throw misuse('Peer.cidr', problem);
    return Peer.block(block, []);
  }

  /** The ingress controller, in the namespace that `cluster.ingressNamespace` names. */
  public static ingress(): Peer {
    return new Peer('ingress', (scope) => [{ namespaceSelector: inNamespace(factsOf(scope).cluster?.ingressNamespace ?? 'ingress-nginx') }]);
  }

  /** The API server of the cluster, at the addresses that `cluster.apiServerCidrs` names. */
  public static apiServer(): Peer {
    return new Peer('api-server', (scope) => {
      const blocks = factsOf(scope).cluster?.apiServerCidrs ?? [];
      if (blocks.length === 0) {
        throw misuse(scope, "the addresses of the API server are not known; give the app cluster: { apiServerCidrs: ['10.0.0.1/32'] }");
      }
      const wrong = blocks.find((block) => parseCidr(block) === undefined);
      if (wrong !== undefined) throw misuse(scope, `cluster.apiServerCidrs has '${wrong}', which is not a CIDR block; write it as '10.0.0.1/32'`);
      const ambiguous = blocks.map(hostBitsProblem).find((problem) => problem !== undefined);
      if (ambiguous !== undefined) throw misuse(scope, `cluster.apiServerCidrs: ${ambiguous}`);
      return blocks.map((cidr) => ({ ipBlock: { cidr } }));
    });
  }

  /**
   * @internal
   */
  public static _ofWorkload(workload: IConstruct, name: string, selectors: (scope: Construct) => Json[]): Peer {
    return new Peer(name, selectors, undefined, workload);
  }

  private static block(cidr: string, except: readonly string[]): Peer {
    const range = parseCidr(cidr);
    if (range === undefined) throw misuse('Peer.cidr', `'${cidr}' is not a CIDR block; write it as '203.0.113.0/24'`);
    const ambiguous = [cidr, ...except].map(hostBitsProblem).find((problem) => problem !== undefined);
    if (ambiguous !== undefined) throw misuse('Peer.cidr', ambiguous);
    for (const hole of except) {
      const inner = parseCidr(hole);
      if (inner === undefined) throw misuse('Peer.cidr', `'${hole}' is not a CIDR block; write it as '203.0.113.0/24'`);
      if (inner.family !== range.family || !contains(range, inner) || inner.prefix === range.prefix) {
        throw misuse('Peer.cidr', `'${hole}' is not inside '${cidr}'; except takes smaller blocks of the same address family`);
      }
    }
    const name = `cidr-${cidr.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.replace(/-$/, '');
    const made = new Peer(name, () => [{ ipBlock: { cidr, ...(except.length === 0 ? {} : { except: [...except] }) } }]);
    made.widen = (more) => Peer.block(cidr, [...except, ...more]);
    return made;
  }

  private widen?: (except: readonly string[]) => Peer;

  private constructor(
    /** What policies are named after: `allow-web-to-<name>`. */
    public readonly name: string,
    private readonly selectors: (scope: Construct) => Json[],
    private readonly outside?: { readonly namespace: string; readonly labels: Record<string, string> },
    private readonly holder?: IConstruct,
  ) {}

  /** The same block without these smaller ones: `Peer.cidr('0.0.0.0/0').except('169.254.169.254/32')`. */
  public except(...blocks: string[]): Peer {
    if (this.widen === undefined) throw misuse('Peer.except', `'${this.name}' is no block of addresses; except goes with Peer.cidr`);
    return this.widen(blocks);
  }

  /** Itself. */
  public asPeer(): Peer {
    return this;
  }

  /**
   * @internal
   */
  public get _workload(): IConstruct | undefined {
    return this.holder;
  }

  /**
   * @internal
   */
  public get _outside(): { readonly namespace: string; readonly labels: Record<string, string> } | undefined {
    return this.outside;
  }

  /**
   * @internal
   */
  public _selectors(scope: Construct): Json[] {
    return this.selectors(scope);
  }
}
