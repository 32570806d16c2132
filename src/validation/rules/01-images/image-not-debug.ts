import { knownImages } from './image-use';
import { IMAGE_SECURITY, MITRE_COMMAND, NSA_IMAGES } from './references';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { debugProblem } from '../../../standard/images';
import { Edit, Rule } from '../../rule';

const image = (name: string): Edit => ({ set: { 'spec.template.spec.containers[0].image': name } });

export const imageNotDebug: Rule = {
  id: 'image-not-debug',
  title: 'Minimal images run without their tools for debugging',
  item: 1,
  severity: 'error',
  development: 'warning',
  why: 'The debug variant of an image without a shell is the same image with one: what was taken out to leave an attacker nothing is back. An ephemeral container brings the tools when they are needed.',
  references: [
    IMAGE_SECURITY,
    NSA_IMAGES,
    MITRE_COMMAND,
    { title: 'Ephemeral Containers', url: 'https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/' },
  ],
  edition: '2026.11',
  bad: {
    'distroless': image('gcr.io/distroless/base-debian13:debug'),
    'distroless as another user': image('gcr.io/distroless/static-debian13:debug-nonroot-arm64'),
    'pinned all the same': image(`gcr.io/distroless/static-debian13:debug@sha256:${'0'.repeat(64)}`),
    'Chainguard': image('cgr.dev/chainguard/python:latest-dev'),
    'Docker Hardened Images': image('dhi.io/golang:1.25-debian13-dev'),
    'Docker Hardened Images with a kit': image('dhi.io/dotnet:10-sdk'),
    'Azure Linux': image('mcr.microsoft.com/azurelinux/distroless/debug:3.0'),
    'in an init container': { set: { 'spec.template.spec.initContainers': [{ name: 'copy', image: 'gcr.io/distroless/base-debian13:debug' }] } },
  },
  good: {
    'the image itself': image('gcr.io/distroless/base-debian13:nonroot'),
    'a version that looks like it': image('cgr.dev/acme/api:devel'),
    'the tag of an application': image('ghcr.io/acme/api:1.4-dev'),
    'in an ephemeral container': { set: { 'spec.template.spec.ephemeralContainers': [{ name: 'look', image: 'gcr.io/distroless/base-debian13:debug' }] } },
  },
  * checkEach(objects) {
    for (const { pod, container, path, reference, text } of knownImages(objects)) {
      if (container?.list === 'ephemeralContainers') continue;
      const problem = debugProblem({ ...reference.normalized, tag: reference.tag });
      if (problem === undefined) continue;
      yield {
        at: pod.owner,
        container: container?.name,
        path,
        message: `${formatPath(path)} is ${quote(text)}, and ${problem.what}`,
        remedy: problem.instead,
      };
    }
  },
};
