import { knownImages } from './image-use';
import { MITRE_SUPPLY_CHAIN } from './references';
import { formatPath } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { retiredProblem } from '../../../standard/images';
import { Edit, Rule } from '../../rule';

const image = (name: string): Edit => ({ set: { 'spec.template.spec.containers[0].image': name } });

export const imageRegistryRetired: Rule = {
  id: 'image-registry-retired',
  title: 'Images come from where their makers still put them',
  item: 10,
  severity: 'error',
  development: 'warning',
  why: 'What is no longer updated keeps every hole that was found since, and one day it is no longer served: the next node cannot pull it, in the middle of a night.',
  references: [
    { title: 'k8s.gcr.io is frozen', url: 'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/' },
    { title: 'Support policy of distroless images', url: 'https://github.com/GoogleContainerTools/distroless/blob/main/SUPPORT_POLICY.md' },
    MITRE_SUPPLY_CHAIN,
  ],
  edition: '2026.11',
  bad: {
    'the old registry of Kubernetes': image('k8s.gcr.io/pause:3.6'),
    'what was there before it': image('gcr.io/google-containers/pause:3.1'),
    'images that were set aside': image('docker.io/bitnamilegacy/redis:7.4'),
    'an official image that was given up': image('openjdk:17-slim'),
    'a distribution past its end of life': image('gcr.io/distroless/static-debian12:nonroot'),
    'a runtime past its end of life': image('gcr.io/distroless/nodejs18-debian13:nonroot'),
    'in an image volume': { set: { 'spec.template.spec.volumes[1]': { name: 'files', image: { reference: 'k8s.gcr.io/files:1' } } } },
  },
  good: {
    'the registry of Kubernetes': image('registry.k8s.io/pause:3.10'),
    'another repository with the same beginning': image('docker.io/library/openjdk-tools:1'),
    'a host with the same beginning': image('k8s.gcr.io.acme.com/pause:3.6'),
    'a current distribution': image('gcr.io/distroless/static-debian13:nonroot'),
  },
  * checkEach(objects) {
    for (const { pod, container, path, reference, text } of knownImages(objects)) {
      const problem = retiredProblem(reference.normalized);
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
