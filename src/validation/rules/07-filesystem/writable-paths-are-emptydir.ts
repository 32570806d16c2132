import { Mount, mountAt } from './mounts';
import { asList, asObject, Container } from '../../../manifest/model';
import { formatPath, Path } from '../../../manifest/path';
import { quote } from '../../../manifest/quote';
import { Reference } from '../../../standard/control';
import { nsa } from '../../../standard/reference';
import { Severity } from '../../finding';
import { Edit, Rule } from '../../rule';

const EMPTY_DIR: Reference = { title: 'emptyDir', url: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir' };
const CONTAINER = 'spec.template.spec.containers[0]';
const scratch = (name: string, value: string): Edit => ({ set: { [`${CONTAINER}.env`]: [{ name, value }] } });
const tmpIs = (volume: object, mount: object = {}): Edit => ({
  set: { 'spec.template.spec.volumes': [{ name: 'tmp', ...volume }], [`${CONTAINER}.volumeMounts`]: [{ name: 'tmp', mountPath: '/tmp', ...mount }] },
});

export const writablePathsAreEmptydir: Rule = {
  id: 'writable-paths-are-emptydir',
  title: 'Containers with a read-only root write to volumes that are made for it',
  item: 7,
  severity: 'warning',
  development: 'info',
  why: 'A program that cannot write where it means to fails when it first tries, which may be weeks later; and scratch that lies on the node stays there, for the next pod and for whoever holds the node.',
  references: [
    EMPTY_DIR,
    { title: 'Application security checklist: container-level security context', url: 'https://kubernetes.io/docs/concepts/security/application-security-checklist/#container-level-securitycontext-recommendations' },
    nsa('immutable container file systems'),
  ],
  edition: '2026.11',
  bad: {
    'no volume at /tmp': { unset: [`${CONTAINER}.volumeMounts`] },
    'an init container without one': {
      set: { 'spec.template.spec.initContainers': [{ name: 'migrate', image: 'ghcr.io/acme/migrate:1', securityContext: { readOnlyRootFilesystem: true } }] },
    },
    'temporary files on the root': scratch('TMPDIR', '/scratch'),
    'a cache on the root': scratch('XDG_CACHE_HOME', '/home/app/.cache'),
    'beside the volume, not in it': scratch('TMPDIR', '/tmpfiles'),
    'on the node': tmpIs({ hostPath: { path: '/var/tmp/api' } }),
    'in a volume that is mounted to be read': tmpIs({ emptyDir: { sizeLimit: '64Mi' } }, { readOnly: true }),
    'in a ConfigMap': tmpIs({ configMap: { name: 'flags' } }),
    'temporary files in a Secret': {
      set: {
        'spec.template.spec.volumes[1]': { name: 'keys', secret: { secretName: 'keys' } },
        [`${CONTAINER}.volumeMounts[1]`]: { name: 'keys', mountPath: '/keys' },
        [`${CONTAINER}.env`]: [{ name: 'TMPDIR', value: '/keys/tmp' }],
      },
    },
  },
  good: {
    'temporary files elsewhere, in a volume': {
      set: { [`${CONTAINER}.volumeMounts`]: [{ name: 'tmp', mountPath: '/scratch/' }], [`${CONTAINER}.env`]: [{ name: 'TMPDIR', value: '/scratch/api' }] },
    },
    'a volume for everything': { set: { [`${CONTAINER}.volumeMounts`]: [{ name: 'tmp', mountPath: '/' }] } },
    'storage that is claimed': tmpIs({ ephemeral: { volumeClaimTemplate: {} } }),
    'a path that is read': scratch('CONFIG_DIR', '/etc/api'),
    'a variable in a variable': scratch('TMPDIR', '$(SCRATCH)/api'),
    'a root that can be written to': { set: { [`${CONTAINER}.securityContext.readOnlyRootFilesystem`]: false }, unset: [`${CONTAINER}.volumeMounts`] },
    'a claim of a StatefulSet': {
      on: 'StatefulSet/db', set: { [`${CONTAINER}.env`]: [{ name: 'TMPDIR', value: '/data/tmp' }] },
    },
    'Windows': { set: { 'spec.template.spec.os': { name: 'windows' } }, unset: [`${CONTAINER}.volumeMounts`] },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      if (pod.onWindows) continue;
      for (const container of pod.containers) {
        if (container.list === 'ephemeralContainers' || asObject(container.spec.securityContext).readOnlyRootFilesystem !== true) continue;
        for (const place of places(container)) {
          const found = problem(place, mountAt(pod, container, place.directory));
          if (found === undefined) continue;
          const { path, what, remedy, severity } = found;
          yield { at: pod.owner, container: container.name, path, message: `${formatPath(path)} ${what}`, remedy, severity };
        }
      }
    }
  },
};

/** A directory that a container writes to. */
interface Place {
  readonly directory: string;
  /** The variable that names it; nothing says whether /tmp is written to. */
  readonly env?: { readonly name: string; readonly path: Path };
  readonly container: Container;
}

/** Variables by which programs are told where to write. */
const SCRATCH: ReadonlySet<string> = new Set(['TMPDIR', 'TMP', 'TEMP', 'TEMPDIR', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR']);

function places(container: Container): readonly Place[] {
  const found: Place[] = [];
  let elsewhere = false;
  asList(container.spec.env).forEach((entry, i) => {
    const { name, value } = asObject(entry);
    if (typeof name !== 'string' || !SCRATCH.has(name)) return;
    elsewhere ||= name === 'TMPDIR';
    if (typeof value !== 'string' || !value.startsWith('/') || value.includes('$(')) return;
    found.push({ directory: value, env: { name, path: [...container.path, 'env', i, 'value'] }, container });
  });
  if (!elsewhere) found.push({ directory: '/tmp', container });
  return found;
}

interface Found {
  readonly path: Path;
  readonly what: string;
  readonly remedy: string;
  readonly severity?: Severity;
}

function problem({ directory, env, container }: Place, mount: Mount | undefined): Found | undefined {
  const remedy = `mount an emptyDir with a sizeLimit at ${directory}`;
  const path = env?.path ?? (mount === undefined ? [...container.path, 'volumeMounts'] : mount.path);
  const subject = env === undefined ? '' : `is ${quote(directory)}, which `;
  if (mount === undefined) {
    // Not every program has temporary files: that it cannot have them is worth knowing, no more.
    if (env === undefined) return { path, what: 'has no volume at /tmp, and the root is read-only', remedy, severity: 'info' };
    return { path, what: `${subject}is on the read-only root`, remedy };
  }
  if (mount.volume === 'hostPath') return { path, what: `${subject === '' ? `puts ${directory}` : `${subject}lies`} on the node`, remedy };
  if (!mount.isReadOnly) return undefined;
  return { path, what: `${subject === '' ? `makes ${directory}` : `${subject}is`} read-only${mount.volume === 'emptyDir' ? '' : ` (${mount.volume})`}`, remedy };
}
