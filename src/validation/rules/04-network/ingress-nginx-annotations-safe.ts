import { ingressesOf, ingressPaths } from '../../../analysis/ingresses';
import { asStrings, Model } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { mitre } from '../../../standard/reference';
import { Problem, Rule } from '../../rule';

const annotation = (name: string): string => `metadata.annotations["nginx.ingress.kubernetes.io/${name}"]`;
const PATH = 'spec.rules[0].http.paths[0].path';

export const ingressNginxAnnotationsSafe: Rule = {
  id: 'ingress-nginx-annotations-safe',
  title: 'Ingresses put no configuration of their own into NGINX',
  item: 4,
  severity: 'error',
  why: 'The controller reads the Secrets of all namespaces. Whoever gets a directive into its configuration, by a snippet or by an annotation that breaks out of its place, reads them too.',
  references: [
    { title: 'CVE-2021-25742: snippets read all Secrets of the cluster', url: 'https://github.com/kubernetes/ingress-nginx/issues/7837' },
    { title: 'CVE-2025-1974: configuration injection in the admission controller', url: 'https://kubernetes.io/blog/2025/03/24/ingress-nginx-cve-2025-1974/' },
    { title: 'Annotation risks of ingress-nginx', url: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations-risk/' },
    mitre('T1190'),
  ],
  edition: '2026.11',
  bad: {
    'a snippet for the location': { on: 'Ingress/web', set: { [annotation('configuration-snippet')]: 'more_set_headers "X-A: b";' } },
    'a snippet for the server': { on: 'Ingress/web', set: { [annotation('server-snippet')]: 'location /a { return 200; }' } },
    'a value that closes its block': { on: 'Ingress/web', set: { [annotation('auth-url')]: 'http://a/#;}\nlocation /b {' } },
    'a value that loads code': { on: 'Ingress/web', set: { [annotation('mirror-target')]: 'x; content_by_lua_block' } },
    'a value that reads the token of the controller': {
      on: 'Ingress/web', set: { [annotation('auth-tls-match-cn')]: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
    },
    'a path that closes its block': { on: 'Ingress/web', set: { [PATH]: '/;}\nlocation /b { return 200; }' } },
    'snippets allowed': {
      add: [{
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'ingress-nginx-controller', namespace: 'ingress-nginx' },
        data: { 'allow-snippet-annotations': 'true' },
      }],
    },
    'critical annotations allowed': {
      add: [{
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'ingress-nginx-controller', namespace: 'ingress-nginx' },
        data: { 'annotations-risk-level': 'Critical' },
      }],
    },
  },
  good: {
    'an annotation with one meaning': { on: 'Ingress/web', set: { [annotation('rewrite-target')]: '/$2' } },
    'a flag of a cookie': { on: 'Ingress/web', set: { [annotation('proxy-cookie-path')]: '/ "/; HttpOnly; Secure"' } },
    'a count in an expression': { on: 'Ingress/web', set: { [annotation('server-alias')]: '~^shop-[0-9]{2}\\.example\\.com$' } },
    'networks on lines of their own': { on: 'Ingress/web', set: { [annotation('whitelist-source-range')]: '192.0.2.0/24,\n198.51.100.0/24\n' } },
    'an expression in a path': { on: 'Ingress/web', set: { [PATH]: '/items/[0-9]{4}(/|$)(.*)' } },
    'snippets refused': {
      add: [{
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'ingress-nginx-controller', namespace: 'ingress-nginx' },
        data: { 'allow-snippet-annotations': 'false', 'annotations-risk-level': 'High' },
      }],
    },
  },
  * check(model) {
    for (const at of ingressesOf(model)) {
      for (const key of Object.keys(at.annotations)) {
        if (!key.startsWith(PREFIX)) continue;
        const path = ['metadata', 'annotations', key];
        if (key.endsWith('-snippet')) {
          yield { at, path, message: `${formatPath(path)} writes into the configuration of NGINX`, remedy: 'remove it; use an annotation for the one thing that is needed' };
        } else if (injects(at.annotations[key])) {
          yield { at, path, message: `${formatPath(path)} has text that ends its own directive and begins others`, remedy: 'write only the value of the annotation' };
        }
      }
      for (const { path, entry } of ingressPaths(at.spec)) {
        if (typeof entry.path !== 'string' || !injects(entry.path)) continue;
        const place = [...path, 'path'];
        yield { at, path: place, message: `${formatPath(place)} has text that ends its own directive and begins others`, remedy: 'write only the path' };
      }
    }
    yield* permissive(model);
  },
};

function* permissive(model: Model): Iterable<Problem> {
  for (const at of model.ofKind('ConfigMap')) {
    if (at.raw.data === undefined) continue;
    const data = asStrings(at.raw.data);
    if (data['allow-snippet-annotations'] === 'true') {
      const path = ['data', 'allow-snippet-annotations'];
      yield { at, path, message: `${formatPath(path)} is true: every Ingress writes into the configuration of NGINX`, remedy: 'set it to "false"' };
    }
    if (data['annotations-risk-level'] === 'Critical') {
      const path = ['data', 'annotations-risk-level'];
      yield { at, path, message: `${formatPath(path)} is Critical, which takes snippets`, remedy: 'set it to High' };
    }
  }
}

const PREFIX = 'nginx.ingress.kubernetes.io/';

/** Whether there is more than a value: the end of a block beside the end of a directive, or a directive that runs code or reads the controller. */
function injects(text: string): boolean {
  const value = text.trim();
  return (value.includes('}') && (value.includes(';') || value.includes('\n'))) || DIRECTIVES.some((directive) => value.includes(directive));
}

const DIRECTIVES: readonly string[] = ['_by_lua', 'load_module', 'lua_package', 'ssl_engine', '/var/run/secrets/', 'kubernetes.io/serviceaccount'];
