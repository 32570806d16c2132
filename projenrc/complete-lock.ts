import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

/**
 * `npx projen lock` completes package-lock.json: npm leaves out the builds for other platforms that a mirror of the registry does not carry, and
 * `npm ci` then refuses the file on every machine. They are named here by what depends on them; npm installs them where their platform is.
 */
interface Entry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const FILE = join(__dirname, '..', 'package-lock.json');
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** The optional dependencies that the lock file does not have, as it should have them. */
export function missing(packages: Readonly<Record<string, Entry>>): Record<string, Entry> {
  const found: Record<string, Entry> = {};
  for (const [path, { optionalDependencies = {}, license, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isThere(packages, path, name)) continue;
      const words = name.split('/').at(-1)!.split('-');
      const [os, cpu] = [SYSTEMS, PROCESSORS].map((known) => words.filter((word) => known.includes(word)));
      found[`node_modules/${name}`] = {
        version: version.replace(/^[~^]/, ''), ...(dev ? { dev } : {}), license, optional: true, ...(cpu.length > 0 ? { cpu } : {}), ...(os.length > 0 ? { os } : {}),
      };
    }
  }
  return found;
}

/** Whether a package finds another one, as Node looks for it. */
function isThere(packages: Readonly<Record<string, Entry>>, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
  }
}

/** The packages of the lock file. */
export function lockedPackages(): Record<string, Entry> {
  return (JSON.parse(readFileSync(FILE, 'utf8')) as { packages: Record<string, Entry> }).packages;
}

if (require.main === module) {
  const lock = JSON.parse(readFileSync(FILE, 'utf8')) as { packages: Record<string, Entry> };
  const packages = { ...lock.packages, ...missing(lock.packages) };
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(FILE, `${JSON.stringify(lock, undefined, 2)}\n`);
}
