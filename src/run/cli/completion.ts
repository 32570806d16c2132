import type { Command } from 'commander';
import { SHELLS } from './options';
import { write } from './streams';
import { RULES } from '../../validation/rules';
import { WAIVER_RULES } from '../../validation/waiver-rules';

/** `cdk8s-hardened completion SHELL`: prints the script for a shell. */
export async function printScript(shell: typeof SHELLS[number]): Promise<void> {
  const { default: tab } = await import('@bomb.sh/tab');
  const script = printed(() => tab.setup('cdk8s-hardened', 'cdk8s-hardened', shell));
  await write('out', `${shell === 'bash' ? forBash(script) : script}\n`);
}

/** bash completes files only where it is asked to, and complains of a constant that is read twice, as `source ~/.bashrc` does. */
function forBash(script: string): string {
  return script.replace(/^readonly (?=ShellCompDirective)/gm, '').replace(/^complete -F/m, 'complete -o default -F');
}

/** What the script asks: `cdk8s-hardened complete -- WORD…` prints what the last word may become. */
export async function complete(command: Command, words: readonly string[]): Promise<void> {
  const { default: describe } = await import('@bomb.sh/tab/commander');
  const described = describe(command, { completionCommandName: 'complete-setup' });
  described.commands.delete('complete-setup');
  const typed = words.at(-1) ?? '';
  // Ids may stand in a row, with commas between them.
  const before = typed.slice(typed.indexOf('=') + 1, typed.lastIndexOf(',') + 1);
  const ids = (offer: Offer): void => [...RULES, ...WAIVER_RULES].forEach(({ id, title }) => offer(`${before}${id}`, title));
  let isFile = false;
  const files = (): void => { isFile = true; };
  for (const [name, { options, arguments: operands }] of described.commands) {
    if (name === 'explain') described.commands.get(name)!.argument('rule', ids);
    for (const operand of operands.keys()) {
      if (FILES.has(operand)) described.commands.get(name)!.argument(operand, files, operand === 'path');
    }
    for (const [option, { description }] of options) {
      const offered = ['rules', 'skip'].includes(option) ? ids : FILES.has(option) ? files : undefined;
      if (offered !== undefined) described.commands.get(name)!.option(option, description, offered);
    }
  }
  const lines = printed(() => described.parse(words[0] === '--' ? words.slice(1) : [...words]));
  await write('out', `${isFile ? lines.replace(/^:4$/m, ':0') : lines}\n`);
}

type Offer = (value: string, description: string) => void;

/** Options and arguments that name files. */
const FILES: ReadonlySet<string> = new Set(['path', 'folder', 'config', 'baseline', 'exclude', 'crds', 'policies']);

/** What the library prints, which knows no other way to say it, nor that a shell completes files where nothing else is offered. */
function printed(run: () => void): string {
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: string) => { lines.push(line); };
  try {
    run();
  } finally {
    console.log = log;
  }
  return lines.join('\n');
}
