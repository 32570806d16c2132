import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Source } from './sources';

/** The two documents that a release of Kubernetes carries about its API. */
export interface Upstream {
  /** `api/openapi-spec/swagger.json`: every type, field and path. */
  readonly swagger: string;
  /** `pkg/generated/openapi/zz_generated.openapi.go`: the same types, and the values of enums, which the first leaves out. */
  readonly goOpenApi: string;
}

/** Reads the API documents of a release. */
export function readUpstream(source: Source): Upstream {
  return withGoModule(source, (folder) => ({
    swagger: readFileSync(join(folder, 'api/openapi-spec/swagger.json'), 'utf8'),
    goOpenApi: readFileSync(join(folder, 'pkg/generated/openapi/zz_generated.openapi.go'), 'utf8'),
  }));
}

/**
 * Downloads a Go module with the Go command, checks its hash and hands out its folder. It stays where GOMODCACHE names a module cache;
 * otherwise it is removed.
 */
export function withGoModule<T>({ module, version, sum }: Source, read: (folder: string) => T): T {
  const cache = process.env.GOMODCACHE ?? mkdtempSync(join(tmpdir(), 'schemas-'));
  try {
    const env = { ...process.env, GOMODCACHE: cache, GOFLAGS: '-modcacherw', GOWORK: 'off' };
    const answer = execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`], { cwd: cache, env, encoding: 'utf8' });
    const found = JSON.parse(answer) as { Dir: string; Sum: string };
    if (found.Sum !== sum) throw new Error(`${module}@${version} has the hash ${found.Sum}, not ${sum}`);
    return read(found.Dir);
  } finally {
    if (cache !== process.env.GOMODCACHE) rmSync(cache, { recursive: true, force: true });
  }
}
