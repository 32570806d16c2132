import { asObject } from '../../../manifest/model';
import { formatPath } from '../../../manifest/path';
import { mitre } from '../../../standard/reference';
import { Rule } from '../../rule';

const REMEDY = 'move to the Gateway API, or to an Ingress controller that is maintained';

/** An Ingress alone does not show which controller answers: the class nginx is used by F5's controller too, and others read its annotations. */
export const ingressNginxEol: Rule = {
  id: 'ingress-nginx-eol',
  title: 'The Ingress controller is one that still gets fixes',
  item: 10,
  severity: 'warning',
  why: 'Ingress NGINX was retired in March 2026: it gets no release any more, no fix for a hole either, and it stands where the internet comes in.',
  references: [
    { title: 'Ingress NGINX retirement', url: 'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/' },
    { title: 'Migrating from Ingress', url: 'https://gateway-api.sigs.k8s.io/guides/migrating-from-ingress/' },
    mitre('T1190'),
  ],
  edition: '2026.11',
  bad: {
    'the controller': { set: { 'spec.template.spec.containers[0].image': 'registry.k8s.io/ingress-nginx/controller:v1.13.3' } },
    'a mirror of it': { set: { 'spec.template.spec.containers[0].image': 'mirror.example.com/ingress-nginx/controller-chroot:v1.13.3' } },
    'its class': {
      add: [{ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'nginx' }, spec: { controller: 'k8s.io/ingress-nginx' } }],
    },
  },
  good: {
    'the controller of F5': { set: { 'spec.template.spec.containers[0].image': 'docker.io/nginx/nginx-ingress:5.2.0' } },
    'the class of F5': {
      add: [{ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'nginx' }, spec: { controller: 'nginx.org/ingress-controller' } }],
    },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      for (const { name, path, spec } of pod.containers) {
        if (typeof spec.image !== 'string' || !spec.image.includes('ingress') || !CONTROLLER.test(spec.image)) continue;
        const at = [...path, 'image'];
        yield { at: pod.owner, container: name, path: at, message: `${formatPath(at)} is Ingress NGINX, which was retired in March 2026`, remedy: REMEDY };
      }
    }
    for (const at of objects.ofKind('IngressClass')) {
      if (asObject(at.spec).controller !== 'k8s.io/ingress-nginx') continue;
      yield { at, path: ['spec', 'controller'], message: 'spec.controller is Ingress NGINX, which was retired in March 2026', remedy: REMEDY };
    }
  },
};

const CONTROLLER = /(?:^|\/)(?:ingress-nginx\/controller(?:-chroot)?|nginx-ingress-controller\/nginx-ingress-controller|kubernetes-ingress-controller\/nginx-ingress-controller)(?:[:@]|$)/;
