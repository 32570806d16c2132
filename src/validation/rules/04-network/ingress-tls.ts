import { INGRESS } from './references';
import { ingressesOf } from '../../../analysis/ingresses';
import { asList, asObject, Resource } from '../../../manifest/model';
import { Path } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { mitre, nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

export const ingressTls: Rule = {
  id: 'ingress-tls',
  title: 'Ingresses serve every host over TLS',
  item: 4,
  severity: 'error',
  development: 'warning',
  why: 'Without TLS whoever is on the way reads and changes requests: passwords, cookies, answers. A host that spec.tls does not list gets the certificate of nobody.',
  references: [{ title: 'Ingress: TLS', url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#tls' }, INGRESS, nsa('encryption'), mitre('T1557')],
  edition: '2026.11',
  bad: {
    'no tls': { on: 'Ingress/web', unset: ['spec.tls'] },
    'an empty tls': { on: 'Ingress/web', set: { 'spec.tls': [] } },
    'another host': { on: 'Ingress/web', set: { 'spec.tls[0].hosts': ['www.example.com'] } },
    'a wildcard over more than one label': { on: 'Ingress/web', set: { 'spec.rules[0].host': 'a.shop.example.com', 'spec.tls[0].hosts': ['*.example.com'] } },
    'no rules': { on: 'Ingress/web', set: { spec: { defaultBackend: { service: { name: 'web', port: { number: 8080 } } } } } },
  },
  good: {
    'a wildcard': { on: 'Ingress/web', set: { 'spec.tls[0].hosts': ['*.example.com'] } },
    'a wildcard that is the host': { on: 'Ingress/web', set: { 'spec.rules[0].host': '*.example.com', 'spec.tls[0].hosts': ['*.example.com'] } },
    'a certificate for all hosts': { on: 'Ingress/web', set: { 'spec.tls': [{ secretName: 'web-tls' }] } },
    'a certificate of the cloud': {
      on: 'Ingress/web',
      unset: ['spec.tls'],
      set: { 'metadata.annotations["alb.ingress.kubernetes.io/certificate-arn"]': 'arn:aws:acm:eu-west-1:111122223333:certificate/1' },
    },
    'TLS that the pods end': {
      on: 'Ingress/web', unset: ['spec.tls'], set: { 'metadata.annotations["nginx.ingress.kubernetes.io/ssl-passthrough"]': 'true' },
    },
  },
  * check(model) {
    for (const at of ingressesOf(model)) {
      if (endsTlsElsewhere(at)) continue;
      for (const { path, message } of plainHosts(at)) {
        yield { at, path, message, remedy: 'add an entry to spec.tls with the host and the Secret of its certificate' };
      }
    }
  },
};

function* plainHosts({ spec }: Resource): Iterable<{ path: Path; message: string }> {
  const entries = asList(spec.tls).map((entry) => asList(asObject(entry).hosts));
  if (entries.length === 0) {
    yield { path: ['spec', 'tls'], message: 'spec.tls is not set' };
    return;
  }
  if (entries.some((hosts) => hosts.length === 0)) return;
  const covered = new Set(entries.flat());
  for (const [i, rule] of asList(spec.rules).entries()) {
    const { host } = asObject(rule);
    if (typeof host !== 'string' || host === '') continue;
    if (covered.has(host) || covered.has(`*${host.slice(Math.max(0, host.indexOf('.')))}`)) continue;
    yield { path: ['spec', 'rules', i, 'host'], message: `spec.rules[${i}].host is ${quote(host)}, which no entry of spec.tls lists` };
  }
}

/** Whether an annotation gives the controller a certificate, or leaves TLS to the pods. */
function endsTlsElsewhere({ annotations }: Resource): boolean {
  return CERTIFICATES.some((key) => (annotations[key] ?? '') !== '')
    || PASSTHROUGH.some((key) => annotations[key] === 'true')
    || (annotations['alb.ingress.kubernetes.io/listen-ports'] ?? '').includes('HTTPS');
}

const CERTIFICATES: readonly string[] = [
  'alb.ingress.kubernetes.io/certificate-arn', 'networking.gke.io/managed-certificates', 'networking.gke.io/pre-shared-certs',
  'ingress.gcp.kubernetes.io/pre-shared-cert', 'appgw.ingress.kubernetes.io/appgw-ssl-certificate', 'kubernetes.azure.com/tls-cert-keyvault-uri',
  'traefik.ingress.kubernetes.io/router.tls.certresolver', 'route.openshift.io/termination',
];

const PASSTHROUGH: readonly string[] = [
  'nginx.ingress.kubernetes.io/ssl-passthrough', 'haproxy.org/ssl-passthrough', 'haproxy-ingress.github.io/ssl-passthrough',
  'ingress.kubernetes.io/ssl-passthrough', 'traefik.ingress.kubernetes.io/router.tls',
];
