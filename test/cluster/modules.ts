import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A Kubernetes minor that this folder can build: one Go module file, the same source. */
export interface ClusterModule {
  /** For example `1.37`. */
  readonly minor: string;
  /** For example `v1.37.2`. */
  readonly version: string;
  /** The module file, for example `oldest.mod`. */
  readonly file: string;
}

/** The minors that can be built, newest first. The module files are the one place that says which. */
export function modules(): readonly ClusterModule[] {
  return readdirSync(__dirname)
    .filter((file) => file.endsWith('.mod'))
    .map((file) => {
      const version = /^\s*k8s\.io\/kubernetes (v1\.(\d+)\.\d+)$/m.exec(readFileSync(join(__dirname, file), 'utf8'));
      if (version === null) throw new Error(`test/cluster/${file} requires no k8s.io/kubernetes`);
      return { minor: `1.${version[2]}`, version: version[1], file };
    })
    .sort((a, b) => Number(b.minor.slice(2)) - Number(a.minor.slice(2)));
}

/** A minor by its number, or as `newest` or `oldest` of those that can be built. */
export function minorNamed(name: string): string {
  if (name === 'newest') return modules()[0].minor;
  return name === 'oldest' ? modules().at(-1)!.minor : name;
}
