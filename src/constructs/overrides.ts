import { IConstruct } from 'constructs';
import { misuse } from './misuse';
import { Json, plain } from './plain';
import { parsePath, Path, setAt, unsetAt } from '../manifest/path';

/** A field of the rendered object that the user sets, or takes out by null. */
export interface Override {
  readonly path: Path;
  readonly value: unknown;
}

/** Reads the paths of overrides. Throws where one is no path. */
export function overridesOf(workload: IConstruct, overrides: Readonly<Record<string, unknown>> = {}): Override[] {
  return Object.entries(overrides).map(([path, value]) => {
    try {
      return { path: parsePath(path), value };
    } catch (error) {
      throw misuse(workload, `overrides: ${(error as Error).message}`);
    }
  });
}

/** Writes overrides into an object, in their order. */
export function override(object: Json, overrides: readonly Override[]): void {
  for (const { path, value } of overrides) {
    if (value === null) unsetAt(object, path);
    else setAt(object, path, plain(value));
  }
}
