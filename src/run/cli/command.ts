import { Argument, Command, CommanderError, Option } from 'commander';
import { CallError } from './call-error';
import { EXIT } from './exit-code';
import type { InitOptions } from './init';
import { collected, COLOR, day, FAIL_ON, FRAMEWORKS, kubernetesVersion, LEVELS, MINORS, oneOf, SEVERITIES, SHELLS, unknownWord, words } from './options';
import { FORMATS, output } from './outputs';
import { policiesCommand } from './policies-command';
import { item, ITEMS } from './rule-filter';
import type { RulesOptions } from './rules';
import { hasColor, write } from './streams';
import type { ValidateOptions } from './validate';

/** The command, with what runs it loaded when it runs. */
export function program(settle: (code: number) => void): Command {
  const command = new Command('cdk8s-hardened')
    .description('Judges Kubernetes manifests: any YAML, whoever wrote it')
    .option('--verbose', 'print the stack of an error')
    .option('--version', 'print the version, and what is judged with')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', EXIT_CODES)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ outputError: (text, out) => out(oneLine(text)) });

  command.command('validate')
    .summary('judge manifests')
    .description('Judges manifests: files, folders with all below them, globs, and - for standard input')
    .argument('[path...]', 'what to judge')
    .addOption(new Option('--kubernetes-version <version>', 'the version of the cluster (default: "1.36")').choices(MINORS).argParser(kubernetesVersion))
    .addOption(new Option('--pod-security <level>', 'the level of namespaces that the input does not label (default: "restricted")').choices(LEVELS).argParser(oneOf('--pod-security', LEVELS)))
    .addOption(new Option('--rules <ids>', "the rules that run, such as 'pss-*,rbac-*'").argParser(words))
    .addOption(new Option('--skip <ids>', 'rules that do not run').argParser(words))
    .addOption(new Option('--fail-on <severity>', 'the weight from which on a finding gives exit code 1').choices(FAIL_ON).default('error').argParser(oneOf('--fail-on', FAIL_ON)))
    .addOption(new Option('--format <name[=file]>', 'how findings are written, and where to; may be repeated (default: "text")').choices(FORMATS).argParser(output))
    .option('--baseline <file>', 'old findings, which fail no run')
    .option('--update-baseline', 'write the baseline anew with what is found now')
    .option('--config <file>', 'the configuration (default: cdk8s-hardened.yaml, searched upward)')
    .addOption(new Option('--exclude <path>', "files and folders that are left out, or a glob such as '*/charts'; may be repeated").argParser(collected))
    .addOption(new Option('--crds <path>', 'CustomResourceDefinitions that are not in the input; may be repeated').argParser(collected))
    .addOption(new Option('--policies <path>', 'ValidatingAdmissionPolicies of the cluster that are asked too; may be repeated').argParser(collected))
    .addOption(new Option('--date <day>', 'the day that waivers and ends of support are judged against (default: today)').argParser(day))
    .addOption(colorOption())
    .option('--import-waivers', 'take annotations of kube-linter, kube-score, Polaris and Kubescape as waivers')
    .option('--waived', 'show what is waived too')
    .option('--quiet', 'print only findings that fail the run')
    .action(async (paths: readonly string[], options: ValidateOptions) => settle(await (await import('./validate.js')).validate(paths, options)));

  command.command('rules')
    .summary('list the rules')
    .description('Lists the rules, by item of the checklist')
    .addOption(new Option('--item <number>', 'only those of an item of the checklist').choices(ITEMS).argParser(item))
    .addOption(new Option('--severity <severity>', 'only those of a severity').choices(SEVERITIES).argParser(oneOf('--severity', SEVERITIES)))
    .addOption(new Option('--framework <name>', 'only those that name a control of a framework').choices(FRAMEWORKS).argParser(oneOf('--framework', FRAMEWORKS)))
    .option('--json', 'as JSON')
    .addOption(colorOption())
    .action(async (options: RulesOptions) => (await import('./rules.js')).rules(options));

  command.command('explain')
    .summary('explain a rule')
    .description('Explains a rule: why, what is reported and what is not, and where it is asked for')
    .argument('<rule>', 'the id of the rule')
    .addOption(colorOption())
    .action(async (rule: string, options: { readonly color: typeof COLOR[number] }) => (await import('./explain.js')).explain(rule, options));

  command.addCommand(policiesCommand().copyInheritedSettings(command));

  command.command('init')
    .summary('make a new project')
    .description('Makes a new project that synthesizes and validates as it is; what is not given is asked')
    .argument('[folder]', 'where it is made')
    .option('--namespace <name>', 'the namespace')
    .option('--workload <name>', 'the name of the service')
    .option('--image <reference>', 'the image that it runs, with its digest')
    .option('--port <number>', 'the port that it listens on')
    .addOption(new Option('--kubernetes-version <version>', 'the version of the cluster').choices(MINORS).argParser(kubernetesVersion))
    .option('--yes', 'take the default for what is not given')
    .action(async (folder: string | undefined, options: InitOptions) => (await import('./init.js')).init(folder, options));

  command.command('completion')
    .summary('print what completes this command in a shell')
    .description('Prints a script that completes commands, options and rules: source <(cdk8s-hardened completion bash)')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS).argParser(oneOf('completion', SHELLS)))
    .action(async (shell: typeof SHELLS[number]) => (await import('./completion.js')).printScript(shell));

  // That of commander takes the exit code that is set for its own, and names no near command.
  command.helpCommand(false).command('help')
    .summary('print this help, or that of a command')
    .description('Prints help: what there is, or what a command does')
    .argument('[command]', 'the command')
    .action((name: string | undefined) => helped(command, name).outputHelp());
  return command;
}

function helped(command: Command, name: string | undefined): Command {
  const found = name === undefined ? command : command.commands.find((one) => one.name() === name);
  if (found === undefined) throw new CallError(`help: ${unknownWord(name!, command.commands.map((one) => one.name()))}`);
  return found;
}

function colorOption(): Option {
  return new Option('--color <when>', 'colours').choices(COLOR).default('auto').argParser(oneOf('--color', COLOR));
}

/** Commander breaks its hints onto a line of their own. */
function oneLine(text: string): string {
  return text.replace(/\n\(Did you mean ([^?]*)\?\)/, "; did you mean '$1'");
}

/** Runs the command that the arguments say. */
export async function main(): Promise<void> {
  // Where this ends early it is a fault. A code that is set lets what is still to be written reach its reader, which exit() would not.
  process.exitCode = EXIT.fault;
  process.exitCode = await settled();
}

async function settled(): Promise<number> {
  let code: number = EXIT.ok;
  try {
    const command = program((found) => { code = found; });
    if (process.argv.includes('--version')) await (await import('./version.js')).printVersion();
    else if (process.argv[2] === 'complete') await (await import('./completion.js')).complete(command, process.argv.slice(3));
    else await command.parseAsync();
    return code;
  } catch (error) {
    return tell(error);
  }
}

async function tell(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.call;
  const isOurs = !(error instanceof CallError);
  const isVerbose = process.argv.includes('--verbose');
  const mark = hasColor('auto', 'err') ? '\u001b[31merror\u001b[39m' : 'error';
  const message = error instanceof Error ? error.message : String(error);
  const report = isVerbose ? `please report it with what follows: ${ISSUES}` : `please report it with what --verbose adds: ${ISSUES}`;
  const lines = isOurs ? [`${mark}: ${named(message.split('\n', 1)[0])}; ${report}`] : message.split('\n').map((line) => `${mark}: ${line}`);
  if (isVerbose && error instanceof Error) lines.push(String(error.stack), ...(error.cause instanceof Error ? [`caused by ${String(error.cause.stack)}`] : []));
  await write('err', `${lines.join('\n')}\n`);
  return isOurs ? EXIT.fault : EXIT.call;
}

/** A rule that failed says so itself. */
function named(message: string): string {
  return message.includes('fault of cdk8s-hardened') ? message : `a fault of cdk8s-hardened: ${message}`;
}

const ISSUES = 'https://github.com/cdk8s-hardened/cdk8s-hardened/issues';

const EXIT_CODES = `
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  the call or the input is wrong; what could be read is judged all the same
  3  a fault of cdk8s-hardened`;
