import { build, goVersion, kubectlVersion, Say } from './build';
import { Skipped } from './cluster';
import { modules } from './modules';

/** A kubectl to run. */
export interface Kubectl {
  readonly path: string;
  /** For example `v1.37.2`. */
  readonly version: string;
}

/** The kubectl of the machine, whatever its version, or else one built from the module of the newest minor. */
export async function findKubectl(say: Say): Promise<Kubectl | Skipped> {
  const version = kubectlVersion();
  if (version !== undefined) {
    say(`using kubectl ${version} of the machine`);
    return { path: 'kubectl', version };
  }
  if (goVersion() === undefined) return { skipped: 'no kubectl: neither kubectl nor go is on PATH' };
  const [newest] = modules();
  return { path: await build('kubectl', newest, say), version: newest.version };
}
