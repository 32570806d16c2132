import { NETWORK_POLICIES } from './references';
import { connectivityOf } from '../../../analysis/connectivity';
import { BlockPeer, PolicyPort, TrafficRule } from '../../../analysis/network-policy';
import { contains, parseCidr } from '../../../manifest/cidr';
import { formatPath } from '../../../manifest/path';
import { mitre, nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

const TO = 'spec.egress[0].to';

export const netpolEgressImds: Rule = {
  id: 'netpol-egress-imds',
  title: 'Policies keep pods from the metadata service of the cloud',
  item: 4,
  severity: 'warning',
  why: 'The address 169.254.169.254 gives every process that reaches it the credentials of the node; a web application that fetches a URL for somebody is enough.',
  references: [NETWORK_POLICIES, nsa('protecting sensitive cloud infrastructure'), mitre('T1552.005')],
  edition: '2026.11',
  bad: {
    'all addresses': { on: 'NetworkPolicy/allow-api-to-db', set: { 'spec.egress[0]': { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] } } },
    'all addresses but others': {
      on: 'NetworkPolicy/allow-api-to-db', set: { 'spec.egress[0]': { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] } },
    },
    'the link-local addresses': { on: 'NetworkPolicy/allow-api-to-db', set: { 'spec.egress[0]': { to: [{ ipBlock: { cidr: '169.254.0.0/16' } }] } } },
    'the address of AWS in IPv6': {
      on: 'NetworkPolicy/allow-api-to-db', set: { 'spec.egress[0]': { to: [{ ipBlock: { cidr: 'fd00::/8' } }] } },
    },
    'everyone on the port': { on: 'NetworkPolicy/allow-api-to-db', set: { 'spec.egress[0]': { ports: [{ port: 80 }] } } },
    'a range with the port': {
      on: 'NetworkPolicy/allow-api-to-db', set: { 'spec.egress[0]': { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 1, endPort: 65535 }] } },
    },
  },
  good: {
    'all addresses but this one': {
      on: 'NetworkPolicy/allow-api-to-db', set: { 'spec.egress[0]': { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }] } },
    },
    'all addresses but the link-local ones': {
      on: 'NetworkPolicy/allow-api-to-db', set: { 'spec.egress[0]': { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } }] } },
    },
    'another port': { on: 'NetworkPolicy/allow-api-to-db', set: { [TO]: [{ ipBlock: { cidr: '0.0.0.0/0' } }] } },
    'who may come in': {
      on: 'NetworkPolicy/allow-api-from-web', set: { 'spec.ingress[0]': { from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 80 }] } },
    },
    'the cache of names on the node': {
      on: 'NetworkPolicy/allow-dns', set: { [TO]: [{ ipBlock: { cidr: '169.254.20.10/32' } }] },
    },
  },
  * checkEach(objects, _, model) {
    for (const policy of connectivityOf(model).policiesAmong(objects)) {
      for (const rule of policy.rules.egress) {
        if (!opensHttp(rule)) continue;
        // A rule for everyone on every port is reported as that.
        if (rule.peers.length === 0 && rule.ports.length > 0) {
          const path = [...rule.path, 'to'];
          yield { at: policy.at, path, message: `${formatPath(path)} names nobody, which includes ${ADDRESSES[0]} on port 80`, remedy: REMEDY };
        }
        for (const peer of rule.peers) {
          const address = peer.kind === 'block' ? reached(peer) : undefined;
          if (peer.kind !== 'block' || address === undefined) continue;
          const path = [...peer.path, 'ipBlock'];
          yield { at: policy.at, path, message: `${formatPath([...path, 'cidr'])} is ${peer.cidr}, which includes ${address}`, remedy: REMEDY };
        }
      }
    }
  },
};

/** Where clouds answer: nearly all of them, and AWS in IPv6. */
const ADDRESSES = ['169.254.169.254', 'fd00:ec2::254'] as const;
const BLOCKS = ADDRESSES.map((address) => ({ address, block: parseCidr(`${address}/${address.includes(':') ? 128 : 32}`)! }));
const REMEDY = 'add the address to ipBlock.except, as 169.254.169.254/32 or fd00:ec2::254/128';

function reached({ ranges }: BlockPeer): string | undefined {
  return BLOCKS.find(({ block }) => ranges.some((range) => contains(range, block)))?.address;
}

/** Whether the rule opens the port that the metadata services listen on. */
function opensHttp({ ports }: TrafficRule): boolean {
  return ports.length === 0 || ports.some(({ protocol, port, endPort }: PolicyPort) => (
    protocol === 'TCP' && (port === undefined || (typeof port === 'number' && port <= 80 && 80 <= (endPort ?? port)))
  ));
}
