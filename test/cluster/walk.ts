import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A script that a page shows, and what the page says that it prints. */
export interface Step {
  readonly script: string;
  /** undefined where the page shows no output: then there is none. */
  readonly output?: string;
  /** Whether it needs a cluster. */
  readonly onCluster: boolean;
  /** Where the shown output is in the page: its beginning and end. */
  readonly at?: readonly [number, number];
}

/** What a page says one can do: its files (```yaml file=NAME), its scripts (```sh), and the output (```text or ```yaml output) that follows each. */
export interface Walk {
  readonly files: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** Reads the walk of a page. */
export function readWalk(page: string): Walk {
  const files: Record<string, string> = {};
  const steps: Step[] = [];
  for (const match of page.matchAll(/^```([^\n]+)\n([^]*?)^```$/gm)) {
    const [, info, text] = match;
    const start = match.index + info.length + 4;
    const file = / file=(\S+)$/.exec(info)?.[1];
    if (file !== undefined) {
      files[file] = text;
    } else if (info === 'sh') {
      steps.push({ script: text, onCluster: /\bkubectl\b|AUDIT_LOG/.test(text) });
    } else if (info === 'text' || info.endsWith(' output')) {
      steps.push({ ...steps.pop()!, output: text, at: [start, start + text.length] });
    }
  }
  return { files, steps };
}

/** Makes a folder with the files of a walk, in which `npx cdk8s-hardened` is the command that is given. */
export function layOut({ files }: Walk, home: string, command: string): NodeJS.ProcessEnv {
  const bin = join(home, '.bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\n[ "$1" = cdk8s-hardened ] || exit 9\nshift\nexec '${process.execPath}' '${command}' "$@"\n`);
  chmodSync(join(bin, 'npx'), 0o755);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(home, name, '..'), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  return { PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: process.env.HOME, LC_ALL: 'C.UTF-8' };
}

/** Runs a script as one would type it, and gives what is seen: standard output and standard error as they come. */
export function runStep({ script }: Step, home: string, env: NodeJS.ProcessEnv): string {
  const run = spawnSync('bash', ['-c', `exec 2>&1\n${script}`], { cwd: home, env, encoding: 'utf8', timeout: 120_000 });
  return run.stdout;
}
