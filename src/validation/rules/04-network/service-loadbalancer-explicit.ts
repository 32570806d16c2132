import { SERVICES } from './references';
import { isInternal } from '../../../analysis/exposure';
import { servicesOf } from '../../../analysis/services';
import { parseCidr, wholeAmong } from '../../../manifest/cidr';
import { asList, Resource } from '../../../manifest/model';
import { Path } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { mitre } from '../../../standard/reference';
import { Rule } from '../../rule';

export const serviceLoadbalancerExplicit: Rule = {
  id: 'service-loadbalancer-explicit',
  title: 'Load balancers say who may call',
  item: 4,
  severity: 'warning',
  development: 'info',
  why: 'A load balancer gets a public address from most clouds the moment it is applied, and is found by scanners within minutes; what is meant for everyone should say so.',
  references: [
    SERVICES,
    { title: 'Service: type LoadBalancer', url: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer' },
    mitre('T1133'),
  ],
  edition: '2026.11',
  bad: {
    'no source ranges': { on: 'Service/web', set: { 'spec.type': 'LoadBalancer' } },
    'everyone in the source ranges': { on: 'Service/web', set: { 'spec.type': 'LoadBalancer', 'spec.loadBalancerSourceRanges': ['10.0.0.0/8', '0.0.0.0/0'] } },
    'everyone in two halves': { on: 'Service/web', set: { 'spec.type': 'LoadBalancer', 'spec.loadBalancerSourceRanges': ['0.0.0.0/1', '128.0.0.0/1'] } },
    'everyone in two halves of IPv6, by annotation': {
      on: 'Service/web', set: { 'spec.type': 'LoadBalancer', 'metadata.annotations["service.beta.kubernetes.io/load-balancer-source-ranges"]': '8000::/1, ::/1' },
    },
  },
  good: {
    'one half': { on: 'Service/web', set: { 'spec.type': 'LoadBalancer', 'spec.loadBalancerSourceRanges': ['0.0.0.0/1', '8000::/1'] } },
    'source ranges': { on: 'Service/web', set: { 'spec.type': 'LoadBalancer', 'spec.loadBalancerSourceRanges': ['192.0.2.0/24'] } },
    'source ranges by annotation': {
      on: 'Service/web',
      set: { 'spec.type': 'LoadBalancer', 'metadata.annotations["service.beta.kubernetes.io/load-balancer-source-ranges"]': '192.0.2.0/24, 198.51.100.0/24' },
    },
    'an inner network': {
      on: 'Service/web',
      set: { 'spec.type': 'LoadBalancer', 'metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-scheme"]': 'internal' },
    },
  },
  * check(model) {
    for (const { at, type } of servicesOf(model)) {
      if (type !== 'LoadBalancer' || isInternal(at)) continue;
      const { path, ranges } = sources(at);
      if (ranges.length > 0 && wholeAmong(ranges.flatMap((range) => parseCidr(range) ?? [])) === undefined) continue;
      const everyone = ranges.find((range) => parseCidr(range)?.prefix === 0);
      yield {
        at,
        path,
        message: ranges.length === 0
          ? 'spec.type is LoadBalancer and spec.loadBalancerSourceRanges is not set, which is everyone'
          : `the source ranges of the load balancer ${everyone === undefined ? 'add up to all addresses' : `have ${quote(everyone)}`}, which is everyone`,
        remedy: 'list the networks that may call in spec.loadBalancerSourceRanges, or waive this where it is meant for the internet',
      };
    }
  },
};

function sources({ spec, annotations }: Resource): { path: Path; ranges: readonly string[] } {
  const ranges = asList(spec.loadBalancerSourceRanges).filter((range) => typeof range === 'string');
  const written = annotations[ANNOTATION];
  return ranges.length > 0 || written === undefined
    ? { path: ['spec', 'loadBalancerSourceRanges'], ranges }
    : { path: ['metadata', 'annotations', ANNOTATION], ranges: written.split(',').map((range) => range.trim()).filter((range) => range !== '') };
}

const ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';
