/* Walks docs/enforce.md on a cluster of its own: every script prints what the page says. `--update` writes what they print into it. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCluster } from './cluster';
import { findKubectl } from './kubectl';
import { layOut, readWalk, runStep, Step } from './walk';

const ROOT = join(__dirname, '../..');
const PAGE = join(ROOT, 'docs/enforce.md');

/** Walks the page on a cluster that nobody else uses. False where something else is printed than the page says. */
export async function walkPage(update = false): Promise<boolean> {
  const say = (line: string): void => console.log(`docs/enforce.md: ${line}`);
  const cluster = await startCluster(undefined, { own: true, say });
  const kubectl = 'skipped' in cluster ? cluster : await findKubectl(say);
  if ('skipped' in cluster || 'skipped' in kubectl) {
    say(`not walked: ${'skipped' in kubectl ? kubectl.skipped : ''}`);
    if (!('skipped' in cluster)) await cluster.stop();
    return true;
  }
  const home = mkdtempSync(join(tmpdir(), 'cdk8s-hardened-enforce-'));
  try {
    let page = readFileSync(PAGE, 'utf8');
    const walk = readWalk(page);
    const laid = layOut(walk, home, bundled(home));
    const env = { ...laid, PATH: `${dirname(kubectl.path)}${delimiter}${laid.PATH}`, KUBECONFIG: cluster.kubeconfig, AUDIT_LOG: cluster.auditLog };
    const printed: (readonly [Step, string])[] = [];
    let wrong = 0;
    for (const [i, step] of walk.steps.entries()) {
      const text = await settled(step, walk.steps[i - 1], (each) => runStep(each, home, env), update);
      printed.push([step, text]);
      if (update || sorted(text) === sorted(step.output ?? '')) continue;
      wrong++;
      say(`prints something else:\n${step.script}--- the page says\n${step.output ?? ''}--- it prints\n${text}`);
    }
    if (update) {
      for (const [{ at }, text] of printed.reverse()) if (at !== undefined) page = page.slice(0, at[0]) + text + page.slice(at[1]);
      writeFileSync(PAGE, page);
    }
    say(`${walk.steps.length} scripts on Kubernetes ${cluster.version}, ${walk.steps.filter(({ output }) => output !== undefined).length} outputs, ${wrong} of them other than shown`);
    return wrong === 0;
  } finally {
    rmSync(home, { recursive: true, force: true });
    await cluster.stop();
  }
}

/**
 * Policies act a moment after they are stored: what only looks is asked again until it prints what the page says, for up to 60 s. What looks into the
 * log finds no more there until the step before it has sent its request again.
 */
async function settled(step: Step, before: Step | undefined, run: (step: Step) => string, update: boolean): Promise<string> {
  const { script, output = '', onCluster } = step;
  const looks = onCluster && /--dry-run=server|AUDIT_LOG/.test(script);
  if (looks && update) await sleep(15_000);
  let text = run(step);
  for (let i = 0; i < 60 && looks && !update && sorted(text) !== sorted(output); i++) {
    await sleep(1000);
    if (before !== undefined && script.includes('AUDIT_LOG')) run(before);
    text = run(step);
  }
  return text;
}

/** The API server gives warnings in no order. */
function sorted(text: string): string {
  return text.split('\n').sort().join('\n');
}

/** The command as it is published. */
function bundled(home: string): string {
  const command = join(home, '.package/lib/run/cli/main.js');
  execFileSync(process.execPath, [require.resolve('ts-node/dist/bin.js'), '--swc', '-T', 'projenrc/bundle.ts', dirname(command)], { cwd: ROOT });
  copyFileSync(join(ROOT, 'package.json'), join(home, '.package/package.json'));
  return command;
}

if (require.main === module) {
  walkPage(process.argv.includes('--update')).then((right) => {
    process.exitCode = right ? 0 : 1;
  }, (error: Error) => {
    console.error(error.stack);
    process.exitCode = 1;
  });
}
