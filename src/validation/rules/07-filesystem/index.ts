import { fsGroupSet } from './fs-group-set';
import { writablePathsAreEmptydir } from './writable-paths-are-emptydir';
import { Rule } from '../../rule';

/** Item 7 beyond the row `read-only-root-fs`: where containers write instead. */
export const FILESYSTEM_RULES: readonly Rule[] = [
  writablePathsAreEmptydir,
  fsGroupSet,
];
