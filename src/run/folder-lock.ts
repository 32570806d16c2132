import * as path from 'path';
import { Disk } from './replace-file';

/**
 * Lets one process at a time write to a folder, so that the files of two never mix: the second waits, and gives up where the first does not end.
 * What a killed process leaves is taken away by the next.
 */
export function withFolderLocked<T>(folder: string, disk: Disk, run: () => T): T {
  const lock = path.join(folder, LOCK);
  acquire(folder, lock, disk);
  try {
    return run();
  } finally {
    disk.rmSync(lock, { force: true });
  }
}

/** It does not end like a manifest, as the index does not. */
export const LOCK = '.cdk8s-hardened.lock';

/** Writing takes milliseconds: who waits longer waits for something that hangs. */
const PATIENCE = 10_000;
const PAUSE = 20;

function acquire(folder: string, lock: string, disk: Disk): void {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      disk.writeFileSync(lock, `${process.pid}\n`, { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = holderOf(lock, disk);
    // Between its making and its first byte a lock names nobody.
    if (holder !== undefined && !isAlive(holder)) {takeAway(lock, holder, disk);} else if (waited >= PATIENCE) {
      throw new Error(`${folder} is being written by ${holder === undefined ? 'another process' : `process ${holder}`}; run one synth at a time, `
        + `or give each an outdir of its own; where none runs, remove ${LOCK} there`);
    } else {Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);}
  }
}

/** Moved aside first: of those who see the lock of a dead process only one gets it, and who gets a living one puts it back. */
function takeAway(lock: string, holder: number, disk: Disk): void {
  const aside = `${lock}.${process.pid}.cdk8s-hardened.tmp`;
  try {
    disk.renameSync(lock, aside);
  } catch {
    return;
  }
  if (holderOf(aside, disk) === holder) disk.rmSync(aside, { force: true });
  else disk.renameSync(aside, lock);
}

function holderOf(lock: string, disk: Disk): number | undefined {
  try {
    const pid = Number(disk.readFileSync(lock, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Our own process writes one folder after the other: a lock of its own was left by a write that failed. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
