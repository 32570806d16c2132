import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..', '..');

/** What a run of the command left behind. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** How the command is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

let bundle: string | undefined;

/** The command as it is published: one file, with nothing of ours or of anybody beside it but what the package ships. */
export function command(): string {
  if (bundle === undefined) {
    const home = folder();
    bundle = path.join(home, 'lib', 'run', 'cli', 'main.js');
    execFileSync(process.execPath, [path.join(ROOT, 'node_modules/ts-node/dist/bin.js'), '--swc', '-T', 'projenrc/bundle.ts', path.dirname(bundle)], { cwd: ROOT });
    fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(home, 'package.json'));
  }
  return bundle;
}

/** Runs the command as a shell would. */
export function run(args: readonly string[], { cwd = folder(), input = '', env = {} }: RunOptions = {}): Run {
  const { PATH, HOME } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [command(), ...args], {
    cwd, input, encoding: 'utf8', env: { PATH, HOME, ...env }, maxBuffer: 256 * 1024 * 1024,
  });
  return { code: status, out: stdout, err: stderr };
}

/** A new folder with these files. */
export function folder(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const made = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'cdk8s-hardened-cli-'));
  folders.push(made);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(made, name)), { recursive: true });
    fs.writeFileSync(path.join(made, name), text);
  }
  return made;
}

const folders: string[] = [];
afterAll(() => {
  for (const made of folders) fs.rmSync(made, { recursive: true, force: true });
});
