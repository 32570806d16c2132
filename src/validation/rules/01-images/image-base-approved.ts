import { baseOfImage } from './image-base';
import { knownImages } from './image-use';
import { IMAGE_SECURITY, MITRE_COMMAND, NSA_IMAGES } from './references';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Edit, Rule } from '../../rule';

const image = (name: string): Edit => ({ set: { 'spec.template.spec.containers[0].image': name } });
const annotated = (key: string, base: string): Edit => ({ set: { [`spec.template.metadata.annotations["${key}"]`]: base } });

export const imageBaseApproved: Rule = {
  id: 'image-base-approved',
  title: 'Containers do not run the base images that programs are built in',
  item: 1,
  severity: 'error',
  development: 'warning',
  why: 'A shell, a package manager and a compiler are the tools of whoever breaks in. Only names are judged: what the image of an application is built on no manifest shows, and silence about it proves nothing.',
  references: [
    IMAGE_SECURITY,
    NSA_IMAGES,
    MITRE_COMMAND,
    { title: 'Distroless container images', url: 'https://github.com/GoogleContainerTools/distroless' },
  ],
  edition: '2026.11',
  bad: {
    'a distribution': image('ubuntu:24.04'),
    'a small distribution': image('docker.io/library/alpine:3.22'),
    'a language': image('node:24-alpine'),
    'a language by its digest': image(`python@sha256:${'0'.repeat(64)}`),
    'through a mirror': image('public.ecr.aws/docker/library/golang:1.25'),
    'of another registry': image('registry.access.redhat.com/ubi9/ubi-minimal:9.6'),
    'the full image of a runtime': image('mcr.microsoft.com/dotnet/aspnet:10.0'),
    'in an init container': { set: { 'spec.template.spec.initContainers': [{ name: 'wait', image: 'busybox:1.37' }] } },
    'the author says so': annotated('cdk8s-hardened/base-image', 'debian:13-slim'),
    'the author says so of one container': annotated('cdk8s-hardened/base-image.api', 'node:24'),
  },
  good: {
    'an application': image('ghcr.io/acme/node:24'),
    'distroless': image('gcr.io/distroless/nodejs24-debian13:nonroot'),
    'a hardened image of a language': image('dhi.io/node:24'),
    'a chiselled runtime': image('mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled'),
    'a runtime of which only the digest is known': image(`mcr.microsoft.com/dotnet/aspnet@sha256:${'0'.repeat(64)}`),
    'a server of Docker Hub': image('nginx:1.29'),
    'a base that the author declares': annotated('cdk8s-hardened/base-image', 'gcr.io/distroless/static-debian13'),
    'of another container': annotated('cdk8s-hardened/base-image.web', 'node:24'),
  },
  * checkEach(objects) {
    for (const use of knownImages(objects)) {
      const { pod, container, path, text } = use;
      // An image volume is data, and whoever debugs brings tools along.
      if (container === undefined || container.list === 'ephemeralContainers') continue;
      const { base, declared } = baseOfImage(use);
      if (base.outcome !== 'fat') continue;
      const at = declared === undefined ? path : [...pod.path, 'metadata', 'annotations', declared.key];
      yield {
        at: pod.owner,
        container: container.name,
        path: at,
        message: `${formatPath(at)} is ${quote(declared?.text ?? text)}, a base that brings a shell and the tools to build with`,
        remedy: `build the program into ${base.instead}`,
      };
    }
  },
};
