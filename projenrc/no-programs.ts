/** Stands for `node:child_process` in the bundled command, which starts no programs. */
export function spawn(): never {
  throw new Error('the command starts no programs');
}
