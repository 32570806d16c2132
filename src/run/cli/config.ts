import * as fs from 'fs';
import * as path from 'path';
import { CallError, systemProblem } from './call-error';
import type { ConfigFile } from './config-schema';
import { shown } from './input-files';
import { Location } from '../../manifest/model';
import { Path } from '../../manifest/path';
import { read } from '../../manifest/read';

/** A configuration, and where it stands. */
export interface Config {
  readonly values: ConfigFile;
  /** As it is shown. */
  readonly file: string;
  /** The folder that it stands in. */
  readonly folder: string;
  readonly text: string;
  /** Where a value stands. */
  readonly locate: (at: Path) => Location;
}

/** The name that is searched for, from the working folder upward. */
export const CONFIG_FILE = 'cdk8s-hardened.yaml';

/** Reads the configuration: the file that is named, or the nearest one upward; undefined where there is none. */
export async function readConfig(named?: string): Promise<Config | undefined> {
  const file = named ?? upward(process.cwd());
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new CallError(`${named === undefined ? shown(file) : `--config ${named}`} cannot be read: ${systemProblem(error)}`, { cause: error });
  }
  return parsed(path.resolve(file), text);
}

/** Only whether a file is there is asked on the way: a search that reads would cost more than all else before the first manifest. */
function upward(folder: string): string | undefined {
  const file = path.join(folder, CONFIG_FILE);
  if (fs.existsSync(file)) return file;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : upward(parent);
}

async function parsed(file: string, text: string): Promise<Config> {
  const name = shown(file);
  const { documents, faults } = read(text, name);
  if (faults.length > 0) throw new CallError(faults.map((fault) => problemAt(fault, fault.message)).join('\n'));
  if (documents.length > 1) throw new CallError(problemAt(documents[1].locate([]), 'a second document; keep one'));
  const [document] = documents;
  const locate = (at: Path): Location => document?.locate(at) ?? { file: name, line: 1, column: 1 };
  const value = document?.value ?? {};
  const { checkConfig } = await import('./config-problems.js');
  const { values, problems } = checkConfig(value);
  if (values === undefined) throw new CallError(problems.map(({ at, message }) => problemAt(locate(at), message)).join('\n'));
  return { values, file: name, folder: path.dirname(file), text, locate };
}

/** `cdk8s-hardened.yaml:3:1: …`. */
export function problemAt({ file, line, column }: Location, message: string): string {
  return `${file}:${line}:${column}: ${message}`;
}
