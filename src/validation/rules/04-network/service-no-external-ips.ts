import { SERVICES } from './references';
import { servicesOf } from '../../../analysis/services';
import { asList } from '../../../manifest/model';
import { mitre } from '../../../standard/reference';
import { Rule } from '../../rule';

export const serviceNoExternalIps: Rule = {
  id: 'service-no-external-ips',
  title: 'Services take over no address',
  item: 4,
  severity: 'error',
  why: 'Nodes send all traffic of the cluster to an address in externalIPs to the pods of this Service, whoever the address belongs to: a way to sit in the middle that needs no more than creating a Service.',
  references: [
    { title: 'CVE-2020-8554: man in the middle using externalIPs', url: 'https://github.com/kubernetes/kubernetes/issues/97076' },
    { title: 'Service: external IPs', url: 'https://kubernetes.io/docs/concepts/services-networking/service/#external-ips' },
    SERVICES,
    mitre('T1557'),
  ],
  edition: '2026.11',
  bad: {
    'an address': { on: 'Service/web', set: { 'spec.externalIPs': ['192.0.2.10'] } },
  },
  good: {
    'an empty list': { on: 'Service/web', set: { 'spec.externalIPs': [] } },
  },
  * check(model) {
    for (const { at } of servicesOf(model)) {
      const addresses = asList(at.spec.externalIPs);
      if (addresses.length === 0) continue;
      yield {
        at,
        path: ['spec', 'externalIPs'],
        message: `spec.externalIPs is ${JSON.stringify(addresses).slice(0, 80)}`,
        remedy: 'remove it; use a load balancer, an Ingress or a Gateway for an address of your own',
      };
    }
  },
};
