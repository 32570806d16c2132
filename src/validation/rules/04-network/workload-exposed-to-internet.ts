import { Access, accessOf, grantsSomething } from '../../../analysis/access';
import { exposuresOf } from '../../../analysis/exposure';
import { shownName } from '../../../analysis/shown-name';
import { holdsToken } from '../../../analysis/token';
import { mitre, nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

/** That something is open to the internet is no fault; what it carries there may be one. */
export const workloadExposedToInternet: Rule = {
  id: 'workload-exposed-to-internet',
  title: 'What is open to the outside holds no rights in the Kubernetes API',
  item: 4,
  severity: 'warning',
  development: 'info',
  why: 'The pod behind a load balancer, an Ingress or a route is the first that is broken into: a token that opens the API turns a hole in one program into one in the cluster.',
  references: [
    { title: 'Opt out of API credential automounting', url: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting' },
    nsa('network policies'),
    mitre('T1190'),
  ],
  edition: '2026.11',
  bad: {
    'through an Ingress': { on: 'Ingress/web', set: { 'spec.rules[0].http.paths[0].backend.service.name': 'api' } },
    'through a load balancer': { on: 'Service/api', set: { 'spec.type': 'LoadBalancer' } },
    'through the ports of nodes': { on: 'Service/api', set: { 'spec.type': 'NodePort' } },
    'through a route': {
      add: [{
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'api', namespace: 'shop' },
        spec: { rules: [{ backendRefs: [{ name: 'api', port: 8080 }] }] },
      }],
    },
  },
  good: {
    'a load balancer of an inner network': {
      on: 'Service/api',
      set: { 'spec.type': 'LoadBalancer', 'metadata.annotations["networking.gke.io/load-balancer-type"]': 'Internal' },
    },
    'a token that opens nothing, which is a question of its own': {
      on: 'Service/api', set: { 'spec.type': 'LoadBalancer' }, remove: ['RoleBinding/api'],
    },
    'the controller of Ingresses, which has to read them': {
      add: [{
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'edge', namespace: 'shop' },
        spec: { type: 'LoadBalancer', selector: { 'app.kubernetes.io/name': 'api' }, ports: [{ port: 443, targetPort: 8080 }] },
      }],
      on: 'Role/api',
      set: { rules: [{ apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: ['get', 'list', 'watch'] }] },
    },
    'no token': { on: 'Service/web', set: { 'spec.type': 'LoadBalancer' } },
  },
  * check(model) {
    const access = accessOf(model);
    for (const [pod, exposures] of exposuresOf(model)) {
      if (!holdsToken(model, pod)) continue;
      const bindings = access.granted(pod.namespace, pod.serviceAccountName).filter(grantsSomething);
      if (bindings.length === 0 || bindings.some(isForController)) continue;
      yield {
        at: pod.owner,
        path: pod.at('automountServiceAccountToken'),
        message: `${shownName(exposures[0].by.id)} opens these pods to the outside, and ${shownName(bindings[0].at.id)} grants their ServiceAccount ${shownName(pod.serviceAccountName)} access to the Kubernetes API`,
        remedy: 'set automountServiceAccountToken to false, and move what needs the API into a workload of its own',
      };
    }
  },
};

/** Whether the grant is that of a controller of Ingresses or Gateways, which is open to the outside and needs the API for it. */
function isForController({ role }: ReturnType<Access['granted']>[number]): boolean {
  return role !== undefined && [role, ...role.gathers].some(({ rules }) => rules.some(({ resources }) => resources.some((name) => ROUTED.has(name))));
}

const ROUTED: ReadonlySet<string> = new Set(['ingresses', 'gateways', 'httproutes', 'ingressroutes', 'virtualservices']);
