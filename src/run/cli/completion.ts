import type { Command } from 'commander';
import { SHELLS } from './options';
import { RULES } from '../../validation/rules';
import { WAIVER_RULES } from '../../validation/waiver-rules';

/** `cdk8s-hardened completion SHELL`: prints the script for a shell. */
export async function printScript(shell: typeof SHELLS[number]): Promise<void> {
  const { default: tab } = await import('@bomb.sh/tab');
  tab.setup('cdk8s-hardened', 'cdk8s-hardened', shell);
}

/** What the script asks: `cdk8s-hardened complete -- WORD…` prints what the last word may become. */
export async function complete(command: Command, words: readonly string[]): Promise<void> {
  const { default: describe } = await import('@bomb.sh/tab/commander');
  const commands = describe(command, { completionCommandName: 'complete-setup' });
  commands.commands.delete('complete-setup');
  const ids = (offer: (value: string, description: string) => void): void => {
    for (const { id, title } of [...RULES, ...WAIVER_RULES]) offer(id, title);
  };
  commands.commands.get('explain')?.argument('rule', ids);
  for (const option of ['rules', 'skip']) commands.commands.get('validate')?.option(option, '', ids);
  commands.parse(words[0] === '--' ? words.slice(1) : [...words]);
}
