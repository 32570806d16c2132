import { asList, asObject, Json, PodTemplate } from '../../../manifest/model';
import { formatPath, Path } from '../../../manifest/path';
import { Rule } from '../../rule';

const VOLUME = 'spec.template.spec.volumes[1]';

export const secretVolumeMode: Rule = {
  id: 'secret-volume-mode',
  title: 'Files of Secrets can be read by the program alone',
  item: 5,
  severity: 'info',
  why: 'Without defaultMode the files are 0644: every user in the container reads them, a helper process that was put under another user to keep it apart too.',
  references: [
    { title: 'Secrets: POSIX permissions of files', url: 'https://kubernetes.io/docs/concepts/configuration/secret/#secret-files-permissions' },
    { title: 'Application security checklist', url: 'https://kubernetes.io/docs/concepts/security/application-security-checklist/' },
  ],
  edition: '2026.11',
  bad: {
    'no mode, which is 0644': { set: { [VOLUME]: { name: 'db', secret: { secretName: 'db' } } } },
    '0444': { set: { [VOLUME]: { name: 'db', secret: { secretName: 'db', defaultMode: 0o444 } } } },
    'octal digits that were read as decimal': { set: { [VOLUME]: { name: 'db', secret: { secretName: 'db', defaultMode: 440 } } } },
    'one file': { set: { [VOLUME]: { name: 'db', secret: { secretName: 'db', defaultMode: 0o440, items: [{ key: 'tls.key', path: 'tls.key', mode: 0o644 }] } } } },
    'among projected sources': { set: { [VOLUME]: { name: 'db', projected: { sources: [{ secret: { name: 'db' } }] } } } },
    'one projected file': {
      set: { [VOLUME]: { name: 'db', projected: { defaultMode: 0o440, sources: [{ secret: { name: 'db', items: [{ key: 'a', path: 'a', mode: 0o777 }] } }] } } },
    },
    'no group that could read it, so that nobody can say what to set': {
      set: { [VOLUME]: { name: 'db', secret: { secretName: 'db' } } }, unset: ['spec.template.spec.securityContext.fsGroup'],
    },
  },
  good: {
    '0440': { set: { [VOLUME]: { name: 'db', secret: { secretName: 'db', defaultMode: 0o440 } } } },
    '0400': { set: { [VOLUME]: { name: 'db', secret: { secretName: 'db', defaultMode: 0o400 } } } },
    'every file has its own mode': {
      set: { [VOLUME]: { name: 'db', secret: { secretName: 'db', items: [{ key: 'password', path: 'password', mode: 0o400 }] } } },
    },
    'a ConfigMap': { set: { [VOLUME]: { name: 'flags', configMap: { name: 'flags' } } } },
    'nodes of Windows, which have no modes': {
      set: { [VOLUME]: { name: 'db', secret: { secretName: 'db' } }, 'spec.template.spec.nodeSelector': { 'kubernetes.io/os': 'windows' } },
    },
    'Windows, which has no modes': {
      set: { [VOLUME]: { name: 'db', secret: { secretName: 'db' } }, 'spec.template.spec.os': { name: 'windows' } },
    },
  },
  * checkEach(objects) {
    for (const pod of objects.pods()) {
      if (pod.onWindows) continue;
      for (const [path, mode] of openFiles(pod)) {
        const { fsGroup } = asObject(pod.spec.securityContext);
        yield {
          at: pod.owner,
          path,
          message: `${formatPath(path)} is ${typeof mode === 'number' ? octal(mode) : 'not set, which is 0644'}`,
          remedy: typeof fsGroup === 'number' ? 'set it to 0440; fsGroup lets the program read it' : 'set it to 0400 for root, or to 0440 with securityContext.fsGroup',
          // The group of the files is fsGroup, so that 0440 stays readable; without it the program may be locked out.
          fix: typeof fsGroup === 'number' ? { path, value: 0o440 } : undefined,
        };
      }
    }
  },
};

/** The modes of files of Secrets that others may read. */
function* openFiles(pod: PodTemplate): Iterable<readonly [Path, unknown]> {
  const volumes = asList(pod.spec.volumes);
  for (let i = 0; i < volumes.length; i++) {
    const { secret, projected } = asObject(volumes[i]);
    if (!isPresent(secret) && !isPresent(projected)) continue;
    if (isPresent(secret)) yield* ofVolume([asObject(secret)], asObject(secret).defaultMode, pod.at('volumes', i, 'secret'), () => []);
    const sources = asList(asObject(projected).sources);
    const at = sources.flatMap((source, j) => (isPresent(asObject(source).secret) ? [j] : []));
    if (at.length === 0) continue;
    const secrets = at.map((j) => asObject(asObject(sources[j]).secret));
    yield* ofVolume(secrets, asObject(projected).defaultMode, pod.at('volumes', i, 'projected'), (n) => ['sources', at[n], 'secret']);
  }
}

function* ofVolume(secrets: readonly Json[], defaultMode: unknown, path: Path, to: (n: number) => Path): Iterable<readonly [Path, unknown]> {
  const usesDefault = secrets.some(({ items }) => asList(items).length === 0 || asList(items).some((item) => !isPresent(asObject(item).mode)));
  if (usesDefault && (typeof defaultMode !== 'number' || isOpen(defaultMode))) yield [[...path, 'defaultMode'], defaultMode];
  for (const [n, { items }] of secrets.entries()) {
    for (const [k, item] of asList(items).entries()) {
      const { mode } = asObject(item);
      if (typeof mode === 'number' && isOpen(mode)) yield [[...path, ...to(n), 'items', k, 'mode'], mode];
    }
  }
}

/** Whether others may do anything, or the group may write. */
function isOpen(mode: number): boolean {
  return mode % 8 !== 0 || Math.floor(mode / 8) % 4 >= 2;
}

function octal(mode: number): string {
  return Number.isInteger(mode) && mode >= 0 ? `0${mode.toString(8).padStart(3, '0')}` : String(mode);
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
