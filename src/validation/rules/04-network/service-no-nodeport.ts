import { SERVICES } from './references';
import { servicesOf } from '../../../analysis/services';
import { mitre } from '../../../standard/reference';
import { Rule } from '../../rule';

export const serviceNoNodeport: Rule = {
  id: 'service-no-nodeport',
  title: 'Services open no port of the nodes',
  item: 4,
  severity: 'warning',
  development: 'info',
  why: 'A node port is open on every node of the cluster, on all its addresses, without TLS and past the Ingress; whoever reaches a node reaches the pods.',
  references: [
    SERVICES,
    { title: 'Service: type NodePort', url: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport' },
    mitre('T1133'),
  ],
  edition: '2026.11',
  bad: {
    NodePort: { on: 'Service/web', set: { 'spec.type': 'NodePort' } },
  },
  good: {
    'a load balancer, which is a question of its own': { on: 'Service/web', set: { 'spec.type': 'LoadBalancer' } },
    'the kind of another project': {
      add: [{ apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'fn', namespace: 'shop' }, spec: { type: 'NodePort' } }],
    },
  },
  * check(model) {
    for (const { at, type } of servicesOf(model)) {
      if (type !== 'NodePort') continue;
      yield { at, path: ['spec', 'type'], message: 'spec.type is NodePort', remedy: 'use ClusterIP, and an Ingress or a Gateway for what comes from outside' };
    }
  },
};
