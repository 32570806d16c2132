import { inNamespace } from './in-namespace';
import { misuse } from './misuse';
import { Json } from './plain';
import { isIp } from '../manifest/cidr';

/**
 * Where pods ask for names. Default deny cuts them off from DNS too, so that each namespace opens just this way.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export class Dns {
  /** CoreDNS or kube-dns in `kube-system`, on port 53. */
  public static coreDns(): Dns {
    return new Dns([{ namespaceSelector: inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }], 53);
  }

  /** The DNS of OpenShift, on port 5353. */
  public static openShift(): Dns {
    return new Dns([{
      namespaceSelector: inNamespace('openshift-dns'),
      podSelector: { matchLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
    }], 5353);
  }

  /**
   * NodeLocal DNSCache: an address on each node, in the host network, where selectors of pods do not reach. CoreDNS stays open beside it.
   *
   * @param address the address that the cache listens on
   */
  public static nodeLocal(address = '169.254.20.10'): Dns {
    if (!isIp(address)) throw misuse('Dns.nodeLocal', `'${address}' is not an IP address; write it as '169.254.20.10'`);
    const block = `${address}/${address.includes(':') ? 128 : 32}`;
    return new Dns([{ ipBlock: { cidr: block } }, ...Dns.coreDns().peers], 53);
  }

  private constructor(private readonly peers: Json[], private readonly port: number) {}

  /**
   * @internal
   */
  public _egress(): Json {
    return { to: this.peers, ports: ['UDP', 'TCP'].map((protocol) => ({ protocol, port: this.port })) };
  }
}
