import { INGRESS } from './references';
import { ingressesOf } from '../../../analysis/ingresses';
import { asList, asObject, Resource } from '../../../manifest/model';
import { Path } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { mitre } from '../../../standard/reference';
import { Rule } from '../../rule';

export const ingressHostExplicit: Rule = {
  id: 'ingress-host-explicit',
  title: 'Ingresses name the hosts that they answer for',
  item: 4,
  severity: 'warning',
  development: 'info',
  why: 'Without a host, with a wildcard or with a default backend an Ingress answers for names that it was not meant for, those of other teams behind the same controller among them.',
  references: [
    { title: 'Ingress: hostname wildcards', url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards' },
    INGRESS,
    mitre('T1190'),
  ],
  edition: '2026.11',
  bad: {
    'no host': { on: 'Ingress/web', unset: ['spec.rules[0].host'] },
    'an empty host': { on: 'Ingress/web', set: { 'spec.rules[0].host': '' } },
    'a wildcard': { on: 'Ingress/web', set: { 'spec.rules[0].host': '*.example.com' } },
    'a default backend': { on: 'Ingress/web', set: { 'spec.defaultBackend': { service: { name: 'web', port: { name: 'http' } } } } },
    'a default backend in an old version': { on: 'Ingress/web', set: { 'spec.backend': { serviceName: 'web', servicePort: 'http' } } },
  },
  good: {
    'two hosts': { on: 'Ingress/web', set: { 'spec.rules[1]': { host: 'www.example.com' } } },
  },
  * check(model) {
    for (const at of ingressesOf(model)) {
      for (const { path, message } of catchAlls(at)) yield { at, path, message, remedy: 'write the host, in a rule of its own for each' };
    }
  },
};

function* catchAlls({ spec }: Resource): Iterable<{ path: Path; message: string }> {
  for (const key of ['defaultBackend', 'backend']) {
    if ((spec[key] ?? undefined) !== undefined) yield { path: ['spec', key], message: `spec.${key} is set, which answers for every host that has no rule` };
  }
  for (const [i, rule] of asList(spec.rules).entries()) {
    const { host } = asObject(rule);
    const path = ['spec', 'rules', i, 'host'];
    if (host === undefined || host === null || host === '') yield { path, message: `spec.rules[${i}].host is not set, which is every host` };
    else if (typeof host === 'string' && host.startsWith('*')) yield { path, message: `spec.rules[${i}].host is ${quote(host)}, which is every host below` };
  }
}
