import { readFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';
import { noticeProblem } from './notice';

const root = join(__dirname, '..');

/**
 * Makes the command one file that loads nothing but itself, so that whoever installs us installs nothing else; and the few lines that start it, which
 * know what V8 made of it the last time. Throws where NOTICE does not name the packages that are in it.
 */
export function bundle(outdir: string): void {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: ['src/run/cli/main.ts', 'src/run/cli/command.ts'],
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'inline',
    // It starts some milliseconds sooner. Names are kept, for the stacks that people send us.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 200,
    // The command knows manifests and no constructs; were it to load them, the bundle would not run without the peers.
    external: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
    // A library of the globs looks for another one beside itself, if there is one. There is a root folder in every system, and nothing in it.
    define: { 'import.meta.url': '"file:///C:/"' },
    // commander starts programs for subcommands that are programs. Ours are not, and loading what starts them takes 5 ms.
    alias: { 'node:child_process': './projenrc/no-programs.ts' },
    logLevel: 'warning',
    metafile: true,
  });
  const problem = noticeProblem(readFileSync(join(root, 'NOTICE'), 'utf8'), Object.keys(metafile.inputs));
  if (problem !== undefined) throw new Error(problem);
}

if (require.main === module) bundle(process.argv[2]);
