import { shown } from '../constructs/misuse';

/** Says which folder could not be written, why, and what to do, where the system says only the first two in its own words. */
export function writingTo<T>(folder: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (typeof code !== 'string' || WAYS_OUT[code] === undefined) throw error;
    throw new Error(`outdir ${shown(folder)} cannot be written: ${message}; ${WAYS_OUT[code]}`, { cause: error });
  }
}

const RIGHTS = 'let this user write there, or name another folder with outdir or CDK8S_OUTDIR';
const SPACE = 'make room and run the synth again: each file is as it was or as it is to be, none is cut off';
const FILE = 'a file stands where a folder has to be; take it away, or name another folder with outdir or CDK8S_OUTDIR';

const WAYS_OUT: Readonly<Record<string, string>> = {
  EACCES: RIGHTS,
  EPERM: RIGHTS,
  EROFS: RIGHTS,
  ENOSPC: SPACE,
  EDQUOT: SPACE,
  ENOTDIR: FILE,
  EEXIST: FILE,
  EISDIR: 'a folder stands where a file has to be; take it away',
  EMFILE: 'raise the number of files that a process may have open (ulimit -n)',
  ENAMETOOLONG: 'give the chart a shorter id',
};
