import { asList, Container, Objects, PodTemplate } from '../../../manifest/model';
import { Path } from '../../../manifest/path';
import { Edit } from '../../rule';

/** A container that runs the API server, with its flags. */
export interface ApiServer {
  readonly pod: PodTemplate;
  readonly container: Container;
  readonly flags: ReadonlyMap<string, { readonly value: string; readonly path: Path }>;
}

/** The API servers of the input: static pods as kubeadm writes them, and those of hosted control planes. */
export function apiServers(objects: Objects): readonly ApiServer[] {
  const found: ApiServer[] = [];
  for (const pod of objects.pods()) {
    for (const container of pod.containers) {
      const command = asList(container.spec.command);
      const program = command.length > 0 ? command[0] : asList(container.spec.args)[0];
      if (typeof program === 'string' && /(?:^|\/)kube-apiserver$/.test(program)) found.push({ pod, container, flags: flagsOf(container) });
    }
  }
  return found;
}

function flagsOf({ path, spec }: Container): ApiServer['flags'] {
  const flags = new Map<string, { value: string; path: Path }>();
  for (const field of ['command', 'args'] as const) {
    for (const [i, word] of asList(spec[field]).entries()) {
      if (typeof word !== 'string' || !word.startsWith('--')) continue;
      const equals = word.indexOf('=');
      flags.set(equals < 0 ? word.slice(2) : word.slice(2, equals), { value: equals < 0 ? '' : word.slice(equals + 1), path: [...path, field, i] });
    }
  }
  return flags;
}

/** The compliant app beside an API server with these flags. */
export function apiServer(...flags: readonly string[]): Edit {
  return {
    add: [{
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'kube-apiserver-cp-1', namespace: 'kube-system' },
      spec: { containers: [{ name: 'kube-apiserver', image: 'registry.k8s.io/kube-apiserver:v1.36.1', command: ['kube-apiserver', ...flags] }] },
    }],
  };
}
