import * as fs from 'fs';
import * as path from 'path';

/** What our own package.json says. */
export interface PackageJson {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** Reads our own package.json: it stands three folders up from the command, published or not. */
export function packageJson(): PackageJson {
  return JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', '..', 'package.json'), 'utf8')) as PackageJson;
}
