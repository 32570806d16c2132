import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { printLifecycles, readLifecycles } from './lifecycle';
import { snapshot } from './snapshot';
import { SOURCES } from './sources';
import { printTable } from './table';
import { readUpstream } from './upstream';

/*
 * Makes the tables about the Kubernetes API: `npx ts-node --swc projenrc/schemas/main.ts`. Needs the Go command, and downloads 250 MB.
 * With --check it writes nothing and fails where a table is not what it would write.
 */
const root = resolve(__dirname, '../..');
const check = process.argv.includes('--check');

write('src/standard/deprecations-table.ts', printLifecycles(readLifecycles(progress)));
write('src/manifest/schema-table.ts', printTable(SOURCES.map((source) => {
  progress(`reading ${source.module}@${source.version}`);
  return snapshot(source.minor, readUpstream(source));
}), SOURCES));

function write(path: string, text: string): void {
  const target = join(root, path);
  const isCurrent = existsSync(target) && readFileSync(target, 'utf8') === text;
  if (!check && !isCurrent) writeFileSync(target, text);
  if (check && !isCurrent) process.exitCode = 1;
  const verdict = isCurrent ? 'current' : check ? 'not what projenrc/schemas/main.ts makes; run it without --check' : 'written';
  process.stdout.write(`${path}: ${verdict}, ${text.length} characters\n`);
}

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}
