import * as fs from 'fs';
import * as path from 'path';

/** The file system calls that writing manifests needs; tests make them fail. */
export type Disk = Pick<typeof fs, 'mkdirSync' | 'readdirSync' | 'readFileSync' | 'writeFileSync' | 'renameSync' | 'rmSync'>;

/** Writes a file, whole or not at all: readers see the old text or the new one, whenever this process is killed. */
export function replaceFile(file: string, text: string | Uint8Array, disk: Disk = fs): void {
  const aside = writeAside(file, text, disk);
  try {
    disk.renameSync(aside, file);
  } catch (error) {
    disk.rmSync(aside, { force: true });
    throw error;
  }
}

/** Writes a file part by part, whole or not at all: as one text it might be longer than a text can be. */
export function replaceFileInParts(file: string, parts: Iterable<string>): void {
  const aside = writeAside(file, '', fs);
  try {
    const handle = fs.openSync(aside, 'w');
    try {
      for (const part of parts) fs.writeFileSync(handle, part);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(aside, file);
  } catch (error) {
    fs.rmSync(aside, { force: true });
    throw error;
  }
}

/** Writes a text beside the file that it is for, to be renamed to it. Gives the name of that. */
export function writeAside(file: string, text: string | Uint8Array, disk: Disk = fs): string {
  const aside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}${ASIDE}`);
  disk.writeFileSync(aside, text);
  return aside;
}

/** Removes from a folder what killed processes left beside their files. */
export function removeLeftovers(folder: string, disk: Disk = fs): void {
  for (const name of disk.readdirSync(folder)) {
    const match = LEFTOVER.exec(name);
    if (match !== null && !runs(Number(match[1]))) disk.rmSync(path.join(folder, name), { force: true });
  }
}

/** The process may run elsewhere on a shared disk; then its next write fails, and its next run repairs. */
function runs(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const ASIDE = '.cdk8s-hardened.tmp';
const LEFTOVER = /^\..*\.(\d{1,10})\.cdk8s-hardened\.tmp$/;
