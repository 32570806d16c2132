import { asList, asObject, PodTemplate } from '../../../manifest/model';
import { Path } from '../../../manifest/path';

/** A volume that opens a path of the node. */
export interface HostPath {
  readonly volume: string;
  /** Of the volume's `hostPath.path`. */
  readonly at: Path;
  /** As it is written. */
  readonly written: string;
  /** Without doubled and closing slashes; of Windows in lower case and with slashes. */
  readonly path: string;
  readonly type: string;
}

/** The paths of the node that a pod can mount. */
export function hostPaths(pod: PodTemplate): readonly HostPath[] {
  const found: HostPath[] = [];
  const volumes = asList(pod.spec.volumes);
  for (let i = 0; i < volumes.length; i++) {
    const { name, hostPath } = asObject(volumes[i]);
    const { path, type } = asObject(hostPath);
    if (typeof path !== 'string' || path === '') continue;
    found.push({
      volume: typeof name === 'string' ? name : '',
      at: pod.at('volumes', i, 'hostPath', 'path'),
      written: path,
      path: canonical(path),
      type: typeof type === 'string' ? type : '',
    });
  }
  return found;
}

/** Whether a path is this folder or below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);
}

function canonical(path: string): string {
  const isWindows = /^[A-Za-z]:/.test(path) || path.startsWith('\\');
  const steps = (isWindows ? path.toLowerCase().replaceAll('\\', '/') : path).split('/').filter((step) => step !== '' && step !== '.');
  return `${/^[a-z]:$/.test(steps[0] ?? '') ? '' : '/'}${steps.join('/')}`;
}
